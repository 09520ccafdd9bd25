# METADATA
# title: 本办法的裁决 · verdict of this regulation
package luling.liaoning_2019

import data.luling.outcome

# METADATA
# title: 义务 · none yet
default obligations := set()

verdict := outcome.verdict("liaoning_2019", reasons, obligations)

# METADATA
# title: 本办法的裁决 · verdict of this regulation
package luling.sanya_2007

import data.luling.outcome

verdict := outcome.verdict("sanya_2007", reasons, obligations)

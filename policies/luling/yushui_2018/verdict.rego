# METADATA
# title: 本办法的裁决 · verdict of this regulation
package luling.yushui_2018

import data.luling.outcome

verdict := outcome.verdict("yushui_2018", reasons, obligations)

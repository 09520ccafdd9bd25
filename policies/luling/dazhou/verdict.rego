# METADATA
# title: 达州市公共数据管理办法的裁决 · verdict of this regulation
package luling.dazhou

import data.luling.outcome

# METADATA
# title: 裁决 · what the rules say together
verdict := outcome.verdict("dazhou", reasons, obligations)

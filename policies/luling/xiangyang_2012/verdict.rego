# METADATA
# title: 襄阳市电子政务数据资源管理办法(试行) · verdict of this regulation
# description: Combines what the rules of the other files say, in the order of the articles.
package luling.xiangyang_2012

import data.luling.outcome

# METADATA
# title: 裁决 · verdict
verdict := outcome.verdict("xiangyang_2012", reasons, obligations)

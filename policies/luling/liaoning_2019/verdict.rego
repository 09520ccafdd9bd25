# METADATA
# title: 辽宁省政务数据资源共享管理办法的裁决 · verdict under the measure of Liaoning
# description: |
#   Gathers what the rules beside it say, each file a topic of the law in the order of its articles.
package luling.liaoning_2019

import data.luling.outcome

# METADATA
# title: 裁决 · verdict
verdict := outcome.verdict("liaoning_2019", reasons, obligations)

# METADATA
# title: 目录检查 · the check of a catalogue entry
# description: |
#   One entry under the regulation that it names. `input.entry` is the entry as the service has read it; `input.elapsed`
#   are the days between its own dates, `input.alike` what entries of the same name state.
package luling.catalogue

# METADATA
# title: 答复 · the problems of the entry, before message texts are filled in
# description: Undefined, and so never fine, unless the regulation that the entry names has spoken.
# entrypoint: true
answer := {
	"regulation": input.entry.regulation,
	"problems": _problems,
}

_problems := [problem | some problem in data.luling.dazhou.problems] if input.entry.regulation == "dazhou"

_problems := [problem | some problem in data.luling.liaoning_2019.problems] if {
	input.entry.regulation == "liaoning_2019"
}

_problems := [problem | some problem in data.luling.sanya_2007.problems] if input.entry.regulation == "sanya_2007"

_problems := [problem | some problem in data.luling.xiangyang_2012.problems] if {
	input.entry.regulation == "xiangyang_2012"
}

_problems := [problem | some problem in data.luling.yushui_2018.problems] if input.entry.regulation == "yushui_2018"

package luling.dazhou

import data.luling.effect
import data.luling.entry

_opened_entry if {
	entry.resource
	input.entry.openness in {"open", "conditional"}
}

# METADATA
# title: 第二十四条 开放数据机器可读
# description: Opened data are machine-readable. Completeness and accuracy cannot be read from an entry.
# custom:
#   article: art_24
problems contains effect.violation("not_machine_readable", "dazhou/art_24", "machine_readable") if {
	_opened_entry
	input.entry.machine_readable == false
}

# METADATA
# title: 第二十五条第二款 开放目录的更新
# description: |
#   The opening catalogue is kept up to date promptly. Promptness has no number: an outstanding update is pointed out.
# custom:
#   article: art_25__para_2
problems contains effect.warning("opening_catalogue_outdated", "dazhou/art_25__para_2", "entry_updated") if {
	_opened_entry
	entry.outstanding("entry_changed")
}

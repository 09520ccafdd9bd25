package luling.dazhou

import data.luling.effect
import data.luling.entry

# METADATA
# title: 第十九条 共享途径
# description: Interface, table, file or another way is chosen by the nature of the data, and so is stated.
# custom:
#   article: art_19
problems contains effect.violation("field_missing", "dazhou/art_19", field) if {
	entry.resource
	some field in entry.lacking({"provision_mode"})
}

# METADATA
# title: 第十九条 接口描述及调用方法
# description: An interface is registered with its description and how to call it.
# custom:
#   article: art_19
problems contains effect.violation("field_missing", "dazhou/art_19", field) if {
	entry.resource
	input.entry.provision_mode == "interface"
	some field in entry.lacking({"interface_description"})
}

# METADATA
# title: 第十九条 应当采用接口的数据
# description: |
#   What changes often, is time-critical, or serves parallel approval across departments and collaborative office work.
# custom:
#   article: art_19
problems contains effect.violation("interface_required", "dazhou/art_19", "provision_mode") if {
	entry.resource
	entry.stated_outside("provision_mode", {"interface"})
	some property in ["fast_changing", "time_critical", "cross_department"]
	input.entry[property] == true
}

# METADATA
# title: 第二十条 数据更新期限
# description: Counted from the creation or change of the data.
# custom:
#   article: art_20
problems contains effect.violation("data_update_late", "dazhou/art_20", "data_updated") if {
	entry.resource
	entry.late("dazhou", "data_update", "data_changed")
}

# METADATA
# title: 第二十条 数据更新期限待定
# description: Without the notice on the holidays of a year the working days cannot be counted.
# custom:
#   article: art_20
problems contains effect.warning("update_undetermined", "dazhou/art_20", "data_updated") if {
	entry.resource
	entry.undetermined("dazhou", "data_update", "data_changed")
}

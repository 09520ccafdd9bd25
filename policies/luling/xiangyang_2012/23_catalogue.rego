package luling.xiangyang_2012

import data.luling.effect
import data.luling.entry

# METADATA
# title: 第二十三条 基础性、公益性数据库的备份
# description: Basic databases and those of public benefit have a backup at the municipal data centre.
# custom:
#   article: art_23
problems contains effect.violation("backup_missing", "xiangyang_2012/art_23", "backed_up") if {
	_to_be_backed_up
	not input.entry.backed_up
}

# METADATA
# title: 第二十三条 跨部门系统的备份
# description: |
#   Only the main databases of major systems across departments need the backup. An entry does not say which system is
#   major, so one across departments without a backup is pointed out.
# custom:
#   article: art_23
problems contains effect.warning("backup_to_confirm", "xiangyang_2012/art_23", "backed_up") if {
	entry.resource
	input.entry.cross_department
	not _to_be_backed_up
	not input.entry.backed_up
}

_to_be_backed_up if {
	entry.resource
	input.entry.tier in {"base", "basic"}
}

_to_be_backed_up if {
	entry.resource
	input.entry.public_benefit
}

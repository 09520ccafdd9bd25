package luling.yushui_2018

import data.luling.effect
import data.luling.facts

# METADATA
# title: 第十五条第二款 国家秘密
# description: |
#   State secrets follow the secrecy regime: outside the measure in everything that concerns sharing and its classes.
#   Article 25 names them once more beside trade secrets; what it adds is left to that regime. Collection stands in
#   another chapter and is not reached by this paragraph.
# custom:
#   article: art_15__para_2
reasons contains effect.outside("state_secret", "yushui_2018/art_15__para_2", missing) if {
	not input.action.name in {"collect", "deploy_terminal"}
	missing := facts.may_involve({"state_secret"})
}

# METADATA
# title: 第十五条第一款 三种类型
# description: A class of another regulation is none here. An absent class is one of the three.
# custom:
#   article: art_15__para_1
reasons contains effect.deny("not_a_class_here", "yushui_2018/art_15__para_1", []) if {
	input.action.name in {"obtain", "refuse", "classify"}
	"value" in object.keys(facts.sharing_class)
	not facts.sharing_class.value in {"unconditional", "conditional", "excluded"}
}

# METADATA
# title: 第十五条第一款第一项 列入主动共享类
# description: Open to every unit that needs it; no basis is asked for.
# custom:
#   article: art_15__para_1__item_1
reasons contains effect.permit("listed_for_all", "yushui_2018/art_15__para_1__item_1", missing) if {
	input.action.name == "classify"
	missing := facts.may_be(facts.sharing_class, "unconditional")
}

# METADATA
# title: 第十五条第一款第一项 拒绝提供主动共享类
# description: |
#   The class is unconditional: the provider may not refuse. Whether the requester qualifies is for the centre, and to
#   insist on the commitment or on a confidentiality agreement is not to refuse.
# custom:
#   article: art_15__para_1__item_1
reasons contains effect.deny("refusal_of_unconditional", "yushui_2018/art_15__para_1__item_1", missing) if {
	input.action.name == "refuse"
	missing := facts.may_be(facts.sharing_class, "unconditional")
}

# METADATA
# title: 第十五条第一款第二项 未被指定的单位
# description: Only designated units may have it; a class that can be contested is the matter of article 4.
# custom:
#   article: art_15__para_1__item_2
reasons contains effect.deny("not_designated", "yushui_2018/art_15__para_1__item_2", missing) if {
	input.action.name == "obtain"
	not _contestable
	missing := array.concat(facts.may_be(facts.sharing_class, "conditional"), facts.may_not_be_designated)
}

# METADATA
# title: 第十五条第一款第三项 获取不予共享类
# description: |
#   Cannot be provided to other units. Article 15 accepts every kind of basis for this class, so it cannot be contested
#   for the level of its basis.
# custom:
#   article: art_15__para_1__item_3
reasons contains effect.deny("excluded_class", "yushui_2018/art_15__para_1__item_3", missing) if {
	input.action.name == "obtain"
	missing := facts.may_be(facts.sharing_class, "excluded")
}

# METADATA
# title: 第十五条第一款第三项 拒绝提供不予共享类
# description: The provider relies on the class once its basis is with the government office (article 4).
# custom:
#   article: art_15__para_1__item_3
reasons contains effect.permit("excluded_class", "yushui_2018/art_15__para_1__item_3", missing) if {
	input.action.name == "refuse"
	missing := array.concat(facts.may_be(facts.sharing_class, "excluded"), _may_be_handed_in)
}

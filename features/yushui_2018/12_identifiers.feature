# language: zh-CN
功能: 渝水区政务信息资源共享管理办法 第十二条 必采标识

  背景:
    假如 一项按"渝水区政务信息资源共享管理办法"提出的请求
    并且 事实如下
      | 主体类别     | 行政机关 |
      | 可从平台获取 | 否       |
      | 在采集范围内 | 是       |

  @art_12 @lawful
  场景大纲: 必采标识齐全
    假如 行为是"采集"
    并且 "采集对象"是"<对象>"
    并且 "采集字段"是"<字段>"
    当 平台请求裁决
    那么 裁决是"允许"

    例子:
      | 对象           | 字段                                                                                                   |
      | 企业或组织     | registration_number、full_name、legal_representative_name、legal_representative_id、region、attributes |
      | 企业或组织     | organisation_code、full_name、legal_representative_name、legal_representative_id、region、attributes   |
      | 个人           | person_name、id_number、region、attributes                                                             |
      | 个人           | person_name、passport_number、region、attributes                                                       |
      | 项目           | project_code、region、attributes                                                                       |
      | 行政权力       | power_code、region、attributes                                                                         |
      | 项目、行政权力 | project_code、power_code、region、attributes                                                           |

  @art_12 @unlawful
  场景大纲: 缺少必采标识
    假如 行为是"采集"
    并且 "采集对象"是"<对象>"
    并且 "采集字段"是"<字段>"
    当 平台请求裁决
    那么 裁决是"禁止"
    并且 理由"<理由>"依据"art_12"

    例子:
      | 对象       | 字段                                                                              | 理由                       |
      | 企业或组织 | full_name、legal_representative_name、legal_representative_id、region、attributes | 缺企业或组织的必采标识     |
      | 企业或组织 | registration_number、full_name、legal_representative_name、region、attributes     | 缺企业或组织的必采标识     |
      | 个人       | person_name、region、attributes                                                   | 缺个人的必采标识           |
      | 个人       | id_number、region、attributes                                                     | 缺个人的必采标识           |
      | 项目       | region、attributes                                                                | 缺项目编码                 |
      | 行政权力   | region、attributes                                                                | 缺权力编码                 |
      | 个人、项目 | person_name、id_number、region、attributes                                        | 缺项目编码                 |
      | 个人       | person_name、id_number、attributes                                                | 未注明信息属地或者信息属性 |
      | 无         | region                                                                            | 未注明信息属地或者信息属性 |

  @art_12 @unlawful
  场景: 不知道采集对象
    假如 行为是"采集"
    并且 "采集字段"是"region、attributes"
    当 平台请求裁决
    那么 裁决是"事实不足"
    并且 缺少的事实是"采集对象"

  @art_12 @unlawful
  场景: 不知道采集哪些字段
    假如 行为是"采集"
    并且 "采集对象"是"个人"
    当 平台请求裁决
    那么 裁决是"事实不足"
    并且 缺少的事实是"采集字段"

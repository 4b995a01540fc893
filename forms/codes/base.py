"""E-BASE: base figures of the statistics office, at the office that gives them and at the units."""

from __future__ import annotations

from forms.codes.code import ErrorCode


class BaseCode:
    """Base figures are not made or not taken over; nothing is signed while a cell of a table is refused."""

    ITEM = ErrorCode("E-BASE-001", "不是统计局的项目，或分组不认识", "照写出的空表写代码和分组")
    CELL = ErrorCode("E-BASE-002", "一格读不成数", "改成数字；没有数的写 -1、-2 或不适用")
    CONTRADICTION = ErrorCode("E-BASE-003", "同一个数写了两次却不相同", "核对后只留对的")
    IMPOSSIBLE = ErrorCode("E-BASE-004", "数不可能（超出这一项的范围）", "核对原始资料和计量单位")
    COLUMNS = ErrorCode("E-BASE-005", "一行的栏数比表头多，没有采用", "去掉千分位逗号，或另存为 .xlsx")
    MEASURE = ErrorCode("E-BASE-006", "计量单位与规划的不同", "换算成规划的计量单位")
    SOURCE = ErrorCode("E-BASE-007", "没有写来源，或来源、口径的文字不能用", "写明用哪一年的什么资料")
    YEAR = ErrorCode("E-BASE-008", "没有写年份，或是以后年份的数", "核对年份")
    STATUS = ErrorCode("E-BASE-009", "不认识数的性质", "写“正式数”或“初步数”")
    UNUSED = ErrorCode("E-BASE-010", "不属于任何一个基础数据，没有用到", "核对提示的格子")
    IMBALANCE = ErrorCode("E-BASE-011", "几个数互相矛盾", "核对列出的几格，改正填错的")
    SENSITIVE_ITEM = ErrorCode(
        "E-BASE-012",
        "敏感项目（数小时能猜到是谁的）不作为基础数据发给各单位",
        "从表里删去这一行；报表上有它的单位各自填报",
    )
    TABLE = ErrorCode("E-BASE-020", "表里有没有采用的格子，没有签发", "改正列出的格子再来")
    EMPTY = ErrorCode("E-BASE-021", "表里一个基础数据也没有，没有签发", "照写出的空表填写")
    NOT_OF_PLAN = ErrorCode(
        "E-BASE-023", "基础数据与本单位的规划不符：计量单位不同，或数不可能", "不要照填，向统计局核实"
    )
    GIVEN = ErrorCode("E-BASE-024", "这一格是统计局给定的数，不能改", "有不同意见写在备注里，并告诉统计局")
    NONE_ISSUED = ErrorCode("E-BASE-022", "这一年还没有签发过基础数据", "给出基础数据的表")
    SENSITIVE = ErrorCode(
        "E-BASE-026", "来源或口径的文字里有单位报来的敏感项目的数，没有签发", "把文字里的数去掉"
    )
    MARK = ErrorCode(
        "E-BASE-025",
        "数据来源照统计局给定的数那样写，而这个数不是统计局给定的",
        "写本单位自己的来源；要用统计局的数，打开统计局发来的基础数据",
    )

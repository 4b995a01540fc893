"""E-COLLECT: bringing a county's year together."""

from __future__ import annotations

from forms.codes.code import ErrorCode


class CollectCode:
    """E-COLLECT: nothing was collected or written."""

    NOT_ALL_ACCEPTED = ErrorCode(
        "E-COLLECT-001",
        "还有单位没有验收，不能汇总",
        "先办完验收（accept），或办免报（excuse）；只要初步数的，用 collect --provisional",
    )
    NOTHING = ErrorCode("E-COLLECT-002", "这一年没有一个单位的数可以汇总", "先收件（receive），再汇总")
    BEFORE_THE_FILE = ErrorCode(
        "E-COLLECT-003", "那一天还没有这个数据文件", "写一个建立数据文件以后的日期（--as-of）"
    )

"""E-OFFICE: the statistics office's file, its people, its register of certificates."""

from __future__ import annotations

from forms.codes.code import ErrorCode


class OfficeCode:
    """E-OFFICE: the statistics office's file, its people, its register of certificates."""

    OTHER_STORE = ErrorCode(
        "E-OFFICE-001",
        "单位的数据文件当成了统计局的，或者反过来；文件没有改动",
        "单位的用 --store，统计局的用 --office",
    )
    NOT_AN_OFFICER = ErrorCode(
        "E-OFFICE-002", "没有写明经办人，或这个人不在统计局的人员名单里", "用 --as 写明名单里的姓名"
    )
    READER = ErrorCode("E-OFFICE-003", "经办人只能查看，没有写入", "由监测员或组长办理")
    HEAD_WANTED = ErrorCode("E-OFFICE-004", "这一步由组长决定，没有写入", "由组长办理")

"""E-ASSIGN: the task that the office writes for a year, and its deadlines."""

from __future__ import annotations

from forms.codes.code import ErrorCode


class AssignCode:
    """E-ASSIGN: no task was written, or no deadline set; nothing has changed."""

    OWNERS = ErrorCode(
        "E-ASSIGN-001",
        "规划里的责任单位还是预设的，没有确认，不能布置任务",
        "用 plan owners export、confirm 确认，再用 office plan 导入确认过的数据包",
    )
    NOTICE_FIGURE = ErrorCode(
        "E-ASSIGN-005", "通知的文字里有单位报来的敏感项目的数", "把数去掉：任务发给所有单位，不加密"
    )
    DEADLINE = ErrorCode("E-ASSIGN-002", "期限不在数据年度结束后的两年里", "核对年份和日期")
    NOTICE = ErrorCode("E-ASSIGN-003", "通知的文字读不出来，或太长", "另存为 UTF-8 文本，写短一些")
    NO_DAY = ErrorCode("E-ASSIGN-006", "写的期限不是日期", "写成 2026-04-30，不定期限的空着")
    NO_CERTIFICATE = ErrorCode(
        "E-ASSIGN-004", "本局没有可用的签名证书：还没有登记过，或都已注销或过期", "用 office key new 新建"
    )

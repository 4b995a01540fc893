"""E-DECIDE: what officers decide about a unit's year."""

from __future__ import annotations

from forms.codes.code import ErrorCode


class DecideCode:
    """A decision cannot be made as it was asked for; nothing was written."""

    NO_SUCH_UNIT = ErrorCode("E-DECIDE-001", "规划里没有这个要报送的单位", "照列出的单位代码重写")
    NO_SUCH_YEAR = ErrorCode("E-DECIDE-002", "年份不在规划期内", "核对年份")
    NOT_NOW = ErrorCode("E-DECIDE-003", "这一年现在的状态下不能这样做", "照提示先做可以做的")
    REASON_WANTED = ErrorCode("E-DECIDE-004", "没有写原因", "用 --reason 写明原因")
    NOTHING_TO_DECIDE = ErrorCode("E-DECIDE-005", "没有要决定的", "用 show 看这一年的情况")
    NO_SUCH_FACT = ErrorCode("E-DECIDE-006", "这一项不能决定", "照列出的写 --fact")
    NO_SUCH_ANSWER = ErrorCode("E-DECIDE-007", "不是可以选的答案", "照列出的写 --as")
    NO_SUCH_SUBJECT = ErrorCode(
        "E-DECIDE-008", "不在待决定的之列", "照列出的写 --cell、--indicator 或 --package"
    )
    CHECK_CODE = ErrorCode("E-DECIDE-009", "校验码输入有误", "对照纸质表重新输入 16 位校验码")
    AFTER_INTAKE = ErrorCode("E-DECIDE-010", "到达的日期晚于收件登记的时间", "核对日期")
    NO_CANDIDATE = ErrorCode("E-DECIDE-011", "不是可以选定的一份", "照列出的校验码选一份")
    NO_SUCH_REVISION = ErrorCode("E-DECIDE-012", "没有收到这一版", "照列出的版次重写")
    NOT_OFFICE_KEY = ErrorCode("E-DECIDE-013", "不是本局的签名密钥", "换用本局的签名密钥文件")
    NOT_ACCEPTABLE = ErrorCode("E-DECIDE-014", "还不能验收", "先办列出的各项")
    NO_SUCH_PACKAGE = ErrorCode("E-DECIDE-015", "没有等着处理的这一份", "照列出的写 --aside")
    NO_SUCH_DECISION = ErrorCode("E-DECIDE-016", "没有这一号还有效的决定", "照 show 里的编号写 --undo")
    OTHER_WAY = ErrorCode("E-DECIDE-017", "这种决定不能这样撤回", "照提示办")
    NO_LETTERS = ErrorCode("E-DECIDE-018", "没有签发过单子", "先选定、验收或重开，再写出")
    NO_SUCH_PLACE = ErrorCode(
        "E-DECIDE-020", "没有所问的单元格、审核条目或问题", "用 show 和 question list 看"
    )
    NO_QUESTION = ErrorCode("E-DECIDE-021", "问题没有写文字", "用 --text 写明问什么")
    SENSITIVE_FIGURE = ErrorCode("E-DECIDE-022", "问题的文字里有敏感项目的数", "把文字里的数去掉")
    TOO_MANY_QUESTIONS = ErrorCode("E-DECIDE-023", "没有了结的问题太多", "先了结一些")
    NOTHING_TO_ASK = ErrorCode("E-DECIDE-024", "没有要发出或可以撤回的", "用 question list 看")
    NO_SUGGESTION = ErrorCode("E-DECIDE-025", "没有这一号建议", "照 question suggest 列出的写 --take")
    FIGURE = ErrorCode("E-DECIDE-026", "问题的文字里有这个单位报的数", "把文字里的数去掉")
    DEADLINE_PAST = ErrorCode("E-DECIDE-027", "答复的期限已经过了", "--deadline 写今天或以后的日期")
    NUMBER_USED = ErrorCode(
        "E-DECIDE-028",
        "文件夹里已有这个编号的一份，收件数据文件却不知道它，没有签发",
        "备份用 restore 恢复，不要直接拷回；确是别处的文件，换一个文件夹",
    )

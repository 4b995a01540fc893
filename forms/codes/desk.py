"""Codes of a unit's year: figures, reasons, people, states, files given as proof, and the clock."""

from __future__ import annotations

from forms.codes.code import ErrorCode


class TextCode:
    """E-TEXT: what is typed into a name, a note, a reason."""

    REFUSED = ErrorCode(
        "E-TEXT-001", "文字里有看不见的控制字符或方向字符", "删去这些字符；窗口里点一下就能删"
    )
    TOO_LONG = ErrorCode("E-TEXT-002", "文字太长", "照提示缩短")


class CellCode:
    """E-CELL: addresses of cells."""

    NOT_FOR_ENTRY = ErrorCode("E-CELL-001", "不是本单位可填的单元格或数据", "核对地址；计算格和“—”格不用填")


class YearCode:
    """E-YEAR: reporting years."""

    OUTSIDE_PLAN = ErrorCode("E-YEAR-001", "年份不在规划期内", "选规划期内的年份")


class StateCode:
    """E-STATE: what the state of a year does not allow now."""

    NOT_NOW = ErrorCode("E-STATE-001", "本年度现在的状态不能做这一步", "照提示先做前面的事")
    NOT_CLEAR = ErrorCode("E-STATE-002", "还有问题没有改正或说明，不能定稿", "到“审核”逐条处理")
    READ_ONLY = ErrorCode(
        "E-STATE-003", "数据文件只能查看，没有写入", "关闭别处打开的窗口，或照提示处理后重新打开"
    )
    WITHOUT_REASON = ErrorCode("E-STATE-004", "撤回定稿没有写明原因", "写明为什么撤回")


class ExplainCode:
    """E-EXPLAIN: reasons given for questioned figures."""

    TOO_SHORT = ErrorCode("E-EXPLAIN-001", "原因说明太短或没有说出原因", "写明事实和原因")
    NO_SUCH_FINDING = ErrorCode("E-EXPLAIN-002", "这一格现在没有这条问题", "重新审核，再说明现有的问题")


class PeopleCode:
    """E-PEOPLE: who answers for the figures."""

    MISSING = ErrorCode("E-PEOPLE-001", "签署人员或电话没有填全，不能定稿", "在“定稿打印”填写提示的各项")


class EvidenceCode:
    """E-EVIDENCE: files that prove figures."""

    KIND = ErrorCode("E-EVIDENCE-001", "这种文件不能作为附件", "换成提示里列出的文件种类")
    TOO_MANY = ErrorCode("E-EVIDENCE-002", "附件太多，报送包放不下", "删去不需要的，或合并成一个文件")
    TOO_LARGE = ErrorCode("E-EVIDENCE-003", "附件太大，报送包放不下", "压缩图片，或只截取有关的几页")
    NO_ROOM = ErrorCode("E-EVIDENCE-004", "附件超出报送包的限度，不能定稿", "删去不需要的附件")


class DefinitionCode:
    """E-DEFINITION: breaks in a series (口径变动)."""

    NO_SUCH_FIGURE = ErrorCode("E-DEFINITION-001", "规划里没有这个数据或指标", "从报表里选择")
    UNSAID = ErrorCode("E-DEFINITION-002", "没有写明口径怎样变动", "写明由什么改为什么")


class HistoryCode:
    """E-HISTORY: the table of earlier years."""

    CODE = ErrorCode("E-HISTORY-001", "往年数据的代码或分组不认识", "核对代码；以写出的往年数据表为准")
    CELL = ErrorCode("E-HISTORY-002", "往年数据的一格读不成数", "改成数字；没有数的留空")
    CONTRADICTION = ErrorCode("E-HISTORY-003", "同一个数写了两次却不相同", "核对后只留对的")
    IMPOSSIBLE = ErrorCode("E-HISTORY-004", "往年的数不可能（超出这一项的范围）", "核对原始资料")
    COLUMNS = ErrorCode(
        "E-HISTORY-005", "一行的栏数比表头多，分不清年份，没有采用", "去掉千分位逗号，或另存为 .xlsx"
    )
    NO_FIGURE = ErrorCode("E-HISTORY-006", "往年只收数，缺数的代码没有采用", "没有数的留空")
    FROZEN = ErrorCode("E-HISTORY-008", "这一年已定稿，不收别的数", "要改的，先撤回那一年再改")
    NOT_PAST = ErrorCode("E-HISTORY-009", "这一年还没有到，不是往年", "核对表头的年份")
    REPORTED = ErrorCode("E-HISTORY-010", "这一年在本文件里填报，往年数据不另改", "在那一年的填报里改")
    UNSAID = ErrorCode("E-HISTORY-011", "更正往年数据没有写原因", "写明为什么改、依据什么")
    STATED = ErrorCode("E-HISTORY-012", "规划所列的数删不掉", "填写正确的数；规划写错的，告知统计局")
    LEFT_OUT = ErrorCode("E-HISTORY-007", "表里有的内容不属于往年数据，没有采用", "核对提示的格子")


class ArchiveCode:
    """E-ARCHIVE: earlier submissions."""

    NO_SUCH_REVISION = ErrorCode("E-ARCHIVE-001", "这一年没有这一版", "从提示的版次里选")


class LogCode:
    """E-LOG: packages against which the change log is compared."""

    NOT_OURS = ErrorCode("E-LOG-001", "不是本单位的报送包", "选本单位导出的报送包")
    UNSOUND = ErrorCode("E-LOG-002", "报送包不可信，不能用来核对变更记录", "选没有改动过的原文件")
    OTHER_SIGNER = ErrorCode(
        "E-LOG-003", "报送包的签名人不是本单位登记的", "核对证书；换用登记过的证书签的报送包"
    )


class ClockCode:
    """E-CLOCK: the computer's clock."""

    ABSURD = ErrorCode("E-CLOCK-001", "电脑时间比程序发布的时间还早", "在 Windows 的“日期和时间”里校正后重做")
    BEHIND = ErrorCode(
        "E-CLOCK-002", "电脑时间比数据文件里最后的记录还早", "校正电脑时间；确认时间无误的可以继续"
    )
    TOO_LATE = ErrorCode("E-CLOCK-003", "电脑时间太晚，肯定不对", "在 Windows 的“日期和时间”里校正后重做")


class TimeCode:
    """E-TIME: when a package was received."""

    UNREADABLE = ErrorCode(
        "E-TIME-001", "收件时间写得不对", "写成 2026-03-05 或 2026-03-05T14:30（北京时间）"
    )
    IN_FUTURE = ErrorCode("E-TIME-002", "收件时间比本机时间还晚", "核对后重新输入")

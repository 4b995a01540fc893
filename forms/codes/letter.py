"""E-LETTER: letters of the office, whoever reads one."""

from __future__ import annotations

from forms.codes.code import ErrorCode

_SEND_AGAIN = "请统计局重新发来原文件"


class LetterCode:
    """A file cannot be read as a letter of the office; nothing was changed."""

    DAMAGED = ErrorCode("E-LETTER-001", "文件损坏，或签名不成立", _SEND_AGAIN)
    OTHER_KIND = ErrorCode("E-LETTER-002", "不是统计局发来的文件", "核对是不是选错了文件")
    FORMAT = ErrorCode("E-LETTER-003", "内容不符合公布的格式", "请更新程序，或" + _SEND_AGAIN)
    QUESTIONS = ErrorCode("E-LETTER-004", "所列的问题与问题表不符", _SEND_AGAIN)
    NOT_THE_OFFICE = ErrorCode("E-LETTER-005", "签名的证书不是统计局的", "不要照办，向统计局核实")
    ENCRYPTED = ErrorCode("E-LETTER-006", "文件是加密的，要先用收件密钥打开", "给出本单位的收件密钥")
    BASE = ErrorCode("E-LETTER-008", "基础数据表读不出，或不符合公布的格式", _SEND_AGAIN)
    PAYLOAD = ErrorCode("E-LETTER-007", "来件里的附件与所记摘要不符，或有不该有的文件", _SEND_AGAIN)


class OpenCode:
    """E-OPEN: a unit does not take a letter over, or cannot answer; nothing was changed."""

    NOT_TRUSTED = ErrorCode(
        "E-OPEN-010",
        "签名的统计局证书还没有信任",
        "照统计局盖章的纸核对指纹，用 --office-fingerprint 输入",
    )
    FINGERPRINT = ErrorCode(
        "E-OPEN-011", "输入的指纹与签名的证书不同", "再看盖章的纸；确实不同的，不要采用这个文件"
    )
    OTHER_UNIT = ErrorCode("E-OPEN-012", "不是发给本单位的", "核对文件，退还给统计局")
    FOREIGN = ErrorCode(
        "E-OPEN-013",
        "说的不是这个数据文件定稿的报送",
        "换用报送时的那个数据文件打开；这个文件恢复过备份的，重新定稿、报送，请统计局选定",
    )
    CONTRADICTS = ErrorCode(
        "E-OPEN-014", "与已打开的来件编号相同而内容不同，或前后不接", "不要照办，向统计局核实"
    )
    DISTRUSTED = ErrorCode("E-OPEN-015", "签名的统计局证书已停止信任", "不要照办，向统计局核实")
    EXPIRED = ErrorCode("E-OPEN-016", "签名时统计局的证书不在有效期内", "请统计局用有效的证书重新签发")
    REPEATED = ErrorCode("E-OPEN-017", "这份来件已经处理过", "不用处理")
    NO_QUESTION = ErrorCode("E-OPEN-020", "没有这个待答的问题", "用 exchange 看往来和待答的问题")
    TOO_SHORT = ErrorCode("E-OPEN-021", "答复太短", "写明事实和原因")
    ACCEPTED = ErrorCode("E-OPEN-022", "统计局已验收，还没有重开，不能定稿", "请统计局先办重开")
    TASK_FIRST = ErrorCode(
        "E-OPEN-018",
        "签名的统计局证书还没有信任，这不是布置任务",
        "先打开统计局的布置任务，照盖章的纸核对指纹",
    )
    DISTRUST_DAY = ErrorCode(
        "E-OPEN-019", "停止信任的日期还没有到，或打开的不是布置任务", "改正 --distrust-from 的日期，或去掉它"
    )
    PLAN_UNREADABLE = ErrorCode(
        "E-OPEN-023", "任务里的规划数据包本程序读不出来", "更新程序后再打开，或向统计局核实"
    )
    PLAN_SIGNATURE = ErrorCode(
        "E-OPEN-024", "任务里规划数据包自己的签名或批准不成立，或是另一版的", "不要照办，向统计局核实"
    )

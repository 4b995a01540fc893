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
    PAYLOAD = ErrorCode("E-LETTER-007", "任务或基础数据里的附件与所记摘要不符", _SEND_AGAIN)

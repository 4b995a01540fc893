"""E-VERIFY, TB-VERIFY: what a package is compared with; E-TRUST: whose certificate it is."""

from __future__ import annotations

from forms.codes.code import CodeTrait, ErrorCode

_RETURN = "退回发送单位，请用程序重新导出"
_NOTHING = "不用处理"


class VerifyCode:
    """A fact about the content of a package does not hold or is not known; TB-VERIFY is what holds."""

    NOT_CHECKED = ErrorCode(
        "E-VERIFY-001", "前面的项目没有通过，这一项没有检查", "先处理前面的项目", CodeTrait.FOLLOWS
    )
    FORMAT = ErrorCode(
        "E-VERIFY-010",
        "包里的说明不符合公布的格式",
        "更新程序再验证；仍不行，" + _RETURN,
        in_window="更新程序再收一次；仍不行，请发送单位用程序重新导出",
    )
    DIGESTS = ErrorCode("E-VERIFY-011", "文件与说明所列的摘要不符，或缺少文件", _RETURN)
    OTHER_KIND = ErrorCode("E-VERIFY-012", "不是年度数据报送包，没有核对内容", "选年度数据报送包")
    COLUMN = ErrorCode("E-VERIFY-013", "数据表里有一格不合规定，或行数不对", _RETURN)
    FILES = ErrorCode("E-VERIFY-014", "包里有多余的文件，或附件与所列不一致", _RETURN)
    DESCRIPTOR = ErrorCode("E-VERIFY-015", "数据表的描述与数据表不符", _RETURN)
    FORM_KIND = ErrorCode("E-VERIFY-016", "正式报表不是 PDF 或 xlsx", _RETURN)
    CONTRADICTION = ErrorCode("E-VERIFY-017", "包里的说明自相矛盾或有空缺", _RETURN)
    NOT_OF_PLAN = ErrorCode("E-VERIFY-018", "单位、年份、口径变动、附件或更正与规划不符", _RETURN)
    UNSEEN_CHARACTER = ErrorCode(
        "E-VERIFY-019", "文字里有看不见的控制字符或方向字符，或全是看不见的字符", _RETURN
    )
    PLAN_UNKNOWN = ErrorCode(
        "E-VERIFY-020",
        "没有这个规划的数据包",
        "用 --plan 给出，再验证",
        in_window="在【办理】的【规划数据包】里导入单位所用的那一版；本局没有的，向单位索取",
    )
    PLAN_DIFFERS = ErrorCode(
        "E-VERIFY-021",
        "所用的规划数据包与本机的不是同一份",
        "用 --plan 给出那一份，再验证",
        in_window="在【办理】的【规划数据包】里导入单位所用的那一版；本局没有的，向单位索取",
    )
    UNIT_UNKNOWN = ErrorCode("E-VERIFY-022", "规划里没有这个单位", "核对发送单位；" + _RETURN)
    REGION_DIFFERS = ErrorCode("E-VERIFY-023", "行政区划代码与规划不符", _RETURN)
    PLAN_IDENTITY = ErrorCode("E-VERIFY-024", "规划的代号或版本与它的数据包不符", _RETURN)
    REVISION = ErrorCode("E-VERIFY-030", "版次与“替代哪一版”自相矛盾", _RETURN)
    RECHECK_DIFFERS = ErrorCode("E-VERIFY-040", "本机重新计算，结果与包里的不一致", _RETURN)
    RECHECK_WITHOUT_PLAN = ErrorCode(
        "E-VERIFY-041",
        "没有相同版本的规划数据包，无法复核",
        "用 --plan 给出，再验证",
        in_window="在【办理】的【规划数据包】里导入单位所用的那一版；本局没有的，向单位索取",
    )
    OBSERVATIONS = ErrorCode("E-VERIFY-042", "数据行不能用，无法复核", _RETURN)
    MANDATORY_OPEN = ErrorCode("E-VERIFY-043", "有强制性问题", _RETURN)
    UNEXPLAINED = ErrorCode("E-VERIFY-044", "有核实性问题没有说明", _RETURN)
    OTHER_ENGINE = ErrorCode(
        "E-VERIFY-045",
        "由另一版计算程序做成，结果不同之处已列出",
        "看一眼列出的不同；必要时更新程序",
    )
    CHECK_CODE_WRONG = ErrorCode("E-VERIFY-050", "校验码输入有误", "对照纸质表重新输入 16 位校验码")
    PAPER_DIFFERS = ErrorCode(
        "E-VERIFY-051", "纸质表与报送包不是同一版", "请发送单位交来同一版的纸质表和报送包"
    )
    SIGNER_OF_OTHER_UNIT = ErrorCode(
        "E-VERIFY-060", "签名证书属于别的单位", "核对是谁签的名", CodeTrait.OTHER_UNIT
    )
    SIGNER_WITHOUT_UNIT = ErrorCode(
        "E-VERIFY-061",
        "证书没有写明它代表哪个单位",
        "核对登记表后用 --trust 单位代码=证书文件 给出",
        in_window="核对登记表，证书是谁的就登记给谁",
    )
    REGISTERED_FOR_OTHER = ErrorCode("E-VERIFY-062", "证书登记给了别的单位", "核对是谁签的名")
    FORM_DIFFERS = ErrorCode("E-VERIFY-070", "正式报表与数据重新打印出来的不一致", _RETURN)
    PRINTED_BY_OTHER = ErrorCode(
        "E-VERIFY-071", "正式报表由另一版程序打印，没有比对", "需要比对的，用那一版程序验证"
    )
    NOT_PRINTED = ErrorCode(
        "E-VERIFY-072", "本机不能重新打印正式报表，没有比对", "照提示处理后再验证", in_window="不用处理"
    )
    SENTENCES_DIFFER = ErrorCode("E-VERIFY-073", "审核句子或说明与同版本程序写出的不一致", _RETURN)
    FORMAT_SOUND = ErrorCode("TB-VERIFY-010", "格式、文件和各栏都符合规定", _NOTHING)
    PLAN_KNOWN = ErrorCode("TB-VERIFY-020", "规划与本机一致", _NOTHING)
    REVISION_TOLD = ErrorCode(
        "TB-VERIFY-030", "写明了版次，前一版不在手边，没有比对", "手边有前一版的，核对它的摘要"
    )
    RECHECK_SAME = ErrorCode("TB-VERIFY-040", "本机重新计算和审核，逐项一致", _NOTHING)
    PAPER_NOT_COMPARED = ErrorCode(
        "TB-VERIFY-050",
        "没有给出纸质表的校验码，没有比对",
        "要比对的，用 --paper 给出",
        in_window="照盖章纸质表上的校验码输入",
    )
    PAPER_SAME = ErrorCode("TB-VERIFY-051", "纸质表与报送包一致", _NOTHING)
    FORM_NOT_COMPARED = ErrorCode(
        "TB-VERIFY-060", "正式报表没有重新打印比对", "要比对的，用 --print-again", in_window="不用处理"
    )
    FORM_SAME = ErrorCode("TB-VERIFY-061", "正式报表重新打印，内容逐字节一致", _NOTHING)


class TrustCode:
    """A certificate cannot be taken as that of a unit."""

    NOT_A_CERTIFICATE = ErrorCode("E-TRUST-001", "不是能用的证书", "给出单位交来的公开证书（.cer.pem）")
    WRONG_WORDS = ErrorCode("E-TRUST-002", "单位与证书的写法不对", "写成 单位代码=证书文件")
    OTHER_UNIT = ErrorCode("E-TRUST-003", "证书写明是别的单位的", "核对证书和单位代码")
    TWO_UNITS = ErrorCode("E-TRUST-004", "同一张证书登记给了两个单位", "核对登记表后只留一个")

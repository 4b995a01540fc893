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
        "E-OFFICE-002", "没有写明经办人，或这个人不在统计局的人员名单里", "用 --by 写明名单里的姓名"
    )
    READER = ErrorCode("E-OFFICE-003", "经办人只能查看，没有写入", "由监测员或组长办理")
    HEAD_WANTED = ErrorCode("E-OFFICE-004", "这一步由组长办理，没有写入", "由组长办理")
    FINGERPRINT_WRITTEN = ErrorCode(
        "E-OFFICE-005", "指纹写得不对：有不是指纹的字，或位数不对", "对照盖章登记表改正提示的那一组"
    )
    FINGERPRINT_DIFFERS = ErrorCode(
        "E-OFFICE-006",
        "登记表上的指纹与证书的不同，没有登记",
        "再看纸上提示的那一组；纸上确实这样写的，证书不是这个单位的，不要登记",
    )
    NOT_LISTED = ErrorCode(
        "E-OFFICE-007", "证书的指纹不在清单里，没有登记", "向单位要盖章的登记表；没有登记表的证书不登记"
    )
    LIST_LINE = ErrorCode(
        "E-OFFICE-008", "指纹清单里有一行读不出来", "每行写单位（名称或代码）和指纹，中间空一格"
    )
    UNIT_WANTED = ErrorCode("E-OFFICE-009", "证书没有写明是哪个单位的", "照登记表用 --unit 写明单位代码")
    OTHER_UNIT = ErrorCode("E-OFFICE-010", "证书写明是另一个单位的，没有登记", "核对登记表和证书文件")
    NO_SUCH_UNIT = ErrorCode("E-OFFICE-011", "规划里没有这个单位", "核对单位代码；规划改了的，先导入新版")
    OTHER_REGION = ErrorCode("E-OFFICE-012", "是另一个行政区划的，没有写入", "核对文件")
    OWN_CERTIFICATE = ErrorCode("E-OFFICE-013", "是统计局自己的证书，不用登记", "登记各单位交来的公开证书")
    FINGERPRINT_WANTED = ErrorCode(
        "E-OFFICE-014",
        "没有给出盖章登记表上的指纹，没有登记",
        "用 --fingerprint 或 --fingerprints 给出盖章登记表上的指纹",
    )
    ONE_AT_A_TIME = ErrorCode(
        "E-OFFICE-015",
        "一个指纹只对一份证书，给出的份数不同",
        "每份证书写一个指纹，或用 --fingerprints 给出清单",
    )
    REGISTERED_FOR_OTHER = ErrorCode("E-OFFICE-016", "这份证书已登记给另一个单位", "核对登记表")
    NOT_RENEWED = ErrorCode(
        "E-OFFICE-017", "要接续的原证书没有登记给这个单位，或用途不同", "核对原证书的指纹"
    )
    NO_SUCH_CERTIFICATE = ErrorCode("E-OFFICE-018", "登记册里没有这份证书", "用 office register 查看登记册")
    SEVERAL_CERTIFICATES = ErrorCode(
        "E-OFFICE-019", "这个单位登记的证书不止一份", "用 --fingerprint 写明是哪一份"
    )
    DATE = ErrorCode("E-OFFICE-021", "日期写得不对，或还没有到", "写成 2026-03-02，不晚于今天")
    WITHOUT_REASON = ErrorCode("E-OFFICE-022", "没有写明原因", "写明为什么")
    LAST_HEAD = ErrorCode("E-OFFICE-023", "名单里最后一个组长不能去掉", "先让另一个人当组长")
    NO_SUCH_PERSON = ErrorCode("E-OFFICE-024", "人员名单里没有这个人", "用 office people 查看名单")
    OTHER_PLAN = ErrorCode("E-OFFICE-025", "要导入的是另一个规划的数据包", "选本局所用规划的新版")
    OF_UNITS = ErrorCode("E-OFFICE-028", "这个选项只用于单位的数据文件", "去掉这个选项，或用 --store")
    NO_CERTIFICATES = ErrorCode("E-OFFICE-029", "给出的文件夹里没有证书", "给出放证书（.cer.pem）的文件夹")
    OTHER_KEY = ErrorCode("E-OFFICE-026", "密钥不是这个统计局的", "换用本局的密钥文件")
    KEY_WANTED = ErrorCode(
        "E-OFFICE-027", "还没有这种密钥，或密钥文件不在原处", "新建、导入，或用 --key 指明"
    )
    NO_SUCH_ENTRY = ErrorCode(
        "E-OFFICE-030", "没有要更正的这条注销记录，或不止一条", "用 --fingerprint 和 --since 写明是哪一条"
    )

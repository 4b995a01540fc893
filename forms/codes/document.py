"""E-DOC: forms on paper and in Excel, and mail."""

from __future__ import annotations

from forms.codes.code import CodeTrait, ErrorCode

_FRESH = "从写出的填报表重新填"
_PLAIN = "改成数字后再导入"


class DocumentCode:
    """What is wrong with a workbook, with one of its cells, or with what is to be printed or mailed."""

    GLYPH_MISSING = ErrorCode(
        "E-DOC-001", "有字库里没有的字，纸上只能留空线", "确认打印后手写，或改用通用规范字"
    )
    WORKBOOK_TOO_LARGE = ErrorCode("E-DOC-010", "工作簿太大，没有读", "只留本单位的填报表")
    NOT_A_WORKBOOK = ErrorCode("E-DOC-011", "不是 Excel 工作簿（.xlsx）", "另存为 .xlsx 再导入")
    WORKBOOK_BOMB = ErrorCode("E-DOC-012", "工作簿解开后大得不正常，没有读", "重新取得文件；" + _FRESH)
    WORKBOOK_MACRO = ErrorCode("E-DOC-013", "工作簿带宏，没有读", "另存为不带宏的 .xlsx")
    WORKBOOK_DAMAGED = ErrorCode("E-DOC-014", "工作簿损坏，读不出来", "重新取得文件，或另存一次")
    NOT_OUR_FORM = ErrorCode("E-DOC-015", "不是本程序写出的填报表", _FRESH)
    WRONG_PLAN = ErrorCode("E-DOC-016", "是另一个规划的填报表", "选本规划的填报表")
    WRONG_UNIT = ErrorCode("E-DOC-017", "是另一个单位的填报表", "选本单位的填报表")
    WRONG_YEAR = ErrorCode("E-DOC-018", "是另一个年度的填报表", "打开那一年再导入，或选本年度的")
    OTHER_PLAN_VERSION = ErrorCode("E-DOC-019", "填报表出自规划的另一个版本", "重新写出填报表，把数填过去")
    SHEET_MISSING = ErrorCode("E-DOC-020", "填报表缺少一张工作表", _FRESH)
    ROW_MISSING = ErrorCode("E-DOC-021", "填报表缺少一行", _FRESH)
    ROW_DUPLICATED = ErrorCode("E-DOC-022", "填报表的一行出现了两次", "删去多出的一行")
    COLUMN_MOVED = ErrorCode("E-DOC-023", "填报表的栏被移动或改名", _FRESH, CodeTrait.UNREAD)
    ROW_UNKNOWN = ErrorCode("E-DOC-024", "填报表里有不认识的行", "删去这一行")
    ROW_MOVED = ErrorCode("E-DOC-025", "填报表的行被移动过", "核对行代码；" + _FRESH)
    SHEET_DUPLICATED = ErrorCode(
        "E-DOC-026", "填报表的一张工作表出现了两次", "删去多出的一张", CodeTrait.UNREAD
    )
    CONTENT_BEYOND = ErrorCode("E-DOC-027", "表格范围以外还有内容，没有读", "把内容移到表内，或清空")
    CELL_FORMULA = ErrorCode("E-DOC-030", "格子里是公式", "改成公式算出的值（选择性粘贴—数值）")
    CELL_ERROR = ErrorCode("E-DOC-031", "格子里是 Excel 的错误值", _PLAIN)
    CELL_DATE = ErrorCode("E-DOC-032", "格子被 Excel 变成了日期", "把格式改为“常规”后重新填写")
    CELL_LOGICAL = ErrorCode("E-DOC-033", "格子里是 TRUE 或 FALSE", _PLAIN)
    CELL_NUMBER = ErrorCode("E-DOC-034", "格子里的数大小不合理，或不是有限的数", "核对后重新填写")
    CELL_LOCKED = ErrorCode("E-DOC-035", "不能填的格子里有内容，没有采用", "清空这一格；计算格由程序算")
    CELL_TOO_LONG = ErrorCode("E-DOC-036", "格子里的文字太长", "缩短后再导入")
    WORKBOOK_LINKED = ErrorCode("E-DOC-037", "工作簿引用了别的文件", "断开链接，另存后再导入")
    NOT_A_PLAN = ErrorCode("E-DOC-038", "不是规划工作簿", "用 tianbao plan workbook 写出后再改")
    PACKAGE_TOO_LARGE = ErrorCode("E-DOC-040", "报送包太大，放不进邮件", "撤回定稿，减少附件后重新定稿、导出")
    ATTACHMENT_NAME = ErrorCode("E-DOC-041", "附件的文件名不能写进邮件", "换一个文件名")
    RECIPIENT = ErrorCode("E-DOC-042", "收件地址写得不对", "改正地址")
    FONT_DAMAGED = ErrorCode("E-DOC-043", "程序自带的字体损坏", "重新安装程序（数据文件不用动）")
    FIGURES_OUTSIDE = ErrorCode(
        "E-DOC-044", "表格以外的地方有数，没有采用", "把数移到对应的格子里", CodeTrait.OUTSIDE
    )
    TEXT_OUTSIDE = ErrorCode("E-DOC-045", "表格以外的地方有文字，没有采用", "要留的写进备注，其余不用管")
    SHEET_BEYOND = ErrorCode(
        "E-DOC-046", "工作表太长或太宽，后面的没有读", "删去多余的行和列", CodeTrait.OUTSIDE
    )
    SHEET_UNKNOWN = ErrorCode(
        "E-DOC-047", "有不认识的工作表，没有读", "把数移到填报表里，或不用管", CodeTrait.UNREAD
    )

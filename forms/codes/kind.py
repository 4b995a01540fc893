"""E-KIND: what a file is, where another one was wanted."""

from __future__ import annotations

from forms.codes.code import ErrorCode


def _kind(code: str, name: str) -> ErrorCode:
    """A code whose subject is the kind's name, as sentences of the doors repeat it."""
    return ErrorCode(
        code, f"文件是{name}，这里要的是别的", "照提示换成要的文件，或先做提示的一步", subject=name
    )


class KindCode:
    """A file of this kind came to a door that takes others; names as in ``desktop.kinds.kind.Kind``."""

    PACKAGE = _kind("E-KIND-001", "报送包（.asice）")
    ENCRYPTED = _kind("E-KIND-002", "加密的文件（.cms）")
    PLAN_PACK = _kind("E-KIND-003", "规划数据包")
    STORE = _kind("E-KIND-004", "填报单位的数据文件（.db）")
    STORE_JOURNAL = _kind("E-KIND-005", "数据库旁边的临时文件")
    UNPACKED = _kind("E-KIND-006", "报送包解压后的内容")
    CONTAINER = _kind("E-KIND-007", "别的程序做的签名文件包（ASiC）")
    DATABASE = _kind("E-KIND-008", "别的程序的数据库文件")
    WORKBOOK = _kind("E-KIND-009", "Excel 工作簿")
    OLD_WORKBOOK = _kind("E-KIND-010", "旧版 Excel 工作簿（.xls）")
    OPEN_WORKBOOK = _kind("E-KIND-011", "OpenDocument 表格（.ods）")
    XML_WORKBOOK = _kind("E-KIND-012", "XML 格式的表格")
    LOCKED_OFFICE = _kind("E-KIND-013", "加了打开密码的 Office 文件")
    DOCUMENT = _kind("E-KIND-014", "Word 一类的文档")
    PRESENTATION = _kind("E-KIND-015", "演示文稿")
    PDF = _kind("E-KIND-016", "PDF 文件")
    OFD = _kind("E-KIND-017", "OFD 版式文件")
    EBOOK = _kind("E-KIND-018", "电子书")
    WEB_PAGE = _kind("E-KIND-019", "网页（有的系统导出的“.xls”其实是网页）")
    IMAGE = _kind("E-KIND-020", "图片或视频")
    MAIL = _kind("E-KIND-021", "邮件")
    ARCHIVE = _kind("E-KIND-022", "压缩文件")
    CERTIFICATE = _kind("E-KIND-023", "公开证书")
    CERTIFICATE_REQUEST = _kind("E-KIND-024", "证书申请（还没有签发成证书）")
    KEY = _kind("E-KIND-025", "密钥文件（密钥只能留在本单位，不要发给别人）")
    PRIVATE_KEY = _kind("E-KIND-026", "没有存成 .p12 的私钥（密钥只能留在本单位，不要发给别人）")
    SIGNATURE = _kind("E-KIND-027", "单独的签名文件或证书链")
    PROGRAM = _kind("E-KIND-028", "程序或快捷方式")
    JSON = _kind("E-KIND-029", "JSON 数据")
    TEXT = _kind("E-KIND-030", "文本文件")
    EMPTY = _kind("E-KIND-031", "空文件，一个字节也没有")
    BLANK = _kind("E-KIND-032", "只有零字节的文件，多半没有下载完或 U 盘拔得太早")
    UNKNOWN = _kind("E-KIND-033", "认不出种类的文件")
    ENCODED = _kind("E-KIND-034", "没有还原的邮件附件（一大段编码文字）")
    OTHER_ENCRYPTED = _kind("E-KIND-035", "别的程序加密的文件（CMS）")
    OFFICE_LOCK = _kind("E-KIND-036", "Office 打开文件时留下的占用标记（文件名以 ~$ 开头）")
    OFFICE_STORE = _kind("E-KIND-037", "统计局的数据文件（.db）")
    LETTER = _kind("E-KIND-038", "统计局发来的文件（.asice）")
    SIGNED = _kind("E-KIND-039", "封在签名里的邮件或文件（.p7m）")

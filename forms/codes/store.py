"""E-DB: the store, its backups and its log."""

from __future__ import annotations

from forms.codes.code import ErrorCode

_BACKUP = "用“恢复备份”换回最近的备份，原文件留着备查"


class StoreCode:
    """What can go wrong with a store; nothing that was stored before is lost unless the words say so."""

    BUSY = ErrorCode("E-DB-001", "数据文件正被另一个程序写入", "关闭其他打开它的窗口或同步软件，再试一次")
    READ_ONLY = ErrorCode(
        "E-DB-002", "数据文件或这个窗口只能读", "去掉写保护，关闭别处的窗口，或复制到“我的文档”再打开"
    )
    UNREACHABLE = ErrorCode(
        "E-DB-003", "数据文件打不开：没有权限，或文件夹、盘符不在了", "确认位置，必要时换一个文件夹"
    )
    DISK_FULL = ErrorCode("E-DB-004", "磁盘满了，这一步没有保存", "腾出空间，再试一次")
    DISK_FAULT = ErrorCode("E-DB-005", "读写时磁盘报错", "不要继续填写，把文件复制到另一个盘上再打开")
    CORRUPT = ErrorCode("E-DB-006", "数据文件的内容损坏了", _BACKUP)
    NOT_A_STORE = ErrorCode("E-DB-007", "不是本程序的数据文件", "重新选择")
    TOO_NEW = ErrorCode("E-DB-008", "是新版本程序的数据文件，本版本打不开", "安装新版本的程序再打开")
    MISSING = ErrorCode("E-DB-009", "找不到数据文件", "重新选择，或从备份恢复")
    EXISTS = ErrorCode("E-DB-010", "已经有同名的文件，没有覆盖", "换一个文件名，或直接打开它")
    MIGRATION_FAILED = ErrorCode(
        "E-DB-011",
        "旧版本的数据文件没有升级成功，文件保持原样",
        "复制到可以写的文件夹再打开；仍不行交给维护人员",
    )
    BACKUP_FAILED = ErrorCode("E-DB-012", "备份没有通过检查，已删除", "检查磁盘后再备份一次")
    OUT_OF_MEMORY = ErrorCode("E-DB-013", "内存不够，这一步没有做", "关闭其他程序后再试")
    FROZEN = ErrorCode("E-DB-014", "这一年已定稿，不能直接改数", "先撤回定稿并说明理由")
    ATTACHMENT_TOO_LARGE = ErrorCode("E-DB-015", "附件太大", "压缩图片，或只截取有关的几页")
    NOT_A_PLAN = ErrorCode("E-DB-016", "不是规划数据包，没有导入", "选择正确的文件")
    UNSAFE_PLACE = ErrorCode("E-DB-017", "文件所在的位置不支持安全保存", "复制到本机硬盘再打开")
    REVISION_EXISTS = ErrorCode("E-DB-018", "这一版已经定稿，没有覆盖", "重新打开这一年再试")
    BACKUP_OF_UNSOUND = ErrorCode(
        "E-DB-019", "备份做好了，但数据文件本身核对不上", "照提示核对；备份留着备查"
    )
    PATH_TOO_LONG = ErrorCode(
        "E-DB-020", "完整路径或文件名太长，用不了", "放到层数少、名字短的文件夹里，或把文件名改短"
    )
    REPLACED = ErrorCode(
        "E-DB-021",
        "文件在打开期间被别的程序替换、移走或改写",
        "暂停同步，重新打开后核对，需要时恢复备份",
    )
    FOLDER_UNUSABLE = ErrorCode("E-DB-022", "文件夹不能写入，文件建不成", "换到“我的文档”等文件夹")
    IS_A_FOLDER = ErrorCode("E-DB-023", "给出的是文件夹，不是数据文件", "在后面写上文件名")
    NAME_UNUSABLE = ErrorCode("E-DB-024", "名字里有 Windows 不能用的字符", "换一个名字")
    TORN = ErrorCode(
        "E-DB-025", "数据文件不完整：保存时复制的，或只复制了一部分", "从原来的文件重新复制，或恢复备份"
    )
    BACKUP_MISSING = ErrorCode("E-DB-026", "找不到备份，没有恢复", "核对文件名和位置，重新选择")
    BACKUP_UNSOUND = ErrorCode(
        "E-DB-030", "备份损坏了，或与它的变更记录对不上，没有恢复", "换一个备份；这一个留着备查"
    )
    BACKUP_OF_OTHER_UNIT = ErrorCode(
        "E-DB-031", "备份是另一个单位或另一个地区的，没有恢复", "核对两个文件；确实要换的，加 --other-unit"
    )
    BACKUP_IS_STORE = ErrorCode("E-DB-032", "备份和数据文件是同一个文件，没有恢复", "选择备份文件夹里的备份")
    CHANGED_MEANWHILE = ErrorCode("E-DB-040", "定稿时又有新的改动，没有定稿", "再点一次【定稿】")
    ALTERED = ErrorCode(
        "E-DB-041", "表结构或保护措施被别的程序改动过", "恢复改动以前的备份，这个文件留着备查"
    )
    SERVER_GONE = ErrorCode(
        "E-DB-050", "连不上数据库服务器，或连接断了", "确认服务器在运行、网络通、用户名和数据库名没有错"
    )
    SERVER_BUSY = ErrorCode("E-DB-051", "数据库正在保存别人的一步，没有轮到", "再试一次")
    SERVER_REFUSED = ErrorCode(
        "E-DB-052",
        "数据库不让做这一步：没有权限，或不是本程序这个版本的",
        "请管理数据库的人核对用户名和数据库",
    )
    SERVER_FAULT = ErrorCode("E-DB-053", "数据库服务器报错，这一步没有保存", "把代码告诉管理数据库的人")
    SERVER_NO_DRIVER = ErrorCode(
        "E-DB-054", "没有连接数据库服务器用的驱动程序", "让维护人员装上“server”这一项"
    )
    MISUSE = ErrorCode("E-DB-900", "程序内部出错，这一步没有保存", "把日志发给维护人员")

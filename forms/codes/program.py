"""Codes of files in general, of printing, of commands and of the program's own mistakes."""

from __future__ import annotations

from forms.codes.code import ErrorCode

_REPORT = "重试；仍不行时把日志发给维护人员"


class FileCode:
    """E-FILE: reading and writing files other than the store."""

    DISK_FULL = ErrorCode("E-FILE-001", "磁盘已满，没有保存", "清理磁盘后重试；已填数据没有丢失")
    HELD = ErrorCode("E-FILE-002", "写不进去：文件正被别的程序打开，或文件夹只读", "关闭后重试，或另选文件夹")
    NOT_SAVED = ErrorCode("E-FILE-003", "没有保存成功：文件夹不存在或不能写入", "另选文件夹重试")
    UNREADABLE = ErrorCode("E-FILE-004", "打不开文件", "检查文件是否存在、是否有权限")
    TOO_LARGE = ErrorCode("E-FILE-005", "文件太大，不像是要找的文件", "选对文件")
    IS_A_FOLDER = ErrorCode("E-FILE-006", "给出的是文件夹", "在后面写上文件名")
    NOT_A_FILE = ErrorCode("E-FILE-007", "不是普通文件（管道、设备或别的）", "换成普通文件")
    NAME = ErrorCode("E-FILE-008", "文件名太长或含有不能用的字符", "换一个文件名或位置")
    ENDING = ErrorCode("E-FILE-010", "文件名的扩展名与内容不符，没有写出", "照提示改扩展名")
    HIDDEN = ErrorCode("E-FILE-011", "新文件的名字里有控制字符或方向字符", "删去看不见的字符后重试")
    ANSWER_LOST = ErrorCode(
        "E-FILE-012", "命令执行完了，结果却写不出来", "换个地方保存结果，或用查看的命令再看一次"
    )
    SYSTEM = ErrorCode("E-FILE-009", "文件或文件夹用不了（系统错误）", "检查路径和权限后重试")


class PrintCode:
    """E-PRINT: the official form on screen, printer and disk."""

    SUFFIX = ErrorCode("E-PRINT-001", "报表的扩展名不对", "写成 .pdf 或 .xlsx")
    UNREADABLE = ErrorCode("E-PRINT-002", "PDF 打不开，没有显示", "重新生成报表再试")
    PRINTER = ErrorCode("E-PRINT-003", "没有打印成功", "检查打印机后再试；也可以先保存 PDF")
    NO_SURVEY = ErrorCode("E-PRINT-004", "本单位没有靠抽样调查得到的数", "不用打印抽样调查表")


class DemoCode:
    """E-DEMO: the sample year."""

    UNPREPARED = ErrorCode("E-DEMO-001", "演示数据与规划对不上", "更新程序；开发者请补上演示数据的说明")
    FOLDER_IN_USE = ErrorCode("E-DEMO-002", "文件夹里有别的文件", "用 -o 另选一个空文件夹")
    NO_SUCH_YEARS = ErrorCode("E-DEMO-004", "没有为这些年份编造数据", "写 2021 至 2025 之间的年份，或不写")
    NOT_A_FOLDER = ErrorCode("E-DEMO-003", "给出的不是文件夹", "用 -o 另选一个空文件夹")


class UsageCode:
    """E-USAGE: how a command is written."""

    WRONG = ErrorCode("E-USAGE-001", "命令写法不对", "照提示改正；tianbao --help 列出写法")


class TaskCode:
    """E-TASK: work in the background."""

    FAILED = ErrorCode("E-TASK-001", "程序内部出错，这一步没有完成；已填数据没有丢失", _REPORT)

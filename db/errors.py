"""Errors of a store, each with a stable code and a sentence that says what to do.

Sentences and details never contain a reported figure. Errors of ``sqlite3``, SQLAlchemy and the operating
system become these in :mod:`db.translation`.
The codes with their meanings are in ``forms.codes.store``.
"""

from __future__ import annotations

from pathlib import Path
from typing import NoReturn

from forms.codes.code import ErrorCode
from forms.codes.store import StoreCode
from forms.errors import EnvironmentFault, TianbaoError


class StoreMisuse(TianbaoError):
    """The program itself called the store wrongly; nothing was written."""


class StoreBusy(EnvironmentFault):
    """Another program holds the file."""


class StoreReadOnly(EnvironmentFault):
    """The file, its folder or this window may only read."""


class StoreUnreachable(EnvironmentFault):
    """The file cannot be opened: permission, folder, drive."""


class DiskFull(EnvironmentFault):
    """The drive is full."""


class DiskFault(EnvironmentFault):
    """The drive reported an error while reading or writing."""


class StoreCorrupt(EnvironmentFault):
    """The content of the file is damaged."""


class StoreTorn(StoreCorrupt):
    """The file is not one state of a store: copied during a commit, copied in part, or damaged."""


class NotAStore(EnvironmentFault):
    """The file is not a store of this program."""


class StoreTooNew(EnvironmentFault):
    """The file was written by a newer version of the program."""


class StoreMissing(EnvironmentFault):
    """There is no such file."""


class BackupMissing(EnvironmentFault):
    """There is no such backup."""


class StoreExists(EnvironmentFault):
    """There already is such a file."""


class MigrationFailed(EnvironmentFault):
    """The file could not be brought to this version; it is as it was."""


class BackupFailed(EnvironmentFault):
    """A copy did not pass its check."""


class BackupUnsound(StoreCorrupt):
    """The backup to be restored is damaged or did not pass verification."""


class OutOfMemory(EnvironmentFault):
    """SQLite or the system could not allocate memory."""


class PathTooLong(EnvironmentFault):
    """The path has more characters than SQLite or the system takes."""


class StoreReplaced(EnvironmentFault):
    """The open file was replaced, moved or overwritten by another program."""


class FolderUnusable(EnvironmentFault):
    """A file cannot be made in this folder."""


class IsAFolder(EnvironmentFault):
    """The path names a folder, not a file."""


class NameUnusable(EnvironmentFault):
    """The name has characters that Windows keeps for itself."""


class StoreAltered(EnvironmentFault):
    """Tables, triggers or views of the file are not those that this program made."""


class PragmaRefused(EnvironmentFault):
    """SQLite did not take a setting on which the store relies."""


_SENTENCES: dict[type[EnvironmentFault], tuple[ErrorCode, str]] = {
    StoreBusy: (
        StoreCode.BUSY,
        "数据文件“{name}”正被另一个程序写入，这一步没有做。请关闭其他打开它的窗口或同步软件，再试一次。",
    ),
    StoreReadOnly: (
        StoreCode.READ_ONLY,
        "“{name}”只能读，这一步没有保存。请检查是否“只读”或写保护，或把它复制到“我的文档”再打开。",
    ),
    StoreUnreachable: (
        StoreCode.UNREACHABLE,
        "打不开“{name}”：没有权限，或所在的文件夹、盘符不在了。请确认位置，必要时换一个文件夹。",
    ),
    DiskFull: (
        StoreCode.DISK_FULL,
        "磁盘满了，这一步没有保存；以前保存的都在。请在“{name}”所在的盘上腾出空间，再试一次。",
    ),
    DiskFault: (
        StoreCode.DISK_FAULT,
        "读写“{name}”时磁盘报错。请不要继续填写，把文件复制到另一个盘上再打开；仍不行就恢复最近的备份。",
    ),
    StoreCorrupt: (
        StoreCode.CORRUPT,
        "数据文件“{name}”的内容损坏了。请不要继续填写，用“恢复备份”换回最近的备份；损坏的文件请留着备查。",
    ),
    StoreTorn: (
        StoreCode.TORN,
        (
            "数据文件“{name}”不完整：是正在保存时复制的，或只复制了一部分，或损坏了。文件没有动。"
            "请从原来的文件重新复制，或用“恢复备份”换回最近的备份；这个文件请留着备查。"
        ),
    ),
    NotAStore: (
        StoreCode.NOT_A_STORE,
        "“{name}”不是本程序的数据文件。请重新选择。",
    ),
    StoreMissing: (
        StoreCode.MISSING,
        "在文件夹“{folder}”里找不到数据文件“{name}”。它可能被移动或改名了，请重新选择；也可以从备份恢复。",
    ),
    BackupMissing: (
        StoreCode.BACKUP_MISSING,
        (
            "在文件夹“{folder}”里找不到备份“{name}”，没有恢复，现有数据没有动。"
            "请核对文件名和位置（备份可能在 U 盘上），重新选择。"
        ),
    ),
    StoreExists: (
        StoreCode.EXISTS,
        "“{name}”已经存在，没有覆盖。请换一个文件名，或直接打开它。",
    ),
    BackupFailed: (
        StoreCode.BACKUP_FAILED,
        "备份“{name}”没有通过检查，已删除，原文件没有动。请检查磁盘后再备份一次。",
    ),
    BackupUnsound: (
        StoreCode.BACKUP_UNSOUND,
        (
            "备份“{name}”损坏了，或与它的变更记录对不上，不能用它恢复。备份和现有的数据都没有动。"
            "请换一个备份；这一个留着备查。"
        ),
    ),
    OutOfMemory: (
        StoreCode.OUT_OF_MEMORY,
        "内存不够，这一步没有做。请关闭其他程序后再试；以前保存的都在。",
    ),
    PathTooLong: (
        StoreCode.PATH_TOO_LONG,
        "“{name}”的完整路径太长，用不了。请把它放到层数少、名字短的文件夹里（例如“我的文档”），或把文件名改短。",
    ),
    FolderUnusable: (
        StoreCode.FOLDER_UNUSABLE,
        "“{name}”建不成：文件夹“{folder}”不能写入（没有权限，或者不是文件夹）。请换到“我的文档”等文件夹。",
    ),
    IsAFolder: (
        StoreCode.IS_A_FOLDER,
        "“{name}”是文件夹，不是数据文件。请在后面写上文件名，例如“卫健局.db”。",
    ),
    NameUnusable: (
        StoreCode.NAME_UNUSABLE,
        '“{name}”建不成：在 Windows 上，文件名和文件夹名里不能有 < > : " | ? *。请换一个名字。',
    ),
    PragmaRefused: (
        StoreCode.UNSAFE_PLACE,
        "“{name}”所在的位置不支持安全保存。请把文件复制到本机硬盘（例如“我的文档”）再打开。",
    ),
}


def fault(kind: type[EnvironmentFault], path: Path, **details: object) -> EnvironmentFault:
    """The error of this kind about this file, with its code and sentence."""
    code, sentence = _SENTENCES[kind]
    whole = path.absolute()
    sentence = sentence.format(name=path.name or whole.name or whole, folder=whole.parent)
    return kind(code, sentence, path=str(path), **details)


def altered(path: Path, what: str, *, is_opened: bool) -> StoreAltered:
    """The error for a file whose schema was altered by another program.

    Args:
        path: the file.
        what: the differing objects, in Chinese.
        is_opened: whether it was opened for reading.
    """
    way = "已按只读打开，可以查看和恢复备份" if is_opened else "没有打开，文件没有动"
    return StoreAltered(
        StoreCode.ALTERED,
        f"“{path.name}”的表结构或保护措施被别的程序改动过（{what}）：{way}。"
        "请恢复改动以前的备份，这个文件留着备查。",
        path=str(path),
    )


def too_new(path: Path, found: str, supported: str) -> StoreTooNew:
    """The error for a file of a newer program, with its revision and the newest one of this program."""
    return StoreTooNew(
        StoreCode.TOO_NEW,
        f"“{path.name}”是新版本程序的数据文件，本版本打不开，文件没有动。请安装新版本的程序再打开。",
        path=str(path),
        found=found,
        supported=supported,
    )


_PUT_BACK = "，需要时用【数据保管】→【另存的文件】换回"


def replaced(path: Path, kept: Path | None, *, nothing_typed: bool) -> StoreReplaced:
    """The error for a file that is no longer the one that was opened.

    Args:
        path: the file that was opened.
        kept: copy of everything that this window has stored; None where none could be made, or where
            ``nothing_typed``.
        nothing_typed: whether this window has stored nothing since it opened the file.
    """
    where = "请先不要关闭窗口"
    if kept is not None:
        where = f"本窗口已保存的内容另存为“{kept}”"
    elif nothing_typed:
        where = "本窗口这次打开后还没有保存过内容"
    return StoreReplaced(
        StoreCode.REPLACED,
        f"数据文件“{path.name}”在打开期间被同步软件（OneDrive、坚果云等）或别人替换、移走或改写了，"
        f"这一步没有保存。{where}。请暂停同步，重新打开后核对{_PUT_BACK if kept is not None else ''}。",
        path=str(path),
        kept=None if kept is None else str(kept),
        nothing_typed=nothing_typed,
    )


def torn(path: Path, told: tuple[str, ...]) -> EnvironmentFault:
    """The error for a file that is not one state of a store, with further sentences from its opening."""
    plain = fault(StoreTorn, path)
    return StoreTorn(plain.code, "".join([plain.message, *told]), **plain.details)


def contradiction(path: Path, places: int) -> str:
    """The warning about a file that can be opened, although its tables differ from its log in some places."""
    return (
        f"数据文件“{path.name}”有 {places} 处内容与变更记录对不上："
        "它可能是正在保存的一瞬间复制的，或者被别的程序改动过。"
        "请不要继续填写，用原来的文件或最近的备份（核对变更记录会列出是哪几处）。"
    )


def misuse(what: str, **details: object) -> StoreMisuse:
    """The error for a call that breaks the contract of this package; ``what`` is for the maintainers."""
    sentence = f"程序内部出错（{what}），这一步没有保存。请把日志发给维护人员。"
    return StoreMisuse(StoreCode.MISUSE, sentence, **details)


def refuse_writing(path: Path, holder: str, refusal: EnvironmentFault | None = None) -> NoReturn:
    """Raise the error that says why this window may not write.

    Args:
        path: the file.
        holder: who has it open for writing, empty where nobody has.
        refusal: the error about an altered schema, where that is the reason.
    """
    if refusal is not None:
        raise refusal
    if holder:
        raise StoreReadOnly(
            StoreCode.READ_ONLY,
            f"“{path.name}”正由{holder}填写，这个窗口只能查看，没有保存。请在那边关闭后重新打开。",
            path=str(path),
            holder=holder,
        )
    raise fault(StoreReadOnly, path)

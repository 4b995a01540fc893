"""Reading a file within bounds, and writing one so that its old or its new content is there, complete."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from db.file.unfinished import unfinished
from forms.codes.code import ErrorCode
from forms.codes.program import FileCode
from forms.errors import EnvironmentFault, UserInputError
from forms.turning import not_in_names, shown_file_name

_READING = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
"""Without waiting, should a pipe have taken the file's place meanwhile."""
_IMPOSSIBLE = {errno.ENAMETOOLONG, errno.ELOOP, errno.EINVAL}
_FULL = {errno.ENOSPC, errno.EDQUOT}
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


def write_file(path: Path, data: bytes) -> None:
    """Write bytes durably under ``path``; a file there is replaced only after all bytes are on disk.

    Raises:
        EnvironmentFault: the folder cannot be written, the disk is full, or another program holds
            the file (E-FILE-001 to 003, 006 to 008); an existing file is then unchanged.
        UserInputError: the name holds control or direction characters (E-FILE-011).
    """
    with staged_file(path, data):
        pass


@contextmanager
def staged_file(path: Path, data: bytes) -> Iterator[None]:
    """Write bytes durably beside ``path``, and put them in its place once the block has ended well.

    Raises:
        EnvironmentFault: as :func:`write_file` before the block; after it only where the place was taken
            meanwhile.
    """
    require_place_of_file(path)
    require_readable_name(path)
    with ExitStack() as stack:
        with _telling(path):
            make_folder(path.parent)
            unfinished_path = path.with_name(f".tianbao-{os.urandom(6).hex()}.tmp")
            temporary = stack.enter_context(unfinished(unfinished_path))
            with os.fdopen(os.open(temporary, _NEW, 0o600), "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        yield
        with _telling(path):
            temporary.replace(path)


@contextmanager
def _telling(path: Path) -> Iterator[None]:
    """Tell a fault of the system in words about ``path``."""
    try:
        yield
    except OSError as error:
        raise _fault(path, error) from error


def make_folder(folder: Path) -> None:
    """Make a folder, and those above it, where they are missing.

    Raises:
        UserInputError: the name of one that is missing holds control or direction characters (E-FILE-011).
        EnvironmentFault: more are missing than Python makes one within the other (E-FILE-008).
        OSError: it cannot be made.
    """
    for one in (folder, *folder.parents):
        if one.exists():
            break
        require_readable_name(one)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except RecursionError as error:
        raise _impossible_name() from error


def read_file(path: Path, limit: int) -> bytes:
    """Read a whole file of bounded size.

    Args:
        path: the file.
        limit: most bytes that are read.

    Raises:
        EnvironmentFault: the file cannot be read (E-FILE-004), is larger than ``limit`` (E-FILE-005), is a
            folder (E-FILE-006), a pipe or a device (E-FILE-007), or its name is impossible (E-FILE-008).
    """
    data = read_start(path, limit + 1)
    if len(data) > limit:
        most = f"{limit // 1_000_000} MB" if limit >= 1_000_000 else f"{limit // 1_000} KB"
        raise EnvironmentFault(FileCode.TOO_LARGE, f"文件“{path.name}”超过 {most}，不像是要找的文件")
    return data


def read_start(path: Path, limit: int) -> bytes:
    """Read the first bytes of a file of any size.

    Args:
        path: the file.
        limit: most bytes that are read.

    Raises:
        EnvironmentFault: the file cannot be read (E-FILE-004, 006 to 008).
    """
    require_place_of_file(path)
    try:
        with os.fdopen(os.open(path, _READING), "rb") as file:
            return file.read(limit)
    except OSError as error:
        raise EnvironmentFault(
            FileCode.UNREADABLE, f"打不开文件“{path.name}”，请检查文件是否存在、是否有权限"
        ) from error


def require_place_of_file(path: Path) -> None:
    """Raise for a name that no file can have, or for something there that is no file; nothing is opened.

    Raises:
        EnvironmentFault: a folder (E-FILE-006), a pipe or a device (E-FILE-007), or an impossible name
            (E-FILE-008).
    """
    mode = _mode(path)
    if mode is None:
        return
    if stat.S_ISDIR(mode):
        raise EnvironmentFault(FileCode.IS_A_FOLDER, f"“{path}”是文件夹，请在后面写上文件名")
    if not stat.S_ISREG(mode):
        message = f"“{path.name}”不是普通文件（是管道、设备或别的），不能读写；请换成普通文件"
        raise EnvironmentFault(FileCode.NOT_A_FILE, message)


def require_possible_name(path: Path) -> None:
    """Raise for a name that the system cannot even be asked about, such as one with NUL.

    What else is wrong with the place of a data file is said by the store.

    Raises:
        EnvironmentFault: the name is impossible (E-FILE-008).
    """
    try:
        os.lstat(path)
    except ValueError as error:
        raise _impossible_name() from error
    except OSError:
        pass


def require_readable_name(path: Path) -> None:
    """Refuse a name for a new file that reads as another than it is.

    Raises:
        UserInputError: it holds control or direction characters (E-FILE-011).
    """
    hidden = not_in_names(path.name)
    if hidden:
        name, named = shown_file_name(path.name), "、".join(hidden)
        message = f"文件名“{name}”里有看不见的字符 {named}，会把名字显示成别的样子；请删去后重试"
        raise UserInputError(FileCode.HIDDEN, message)


def require_ending(path: Path, *endings: str, code: ErrorCode = FileCode.ENDING) -> None:
    """Refuse a name whose ending promises another kind of file than will be written.

    Args:
        path: where it will be written.
        endings: those that fit, lower case, e.g. ``.pdf``.
        code: code of the refusal.

    Raises:
        UserInputError: it has none of them.
        EnvironmentFault: a folder or a device is there, or the name is impossible (E-FILE-006 to 008).
    """
    require_place_of_file(path)  # to a folder's name no ending is missing
    if path.suffix.lower() not in endings:
        raise UserInputError(code, f"“{path.name}”的扩展名应是 {' 或 '.join(endings)}，没有写出；请改扩展名")


def with_ending(path: Path, *endings: str) -> Path:
    """The path under which something is written that a person named in a window.

    A name without a fitting ending gets the first one behind all that was typed, so that nothing typed is
    lost: a point may belong to the name, as in ``2025.12``.

    Args:
        path: as it was typed or chosen.
        endings: those that fit, lower case, e.g. ``.pdf``.
    """
    if path.suffix.lower() in endings or not path.name:
        return path
    return path.with_name((path.name.rstrip(" .") or path.name) + endings[0])


def is_there(path: Path) -> bool:
    """Whether there is a file, a folder or anything else under a name that a person gave.

    Raises:
        EnvironmentFault: the name is impossible (E-FILE-008).
    """
    return _mode(path) is not None


def require_possible(path: Path) -> None:
    """Refuse a name with NUL; any other impossible name is refused where it is used.

    No call of the system takes a NUL, and Python says so by a ``ValueError`` that names no file.

    Raises:
        EnvironmentFault: the name is impossible (E-FILE-008).
    """
    if "\0" in str(path):
        raise _impossible_name()


def is_folder(path: Path) -> bool:
    """Whether there is a folder under a name that a person gave.

    Raises:
        EnvironmentFault: the name is impossible (E-FILE-008).
    """
    mode = _mode(path)
    return mode is not None and stat.S_ISDIR(mode)


def unforeseen(error: OSError) -> EnvironmentFault:
    """The error for an ``OSError`` that none of the readers and writers here has caught."""
    if error.errno in _IMPOSSIBLE:
        return _impossible_name()
    if error.errno in _FULL:
        return EnvironmentFault(FileCode.DISK_FULL, "磁盘已满，没有保存。请清理磁盘后重试，已填数据没有丢失")
    return EnvironmentFault(
        FileCode.SYSTEM, f"文件或文件夹用不了（系统错误 {error.errno}），请检查路径和权限后重试"
    )


def _mode(path: Path) -> int | None:
    """Kind and permissions of what is there, None for nothing that can be seen."""
    try:
        return os.stat(path).st_mode  # noqa: PTH116 - Path answers some impossible names with False
    except ValueError as error:
        raise _impossible_name() from error
    except OSError as error:
        if error.errno in _IMPOSSIBLE:
            raise _impossible_name() from error
        return None


def _impossible_name() -> EnvironmentFault:
    return EnvironmentFault(FileCode.NAME, "文件名太长或含有不能用的字符，请换一个文件名或位置")


def _fault(path: Path, error: OSError) -> EnvironmentFault:
    if error.errno in _FULL:
        return EnvironmentFault(
            FileCode.DISK_FULL, f"磁盘已满，“{path.name}”没有保存。请清理磁盘后重试，已填数据没有丢失"
        )
    if isinstance(error, PermissionError):
        return EnvironmentFault(
            FileCode.HELD,
            f"“{path.name}”写不进去：文件正被别的程序打开，或文件夹只读。请关闭后重试或另选文件夹",
        )
    return EnvironmentFault(
        FileCode.NOT_SAVED,
        f"“{path.name}”没有保存成功，文件夹不存在或不能写入，请另选文件夹重试",
        cause=error.strerror,
    )

"""Writing a file so that it is either the old one or the new one, whole."""

from __future__ import annotations

import errno
import os
import tempfile
from pathlib import Path

from forms.errors import EnvironmentFault

_FULL = {errno.ENOSPC, errno.EDQUOT}


def write_file(path: Path, data: bytes) -> None:
    """Write bytes durably under ``path``, replacing what is there only when all is written.

    Raises:
        EnvironmentFault: the folder cannot be written, the disk is full, or another program holds
            the file (E-FILE-001 to 003, 006); an existing file is then unchanged.
    """
    _refuse_folder(path)
    temporary = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".tianbao-", suffix=".tmp")
        temporary = Path(name)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as error:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
        raise _fault(path, error) from error


def read_file(path: Path, limit: int) -> bytes:
    """Read a whole file of bounded size.

    Args:
        path: the file.
        limit: most bytes that are read.

    Raises:
        EnvironmentFault: the file cannot be read (E-FILE-004, 006) or is larger than ``limit`` (E-FILE-005).
    """
    _refuse_folder(path)
    try:
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except OSError as error:
        raise EnvironmentFault(
            "E-FILE-004", f"打不开文件“{path.name}”，请检查文件是否存在、是否有权限"
        ) from error
    if len(data) > limit:
        raise EnvironmentFault(
            "E-FILE-005", f"文件“{path.name}”超过 {limit // 1_000_000} MB，不像是要找的文件"
        )
    return data


def _refuse_folder(path: Path) -> None:
    if path.is_dir():
        raise EnvironmentFault("E-FILE-006", f"“{path}”是文件夹，请在后面写上文件名")


def _fault(path: Path, error: OSError) -> EnvironmentFault:
    if error.errno in _FULL:
        return EnvironmentFault(
            "E-FILE-001", f"磁盘已满，“{path.name}”没有保存。请清理磁盘后重试，已填数据没有丢失"
        )
    if isinstance(error, PermissionError):
        return EnvironmentFault(
            "E-FILE-002",
            f"“{path.name}”写不进去：文件正被别的程序打开，或文件夹只读。请关闭后重试或另选文件夹",
        )
    return EnvironmentFault(
        "E-FILE-003",
        f"“{path.name}”没有保存成功，文件夹不存在或不能写入，请另选文件夹重试",
        cause=error.strerror,
    )

"""Whether a file lies on a network drive, where locks of SQLite are known to be unreliable."""

from __future__ import annotations

import re
import sys
from pathlib import Path

_NETWORK_TYPES = {"9p", "afpfs", "cifs", "davfs", "fuse.davfs2", "fuse.sshfs", "nfs", "nfs4", "smb3", "smbfs"}
"""Types of file systems, as Linux names them in its mounts, that lie on another computer."""
_REMOTE_DRIVE = 4
"""``DRIVE_REMOTE``, an answer of ``GetDriveTypeW`` in the Windows API."""
_MOUNTS = Path("/proc/self/mounts")


def is_network_drive(path: Path) -> bool:
    """Whether the file seems to lie on a network drive; False where that cannot be told."""
    if sys.platform == "win32":
        import ctypes

        anchor = path.absolute().anchor
        kind: int = ctypes.windll.kernel32.GetDriveTypeW(anchor)
        return anchor.startswith("\\\\") or kind == _REMOTE_DRIVE
    try:
        return is_on_network(path.resolve(), _MOUNTS.read_text(encoding="utf-8", errors="replace"))
    except OSError:
        return False


def is_on_network(path: Path, mounts: str) -> bool:
    """The same by the text of ``/proc/self/mounts``: device, folder and type in each line (proc_mounts(5)).

    The longest folder above the file counts, since one mount may lie inside another.
    """
    best, kind = -1, ""
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        folder = re.sub(r"\\([0-7]{3})", lambda code: chr(int(code[1], 8)), fields[1])
        if path.is_relative_to(folder) and len(folder) > best:
            best, kind = len(folder), fields[2]
    return kind in _NETWORK_TYPES


NETWORK_WARNING = (
    "数据文件在网络盘上，断网或两台电脑同时打开时可能损坏。请放到本机硬盘上填写，只把备份和报送包放到网络盘。"
)
"""The warning about a file on a network drive."""

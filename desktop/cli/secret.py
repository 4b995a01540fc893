"""Passphrases: asked for, read from a file, or taken from the environment; never an argument."""

from __future__ import annotations

import getpass
import os
import sys
from argparse import Namespace
from pathlib import Path

from desktop.services.files import read_file
from forms.errors import UserInputError

VARIABLE = "TIANBAO_PASSPHRASE"
_LIMIT = 10_000


def passphrase(options: Namespace, *, new: bool = False) -> str:
    """The passphrase of a key file.

    Args:
        options: may name ``passphrase_file``.
        new: whether it is being chosen; then a person types it twice.

    Raises:
        UserInputError: none was given (E-KEY-021) or the two typed differ (E-KEY-022).
    """
    file: Path | None = options.passphrase_file
    if file is not None:
        return read_file(file, _LIMIT).decode("utf-8", "replace").rstrip("\r\n")
    if VARIABLE in os.environ:
        return os.environ[VARIABLE]
    if not _somebody_can_type():
        raise UserInputError("E-KEY-021", f"需要密钥口令：请用 --passphrase-file，或设置环境变量 {VARIABLE}")
    typed = getpass.getpass("密钥口令：")
    if new and getpass.getpass("再输入一次：") != typed:
        raise UserInputError("E-KEY-022", "两次输入的口令不同，请重新输入")
    return typed


def _somebody_can_type() -> bool:
    """Whether standard input is a console; on Windows the null device passes for a terminal as well."""
    if sys.platform == "win32":
        import ctypes
        import msvcrt

        handle = ctypes.c_void_p(msvcrt.get_osfhandle(sys.stdin.fileno()))
        console = bool(ctypes.windll.kernel32.GetConsoleMode(handle, ctypes.byref(ctypes.c_ulong())))
    else:
        console = sys.stdin.isatty()
    return console

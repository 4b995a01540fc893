"""Passphrases: asked for, read from a file, or taken from the environment; never an argument."""

from __future__ import annotations

import codecs
import getpass
import os
import re
import sys
from argparse import Namespace
from contextlib import suppress
from pathlib import Path

from desktop.services.files import read_file
from desktop.services.keys.key_files import read_key_file
from forms.codes.package import KeyCode
from forms.errors import UserInputError

VARIABLE = "TIANBAO_PASSPHRASE"
_LIMIT = 10_000
"""Bytes of a file with a passphrase that are read. Chosen above ``MAX_PASSPHRASE`` characters of four
bytes."""
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""Byte order marks and their encodings; PowerShell writes the second one."""
_NOT_ONE_LINE = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")


def passphrase(options: Namespace, key: Path | None = None, *, new: bool = False) -> str:
    """The passphrase of a key file.

    Args:
        options: may name ``passphrase_file``.
        key: the file, which is looked at first, so that nobody is asked in vain; None where one is made.
        new: whether it is being chosen; then a person types it twice.

    Raises:
        WrongKind: the key file is something else.
        UserInputError: none was given (E-KEY-021), the two typed differ (E-KEY-022), the file is not one
            line of text (E-KEY-026), the variable is no text at all (E-KEY-027), or what was typed is none,
            or is to be a new passphrase and holds control characters (E-KEY-028).
        EnvironmentFault: the file cannot be read.
    """
    if key is not None:
        read_key_file(key)
    file: Path | None = options.passphrase_file
    if file is not None:
        return _one_line(read_file(file, _LIMIT))
    if VARIABLE in os.environ:
        return _as_text(os.environ[VARIABLE])
    if not _somebody_can_type():
        raise UserInputError(
            KeyCode.PASSPHRASE_MISSING, f"需要密钥口令：请用 --passphrase-file，或设置环境变量 {VARIABLE}"
        )
    typed = _typed(getpass.getpass("密钥口令："), new=new)
    if new and getpass.getpass("再输入一次：") != typed:
        raise UserInputError(KeyCode.PASSPHRASES_DIFFER, "两次输入的口令不同，请重新输入")
    return typed


def is_at_hand(options: Namespace) -> bool:
    """Whether :func:`passphrase` need ask nobody: a file or the variable gives it."""
    return options.passphrase_file is not None or VARIABLE in os.environ


def can_be_asked() -> bool:
    """Whether somebody sits at a console who can type a passphrase."""
    return _somebody_can_type()


def _one_line(data: bytes) -> str:
    """The text of a passphrase file, as editors of all systems write it; no error quotes any of it."""
    mark, named = next((m for m in _MARKS if data.startswith(m[0])), (b"", ""))
    for encoding in (named,) if named else ("utf-8", "gb18030"):
        with suppress(UnicodeDecodeError):
            text = data[len(mark) :].decode(encoding).rstrip("\r\n")
            if not text or _NOT_ONE_LINE.search(text) or (encoding == "gb18030" and _is_rather_wide(data)):
                break
            return text
    raise UserInputError(
        KeyCode.PASSPHRASE_FILE,
        "口令文件里应当只有一行文字，就是口令；这个文件不是"
        + (
            "（像是不带标记的 UTF-16 编码，读出来的口令会是错的）"
            if not named and _is_rather_wide(data)
            else ""
        )
        + "。请用记事本新建，编码选 UTF-8",
    )


def _is_rather_wide(data: bytes) -> bool:
    """Whether bytes without a mark look like a passphrase in UTF-16 rather than in GBK.

    Read in the wrong one of the two, usual characters become rare ones, Hangul or private ones, and the
    passphrase would be called wrong. To guess is no way out: a new key would get what was guessed.
    """

    def usual(encoding: str) -> bool:
        try:
            text = data.decode(encoding).rstrip("\r\n")
            text.encode("gb2312")
        except UnicodeError:
            return False
        return not _NOT_ONE_LINE.search(text)

    return not usual("gb18030") and (usual("utf-16-le") or usual("utf-16-be"))


def _as_text(value: str) -> str:
    """The passphrase of the environment; bytes that are no text there would otherwise end up in an error."""
    try:
        value.encode()
    except UnicodeEncodeError:
        raise UserInputError(
            KeyCode.PASSPHRASE_VARIABLE,
            f"环境变量 {VARIABLE} 里的口令不是可读的文字（编码不是 UTF-8）。"
            "请重新设置，或改用 --passphrase-file",
        ) from None
    return value


def _typed(text: str, *, new: bool) -> str:
    """The passphrase as it was typed; a console in another encoding gives what is no text.

    An arrow key or a paste of two lines leaves control characters that nobody sees and nobody can repeat.
    """
    control = new and _NOT_ONE_LINE.search(text) is not None
    try:
        text.encode()
    except UnicodeEncodeError:
        control = True
    if control:
        raise UserInputError(
            KeyCode.PASSPHRASE_TYPED,
            "从命令行窗口输入的口令不是可读的一行文字（混进了方向键等控制字符，或窗口的编码不对）。"
            "请重新输入，或改用 --passphrase-file",
        ) from None
    return text


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

"""The fields of a mail's head that say what is attached, and under which name.

The time grows with their length; Python's own reader of such a field takes its square and more.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Mapping
from itertools import count
from typing import Final

_LONGEST_FIELD: Final = 4_000
"""Bytes of a field that are read. Chosen by us, four times a longest line (998, RFC 5322, 2.1.1): a name of
255 Chinese characters in percent signs takes less."""
_LONGEST_HEAD = 1_000_000
"""Bytes of a head in which its fields are looked for. Chosen by us: ten thousand addresses."""
_FIELD: Final = re.compile(
    rb"^(content-type|content-disposition|content-transfer-encoding|date)[ \t]*:"
    rb"([^\n]*+(?:\n[ \t][^\n]*+)*+)",
    re.IGNORECASE | re.MULTILINE,
)
_BREAK: Final = re.compile(rb"\r?\n")
_PARAMETER: Final = re.compile(r';\s*([^\s=;"]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;]*))', re.DOTALL)
_QUOTED: Final = re.compile(r'\\(["\\])')
_WORDS: Final = re.compile(r"(?:=\?[^?\s]{1,40}\?[bqBQ]\?[^?]*\?=\s*)+")
_WORD: Final = re.compile(r"=\?([^?\s]{1,40})\?([bqBQ])\?([^?]*)\?=")
_PERCENT: Final = re.compile(rb"%([0-9A-Fa-f]{2})")
_ENCODINGS: Final = {
    "us-ascii": "utf-8",
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "big5": "big5",
    "cp1252": "cp1252",
    "iso-8859-1": "cp1252",
    "windows-1252": "cp1252",
}
"""What is read by its name; GB 18030 reads what its forerunners wrote, and programs name these for it.
Decoders of other names may take long."""


def fields_of(head: bytes) -> dict[str, bytes]:
    """The fields of a head that are read, by name in small letters; the first of each name, its beginning."""
    fields: dict[str, bytes] = {}
    for found in _FIELD.finditer(head[:_LONGEST_HEAD]):
        value = _BREAK.sub(b"", found[2][: 2 * _LONGEST_FIELD]).strip()
        fields.setdefault(found[1].decode("ascii").lower(), value[: _LONGEST_FIELD + 1])
    return fields


def file_name(fields: Mapping[str, bytes]) -> str:
    """The name under which a part is attached; empty where its head gives none."""
    for field, parameter in (("content-disposition", "filename"), ("content-type", "name")):
        name = parameters(fields.get(field, b"")).get(parameter, "")
        if name:
            return name
    return ""


def parameters(field: bytes) -> dict[str, str]:
    """What a field says behind its first word, by name in small letters (RFC 2045, 5.1; RFC 2231, 3 and 4).

    Nothing of one that is longer than any in mails: half a name would be another name.
    """
    if len(field) > _LONGEST_FIELD:
        return {}
    plain: dict[str, str] = {}
    for name, quoted, bare in _PARAMETER.findall(_text(field)):
        plain.setdefault(name.lower(), _QUOTED.sub(r"\1", quoted) if quoted else bare.strip())
    names = dict.fromkeys(name.partition("*")[0] for name in plain)
    return {name: _value(plain, name) for name in names}


def _value(plain: Mapping[str, str], name: str) -> str:
    """A parameter that may be written in pieces, percent signs or encoded words."""
    whole = plain.get(f"{name}*")
    # In the order of what says most: one coded value, pieces (RFC 2231), and a plain value, in which some
    # programs write encoded words.
    pieces = [(whole, True)] if whole is not None else []
    if not pieces:
        for number in count():
            piece, coded = plain.get(f"{name}*{number}"), plain.get(f"{name}*{number}*")
            if piece is None and coded is None:
                break
            pieces.append((coded, True) if coded is not None else (piece or "", False))
    if not pieces:
        return _decoded_words(plain.get(name, ""))
    encoding = ""
    if pieces[0][1] and pieces[0][0].count("'") > 1:
        encoding, _, rest = pieces[0][0].split("'", 2)
        pieces[0] = rest, True
    raw = b"".join(_bytes(text) if is_coded else text.encode() for text, is_coded in pieces)
    return _decoded_words(_read(raw, encoding))


def _bytes(text: str) -> bytes:
    return _PERCENT.sub(lambda found: bytes.fromhex(found[1].decode("ascii")), text.encode())


def _decoded_words(text: str) -> str:
    """A text without its encoded words (RFC 2047); a character may be divided between two of them."""
    return _WORDS.sub(lambda run: _words(run[0]), text)


def _words(run: str) -> str:
    found = [(_read_by(encoding), _word(how, text)) for encoding, how, text in _WORD.findall(run)]
    encodings = {encoding for encoding, _ in found}
    if len(encodings) == 1:
        return _read(b"".join(raw for _, raw in found), encodings.pop())
    return "".join(_read(raw, encoding) for encoding, raw in found)


def _word(how: str, text: str) -> bytes:
    if how in "qQ":
        return binascii.a2b_qp(text.encode(), header=True)
    try:
        return binascii.a2b_base64(text.encode() + b"==")
    except binascii.Error:
        return text.encode()


def _read_by(encoding: str) -> str:
    return _ENCODINGS.get(encoding.partition("*")[0].lower(), "")


def _read(raw: bytes, encoding: str) -> str:
    named = _read_by(encoding)
    return raw.decode(named, "replace") if named else _text(raw)


def _text(raw: bytes) -> str:
    """Bytes as text; Chinese programs write GBK without saying so."""
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("utf-8", "replace")

"""The kinds of files that people hand to the program."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a file is; the values stand in JSON answers."""

    PACKAGE = "package"
    LETTER = "letter"
    ENCRYPTED = "encrypted_package"
    OTHER_ENCRYPTED = "foreign_encrypted_file"
    PLAN_PACK = "plan_pack"
    STORE = "store"
    OFFICE_STORE = "office_store"
    STORE_JOURNAL = "store_journal"
    UNPACKED = "unpacked_package"
    CONTAINER = "foreign_container"
    DATABASE = "database"
    WORKBOOK = "workbook"
    OLD_WORKBOOK = "old_workbook"
    OPEN_WORKBOOK = "open_workbook"
    XML_WORKBOOK = "xml_workbook"
    LOCKED_OFFICE = "locked_office_file"
    OFFICE_LOCK = "office_lock_file"
    DOCUMENT = "document"
    PRESENTATION = "presentation"
    PDF = "pdf"
    OFD = "ofd"
    EBOOK = "ebook"
    WEB_PAGE = "web_page"
    IMAGE = "image"
    MAIL = "mail"
    ENCODED = "encoded_attachment"
    ARCHIVE = "archive"
    CERTIFICATE = "certificate"
    CERTIFICATE_REQUEST = "certificate_request"
    KEY = "key_file"
    PRIVATE_KEY = "private_key"
    SIGNATURE = "signature"
    SIGNED = "signed_message"
    PROGRAM = "program"
    JSON = "json"
    TEXT = "text"
    EMPTY = "empty"
    BLANK = "blank"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Inside:
    """A file within an archive or a message.

    Attributes:
        name: as written there, fit to be shown; empty where there is none.
        kind: what it is, itself or what it holds again.
        is_closed: whether it may hold files, and is not looked into.
        letter: of a letter of the office, its kind as it says itself; else empty.
        within: the archive or message in the first one that it lies in; empty where it lies in the first.
    """

    name: str
    kind: Kind
    is_closed: bool = False
    letter: str = ""
    within: str = ""


@dataclass(frozen=True)
class Recognised:
    """What a file is.

    Attributes:
        kind: what it is.
        inside: what an archive or a message holds; the first fifty at most.
        is_closed: whether it may hold files, and is not looked into: tar, gz, rar, 7z and the like, a mail as
            Outlook keeps it (winmail.dat, .msg), and what is enclosed in a signature (.p7m).
        letter: of a letter of the office, its kind as it says itself (``forms.letters.kind``); else empty.
        is_cut_off: whether it is a mail or a zip whose end is not there.
    """

    kind: Kind
    inside: tuple[Inside, ...] = ()
    is_closed: bool = False
    letter: str = ""
    is_cut_off: bool = False


MOST_INSIDE = 50
"""Most files in an archive or a message that are looked at. Chosen by us: who sends files sends some."""
_MOST_SHOWN = 80
"""Characters of a name in a sentence. Chosen so that it fits a line or two; of a longer one beginning and end
are shown."""


def shown_name(name: str) -> str:
    """A name from a hostile file, fit for a sentence: one line, without control and direction marks."""
    plain = "".join(c for c in name if c.isprintable())
    return plain if len(plain) <= _MOST_SHOWN else f"{plain[:40]}…{plain[-30:]}"

"""Reading SQLite's files as bytes: the header of a database, a rollback journal, a write-ahead log.

This is needed before SQLite opens the file, because SQLite applies any journal of the right name, even where
it is of another file. The formats are those of https://www.sqlite.org/fileformat2.html: section 1.3 (header),
3 (rollback journal), 4 (write-ahead log). Nothing is written here. What is read is not trusted: a journal
that breaks the format is treated as none.
"""

from __future__ import annotations

import struct
from array import array
from functools import cached_property
from typing import Self

from forms.frozen import frozen

_DATABASE = b"SQLite format 3\0"
_JOURNAL = bytes.fromhex("d9d505f920a163d7")
"""First bytes of a rollback journal (section 3)."""
_JOURNAL_HEADER = struct.Struct(">8s5I")
"""Magic, number of pages, nonce, pages of the database before, sector size, page size (section 3)."""
_UNMARKED = 12
"""Bytes of the magic and the number of pages (section 3)."""
_PENDING_BYTE = 0x40000000
"""Place of the bytes that SQLite locks; the page that they lie on is never stored (section 1.6)."""
_LOG_HEADER = struct.Struct(">8I")
"""Magic, version, page size, sequence, two salts, two checksums (section 4.1)."""
_LOG_MAGIC = 0x377F0682
"""Magic of a write-ahead log; its lowest bit says that checksums are of big-endian words (section 4.1)."""
_FRAME = struct.Struct(">6I")
"""Page number, pages of the database after a commit or 0, two salts, two checksums (section 4.1)."""
_ALL_THAT_FIT = 0xFFFFFFFF
"""In place of the number of pages: as many as the journal has (section 3)."""
_LARGEST_PAGE = 65536
"""Bytes; a page size is a power of two between this and the next (section 1.3.2)."""
_SMALLEST_PAGE = 512
"""Bytes (section 1.3.2)."""


def _is_page_size(size: int) -> bool:
    return _SMALLEST_PAGE <= size <= _LARGEST_PAGE and size & (size - 1) == 0


@frozen
class Header:
    """Fields of the database header (section 1.3).

    Attributes:
        page_size: bytes of a page.
        has_log: whether it is in write-ahead mode.
        counter: number of transactions so far, modulo 2**32.
        pages: size of the database in pages.
        application: application id, which says what program the file belongs to.
    """

    page_size: int
    has_log: bool
    counter: int
    pages: int
    application: int

    @classmethod
    def read(cls, page: bytes) -> Self | None:
        """Read the header from the first page; None when it is no SQLite database."""
        if len(page) < 100 or not page.startswith(_DATABASE):
            return None
        size = int.from_bytes(page[16:18], "big")
        # The field has two bytes: 65536 is written as 1.
        size = _LARGEST_PAGE if size == 1 else size
        if not _is_page_size(size):
            return None
        counter, pages = struct.unpack_from(">2I", page, 24)
        (application,) = struct.unpack_from(">I", page, 68)
        return cls(
            page_size=size, has_log=page[18] > 1, counter=counter, pages=pages, application=application
        )


@frozen
class Journal:
    """A rollback journal: pages as they were before a transaction that did not end.

    Attributes:
        page_size: bytes of a page.
        pages: size of the database before the transaction, in pages.
        before: former content by page number, counted from 1.
        is_whole: whether all pages are there that its headers count, with their checksums. SQLite counts
            them when they are on the medium, so a journal that is not whole was damaged or made up.
    """

    page_size: int
    pages: int
    before: dict[int, bytes]
    is_whole: bool

    @classmethod
    def read(cls, content: bytes) -> Self | None:
        """Read a journal as SQLite would after a crash; None when SQLite would not apply it.

        Pages are read up to the first that is cut or whose checksum is wrong. A journal that names another
        one, as those of several databases together do, is never of a store; SQLite drops it where the other
        one is gone.
        """
        # The name of another journal stands at the end, with the magic once more behind it.
        if len(content) < _JOURNAL_HEADER.size or content.endswith(_JOURNAL):
            return None
        magic, _, _, pages, sector, size = _JOURNAL_HEADER.unpack_from(content)
        if magic != _JOURNAL or not _is_page_size(size) or not _is_page_size(sector):
            return None
        reading = _Reading(content, size, sector, pages)
        while reading.has_segment():
            reading.read_segment()
        return cls(size, pages, reading.before, reading.is_whole)

    @cached_property
    def header(self) -> Header | None:
        """Header of the database before the transaction; None where the journal lacks its first page."""
        return Header.read(self.before.get(1, b""))

    def is_superfluous(self, database: bytes) -> bool:
        """Whether the database is already what it was before the transaction."""
        size = self.page_size
        return len(database) == self.pages * size > 0 and all(
            database[(number - 1) * size : number * size] == page for number, page in self.before.items()
        )

    def applied(self, database: bytes) -> bytes | None:
        """The database with the journal applied; None where database and journal together lack pages."""
        if not _can_fill(self.pages, self.page_size, database, len(self.before)):
            return None
        result = bytearray(database[: self.pages * self.page_size])
        result.extend(bytes(self.pages * self.page_size - len(result)))
        for number, page in self.before.items():
            if number <= self.pages:
                result[(number - 1) * self.page_size : number * self.page_size] = page
        return bytes(result)


class _Reading:
    """Reads the segments of a journal: each a header and pages (section 3)."""

    def __init__(self, content: bytes, page_size: int, sector: int, pages: int) -> None:
        self._content, self._page_size, self._sector, self._pages = content, page_size, sector, pages
        self._place = 0
        self.before: dict[int, bytes] = {}
        self.is_whole = True

    def has_segment(self) -> bool:
        """Whether a header may begin here, and what was before it was whole."""
        place = self._place
        return self.is_whole and self._content[place : place + len(_JOURNAL)] == _JOURNAL

    def read_segment(self) -> None:
        """Read a header and its pages, and go to where the next header may begin."""
        # Filled up where the file ends within it: the count that is read then is more than there is.
        header = self._content[self._place : self._place + _JOURNAL_HEADER.size].ljust(_JOURNAL_HEADER.size)
        _, count, nonce, *_ = _JOURNAL_HEADER.unpack(header)
        self._place += self._sector
        length = self._page_size + 8
        there = max(0, len(self._content) - self._place)
        most = there // length
        # A number in place of all that fit ends with the file, and none begins in the midst of a page.
        self.is_whole = there % length == 0 if count == _ALL_THAT_FIT else count <= most
        for _ in range(min(count, most)):
            if not self._read_page(nonce):
                self.is_whole = False
                return
            self._place += length
        # A header begins at a whole sector, so that writing it touches no page before it.
        self._place = -(-self._place // self._sector) * self._sector

    def _read_page(self, nonce: int) -> bool:
        place, size = self._place, self._page_size
        number = int.from_bytes(self._content[place : place + 4], "big")
        if number in {0, _PENDING_BYTE // size + 1}:
            return False
        if number > self._pages or number in self.before:
            return True  # passed over by SQLite as well, whatever its checksum
        page = self._content[place + 4 : place + 4 + size]
        noted = int.from_bytes(self._content[place + 4 + size : place + 8 + size], "big")
        # SQLite's checksum: the nonce and every 200th byte, counted from the end; the first byte never
        # enters.
        if (nonce + sum(page[size - 200 : 0 : -200])) & _ALL_THAT_FIT != noted:
            return False
        self.before[number] = page
        return True


def is_unmarked_journal(content: bytes) -> bool:
    """Whether SQLite ended before it marked a journal, and so before it wrote any page of the database.

    SQLite writes the mark and the number of pages last, zeros before; what stands there otherwise was not
    left by it.
    """
    if any(content[:_UNMARKED]):
        return False
    rest = content[_UNMARKED : _JOURNAL_HEADER.size]
    if len(rest) < _JOURNAL_HEADER.size - _UNMARKED or not any(rest):
        return not any(rest)
    *_, sector, size = _JOURNAL_HEADER.unpack_from(content)
    return _is_page_size(sector) and _is_page_size(size)


def log_applied(database: bytes, log: bytes) -> bytes | None:
    """The database with all whole transactions of a write-ahead log applied; None when there are none.

    Args:
        database: bytes of the database, kept with such a log.
        log: bytes of the log.
    """
    if len(log) < _LOG_HEADER.size:
        return None
    magic, _, size, _, salt, second_salt, *noted = _LOG_HEADER.unpack_from(log)
    if magic & ~1 != _LOG_MAGIC or not _is_page_size(size):
        return None
    order = "big" if magic & 1 else "little"
    sums = _sums(log[:24], (0, 0), order)
    if list(sums) != noted:
        return None
    # Pages count only once a frame says that their transaction is committed; what comes after the last such
    # frame was never stored.
    waiting: dict[int, bytes] = {}
    result: bytearray | None = None
    for place in range(_LOG_HEADER.size, len(log) - _FRAME.size - size + 1, _FRAME.size + size):
        number, pages, *rest = _FRAME.unpack_from(log, place)
        page = log[place + _FRAME.size : place + _FRAME.size + size]
        sums = _sums(page, _sums(log[place : place + 8], sums, order), order)
        if rest != [salt, second_salt, *sums] or number == 0:
            break
        waiting[number] = page
        if pages:
            if not _can_fill(pages, size, database if result is None else result, len(waiting)):
                break
            result = bytearray(database) if result is None else result
            _put(result, waiting, pages, size)
            waiting.clear()
    return None if result is None else bytes(result)


def _can_fill(pages: int, size: int, database: bytes | bytearray, more: int) -> bool:
    """Whether a file and some more pages make ``pages``: otherwise a false number would fill the memory."""
    return pages * size <= len(database) + more * size


def _put(result: bytearray, pages: dict[int, bytes], count: int, size: int) -> None:
    result.extend(bytes(max(0, count * size - len(result))))
    del result[count * size :]
    for number, page in pages.items():
        if number <= count:
            result[(number - 1) * size : number * size] = page


def _sums(data: bytes, sums: tuple[int, int], order: str) -> tuple[int, int]:
    words = array("I", data)
    if order != _ORDER_HERE:
        words.byteswap()
    first, second = sums
    turn = iter(words)
    for one, two in zip(turn, turn, strict=True):
        first = (first + one + second) & 0xFFFFFFFF
        second = (second + two + first) & 0xFFFFFFFF
    return first, second


_ORDER_HERE = "little" if array("I", b"\1\0\0\0")[0] == 1 else "big"


def without_log(database: bytes) -> bytes:
    """The same database in rollback mode: a database in memory cannot be opened in write-ahead mode."""
    return database[:18] + b"\1\1" + database[20:]

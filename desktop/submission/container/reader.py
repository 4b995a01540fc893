"""Reading a container as hostile input, with all departures from the profile as problems.

The order of the checks is that of what each needs: size, end record, directory, entries, names, and last the
comparison with a rewriting. Each step reads only what the steps before found within the file, so no length or
offset from the file is used unchecked. The last step alone would do to accept or refuse; the others are there
to say what happened to the file, in words that help whoever sent it.

Nothing is decompressed, and the entries take no more memory than the file itself (their lengths may not add
up to more), the rewriting as much again. A file that is not byte-equal to it is refused (contracts section
7).

``zipfile`` of the standard library is not used: it accepts gaps, prefixes, differing headers and unknown
fields, each of which would be room for bytes that nobody signed.
"""

from __future__ import annotations

import zlib

from desktop.submission.container.entry_name import printable
from desktop.submission.container.layout import (
    CENTRAL,
    CENTRAL_SIGNATURE,
    DOS_DATE,
    DOS_TIME,
    END,
    END_SIGNATURE,
    LOCAL,
    LOCAL_SIGNATURE,
    MAX_ENTRIES,
    MAX_PACKAGE_BYTES,
    STORED,
    VERSION,
    Entry,
    container_size,
    entry_problems,
    layout,
    too_large,
    too_many,
)
from forms.codes.package import PackageCode
from forms.errors import Problem
from forms.frozen import frozen


@frozen
class Contents:
    """What could be read from a container.

    Attributes:
        entries: the entries in the order of the directory, also those of a container with problems, so that
            later checks can report more than the first fault; without those whose bytes were not found. Empty
            for a container that is too large, has no directory, too many entries, compressed ones, or ones
            that are together longer than the file.
        problems: all departures from the profile; empty means that the container is sound.
    """

    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]


@frozen
class _Record:
    """One header of the central directory, with the name as text for people."""

    name: str
    offset: int
    size: int
    crc: int
    is_packed: bool


_CUT_OFF = "文件不完整：后面的一段没有收到，多半是传输中断；请重新接收。"
_TURNED_TO_TEXT = "文件被当作文字转换过编码，内容已经变了；请重新接收，不要用传送文字的方式传送。"


def read(data: bytes) -> Contents:
    """Read any bytes as a container and collect all problems; never raises.

    ``layout.write`` of the entries of a sound one returns ``data`` again.

    Args:
        data: the whole file; nothing about it is trusted.
    """
    if len(data) > MAX_PACKAGE_BYTES:
        return Contents((), (too_large(len(data)),))
    problems: list[Problem] = []
    end = _find_end(data, problems)
    if end < 0:
        return Contents((), tuple(problems))
    records = _read_directory(data, end, problems)
    if any(record.is_packed for record in records):
        # Compared with the CRC of the contents, compressed bytes would look damaged and blame the sender.
        return Contents((), tuple(problems))
    entries = _read_entries(data, records, problems)
    problems += entry_problems(entries)
    # Without problems all names are ASCII and all bytes found, which is what the rewriting needs.
    if not problems:
        rebuilt = layout(entries)
        if rebuilt != data:
            problems.append(_first_difference(data, rebuilt, entries))
    return Contents(tuple(entries), tuple(problems))


def _find_end(data: bytes, problems: list[Problem]) -> int:
    """Position of the end record, or -1; a problem says what stands in its place.

    Looked for at the very end first: the profile has no comment. Only to tell a file that was cut off from
    one with something appended is the last record before it searched.
    """
    expected = len(data) - END.size
    if expected >= 0 and data.startswith(END_SIGNATURE, expected):
        return expected
    if not data.startswith(LOCAL_SIGNATURE):
        message = "这不是报送包（文件开头不是 zip 容器）；请确认选对了文件。"
        problems.append(Problem(PackageCode.NOT_A_PACKAGE, "", message))
        return -1
    found = data.rfind(END_SIGNATURE)
    # The signature may also stand among the last bytes, too late for a whole record behind it.
    if found > expected or not _ends_a_directory(data, found):
        message = _TURNED_TO_TEXT if _is_text(data) else _CUT_OFF
        problems.append(Problem(PackageCode.TRUNCATED, "", message))
        return -1
    extra = expected - found
    message = f"文件末尾比报送包多出 {extra} 字节，文件被改动过。"
    problems.append(Problem(PackageCode.TRAILING_BYTES, "", message))
    return found


def _is_text(data: bytes) -> bool:
    """Whether every byte belongs to a character of UTF-8, as in no file that holds a PDF and a workbook."""
    try:
        return not data.decode("utf-8").isascii()
    except UnicodeDecodeError:
        return False


def _ends_a_directory(data: bytes, found: int) -> bool:
    """Whether an end record is that of this container and not of a workbook stored in it."""
    if found < 0:
        return False
    size, offset = END.unpack_from(data, found)[5:7]
    return bool(offset + size == found)


def _read_directory(data: bytes, end: int, problems: list[Problem]) -> list[_Record]:
    """Read the central directory, which must end directly before ``end``.

    The declared number of entries is only compared at the end; the loop is bounded by the file and by
    ``MAX_ENTRIES``, since the number itself is hostile.
    """
    _, _, _, _, count, size, offset, _ = END.unpack_from(data, end)
    if offset + size != end:
        message = "目录的位置或长度与文件不符，文件被截断、插入或改动过。"
        problems.append(Problem(PackageCode.NOT_CANONICAL, "", message))
    records: list[_Record] = []
    position = offset
    # One header more than allowed is read, to know that there are too many. A name may reach beyond `end`;
    # then `position` does, which is a problem below.
    while position + CENTRAL.size <= end and len(records) <= MAX_ENTRIES:
        if not data.startswith(CENTRAL_SIGNATURE, position):
            break
        fields = CENTRAL.unpack_from(data, position)
        name_length, extra, comment = fields[10:13]
        raw = data[position + CENTRAL.size : position + CENTRAL.size + name_length]
        # A byte beyond ASCII becomes an escape, and its backslash makes `name_fault` refuse the name.
        name = raw.decode("ascii", "backslashreplace")
        _judge_header(fields, name, problems)
        records.append(
            _Record(
                name=name, offset=fields[16], size=fields[9], crc=fields[7], is_packed=fields[4] != STORED
            )
        )
        position += CENTRAL.size + name_length + extra + comment
    if len(records) > MAX_ENTRIES:
        problems.append(too_many(max(count, len(records))))
        return []
    if len(records) != count or position != end:
        message = f"目录写明 {count} 个条目，实际读到 {len(records)} 个，目录已损坏或被改动。"
        problems.append(Problem(PackageCode.NOT_CANONICAL, "", message))
    return records


def _judge_header(fields: tuple[int, ...], name: str, problems: list[Problem]) -> None:
    """Compare one directory header with the only values that the profile allows."""
    _, made, needed, flags, method, time, date, _, packed, size, _, extra, comment = fields[:13]
    faults = (
        (method != STORED or packed != size, "被压缩存放"),
        (bool(flags & 0x0001), "被加密"),
        # Bit 0 has its own words one line above.
        (flags not in {0, 1}, "带有标志位（如数据描述符或 UTF-8 名称）"),
        ((time, date) != (DOS_TIME, DOS_DATE), "日期不是固定值"),
        ((made, needed) != (VERSION, VERSION), "版本字段不是固定值"),
        (extra != 0, "带有附加字段"),
        (comment != 0, "带有注释"),
        (fields[13:16] != (0, 0, 0), "带有文件属性"),
    )
    found = "、".join(text for wrong, text in faults if wrong)
    if found:
        shown = printable(name)
        message = f"条目 {shown} {found}：报送包被别的软件重新打包或改动过。"
        problems.append(Problem(PackageCode.ENTRY_PROFILE, shown, message))


def _read_entries(data: bytes, records: list[_Record], problems: list[Problem]) -> list[Entry]:
    """Cut out the bytes of every entry; their lengths together may not exceed the file.

    Else 200 entries could each claim the same 10 MB, and reading them would take 2 GB.
    """
    # Before any byte is cut out, since cutting out is what takes the memory.
    if sum(record.size for record in records) > len(data):
        message = "各条目写明的长度之和大于文件本身，目录被改动过。"
        problems.append(Problem(PackageCode.NOT_CANONICAL, "", message))
        return []
    entries = []
    for record in records:
        entry = _read_entry(data, record, problems)
        if entry is not None:
            entries.append(entry)
    return entries


def _read_entry(data: bytes, record: _Record, problems: list[Problem]) -> Entry | None:
    """Cut out one entry; None if its local header is not where the directory says."""
    shown = printable(record.name)
    start = record.offset + LOCAL.size
    # `record.offset` comes from the file: `startswith` is false beyond its end, and a header that is cut off
    # there could not be unpacked.
    if start > len(data) or not data.startswith(LOCAL_SIGNATURE, record.offset):
        message = f"条目 {shown} 不在目录所指的位置。"
        problems.append(Problem(PackageCode.NOT_CANONICAL, shown, message))
        return None
    name_length, extra = LOCAL.unpack_from(data, record.offset)[9:11]
    local_name = data[start : start + name_length].decode("ascii", "backslashreplace")
    # Both names are read: zip programs show the one or the other, so a person may have seen either.
    if local_name != record.name:
        other = printable(local_name)
        message = f"条目 {shown} 在文件头中写作 {other}：条目被改名。"
        problems.append(Problem(PackageCode.NOT_CANONICAL, shown, message))
    start += name_length + extra
    content = data[start : start + record.size]
    if len(content) != record.size or zlib.crc32(content) != record.crc:
        message = f"条目 {shown} 的内容与校验值（CRC-32）不符：内容已损坏或被改动。"
        problems.append(Problem(PackageCode.ENTRY_DAMAGED, shown, message))
    # Damaged contents are returned too: the manifest can then say which file was changed, if it is one that
    # was signed.
    return Entry(record.name, content)


def _first_difference(data: bytes, rebuilt: bytes, entries: list[Entry]) -> Problem:
    """The problem of the first byte at which the file differs from its rewriting."""
    pairs = enumerate(zip(data, rebuilt, strict=False))
    # Where all common bytes are equal, the difference is that one of them goes on.
    position = next((i for i, (a, b) in pairs if a != b), min(len(data), len(rebuilt)))
    place = ""
    end = 0
    for entry in entries:
        # What one entry takes before the directory: of a container with it alone, all but the end record, the
        # header in the directory and the name there.
        end += container_size([entry]) - END.size - CENTRAL.size - len(entry.name)
        if position < end:
            place = printable(entry.name)
            break
    where = f"条目 {place} 的文件头" if place else "目录"
    message = f"第 {position + 1} 字节（{where}）与规定格式不符，文件被改动或重新打包过。"
    return Problem(PackageCode.NOT_CANONICAL, place, message)

"""Read a container as hostile input, and name everything that departs from the profile.

The reader never decompresses, never allocates more than the input's own size, and finishes by
writing again what it read: a file that is not byte-equal to that is refused (``contracts`` 7).
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass

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
from desktop.submission.errors import Code, ContainerError
from forms.errors import Problem


@dataclass(frozen=True)
class Contents:
    """What could be read from a container.

    Attributes:
        entries: every entry whose bytes could be found, in directory order, also from a container
            with problems, so that later checks can name more than the first fault.
        problems: all departures from the profile; empty means the container is sound.
    """

    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class _Record:
    """One header of the central directory, with the name as text for people."""

    name: str
    offset: int
    size: int
    crc: int
    is_packed: bool


def parse(data: bytes) -> tuple[Entry, ...]:
    """Read a sound container.

    Args:
        data: the whole file.

    Returns:
        Its entries, in order; ``container.write`` of them gives ``data`` again.

    Raises:
        ContainerError: anything departs from the profile; all problems are listed.
    """
    contents = read(data)
    if contents.problems:
        raise ContainerError(contents.problems)
    return contents.entries


def read(data: bytes) -> Contents:
    """Read any bytes as a container and collect what is wrong.

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
        return Contents((), tuple(problems))  # compressed bytes say nothing about what they hold
    entries = _read_entries(data, records, problems)
    problems += entry_problems(entries)
    if not problems:
        rebuilt = layout(entries)
        if rebuilt != data:
            problems.append(_first_difference(data, rebuilt, entries))
    return Contents(tuple(entries), tuple(problems))


def _find_end(data: bytes, problems: list[Problem]) -> int:
    """Position of the end record, or -1; problems tell what stands there instead."""
    expected = len(data) - END.size
    if expected >= 0 and data.startswith(END_SIGNATURE, expected):
        return expected
    if not data.startswith(LOCAL_SIGNATURE):
        message = "这不是报送包（文件开头不是 zip 容器）；请确认选对了文件。"
        problems.append(Problem(Code.NOT_A_PACKAGE, "", message))
        return -1
    found = data.rfind(END_SIGNATURE)
    if found > expected or not _ends_a_directory(data, found):
        message = "文件不完整：后面的一段没有收到，多半是传输中断；请重新接收。"
        problems.append(Problem(Code.TRUNCATED, "", message))
        return -1
    extra = expected - found
    message = f"文件末尾比报送包多出 {extra} 字节，文件被改动过。"
    problems.append(Problem(Code.TRAILING_BYTES, "", message))
    return found


def _ends_a_directory(data: bytes, found: int) -> bool:
    """Whether an end record belongs to this container, and not to a workbook packed into it."""
    if found < 0:
        return False
    size, offset = END.unpack_from(data, found)[5:7]
    return bool(offset + size == found)


def _read_directory(data: bytes, end: int, problems: list[Problem]) -> list[_Record]:
    """Read the central directory, which must stand directly before ``end``."""
    _, _, _, _, count, size, offset, _ = END.unpack_from(data, end)
    if offset + size != end:
        message = "目录的位置或长度与文件不符，文件被截断、插入或改动过。"
        problems.append(Problem(Code.NOT_CANONICAL, "", message))
    records: list[_Record] = []
    position = offset
    while position + CENTRAL.size <= end and len(records) <= MAX_ENTRIES:
        if not data.startswith(CENTRAL_SIGNATURE, position):
            break
        fields = CENTRAL.unpack_from(data, position)
        name_length, extra, comment = fields[10:13]
        raw = data[position + CENTRAL.size : position + CENTRAL.size + name_length]
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
        problems.append(Problem(Code.NOT_CANONICAL, "", message))
    return records


def _judge_header(fields: tuple[int, ...], name: str, problems: list[Problem]) -> None:
    """Compare one directory header with the only values the profile allows."""
    _, made, needed, flags, method, time, date, _, packed, size, _, extra, comment = fields[:13]
    faults = (
        (method != STORED or packed != size, "被压缩存放"),
        (bool(flags & 0x0001), "被加密"),
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
        problems.append(Problem(Code.ENTRY_PROFILE, shown, message))


def _read_entries(data: bytes, records: list[_Record], problems: list[Problem]) -> list[Entry]:
    """Cut out the bytes of every entry; their sum may not exceed the file."""
    if sum(record.size for record in records) > len(data):
        message = "各条目写明的长度之和大于文件本身，目录被改动过。"
        problems.append(Problem(Code.NOT_CANONICAL, "", message))
        return []
    entries = []
    for record in records:
        entry = _read_entry(data, record, problems)
        if entry is not None:
            entries.append(entry)
    return entries


def _read_entry(data: bytes, record: _Record, problems: list[Problem]) -> Entry | None:
    """Cut out one entry, or ``None`` if its local header is not where the directory says."""
    shown = printable(record.name)
    start = record.offset + LOCAL.size
    if start > len(data) or not data.startswith(LOCAL_SIGNATURE, record.offset):
        message = f"条目 {shown} 不在目录所指的位置。"
        problems.append(Problem(Code.NOT_CANONICAL, shown, message))
        return None
    name_length, extra = LOCAL.unpack_from(data, record.offset)[9:11]
    local_name = data[start : start + name_length].decode("ascii", "backslashreplace")
    if local_name != record.name:
        other = printable(local_name)
        message = f"条目 {shown} 在文件头中写作 {other}：条目被改名。"
        problems.append(Problem(Code.NOT_CANONICAL, shown, message))
    start += name_length + extra
    content = data[start : start + record.size]
    if len(content) != record.size or zlib.crc32(content) != record.crc:
        message = f"条目 {shown} 的内容与校验值（CRC-32）不符：内容已损坏或被改动。"
        problems.append(Problem(Code.ENTRY_DAMAGED, shown, message))
    return Entry(record.name, content)


def _first_difference(data: bytes, rebuilt: bytes, entries: list[Entry]) -> Problem:
    """Name the first byte at which the file departs from its own rewriting."""
    pairs = enumerate(zip(data, rebuilt, strict=False))
    position = next((i for i, (a, b) in pairs if a != b), min(len(data), len(rebuilt)))
    place = ""
    end = 0
    for entry in entries:
        end += container_size([entry]) - END.size - CENTRAL.size - len(entry.name)
        if position < end:
            place = printable(entry.name)
            break
    where = f"条目 {place} 的文件头" if place else "目录"
    message = f"第 {position + 1} 字节（{where}）与规定格式不符，文件被改动或重新打包过。"
    return Problem(Code.NOT_CANONICAL, place, message)

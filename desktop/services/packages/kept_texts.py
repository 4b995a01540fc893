"""Texts in a package that no input of this program would have kept, by the rules of ``forms.text.kept``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from desktop.services.packages.fact import Objection
from desktop.submission.profile.datapackage import FINDINGS
from forms.codes.verify import VerifyCode
from forms.filing.tables import Row
from forms.text.kept import no_reason, unseen_refusal
from forms.text.typed import LONGEST_NAME, LONGEST_TEXT, REFUSED

_ASK = "请退回该单位更正"
_NAMES = frozenset({"entered_by", "explained_by", "answered_by", "written_by", "read_by"})
"""Columns that hold a person's name."""
_LISTS = frozenset({"cells"})
"""Columns that hold a list of any length; the plan is asked about its entries."""


def text_fault(submission: Mapping[str, Any], tables: Mapping[str, Sequence[Row]]) -> Objection | None:
    """The first text of descriptor or tables that nobody could have typed; None where there is none."""
    for place, text in _texts(submission, "submission.json"):
        if fault := _fault(place, text, LONGEST_TEXT):
            return fault
    for change in submission["definition_changes"]:
        if problem := no_reason(change["note"], f"{change['code']} 的口径变动说明"):
            return Objection(VerifyCode.CONTRADICTION, f"submission.json：{problem.flaw}，{_ASK}")
    for name, rows in tables.items():
        for number, row in enumerate(rows, start=2):
            if fault := _row_fault(f"data/{name}.csv 第 {number} 行", name, row):
                return fault
    return None


def _row_fault(place: str, table: str, row: Row) -> Objection | None:
    for column, text in row.items():
        if not text or (text.isascii() and text.isprintable() and len(text) <= LONGEST_NAME):
            continue
        longest = LONGEST_NAME if column in _NAMES else LONGEST_TEXT
        if fault := _fault(f"{place} {column}", text, len(text) if column in _LISTS else longest):
            return fault
    problem = no_reason(row["explanation"]) if table == FINDINGS.name and row["explanation"] else None
    return Objection(VerifyCode.COLUMN, f"{place}：{problem.flaw}，{_ASK}") if problem else None


def _fault(place: str, text: str, longest: int) -> Objection | None:
    """Why one text could not have been kept."""
    if found := REFUSED.search(text):
        code = f"U+{ord(found.group()):04X}"
        sentence = f"{place} 里有看不见的控制字符或方向符 {code}，会使显示的内容与实际不符"
        return Objection(VerifyCode.UNSEEN_CHARACTER, f"{sentence}，{_ASK}")
    if unseen_refusal(place, text):
        return Objection(VerifyCode.UNSEEN_CHARACTER, f"{place} 里只有看不见的字符，等于没有填写，{_ASK}")
    if len(text) > longest:
        sentence = f"{place} 有 {len(text)} 个字，最多 {longest} 个"
        return Objection(VerifyCode.COLUMN, f"{sentence}，{_ASK}")
    return None


def _texts(value: Any, place: str) -> Iterator[tuple[str, str]]:
    """Every text of a document with its place, the names of its fields included."""
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, Mapping):
        for key, entry in value.items():
            yield f"{place} 的字段名", key
            shown = key if key.isprintable() else "…"
            yield from _texts(entry, f"{place} {shown}" if place == "submission.json" else f"{place}.{shown}")
    elif isinstance(value, list):
        for number, entry in enumerate(value, start=1):
            yield from _texts(entry, f"{place} 第 {number} 项")

"""Whatever the bytes: a reading, or a sentence of our own."""

from __future__ import annotations

import contextlib
import zipfile
from io import BytesIO

from hypothesis import given, settings
from hypothesis import strategies as st

from forms.errors import UserInputError
from tests.desktop.documents.builders import layout
from tests.desktop.documents.form_book.test_workbook import TEMPLATE, read, rezipped


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_mutated_bytes_raise_only_our_own_error(data: st.DataObject) -> None:
    damaged = bytearray(TEMPLATE)
    for _ in range(data.draw(st.integers(1, 8))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.one_of(st.none(), st.integers(0, len(damaged))))
    _read_or_refuse(bytes(damaged[:cut]))


PARTS = sorted(n for n in zipfile.ZipFile(BytesIO(TEMPLATE)).namelist() if n.endswith((".xml", ".rels")))


FOUND = (
    b'"1"',
    b"<v>",
    b"inlineStr",
    b'"n"',
    b"A1",
    b"E5",
    b"count",
    b"</row>",
    b"row",
    b's="',
    b"<c ",
    b"rId1",
)
PUT = (
    b"", b'"-1"', b'"99999999999"', b"<v>1e999", b"<v>nan", b"<v>" + b"9" * 5000, b"ZZZZ9999999", b"\xff",
    b"&#0;", b"<f>x</f><v>", b'"x"', b'<c t="d"', b'<c t="e"', b'<c t="shared"', b"\x00",
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(PARTS), st.sampled_from(FOUND), st.sampled_from(PUT), st.integers(1, 40))
def test_mutated_parts_raise_only_our_own_error(part: str, old: bytes, new: bytes, count: int) -> None:
    _read_or_refuse(rezipped(lambda n, d: d.replace(old, new, count) if n == part else d))


def _read_or_refuse(data: bytes) -> None:
    with contextlib.suppress(UserInputError):
        assert {a for a, _ in read(data).cells} <= set(layout().cell_by_address)

"""What is no workbook, or a dangerous one, is refused by its container, with what to do."""

import io
import zipfile

import pytest

from desktop.documents.errors import WorkbookRefused
from desktop.documents.workbook.guard import (
    MAX_BYTES,
    MAX_ENTRIES,
    check_container,
    check_foreign_parts,
    refuse_beyond,
)
from desktop.documents.workbook.parts import Extent
from forms.codes.document import DocumentCode
from tests.desktop.documents.workbook.test_parts import PLAIN, plain, with_part

TYPES = "[Content_Types].xml"
D = DocumentCode
OLD = bytes.fromhex("d0cf11e0a1b11ae1")
"""How files of before 2007 begin, and those with a password."""


def types_with(text):
    """The workbook's list of content types with a further text."""
    with zipfile.ZipFile(io.BytesIO(PLAIN)) as archive:
        return archive.read(TYPES).decode().replace("</Types>", f"{text}</Types>")


def zipped(**parts):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return target.getvalue()


def many(count):
    return zipped(**{f"part{number}": b"" for number in range(count)})


REFUSED = {
    "nothing": (lambda: b"", D.NOT_A_WORKBOOK, "没有传完或已损坏"),
    "no zip": (lambda: b"PK\x03\x04 no zip", D.NOT_A_WORKBOOK, "没有传完或已损坏"),
    "half of one": (lambda: PLAIN[: len(PLAIN) // 2], D.NOT_A_WORKBOOK, "没有传完或已损坏"),
    "an old or locked one": (lambda: OLD + b"\0" * 99, D.NOT_A_WORKBOOK, "请去掉密码，另存为 .xlsx"),
    "another zip": (lambda: zipped(**{"a.txt": b"a"}), D.NOT_A_WORKBOOK, "不是 Excel 工作簿"),
    "a large file": (lambda: b"\0" * (MAX_BYTES + 1), D.WORKBOOK_TOO_LARGE, "超过 20 MB"),
    "a macro": (lambda: with_part("xl/vbaProject.bin", b"x"), D.WORKBOOK_MACRO, "带有宏"),
    "a macro elsewhere": (lambda: with_part("xl/a/VBADATA.xml", b"x"), D.WORKBOOK_MACRO, "带有宏"),
    "a macro by its type": (
        lambda: with_part(TYPES, types_with("<!-- macroEnabled -->")),
        D.WORKBOOK_MACRO,
        "带有宏",
    ),
    "many parts": (lambda: many(MAX_ENTRIES + 1), D.WORKBOOK_BOMB, "展开后异常庞大"),
    "far too many parts": (lambda: many(2 * MAX_ENTRIES + 2), D.WORKBOOK_BOMB, "展开后异常庞大"),
}
"""What each is, how it is made, its code, and what is said."""


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_refused_says_why_and_what_to_do(what):
    make, code, said = REFUSED[what]
    with pytest.raises(WorkbookRefused) as caught:
        check_container(make())
    assert caught.value.code == code
    assert said in caught.value.message


def test_a_part_that_unfolds_a_thousandfold_is_refused_and_a_small_one_is_not():
    small, steep = (with_packed(size) for size in (1024 * 1024, 1024 * 1024 + 1))
    assert check_container(small) == {}
    with pytest.raises(WorkbookRefused) as caught:
        check_container(steep)
    assert caught.value.code == D.WORKBOOK_BOMB


def with_packed(size):
    """The workbook with a part of one repeated byte."""
    target = io.BytesIO(PLAIN)
    with zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("docProps/thumbnail.wmf", b"\0" * size)
    return target.getvalue()


def test_a_sound_workbook_passes():
    assert check_container(PLAIN) == {}
    check_foreign_parts(PLAIN)


@pytest.mark.parametrize(
    "name",
    [
        "xl/externalLinks/externalLink1.xml",
        "XL/ExternalLinks/a.xml",
        "xl/connections.xml",
        "xl/embeddings/oleObject1.bin",
        "xl/queryTables/queryTable1.xml",
        "xl/activeX/activeX1.xml",
    ],
)
def test_a_workbook_that_draws_on_other_files_is_refused(name):
    with pytest.raises(WorkbookRefused) as caught:
        check_foreign_parts(with_part(name, "<x/>"))
    assert caught.value.code == D.WORKBOOK_LINKED
    assert "断开链接" in caught.value.message


def test_what_stands_beyond_what_is_read_refuses_the_whole_with_its_place():
    extent = Extent(2, 1)
    found = check_container(plain(rows=(("a", ""), ("b", ""), ("c", "d"))), extent)
    with pytest.raises(WorkbookRefused) as caught:
        refuse_beyond(found, extent)
    assert caught.value.code == D.CONTENT_BEYOND
    assert "A3 格还有内容" in caught.value.message
    assert "（2 行、1 列）" in caught.value.message
    refuse_beyond(check_container(PLAIN, Extent(9, 9)), Extent(9, 9))

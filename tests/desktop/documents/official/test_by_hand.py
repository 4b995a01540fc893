"""Names that no font can draw: a marked blank line on paper, everything else as always."""

from dataclasses import replace
from datetime import date

import pytest

from desktop.documents.official.by_hand import left_blank, refusal, spoken
from desktop.documents.official.form import render_official_pdf
from desktop.documents.official.workbook import render_official_workbook
from desktop.documents.paper.font_cover import BLANK
from desktop.documents.sheets.handed_over import OF_UNIT, HandoverSheet
from desktop.documents.sheets.handover_sheet import render_handover_sheet
from tests.desktop.documents.builders import PEOPLE, content, page_texts


@pytest.mark.parametrize("name", ["李𠮷", "ཚེ་རིང", "ئابلىز", "ᠪᠠᠲᠤ", "王\ue000", "王\U0001f431"])
def test_a_name_becomes_a_marked_blank_and_is_named_by_its_codes(name):
    found = content(people=replace(PEOPLE, filler=name))
    pages = page_texts(render_official_pdf(found))
    for page in pages[:2]:
        assert "（手写）" in page
        assert "请手写" in page
        assert f"U+{ord(left_blank(found)[0].characters[0]):04X}" in page
    text = "".join(pages)
    assert not set(name) & set(left_blank(found)[0].characters) & set(text)
    assert PEOPLE.head in text


def test_a_remark_keeps_its_other_words():
    found = content()
    warned = [replace(found.findings[0], explanation="数据由李𠮷提供，已核实")]
    text = "".join(page_texts(render_official_pdf(replace(found, findings=warned))))
    assert f"数据由李{BLANK}提供" in "".join(text.split())
    assert "审核情况说明" in spoken(left_blank(replace(found, findings=warned)))


def test_what_can_be_drawn_leaves_no_trace_of_it():
    assert left_blank(content()) == ()
    assert "手写" not in "".join(page_texts(render_official_pdf(content())))


def test_the_same_content_gives_the_same_bytes():
    found = content(people=replace(PEOPLE, head="李𠮷"))
    assert render_official_pdf(found) == render_official_pdf(found)


def test_the_workbook_keeps_the_name():
    assert "李𠮷".encode() in _unzipped(
        render_official_workbook(content(people=replace(PEOPLE, head="李𠮷")))
    )


def _unzipped(data):
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as book:
        return b"".join(book.read(name) for name in book.namelist())


def test_the_refusal_names_place_and_code_and_both_ways_on():
    error = refusal(left_blank(content(people=replace(PEOPLE, filler="李𠮷"))))
    assert error.code == "E-DOC-001"
    assert "签字栏 填表人的 𠮷（U+20BB7）" in error.message
    assert "--by-hand" in error.message


def test_the_handover_sheet_is_printed_with_blanks():
    sheet = HandoverSheet(
        words=OF_UNIT,
        plan="规划", unit_name="局", region_code="210404", store_name="a.db", store_folder="/",
        copy_name="b",
        copy_digest="0" * 64, last_change="2026-01-01　李𠮷", log_length=1, log_head="0", backups="",
        certificate="", fingerprint="", people=[("填表人", "李𠮷")], years=(), printed=date(2026, 1, 1),
    )  # fmt: skip
    (text,) = page_texts(render_handover_sheet(sheet))
    assert f"填表人 李{BLANK}" in text
    assert "U+20BB7" in text

"""What is saved is what openpyxl itself would save, without a file outside memory."""

from __future__ import annotations

import tempfile
import zipfile
from io import BytesIO

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from desktop.documents.workbook import file as book
from desktop.documents.workbook.dressing import dress, merge
from desktop.documents.workbook.saving import workbook_parts


def a_workbook() -> Workbook:
    workbook = Workbook()
    first = workbook.active
    assert isinstance(first, Worksheet)
    for sheet in (first, workbook.create_sheet("表 & 二")):
        merge(sheet, 1, 1, 1, 4)
        dress(book.put_text(sheet.cell(1, 1), "题目 <甲>\n第二行"), book.TITLE_FONT, book.CENTRE)
        for column in range(1, 5):
            dress(sheet.cell(2, column), book.HEAD_FONT, book.CENTRE, book.GRID)
        merge(sheet, 2, 2, 3, 3)
        sheet.row_dimensions[2].height = 30
        sheet.freeze_panes = "A3"
        book.set_page(sheet, head="草稿", foot_left="左")
    workbook.create_sheet("空")
    return workbook


def test_the_parts_are_those_that_openpyxl_writes() -> None:
    ours, saved = workbook_parts(a_workbook()), BytesIO()
    a_workbook().save(saved)
    with zipfile.ZipFile(saved) as archive:
        theirs = {name: archive.read(name) for name in archive.namelist()}
    assert set(ours) == set(theirs)
    assert {n for n in ours if ours[n] != theirs[n]} <= {"docProps/core.xml"}  # the time of saving


def test_no_figure_lies_in_a_temporary_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a temporary file")

    monkeypatch.setattr(tempfile, "NamedTemporaryFile", refuse)
    monkeypatch.setattr("openpyxl.worksheet._writer.create_temporary_file", refuse)
    assert book.workbook_bytes(a_workbook(), None)

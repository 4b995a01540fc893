"""Looks never decide whether figures can be read; number formats do say what a figure is."""

import io
import zipfile
from datetime import date

import openpyxl
import pytest

from desktop.documents.workbook.cell import read_cell
from desktop.documents.workbook.grid import read_grids


def workbook():
    book, target = openpyxl.Workbook(), io.BytesIO()
    sheet = book.active
    for row, (value, shown) in enumerate(
        [(72.4, "0.00"), (0.125, "0.0%"), (date(2025, 3, 1), "yyyy-mm-dd"), ("-2", "@"), (45_000, '0"人"')], 1
    ):
        sheet.cell(row, 1, value).number_format = shown
    sheet["A1"].font = openpyxl.styles.Font(name="黑体", family=2)
    sheet["A1"].fill = openpyxl.styles.PatternFill("solid", "FFE7E6E6")
    book.save(target)
    return target.getvalue()


def changed(data, part, old, new):
    source, target = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        for name in source.namelist():
            text = source.read(name)
            if name == part:
                assert old in text
                text = text.replace(old, new)
            out.writestr(name, text)
    return target.getvalue()


def texts(data):
    [(_, rows)] = read_grids(data)
    return [(read_cell(row[0]).text, bool(read_cell(row[0]).advice)) for row in rows]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"<fill>", b"<fill/><fill>"),
        (b'<family val="2" />', b'<family val="134" />'),
        (b'patternType="solid"', b'patternType="sparkling"'),
        (b"<left />", b'<left style="invented" />'),
        (b'rgb="FFE7E6E6"', b'rgb="grey"'),
        (b"<borders", b"<unknown/><borders"),
        (b"<cellStyles", b"<cellStyles/><cellStyles"),
        (b"<sz val=", b'<sz val="huge"/><sz val='),
    ],
)
def test_odd_looks_are_read_over(old, new):
    plain = workbook()
    odd = changed(plain, "xl/styles.xml", old, new)
    assert texts(odd) == texts(plain)


def test_odd_properties_are_read_over():
    plain = workbook()
    odd = changed(plain, "docProps/core.xml", b"<dcterms:created", b"<dcterms:nonsense/><dcterms:created")
    assert texts(odd) == texts(plain)


def test_number_formats_are_kept():
    found = texts(workbook())
    assert found[0] == ("72.4", False)
    assert found[2][1]  # a date is no figure
    assert found[3] == ("-2", False)
    [(_, rows)] = read_grids(workbook())
    assert [row[0].number_format for row in rows][:2] == ["0.00", "0.0%"]


def test_a_broken_part_with_styles_is_damage():
    from desktop.documents.errors import WorkbookRefused

    with pytest.raises(WorkbookRefused):
        read_grids(changed(workbook(), "xl/styles.xml", b"</styleSheet>", b""))

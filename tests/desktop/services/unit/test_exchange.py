"""The Excel form out and in."""

import io

import openpyxl
import pytest

from desktop.services.unit.exchange import entry_workbook, read_workbook, take_over
from desktop.services.unit.sample import fill_form
from desktop.services.unit.year import open_year
from forms.errors import UserInputError
from forms.figures.breakdown import SeriesKey
from forms.figures.quantity import parse_quantity

BIRTHS = SeriesKey("live-births")


def test_a_filled_form_gives_the_figures_as_typed(desk, sample):
    year = open_year(desk, 2025)
    preview = read_workbook(year, fill_form(year, entry_workbook(year), sample.figures))
    assert preview.refused == ()
    take_over(year, preview)
    for key, text in sample.figures.items():
        typed = parse_quantity(text, desk.plan.item_by_code[key.code].unit)
        taken = year.reading(key)
        assert (taken.value, taken.missing) == (typed.value, typed.missing)
    year.undo()
    assert year.figures.observations == {}


def test_looking_changes_nothing(desk, sample):
    year = open_year(desk, 2025)
    read_workbook(year, fill_form(year, entry_workbook(year), sample.figures))
    assert year.figures.observations == {}
    assert open_year(desk, 2025).figures.observations == {}


def test_only_what_differs_is_a_change(filled):
    preview = read_workbook(filled, entry_workbook(filled))
    assert preview.changes == ()
    changed = fill_form(filled, entry_workbook(filled), {BIRTHS: "2040"})
    [(cell, old, new)] = read_workbook(filled, changed).changes
    assert (cell.key, old, new) == (BIRTHS, "2036", "2040")


def without_a_column(form, title="孕产妇健康"):
    """The form as a person leaves it who deletes a column of one sheet."""
    book = openpyxl.load_workbook(io.BytesIO(form))
    book[title].delete_cols(5)
    data = io.BytesIO()
    book.save(data)
    book.close()
    return data.getvalue()


def test_a_sheet_that_is_not_read_is_told_and_the_rest_is_taken(desk, sample):
    year = open_year(desk, 2025)
    whole = read_workbook(year, fill_form(year, entry_workbook(year), sample.figures))
    assert whole.unread == ()
    part = read_workbook(year, without_a_column(fill_form(year, entry_workbook(year), sample.figures)))
    assert ["《孕产妇健康》" in note.place for note in part.unread] == [True]
    assert 0 < len(part.changes) < len(whole.changes)


def test_what_is_on_file_already_is_counted(filled, desk):
    assert read_workbook(filled, entry_workbook(filled)).same == len(filled.figures.observations)
    blank = open_year(desk, 2024)
    preview = read_workbook(blank, entry_workbook(blank))
    assert (preview.changes, preview.same, preview.refused) == ((), 0, ())


def test_a_form_of_another_year_is_refused_whole(desk):
    data = entry_workbook(open_year(desk, 2024))
    with pytest.raises(UserInputError):
        read_workbook(open_year(desk, 2025), data)


def test_a_formula_is_refused_at_its_cell_and_the_rest_is_taken(desk, sample):
    year = open_year(desk, 2025)
    book = openpyxl.load_workbook(io.BytesIO(fill_form(year, entry_workbook(year), {BIRTHS: "2036"})))
    sheet = next(s for s in book if s.title == "孕产妇健康")
    [place] = [c for row in sheet.iter_rows() for c in row if c.value == 2036]
    below = sheet.cell(place.row + 1, place.column)
    below.value = "=1+1"
    data = io.BytesIO()
    book.save(data)
    book.close()
    preview = read_workbook(year, data.getvalue())
    assert [new for _, _, new in preview.changes] == ["2036"]
    [refusal] = preview.refused
    assert (refusal.sheet, refusal.cell) == ("孕产妇健康", below.coordinate)
    assert "公式" in refusal.message


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04junk", b"\xd0\xcf\x11\xe0old xls", b"a,b\n1,2\n"])
def test_what_is_not_our_workbook_is_refused(desk, data):
    with pytest.raises(UserInputError):
        read_workbook(open_year(desk, 2025), data)

"""The Excel form out and in."""

import io

import openpyxl
import pytest

from desktop.documents.form_book.marks import META_SHEET
from desktop.services.unit.exchange import entry_workbook, read_workbook, take_over
from desktop.services.unit.sample import fill_form
from desktop.services.unit.year import open_year
from forms.errors import UserInputError
from forms.figures.breakdown import SeriesKey
from forms.figures.quantity import parse_quantity
from tests.desktop.sourced import PEOPLE, SLEEP, sourced_desk

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


@pytest.fixture
def sourced(tmp_path):
    """A year with a given row, one of the unit's own, and the result of a special survey."""
    with sourced_desk(tmp_path) as desk:
        yield open_year(desk, 2025)


def source_cell(data, address="f/01/_T"):
    """The workbook opened, and the cell in which a row's source is written."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    places = {row[1]: row[2:4] for row in book[META_SHEET].iter_rows(values_only=True) if row[0] == "source"}
    sheet, coordinate = places[address]
    return book, book[sheet][coordinate]


def test_the_form_says_what_is_given_and_takes_its_source_along(sourced):
    written = entry_workbook(sourced)
    book, cell = source_cell(written)
    texts = {str(c.value) for row in book[cell.parent.title].iter_rows() for c in row if c.value is not None}
    assert any("统计局提供（手工录入）" in text for text in texts)
    assert any("专项调查：有调查的年份才填" in text for text in texts)
    assert not cell.protection.locked
    said = {PEOPLE: "统计局 3 月 5 日函", SLEEP: "2025-10，分层抽样 400 人，问卷，±3"}
    preview = read_workbook(sourced, fill_form(sourced, written, {PEOPLE: "900", SLEEP: "431.5"}, said))
    assert [(c.key, old, new) for c, old, new in preview.sources] == [(k, "", t) for k, t in said.items()]
    take_over(sourced, preview)
    assert {k: sourced.figures.observations[k].source for k in said} == said
    assert "TB-ORIGIN-001" not in {f.code for f in sourced.report.findings}
    sourced.undo()
    assert sourced.figures.observations == {}


def test_a_blank_source_takes_nothing_away_and_the_same_one_is_no_change(sourced):
    sourced.enter({PEOPLE: "900"}, sources={PEOPLE: "来函"})
    written = entry_workbook(sourced)
    assert read_workbook(sourced, written).changes_nothing
    book, cell = source_cell(written)
    assert cell.value == "来函"
    cell.value = None
    data = io.BytesIO()
    book.save(data)
    assert read_workbook(sourced, data.getvalue()).changes_nothing


@pytest.mark.parametrize(("text", "code"), [("来函\u202e", "E-TEXT-001"), ("=1+1", "E-DOC-030")])
def test_a_source_that_cannot_be_kept_is_refused_by_its_cell(sourced, text, code):
    book, cell = source_cell(entry_workbook(sourced))
    cell.value = text
    data = io.BytesIO()
    book.save(data)
    preview = read_workbook(sourced, data.getvalue())
    [refused] = preview.refused
    assert (refused.code, refused.cell, refused.address) == (code, cell.coordinate, "f/01/_T")
    assert preview.sources == ()


def test_a_form_of_an_older_program_has_no_column_for_sources(sourced):
    book, cell = source_cell(fill_form(sourced, entry_workbook(sourced), {PEOPLE: "900"}))
    cell.parent.delete_cols(cell.column)
    data = io.BytesIO()
    book.save(data)
    preview = read_workbook(sourced, data.getvalue())
    assert [(c.key, new) for c, _, new in preview.changes] == [(PEOPLE, "900")]
    assert (preview.refused, preview.sources) == ((), ())

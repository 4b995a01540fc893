"""What a person writes outside a form's cells is counted and named, wherever it stands."""

from __future__ import annotations

import pytest
from openpyxl.workbook import Workbook

from desktop.documents.form_book.reading import WorkbookReading
from desktop.documents.form_book.workbook import read_entry_workbook, render_entry_workbook
from forms.reporting.layout import lay_out
from tests.builders import form, item
from tests.desktop.documents.builders import IDENTITY, PLAN_DIGEST, content, figures_of, small_plan
from tests.desktop.documents.form_book.test_workbook import BIRTHS, SURVEY, edited, read, rezipped


def told(reading: WorkbookReading) -> list[tuple[str, str]]:
    return [(problem.code, problem.place) for problem in reading.problems]


def after(cells: dict[str, object], sheet: str = BIRTHS) -> WorkbookReading:
    def edit(workbook: Workbook) -> None:
        for place, value in cells.items():
            workbook[sheet][place].value = value

    return read(edited(edit))


@pytest.mark.parametrize(
    "place",
    ["K7", "K5", "L1", "E9", "B40", "C12", "D30", "E2", "K4", "G3", "A12", "I20", "DQ5", "K2999"],
)
@pytest.mark.parametrize("value", [36, "36", "3.5%", "=1+1", "#N/A", True])
def test_a_figure_beside_above_or_below_is_named(place: str, value: object) -> None:
    """In a value column below the form it is refused by its cell, anywhere else counted."""
    reading = after({place: value})
    assert len(reading.cells) == 9
    refused = [(refusal.code, refusal.cell) for refusal in reading.refused]
    if refused:
        assert refused == [("E-DOC-024", place)]
        assert (reading.outside, reading.problems) == (0, ())
    else:
        code = "E-DOC-046" if place == "DQ5" else "E-DOC-044"
        assert told(reading) == [(code, f"《{BIRTHS}》{place}")]
        assert reading.outside == 1
        assert f"第一处在 {place}" in reading.problems[0].message


@pytest.mark.parametrize("place", ["A3001", "B9000", "XFD1048576", "DZ5", "E3001"])
def test_content_too_far_away_is_named(place: str) -> None:
    reading = after({place: 36})
    assert told(reading) == [("E-DOC-046", f"《{BIRTHS}》{place}")]
    assert reading.outside == 1


def test_all_are_counted_and_the_first_is_named() -> None:
    reading = after({f"{column}{row}": 7 for column in "JKLM" for row in (7, 8, 9)} | {"J7": None})
    assert reading.outside == 11
    assert "有 11 格" in reading.problems[0].message
    assert reading.problems[0].place == f"《{BIRTHS}》K7"
    far = after({f"{column}{row}": 7 for column in "DZ" for row in (4001, 4000)} | {"L7": 1})
    assert [p.place for p in far.problems] == [f"《{BIRTHS}》L7", f"《{BIRTHS}》D4000"]
    assert far.outside == 5


def test_words_are_told_apart_from_figures() -> None:
    reading = after({"B12": "填表人：张三", "L7": "待核"}, SURVEY)
    assert told(reading) == [("E-DOC-045", f"《{SURVEY}》L7")]
    assert reading.outside == 2


def test_a_number_in_an_explaining_column_is_no_explanation() -> None:
    for place in ("D5", "I5", "J6"):
        assert told(after({place: 2036})) == [("E-DOC-044", f"《{BIRTHS}》{place}")]


def test_what_the_program_wrote_is_never_counted() -> None:
    def move(workbook: Workbook) -> None:
        sheet = workbook[BIRTHS]
        sheet.insert_rows(3, 30)
        sheet.insert_cols(6, 25)
        sheet.insert_cols(1, 25)

    for data in (edited(lambda _: None), edited(move)):
        reading = read(data)
        assert (reading.problems, reading.refused, reading.outside) == ((), (), 0)
        assert len(reading.cells) == 9


def test_a_form_without_its_marks_is_not_said_to_be_absent() -> None:
    reading = read(edited(lambda workbook: workbook[BIRTHS].delete_cols(1)))
    assert told(reading) == [("E-DOC-023", f"《{BIRTHS}》")]
    assert "标识" in reading.problems[0].message


def test_a_form_that_the_plan_has_no_longer_is_named() -> None:
    plan = small_plan()
    one = lay_out(small_plan(forms=[f for f in _forms() if f["code"] == "births"]), "health")
    reading = read_entry_workbook(
        render_entry_workbook(content(figures_of(of_plan=plan)), "e"), one, IDENTITY
    )
    assert ("E-DOC-047", f"《{SURVEY}》") in told(reading)


def _forms() -> list[dict[str, object]]:
    return [
        form(
            [{"item": "births"}, {"item": "girls", "part_of": "01"}, {"item": "deaths"}],
            "births",
            title=BIRTHS,
            columns=["_T", "RES=U", "RES=R"],
        ),
        form(["survey", "sample"], "survey", title=SURVEY),
    ]


def test_a_form_at_the_end_of_many_sheets_is_read() -> None:
    def edit(workbook: Workbook) -> None:
        for i in range(90):
            workbook.create_sheet(f"自己的{i}", 0)

    reading = read(edited(edit))
    assert (len(reading.cells), reading.problems) == (9, ())


def test_a_form_wider_than_usual_comes_back_whole() -> None:
    """The bound follows the plan."""
    areas = {f"{210000 + n}": f"地区 {n}" for n in range(150)}
    columns = ["_T", *(f"AREA={code}" for code in areas)]
    plan = small_plan(
        areas=areas,
        items=[item("births", "活产数", breakdown=columns[1:])],
        indicators=[],
        targets=[],
        forms=[form(["births"], "wide", title="宽表", columns=columns)],
    )
    figures = figures_of({f"births/{c}" if c != "_T" else "births": "7" for c in columns}, {}, plan)
    data = render_entry_workbook(content(figures), PLAN_DIGEST)
    reading = read_entry_workbook(data, lay_out(plan, "health"), IDENTITY)
    assert [text for _, text in reading.cells] == ["7"] * 151
    assert (reading.problems, reading.refused) == ((), ())


@pytest.mark.parametrize(
    ("old", "new"),
    [(b'<row r="6"', b'<row r="5"'), (b'<row r="7"', b'<row r="5"'), (b'r="F5"', b'r="E5"')],
)
def test_rows_and_cells_that_do_not_ascend_are_refused(old: bytes, new: bytes) -> None:
    """The library would drop one of two without a word."""

    def change(name: str, data: bytes) -> bytes:
        return data.replace(old, new, 1) if name == "xl/worksheets/sheet2.xml" else data

    with pytest.raises(Exception, match="损坏") as caught:
        read(rezipped(change))
    assert getattr(caught.value, "code", "") == "E-DOC-014"

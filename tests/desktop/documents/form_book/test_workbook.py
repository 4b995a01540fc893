from __future__ import annotations

import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.workbook import Workbook

from desktop.documents.errors import WorkbookRefused
from desktop.documents.form_book.reading import WorkbookReading
from desktop.documents.form_book.workbook import read_entry_workbook, render_entry_workbook
from desktop.documents.workbook.cell import RawCell, read_cell
from forms.figures.quantity import canonical_decimal, parse_quantity
from tests.desktop.documents.builders import (
    FIGURES,
    IDENTITY,
    PLAN_DIGEST,
    assert_golden,
    draft,
    figures_of,
    layout,
)
from tests.desktop.documents.official.test_workbook import cell_lines

BIRTHS, SURVEY = "孕产妇健康", "防治知识知晓情况"
TEMPLATE = render_entry_workbook(draft(), PLAN_DIGEST)
EMPTY = render_entry_workbook(draft(figures_of({})), PLAN_DIGEST)


def edited(edit: Callable[[Workbook], object], template: bytes = TEMPLATE) -> bytes:
    """The workbook after somebody worked in it."""
    workbook = openpyxl.load_workbook(BytesIO(template))
    edit(workbook)
    target = BytesIO()
    workbook.save(target)
    return target.getvalue()


def read(data: bytes) -> WorkbookReading:
    return read_entry_workbook(data, layout(), IDENTITY)


def with_cell(coordinate: str, value: object, sheet: str = BIRTHS, number_format: str | None = None) -> bytes:
    def edit(workbook: Workbook) -> None:
        cell = workbook[sheet][coordinate]
        cell.value = value
        if number_format is not None:
            cell.number_format = number_format

    return edited(edit)


def test_every_cell_is_as_reviewed() -> None:
    assert_golden("entry_workbook.tsv", cell_lines(openpyxl.load_workbook(BytesIO(TEMPLATE))))


def test_the_same_content_gives_the_same_bytes() -> None:
    assert render_entry_workbook(draft(), PLAN_DIGEST) == TEMPLATE


def test_what_was_written_is_read_back() -> None:
    reading = read(TEMPLATE)
    assert dict(reading.cells) == {
        "births/01/_T": "2036", "births/01/RES=U": "1702", "births/01/RES=R": "334", "births/02/_T": "990",
        "births/03/_T": "1", "births/03/RES=U": "1", "births/03/RES=R": "0",
        "survey/01/_T": "95.4", "survey/02/_T": "-2",
    }  # fmt: skip
    assert reading.refused == ()
    assert reading.problems == ()


def test_an_empty_form_reads_as_blanks() -> None:
    reading = read(EMPTY)
    assert len(reading.cells) == 9
    assert all(text == "" for _, text in reading.cells)


def test_a_form_filled_in_elsewhere_is_read() -> None:
    def fill(workbook: Workbook) -> None:
        sheet = workbook[BIRTHS]
        sheet["E5"], sheet["F5"], sheet["E6"] = 2036, 1702.0, "不适用"
        workbook[SURVEY]["E5"] = 95.40000000000001

    cells = dict(read(edited(fill, EMPTY)).cells)
    assert cells["births/01/_T"] == "2036"
    assert cells["births/01/RES=U"] == "1702"
    assert cells["births/02/_T"] == "不适用"
    assert cells["survey/01/_T"] == "95.4"


def test_only_entry_cells_are_open_and_validated() -> None:
    workbook = openpyxl.load_workbook(BytesIO(TEMPLATE))
    sheet = workbook[BIRTHS]
    assert sheet.protection.sheet
    assert not sheet.protection.password
    unlocked = {c.coordinate for row in sheet.iter_rows() for c in row if not c.protection.locked}
    assert unlocked == {"E5", "F5", "G5", "E6", "E7", "F7", "G7"}
    (rule,) = sheet.data_validations.dataValidation
    assert rule.type == "decimal"
    assert {c for r in rule.sqref.ranges for row in r.rows for c in [_name(x) for x in row]} == unlocked
    assert workbook["_tianbao"].sheet_state == "veryHidden"
    assert sheet.row_dimensions[1].hidden
    assert sheet.column_dimensions["A"].hidden


def _name(place: tuple[int, int]) -> str:
    return f"{openpyxl.utils.get_column_letter(place[1])}{place[0]}"


@pytest.mark.parametrize(
    ("value", "number_format", "code", "says"),
    [
        ("=E6*2", None, "E-DOC-030", "《孕产妇健康》E5 是公式，请复制后用“选择性粘贴—数值”粘贴为数值"),
        ("#DIV/0!", None, "E-DOC-031", "E5 是错误值 #DIV/0!"),
        (date(2025, 3, 5), None, "E-DOC-032", "E5 是日期或时间"),
        (45000, "yyyy-mm-dd", "E-DOC-032", "E5 是日期或时间"),
        (True, None, "E-DOC-033", "E5 是逻辑值"),
        (1e300, None, "E-DOC-034", "E5 的数大小不合理"),
        ("九" * 600, None, "E-DOC-036", "E5 有 600 个字符"),
    ],
)
def test_bad_cells_are_refused_one_by_one(
    value: object, number_format: str | None, code: str, says: str
) -> None:
    reading = read(with_cell("E5", value, number_format=number_format))
    (refusal,) = reading.refused
    assert (refusal.sheet, refusal.cell, refusal.address, refusal.code) == (
        BIRTHS,
        "E5",
        "births/01/_T",
        code,
    )
    assert says in refusal.message
    assert "births/01/_T" not in dict(reading.cells)
    assert len(reading.cells) == 8


def test_words_in_a_cell_are_kept_for_the_screen_to_judge() -> None:
    reading = read(with_cell("E5", "约两千"))
    assert "births/01/_T" not in dict(reading.cells)
    [refusal] = reading.refused
    assert (refusal.cell, refusal.code, refusal.address) == ("E5", "TB-CELL-001", "births/01/_T")
    assert "“约两千”不是数字" in refusal.message


def test_a_percentage_cell_means_what_it_shows() -> None:
    reading = read(with_cell("E5", 0.954, SURVEY, "0.0%"))
    assert dict(reading.cells)["survey/01/_T"] == "95.4%"
    assert canonical_decimal(parse_quantity("95.4%", "%").value) == "95.4"  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("stored", "text"),
    [
        (95.4, "95.4"),
        (95.4 + 1.5e-14, "95.4"),
        (8.6999999999999993, "8.7"),
        (0.1 + 0.2, "0.3"),
        (-2, "-2"),
        (123456789012345, "123456789012345"),
        (1e-7, "0.0000001"),
        (2036.0, "2036"),
        (float("inf"), "inf"),
    ],
)
def test_numbers_come_back_as_typed(stored: float, text: str) -> None:
    assert read_cell(RawCell(stored, "n", "General")).text == text


@given(st.decimals(min_value=-(10**10), max_value=10**10, places=4))
def test_every_figure_of_fifteen_digits_survives_excel(typed) -> None:  # type: ignore[no-untyped-def]
    assert read_cell(RawCell(float(typed), "n", "General")).text == canonical_decimal(typed)


@pytest.mark.parametrize(
    ("coordinate", "address", "says"),
    [("E8", "births/04/_T", "自动计算"), ("F6", "births/02/RES=U", "不分组"), ("H5", "", "上年数")],
)
def test_changed_locked_cells_are_reported_and_not_used(coordinate: str, address: str, says: str) -> None:
    reading = read(with_cell(coordinate, 77))
    (refusal,) = reading.refused
    assert (refusal.cell, refusal.address, refusal.code) == (coordinate, address, "E-DOC-035")
    assert says in refusal.message
    assert len(reading.cells) == 9


@pytest.mark.parametrize(
    ("changes", "code"),
    [({"plan_id": "other"}, "E-DOC-016"), ({"unit": "court"}, "E-DOC-017"), ({"year": 2024}, "E-DOC-018")],
)
def test_another_plan_unit_or_year_is_refused_as_a_whole(changes: dict[str, object], code: str) -> None:
    expected = replace(IDENTITY, **changes)  # type: ignore[arg-type]
    with pytest.raises(WorkbookRefused) as caught:
        read_entry_workbook(TEMPLATE, layout(), expected)
    assert caught.value.code == code


def test_another_unit_is_named_not_coded() -> None:
    names = {"health": "区卫生健康局", "court": "区法院"}
    with pytest.raises(WorkbookRefused, match=r"区卫生健康局.*区法院"):
        read_entry_workbook(TEMPLATE, layout(), replace(IDENTITY, unit="court", unit_names=names))


def test_another_plan_is_named_by_its_title() -> None:
    top = openpyxl.load_workbook(BytesIO(TEMPLATE))["填报说明"]["A1"].value.split()[0]
    with pytest.raises(WorkbookRefused, match=f"{top}.*外县妇女发展规划"):
        read_entry_workbook(TEMPLATE, layout(), replace(IDENTITY, plan_id="x", plan_title="外县妇女发展规划"))


def test_another_version_of_the_pack_is_read_and_said() -> None:
    reading = read_entry_workbook(TEMPLATE, layout(), replace(IDENTITY, plan_digest="e" * 64))
    assert len(reading.cells) == 9
    assert [p.code for p in reading.problems] == ["E-DOC-019"]


def test_a_renamed_and_moved_sheet_is_recognised() -> None:
    def edit(workbook: Workbook) -> None:
        workbook[BIRTHS].title = "新名字"
        workbook.move_sheet("新名字", 1)
        workbook["填报说明"].sheet_state = "hidden"

    assert read(edited(edit)) == read(TEMPLATE)


def test_inserted_and_shifted_rows_and_columns_are_recognised() -> None:
    def edit(workbook: Workbook) -> None:
        sheet = workbook[BIRTHS]
        sheet.insert_rows(3, 2)
        sheet.insert_rows(8)
        sheet.insert_cols(6)
        sheet.insert_cols(1)

    assert read(edited(edit)) == read(TEMPLATE)


def test_figures_in_an_inserted_row_are_told() -> None:
    def edit(workbook: Workbook) -> None:
        workbook[BIRTHS].insert_rows(6)
        workbook[BIRTHS]["E6"] = 55

    reading = read(edited(edit))
    (refusal,) = reading.refused
    assert (refusal.cell, refusal.text, refusal.code) == ("E6", "55", "E-DOC-024")
    assert len(reading.cells) == 9


def test_a_deleted_row_is_told() -> None:
    reading = read(edited(lambda w: w[BIRTHS].delete_rows(5)))
    assert [p.code for p in reading.problems] == ["E-DOC-021"]
    assert "01 行“活产数”" in reading.problems[0].message
    assert len(reading.cells) == 6


def test_a_row_that_stands_twice_is_not_used() -> None:
    def edit(workbook: Workbook) -> None:
        sheet = workbook[BIRTHS]
        for column in range(1, 9):
            sheet.cell(12, column).value = sheet.cell(5, column).value

    reading = read(edited(edit))
    assert [p.code for p in reading.problems] == ["E-DOC-022"]
    assert {r.cell for r in reading.refused} == {"E5", "F5", "G5", "E12", "F12", "G12"}
    assert "births/01/_T" not in dict(reading.cells)


def test_rows_sorted_without_their_keys_are_not_used() -> None:
    def edit(workbook: Workbook) -> None:
        sheet = workbook[BIRTHS]
        for column in range(2, 8):
            a, b = sheet.cell(5, column), sheet.cell(7, column)
            a.value, b.value = b.value, a.value

    reading = read(edited(edit))
    assert [p.code for p in reading.problems] == ["E-DOC-025", "E-DOC-025"]
    assert {a for a, _ in reading.cells} == {"births/02/_T", "survey/01/_T", "survey/02/_T"}


def test_rows_sorted_with_their_keys_are_read() -> None:
    def edit(workbook: Workbook) -> None:
        sheet = workbook[BIRTHS]
        for column in range(1, 9):
            a, b = sheet.cell(5, column), sheet.cell(7, column)
            a.value, b.value = b.value, a.value

    assert dict(read(edited(edit)).cells) == dict(read(TEMPLATE).cells)


def test_swapped_columns_are_not_used() -> None:
    def edit(workbook: Workbook) -> None:
        sheet = workbook[BIRTHS]
        for row in range(2, 9):
            a, b = sheet.cell(row, 6), sheet.cell(row, 7)
            a.value, b.value = b.value, a.value

    reading = read(edited(edit))
    assert [p.code for p in reading.problems] == ["E-DOC-023"]
    assert all(not a.startswith("births") for a, _ in reading.cells)


def test_a_deleted_column_is_told() -> None:
    assert [p.code for p in read(edited(lambda w: w[BIRTHS].delete_cols(6))).problems] == ["E-DOC-023"]


def test_missing_and_copied_sheets_are_told() -> None:
    reading = read(edited(lambda w: w.remove(w[BIRTHS])))
    assert [p.code for p in reading.problems] == ["E-DOC-020"]
    reading = read(edited(lambda w: w.copy_worksheet(w[BIRTHS])))
    assert [p.code for p in reading.problems] == ["E-DOC-026"]
    assert {a for a, _ in reading.cells} == {"survey/01/_T", "survey/02/_T"}


def test_extra_sheets_of_the_clerk_do_no_harm() -> None:
    def edit(workbook: Workbook) -> None:
        sheet = workbook.create_sheet("草算")
        sheet["A1"], sheet["XFD1048576"] = "=1/0", 1

    assert read(edited(edit)) == read(TEMPLATE)


def test_a_workbook_without_our_mark_is_refused() -> None:
    with pytest.raises(WorkbookRefused) as caught:
        read(edited(lambda w: w.remove(w["_tianbao"])))
    assert caught.value.code == "E-DOC-015"


def rezipped(change: Callable[[str, bytes], bytes | None], extra: dict[str, bytes] | None = None) -> bytes:
    target = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(TEMPLATE)) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out,
    ):
        for name in source.namelist():
            data = change(name, source.read(name))
            if data is not None:
                out.writestr(name, data)
        for name, data in (extra or {}).items():
            out.writestr(name, data)
    return target.getvalue()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "E-DOC-011"),
        (b"PK\x03\x04", "E-DOC-011"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "E-DOC-011"),
        ("指标,数\n".encode(), "E-DOC-011"),
        (bytes(21 * 1024 * 1024), "E-DOC-010"),
        (TEMPLATE[:-100], "E-DOC-011"),
        (rezipped(lambda n, d: None if n == "[Content_Types].xml" else d), "E-DOC-011"),
        (rezipped(lambda n, d: None if n == "xl/workbook.xml" else d), "E-DOC-014"),
        (rezipped(lambda _, d: d, {"xl/vbaProject.bin": b"x"}), "E-DOC-013"),
        (
            rezipped(
                lambda n, d: (
                    d.replace(b"sheet.main+xml", b"sheet.macroEnabled.main+xml") if "Types" in n else d
                )
            ),
            "E-DOC-013",
        ),
        (rezipped(lambda _, d: d, {"xl/worksheets/sheet99.xml": b" " * 40_000_000}), "E-DOC-012"),
        (rezipped(lambda _, d: d, {f"x{n}": b"" for n in range(2100)}), "E-DOC-012"),
    ],
)
def test_what_is_no_workbook_or_dangerous_is_refused_before_it_is_parsed(data: bytes, code: str) -> None:
    with pytest.raises(WorkbookRefused) as caught:
        read(data)
    assert caught.value.code == code


ENTITY = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "1"><!ENTITY b "&a;&a;&a;">]>'


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/styles.xml", "xl/worksheets/sheet2.xml"])
def test_entities_are_refused(part: str) -> None:
    def attack(name: str, data: bytes) -> bytes:
        start = data.index(b"?>") + 2 if data.startswith(b"<?xml") else 0
        return ENTITY + data[start:] if name == part else data

    with pytest.raises(WorkbookRefused) as caught:
        read(rezipped(attack))
    assert caught.value.code == "E-DOC-014"


def test_external_links_are_ignored() -> None:
    namespace = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    link = b'<?xml version="1.0"?><externalLink xmlns="' + namespace + b'"/>'
    assert read(rezipped(lambda _, d: d, {"xl/externalLinks/externalLink1.xml": link})) == read(TEMPLATE)


def test_formula_like_text_that_was_typed_on_screen_stays_text() -> None:
    data = render_entry_workbook(draft(figures_of(FIGURES | {"births": "=1+1"})), PLAN_DIGEST)
    [refusal] = read(data).refused
    assert (refusal.address, refusal.code, refusal.text) == ("births/01/_T", "TB-CELL-001", "=1+1")

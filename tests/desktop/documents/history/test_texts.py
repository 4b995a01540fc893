"""From bytes to rows of texts: by the first bytes and not the name, and within bounds."""

import io

import openpyxl
import pytest

from desktop.documents.errors import WorkbookRefused
from desktop.documents.history.texts import MAX_BYTES, REFUSED, TEXT, require_few, tables_of
from forms.codes.document import DocumentCode

HEAD = ["代码", "指标名称", "2023", "2024"]


def book(*sheets):
    """A workbook with these rows on each sheet."""
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for number, rows in enumerate(sheets):
        sheet = workbook.create_sheet(f"表{number}")
        for row in rows:
            sheet.append(row)
    target = io.BytesIO()
    workbook.save(target)
    return target.getvalue()


def text(*lines):
    return "\n".join(lines).encode()


def refused(data):
    with pytest.raises(WorkbookRefused) as caught:
        tables_of(data)
    assert caught.value.code == DocumentCode.WORKBOOK_TOO_LARGE
    return caught.value.message


def test_a_text_is_one_table_and_a_workbook_has_one_for_each_sheet():
    assert tables_of(text("代码,2023", " births , 12 ")) == [(TEXT, [["代码", "2023"], ["births", "12"]])]
    found = tables_of(book([HEAD, ["births", "活产数", 12, None]], [["说明"]]))
    assert [title for title, _ in found] == ["表0", "表1"]
    assert found[0][1][1][:5] == ["births", "活产数", "12", "", ""]


def test_a_cell_that_cannot_be_used_says_why():
    ((_, rows),) = tables_of(book([HEAD, ["births", "活产数", "=1+1", 12]]))
    assert rows[1][2].startswith(REFUSED)
    assert rows[1][3] == "12"


def test_below_the_head_rows_of_a_sheet_without_a_head_a_formula_is_only_something():
    rows = [["自己的表"]] * 20 + [["甲", "=1+1", None]]
    ((_, found),) = tables_of(book(rows))
    assert found[20] == ["甲", "=1+1"]
    rows[3] = HEAD
    ((_, found),) = tables_of(book(rows))
    assert found[20][1].startswith(REFUSED)


def test_a_file_beyond_its_bound_is_not_read():
    assert "2 MB" in refused(b"a" * (MAX_BYTES + 1))


@pytest.mark.parametrize(("blank", "is_read"), [("", True), (",,", True), (",x,", False)])
def test_blank_rows_after_the_table_do_not_count(blank, is_read):
    data = text(*["births,1"] * 3000, *[blank] * 5)
    if is_read:
        assert len(tables_of(data)[0][1]) == 3000
    else:
        assert "超过 3000 行" in refused(data)


def test_a_row_of_too_many_fields_is_named():
    assert len(tables_of(text("a" + "," * 299))[0][1][0]) == 300
    assert "第 2 行有 301 栏" in refused(text("代码,2023", "a" + "," * 300))


def test_more_figures_than_a_unit_can_have_are_refused_before_they_are_read():
    require_few(20_000)
    with pytest.raises(WorkbookRefused, match="超过 20000 个"):
        require_few(20_001)

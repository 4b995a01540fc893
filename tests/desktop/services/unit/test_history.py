"""Figures of earlier years from a simple table."""

import io

import openpyxl
import pytest

from desktop.documents.owner_list.workbook import render_owner_list
from desktop.documents.plan_book.workbook import render_plan_workbook
from desktop.services.unit.desk import create_desk
from desktop.services.unit.exchange import entry_workbook, read_workbook
from desktop.services.unit.history import history_table, import_history, read_history
from desktop.services.unit.year import open_year
from forms.errors import UserInputError
from forms.figures.breakdown import SeriesKey

BIRTHS = SeriesKey("live-births")
URBAN = SeriesKey("live-births", "RES=U")


def csv(*lines):
    return "\r\n".join(("代码,指标名称,分组,2023,2024", *lines)).encode("utf-8")


def test_the_table_goes_out_with_what_is_on_file_and_comes_back_unchanged(filled):
    preview = read_history(filled.desk, history_table(filled.desk))
    assert (preview.changes, preview.problems) == ((), ())
    assert preview.same > 300


def test_figures_typed_into_the_table_become_history(desk):
    book = openpyxl.load_workbook(io.BytesIO(history_table(desk)))
    sheet = book["往年数据"]
    heads = {cell.value: cell.column for cell in sheet[1]}
    sheet.cell(2, heads["2024"]).value = 2141
    sheet.cell(3, heads["2023"]).value = "１，７０２"
    data = io.BytesIO()
    book.save(data)
    book.close()
    preview = read_history(desk, data.getvalue())
    assert import_history(desk, preview, "往年数据.xlsx") == 2
    history = desk.history(before=2025)
    assert (history[2024][BIRTHS], history[2023][URBAN]) == (2141, 1702)
    assert open_year(desk, 2025).figures.value(BIRTHS, 2024) == 2141


def test_a_csv_in_either_encoding_is_read(desk):
    text = csv("live-births,活产数,_T,2200,2141", "maternal-mortality-ratio,孕产妇死亡率,,12.5,").decode()
    for encoding in ("utf-8", "utf-8-sig", "gb18030"):
        preview = read_history(desk, text.encode(encoding))
        assert {(f.year, f.key.code, str(f.value)) for f, _ in preview.changes} == {
            (2023, "live-births", "2200"),
            (2024, "live-births", "2141"),
            (2023, "maternal-mortality-ratio", "12.5"),
        }


def test_every_bad_row_and_cell_is_named_and_the_rest_is_taken(desk):
    preview = read_history(
        desk,
        csv(
            "no-such-code,x,_T,1,2",
            "live-births,活产数,AGE=?,1,2",
            "live-births,活产数,_T,约两千,2141",
            "live-births,活产数,_T,,2142",
        ),
    )
    assert [f.place for f, _ in preview.changes] == ["CSV!E4"]
    assert [(p.code, p.place) for p in preview.problems] == [
        ("E-HISTORY-001", "CSV!第 2 行"),
        ("E-HISTORY-001", "CSV!第 3 行"),
        ("E-HISTORY-002", "CSV!D4"),
        ("E-HISTORY-003", "CSV!E5"),
    ]


def test_figures_of_a_frozen_year_and_of_years_to_come_are_no_earlier_ones(final, sample):
    same, births = sample.figures[BIRTHS], final.desk.store.history()
    table = f"代码,分组,2024,2025,2026,2027\r\nlive-births,_T,2141,{same},,9\r\nlive-births,RES=U,,1,2,\r\n"
    preview = read_history(final.desk, table.encode())
    assert [(p.code, p.place) for p in preview.problems] == [
        ("E-HISTORY-009", "CSV!F2"),
        ("E-HISTORY-008", "CSV!D3"),
        ("E-HISTORY-009", "CSV!E3"),
    ]
    assert preview.refused == 3
    assert [figure.year for figure, _ in preview.changes] in ([2024], [])
    assert births == final.desk.store.history()


def test_a_year_that_is_being_filled_in_is_told(desk):
    open_year(desk, 2025).enter({BIRTHS: "2036"})
    preview = read_history(desk, "代码,分组,2024,2025\r\nlive-births,_T,2141,1\r\n".encode())
    assert preview.open_years == (2025,)
    assert "2025 年正在本文件里填报" in preview.open_sentence
    import_history(desk, preview, "x.csv")
    assert open_year(desk, 2025).figures.value(BIRTHS) == 2036


def column_under(desk, year, values):
    """A table that states values under a year."""
    rows = [f"{key.code},{key.breakdown},{value}" for key, value in values.items()]
    return "\r\n".join((f"代码,分组,{year}", *rows)).encode()


def test_a_column_with_the_figures_of_another_year_is_doubted(filled):
    desk = filled.desk
    typed = {k: v for k, v in desk.store.history()[2025].items() if v}
    preview = read_history(desk, column_under(desk, 2024, typed))
    assert preview.shifted == ((2024, 2025),)
    assert "2024 年一栏的数几乎都与已有的 2025 年相同" in preview.shifted_sentence
    own = desk.store.history()[2024]
    corrected = {key: value + 1 for key, value in own.items() if value}
    assert read_history(desk, column_under(desk, 2024, corrected)).shifted == ()


def test_a_column_that_stands_twice_in_a_table_is_doubted_once(desk):
    rows = [f"live-births,{part},{n},{n}" for part, n in (("_T", 2036), ("RES=U", 1702), ("RES=R", 334))]
    more = ["maternal-deaths,_T,1,1", "maternal-deaths,RES=U,1,1", "maternal-deaths,RES=R,0,0"]
    preview = read_history(desk, "\r\n".join(("代码,分组,2023,2024", *rows, *more)).encode())
    assert preview.problems == ()
    assert preview.shifted == ((2024, 2023),)


def test_looking_changes_nothing(desk):
    read_history(desk, csv("live-births,活产数,_T,2200,2141"))
    assert desk.history(before=2030) == {}


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"a,b\r\n1,2", b"\xff\xfe\x00", b"x" * 2_000_001])
def test_what_is_no_such_table_is_refused(desk, data):
    with pytest.raises(UserInputError):
        read_history(desk, data)


def test_what_the_unit_reported_itself_stays_the_figure_of_record(desk):
    open_year(desk, 2024).enter({BIRTHS: "2150"})
    import_history(desk, read_history(desk, csv("live-births,活产数,_T,,2141")), "t.csv")
    assert desk.history(before=2025)[2024][BIRTHS] == 2150


def test_another_workbook_of_ours_is_called_what_it_is(filled):
    pack = filled.desk.pack
    others = {
        "填报表": entry_workbook(filled),
        "规划工作簿": render_plan_workbook(pack.plan),
        "责任单位清单": render_owner_list(pack.plan, pack.digest),
    }
    for said, data in others.items():
        with pytest.raises(UserInputError, match=f"这是{said}") as caught:
            read_history(filled.desk, data)
        assert caught.value.code == "E-DOC-015"
        assert "不是往年数据表" in caught.value.message


def test_the_other_door_calls_it_what_it_is(filled):
    with pytest.raises(UserInputError, match="这是往年数据表") as caught:
        read_workbook(filled, history_table(filled.desk))
    assert caught.value.code == "E-DOC-015"


def test_figures_that_stand_in_such_a_workbook_are_read(desk):
    book = openpyxl.load_workbook(io.BytesIO(entry_workbook(open_year(desk, 2025))))
    sheet = book.create_sheet("往年数据")
    sheet.append(["代码", "2024"])
    sheet.append(["live-births", 2141])
    data = io.BytesIO()
    book.save(data)
    book.close()
    assert len(read_history(desk, data.getvalue()).changes) == 1


def test_figures_of_another_unit_are_not_taken(desk, tmp_path):
    with create_desk(tmp_path / "教育局.db", desk.pack, "education", desk.clock) as other:
        first = next(iter(other.layout.cells_by_key))
    assert first.code not in {key.code for key in desk.layout.cells_by_key}
    preview = read_history(desk, f"代码,分组,2022\n{first.code},_T,7\nlive-births,_T,2036\n".encode())
    assert [figure.key.code for figure, _ in preview.changes] == ["live-births"]
    assert ["别的单位" in problem.message for problem in preview.problems] == [True]

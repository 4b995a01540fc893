"""Which of the program's own workbooks a workbook is: of each that it writes, and what to do with it."""

import pytest

from desktop.documents.base_figures.writing import render_base_book
from desktop.documents.county_book.book import render_county_book
from desktop.documents.exchange_book.exchange_sheet import ExchangeSheet
from desktop.documents.exchange_book.workbook import render_exchange
from desktop.documents.office_book.board import render_board
from desktop.documents.office_book.board_sheet import BoardSheet
from desktop.documents.owner_list.workbook import render_owner_list
from desktop.documents.plan_book.workbook import render_plan_workbook
from desktop.documents.workbook.grid import read_grids
from desktop.documents.workbook.own_book import META_SHEET, OwnBook, another_book, own_book, tops_of
from forms.figures.breakdown import SeriesKey
from tests.desktop.documents.county_book.test_book import BOOK
from tests.plans import small

LOG = ["序号", "时间（UTC）", "操作人", "内容"]


def written():
    """Each workbook that is written, by what it is."""
    plan, digest = small().plan, small().digest
    return {
        OwnBook.EXCHANGE: render_exchange(ExchangeSheet(title="某局", notes=(), lines=(), questions=())),
        OwnBook.BOARD: render_board(BoardSheet(title="某县", year=2025, counts=[], lines=[])),
        OwnBook.BASE: render_base_book(plan, [SeriesKey(plan.items[0].code)], 2025, {}),
        OwnBook.OWNERS: render_owner_list(plan, digest),
        OwnBook.PLAN: render_plan_workbook(plan),
        None: render_county_book(BOOK),
    }


def test_every_workbook_is_known_again_from_its_own_bytes():
    for kind, data in written().items():
        assert own_book(tops_of(read_grids(data))) is kind


def sheet(title, *rows):
    return title, [list(row) for row in rows]


@pytest.mark.parametrize(
    ("tops", "kind"),
    [
        ([sheet("封面", ["某县"], ["", "监测统计年报表"]), sheet("表一")], OwnBook.OFFICIAL),
        ([sheet("封面", ["某县"])], None),
        ([sheet("2025 年收件情况")], OwnBook.BOARD),
        ([sheet("变更", LOG)], OwnBook.LOG),
        ([sheet("变更", ["标题"], LOG)], None),
        ([sheet("往年", ["标题"], ["代码", "2023", "2024年"])], OwnBook.HISTORY),
        ([sheet("往年", ["代码", "2024"])], None),
        ([sheet("往年", ["指标", "2023", "2024"])], None),
        ([sheet("说明"), sheet("往年", ["代码", "2023", "2024"])], OwnBook.HISTORY),
        ([sheet("基础数据"), sheet("说明")], None),
        ([sheet(META_SHEET, ["格式", "tianbao-entry-workbook/1"]), sheet("基础数据")], OwnBook.FORM),
        ([sheet("表"), sheet(META_SHEET, ["格式", "tianbao-plan-workbook/9"])], OwnBook.PLAN),
        ([sheet("基础数据"), sheet(META_SHEET, ["格式", "another/1"])], None),
        ([sheet("基础数据"), sheet(META_SHEET, ["格式"])], None),
        ([], None),
    ],
)
def test_a_workbook_is_known_by_what_stands_at_its_top(tops, kind):
    assert own_book(tops) is kind


def test_another_of_ours_is_named_with_what_to_do_with_it_and_a_strange_one_is_not():
    board = [sheet("2025 年报送进度")]
    assert another_book(board, OwnBook.FORM) == "这是报送进度表，不是填报表。它只供查看，不能导入。"
    assert another_book(board, OwnBook.BOARD) == ""
    assert another_book([sheet("自己的表", ["甲"])], OwnBook.FORM) == ""


def test_each_has_a_name_of_its_own_and_a_step():
    assert len({one.label for one in OwnBook}) == len(OwnBook)
    assert all(one.step.endswith("。") for one in OwnBook)


def test_only_the_top_of_a_sheet_is_looked_at():
    rows = [[""]] * 25 + [["代码", "2023", "2024"]]
    assert own_book([("往年", rows)]) is None

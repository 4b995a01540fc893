"""What a table of earlier years would change: a row for each figure, each refusal and nothing else."""

import pytest

from desktop.models.unit.past_figures import preview_history
from desktop.models.unit.pasting import Fate
from desktop.services.unit.history import read_history
from tests.desktop.models.desks import YEAR

pytestmark = pytest.mark.gui
HEAD = "代码,指标名称,分组,2023,2024\r\n"


@pytest.fixture
def offered(small):
    """Reads a table as the window does: ``offered("births,活产数,_T,1,2")``."""
    working = small("begun")

    def read(*rows):
        data = (HEAD + "".join(f"{row}\r\n" for row in rows)).encode("gb18030")
        return working, preview_history(working, read_history(working.year.desk, data))

    return read


def rows(preview):
    return [(c.place, c.present, c.shown, c.fate) for c in preview.cells]


def known(working, code, year, breakdown="_T"):
    figures = working.year.figures.history[year]
    return next(v for k, v in figures.items() if (k.code, k.breakdown) == (code, breakdown))


def test_a_change_names_year_and_figure_with_both_values(offered):
    working, preview = offered("births,活产数,_T,,31234")
    now = known(working, "births", YEAR - 1)
    assert rows(preview) == [("2024 年 活产数", f"{now:,}", "31,234", Fate.FILL)]
    assert preview.cells[0].text == "31234"


def test_a_part_is_named_and_decimals_are_those_of_the_figure(offered):
    _, preview = offered("births,活产数,RES=U,,20000", "knowledge,健康知识知晓率,_T,,61.5")
    places = {cell.place: cell.shown for cell in preview.cells}
    assert places == {"2024 年 活产数 · 城市": "20,000", "2024 年 健康知识知晓率": "61.50"}


def test_more_decimals_than_are_shown_are_not_rounded_away(offered):
    _, preview = offered("knowledge,健康知识知晓率,_T,,61.5678")
    assert [cell.shown for cell in preview.cells] == ["61.5678"]


def test_what_is_on_file_already_is_counted_and_not_listed(offered):
    working, _ = offered()
    now = known(working, "births", YEAR - 1)
    _, preview = offered(f"births,活产数,_T,,{now}")
    assert preview.cells == ()
    assert preview.more_same == 1
    assert preview.count(Fate.SAME) == 1


def test_refusals_come_first_with_their_place_in_the_table(offered):
    _, preview = offered("births,活产数,_T,,12", "no-such,某,_T,1,2", "deaths,孕产妇死亡人数,_T,,x")
    assert [cell.fate for cell in preview.cells] == [Fate.REFUSED, Fate.REFUSED, Fate.FILL]
    assert all(cell.place.startswith("CSV!") for cell in preview.cells[:2])
    assert all(cell.reason and not cell.shown for cell in preview.cells[:2])
    assert preview.matched_by_name


def test_looking_changes_nothing(offered):
    working, preview = offered("births,活产数,_T,7,8")
    assert preview.count(Fate.FILL) == 2
    assert known(working, "births", YEAR - 1) != 8
    assert preview.texts == {"": "8"}, "nothing of it goes into a cell of this year's form"

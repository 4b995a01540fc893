"""What a cell shows, opens with, marks and explains, for each kind of thing that can stand in it."""

import pytest

from desktop.models.grid.cell_text import earlier_text, status_text, value_text
from desktop.models.grid.roles import Mark
from desktop.models.keeping import offered_backups
from desktop.models.unit.differing import differences_of
from desktop.models.unit.keeping import log_in_words, restoring_in_words
from desktop.models.unit.overview import overview
from desktop.models.unit.working_year import WorkingYear
from desktop.services.keeping import back_up_before
from desktop.services.plans.packs import load_bundled
from desktop.services.unit.desk import create_desk
from desktop.services.unit.year import open_year
from forms.reporting.layout import CellKind
from tests.desktop.models.desks import YEAR, Clock
from tests.desktop.models.small_desks import ALIVE, DEAD, EARLY_RURAL, KNOWING, MORTALITY, PLACES

pytestmark = pytest.mark.gui


def text_of(working, address):
    return value_text(working, working.row(address), working.cell(address))


def earlier_of(working, address):
    return earlier_text(working, working.row(address), working.cell(address))


@pytest.mark.parametrize(
    ("address", "typed", "shown", "problem", "tip"),
    [
        (ALIVE, "37000", "37,000", False, ""),
        (ALIVE, "3.7万", "37,000", False, "填的是“3.7万”，理解为 37,000 人"),
        (ALIVE, "-2", "未开展", False, "填的是“未开展”"),
        (ALIVE, "不适用", "不适用", False, "填的是“不适用”"),
        (KNOWING, "61.4%", "61.40", False, "填的是“61.4%”，理解为 61.40 %"),
        (KNOWING, "61.12345", "61.12345", False, ""),
        (ALIVE, "三万", "三万", True, "不是数字"),
        (ALIVE, "", "", False, ""),
    ],
)
def test_an_entry_shows_what_was_understood_and_opens_as_it_was_typed(
    small, address, typed, shown, problem, tip
):
    working = small("begun")
    assert working.enter(address, typed)
    text = text_of(working, address)
    assert (text.shown, text.edited, text.problem) == (shown, typed, problem)
    assert tip in text.tip
    if shown and not problem and not tip:
        assert "理解为" not in text.tip


@pytest.mark.parametrize(
    ("births", "deaths", "shown"),
    [
        ("10000", "1", "10.0"),
        ("0", "0", "不适用"),
        ("-2", "0", "无数据"),
        ("x", "0", "待改正"),
        ("10000", "", ""),
        ("30000", "0", "0.0"),
    ],
)
def test_a_rate_shows_its_value_or_why_there_is_none(small, births, deaths, shown):
    working = small("begun")
    assert working.paste({ALIVE: births, DEAD: deaths})
    assert text_of(working, MORTALITY).shown == shown


def test_a_closed_cell_says_why_and_has_no_past(small):
    working = small("filled")
    assert "不按这一栏分组" in text_of(working, EARLY_RURAL).tip
    assert earlier_of(working, EARLY_RURAL).shown == ""


def test_a_figure_of_another_definition_stands_apart_with_its_reason(small):
    path = small.path("filled")
    working = small.open(path)
    before = earlier_of(working, ALIVE)
    assert (before.apart, before.why) == ("", "")
    assert not working.redefine(ALIVE, 2025, "由户籍人口改为常住人口")
    after = earlier_of(small.open(path), ALIVE)
    assert (after.shown, after.apart) == (before.shown, "口径已变")
    assert "2025 年起：由户籍人口改为常住人口" in after.why


def test_a_status_goes_from_what_must_be_corrected_to_the_verdict(small):
    working = small("filled")
    row = working.row(PLACES)
    assert status_text(working, row).mark is Mark.GOOD
    assert working.enter(PLACES, "九所")
    status = status_text(working, row)
    assert (status.text, status.mark) == ("须改正", Mark.BAD)
    assert working.clear([PLACES])
    assert status_text(working, row).mark is Mark.BLANK


def test_a_question_is_seen_behind_a_target_that_people_judge(tmp_path):
    with create_desk(tmp_path / "民政局.db", load_bundled("jinan"), "civil-affairs", Clock()) as desk:
        working = WorkingYear(open_year(desk, YEAR))
        rows = (row for form in working.year.layout.forms for row in form.rows)
        typed = (row for row in rows if row.cells[0].kind is CellKind.ENTRY)
        row = next(row for row in typed if status_text(working, row).text == "需人工评估")
        address = row.cells[0].address
        assert working.enter(address, "-1")
        status = status_text(working, row)
        assert (status.text, status.mark) == ("待说明", Mark.ALARM)
        assert working.explain(working.findings_of_row(row)[0], "台账在建")
        assert status_text(working, row).text != "待说明"


def test_a_figure_in_doubt_is_not_called_met(small):
    """A clerk believed 达标 in green beside a figure ten times last year's."""
    working = small("filled")
    row = working.row(PLACES)
    now = working.year.reading(working.cell(PLACES).key).value
    assert working.enter(PLACES, str(now * 10))
    status = status_text(working, row)
    assert (status.text, status.mark) == ("待说明", Mark.ALARM)
    assert "达标" in status.tip
    first, *others = [f for f in working.findings_of_row(row) if working.is_open(f)]
    assert working.explain(first, "新建的幼儿园都在本年投入使用", *others)
    status = status_text(working, row)
    assert status.mark is Mark.GOOD


def test_a_backup_is_offered_by_its_occasion_and_says_what_it_would_bring_back(small):
    working = small("filled")
    desk = working.year.desk
    backup = back_up_before(desk, "before-import")
    ((words, path),) = offered_backups(desk)
    assert (words.partition("　")[2], path) == ("导入前", backup)
    assert "各年数据与备份相同" in restoring_in_words(desk, backup)[0]
    assert working.enter(PLACES, "10")
    assert "1 格不同" in restoring_in_words(desk, backup)[0]
    backup.write_bytes(b"damaged")
    words, possible = restoring_in_words(desk, backup)
    assert words
    assert not possible


def test_the_log_of_a_sound_file_is_whole(small):
    words, on_paper, is_whole = log_in_words(small("final").year.desk)
    assert is_whole
    assert "变更记录完整" in words
    assert "请与交接单和纸质报表核对" in on_paper


def test_a_year_starts_with_what_is_due_in_it(small):
    due = differences_of(small("begun", "education"), {})
    assert [(d.kind, d.name, d.detail) for d in due] == [("本年到期", "高中毛入学率", "2025 年 ≥95；≥97")]
    assert differences_of(small("begun"), {}) == ()
    assert overview(small("begun")).tasks[0].about == "2 张表，17 格"

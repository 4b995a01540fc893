"""An earlier year in the grid: what it shows, where each figure comes from, what may be corrected and how."""

import json
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QSignalSpy

from desktop.models.grid.roles import Mark, Role, mark_at
from desktop.models.unit.entry_grid import EntryGridModel
from desktop.models.unit.past_year import PastYear
from desktop.models.unit.working_year import WorkingYear
from desktop.services.plans.packs import read_pack
from desktop.services.unit.desk import create_desk
from desktop.services.unit.past_correction import correct_past
from desktop.services.unit.year import open_year
from forms.figures.quantity import format_quantity
from tests.desktop.models.desks import YEAR, Clock
from tests.desktop.models.small_desks import (
    ALIVE,
    ALIVE_URBAN,
    DEAD,
    EARLY_RURAL,
    KNOWING,
    MORTALITY,
    PLACES,
)
from tests.plans import small_file

pytestmark = pytest.mark.gui
LAST = YEAR - 1
REASON = "按统计年鉴核对，原数少录一位"


@pytest.fixture
def file(small):
    """Opens the year of one store again and again, as the window does after a correction."""
    path = small.path("begun")
    opened = []

    def open_(year=YEAR):
        for working in opened:
            working.year.desk.close()
        opened[:] = [small.open(path, year)]
        return opened[0]

    return open_


def text_of(past, working, address):
    return past.value_text(working.row(address), working.cell(address))


def test_it_shows_the_figures_of_that_year_and_of_the_one_before(file):
    working = file()
    past, history = PastYear(working, LAST), working.year.figures.history
    for address in (ALIVE, ALIVE_URBAN, DEAD, KNOWING, PLACES):
        row, key = working.row(address), working.cell(address).key
        assert text_of(past, working, address).shown == format_quantity(history[LAST][key], row.decimals)
        before = past.earlier_text(row, working.cell(address)).shown
        assert before == format_quantity(history[LAST - 1][key], row.decimals)
    births, deaths = (history[LAST][working.cell(a).key] for a in (ALIVE, DEAD))
    assert text_of(past, working, MORTALITY).shown == format_quantity(deaths * 100_000 / births, 1)
    assert not text_of(past, working, EARLY_RURAL).shown
    assert not PastYear(working, 2001).value_text(working.row(ALIVE), working.cell(ALIVE)).shown


def test_what_is_imported_can_be_corrected_and_nothing_else(file):
    working = file()
    past = PastYear(working, LAST)
    assert "往年数据" in past.said
    assert f"{YEAR} 年度" in past.said
    assert past.why_closed(working.cell(ALIVE)) == ""
    assert "按公式计算" in past.why_closed(working.cell(MORTALITY))
    assert "不按这一栏分组" in past.why_closed(working.cell(EARLY_RURAL))
    assert past.why_closed(None)


def test_a_correction_is_named_before_it_is_made_and_stands_in_the_log_of_its_cell(file):
    working = file()
    past = PastYear(working, LAST)
    before = text_of(past, working, ALIVE).shown
    assert past.change_lines({ALIVE: " 31,234 ", ALIVE_URBAN: ""}) == [
        f"01 活产数：{before} → 31,234",
        f"01 活产数 · 城市：{text_of(past, working, ALIVE_URBAN).shown} → 空",
    ]
    assert past.correct({ALIVE: "31,234", PLACES: ""}, REASON) == ""
    working = file()
    past = PastYear(working, LAST)
    facts = past.facts_of(ALIVE)
    assert (facts.value, facts.when, facts.before) == ("31,234", "2024 年", "2023 年")
    assert facts.log[0].endswith(f"更正 {before} → 31,234　丙　{REASON}")
    assert facts.log[1].endswith(f"导入 {before}　丙　编造"), facts.log
    assert not past.facts_of(PLACES).value
    assert past.facts_of(PLACES).log[0].partition("更正 ")[2].startswith("8 → 空")


@pytest.mark.parametrize(
    ("texts", "reason", "words"),
    [
        ({ALIVE: "31234"}, "", "请写明为什么更正"),
        ({ALIVE: "31234"}, "。。。", "请写明为什么更正"),
        ({ALIVE: "31234"}, "见台账\u202e", "字符"),
        ({ALIVE: "三万"}, REASON, ""),
        ({ALIVE: "-5"}, REASON, ""),
        ({ALIVE: "未开展"}, REASON, ""),
        ({KNOWING: "101"}, REASON, ""),
        ({ALIVE: "31234", KNOWING: "x"}, REASON, ""),
    ],
)
def test_what_cannot_be_corrected_is_said_in_a_sentence_and_nothing_is_changed(file, texts, reason, words):
    working = file()
    before = dict(working.year.figures.history[LAST])
    told = PastYear(working, LAST).correct(texts, reason)
    assert told
    assert words in told
    assert file().year.figures.history[LAST] == before


def test_a_year_that_was_reported_here_is_only_looked_at_and_says_where_to_go(file):
    assert file(LAST).enter(ALIVE, "31234")
    working = file()
    past = PastYear(working, LAST)
    assert "只供查看" in past.said
    assert f"换到 {LAST} 年度" in past.why_closed(working.cell(ALIVE))
    assert past.origin_words(working.cell(ALIVE)) == "本程序填报"
    assert past.origin_words(working.cell(DEAD)) == "往年数据，来自编造"
    assert text_of(past, working, ALIVE).shown == "31,234"
    assert past.correct({ALIVE: "1"}, REASON)


def test_the_status_says_where_a_row_comes_from_and_an_unknown_one_says_nothing(file):
    working = file()
    past = PastYear(working, LAST)
    status = past.status_text(working.row(ALIVE))
    assert (status.text, status.mark) == ("往年数据", None)
    assert PastYear(working, 2001).status_text(working.row(ALIVE)).text == ""


def test_what_the_plan_states_is_named_as_such(qapp, tmp_path):
    del qapp
    plan = json.loads(small_file().read_text(encoding="utf-8"))
    plan["history"] = [
        {"indicator": "management", "breakdown": "_T", "year": 2020, "value": 88.25, "source": "规划"}
    ]
    with create_desk(tmp_path / "a.db", read_pack(json.dumps(plan).encode()), "health", Clock()) as desk:
        working = WorkingYear(open_year(desk, YEAR))
        past = PastYear(working, 2020)
        facts = past.facts_of("maternal/05/_T")
        assert dict(facts.facts)["数据来源"] == "规划所列"
        assert facts.value.startswith("88.2")
        assert past.facts_of("nowhere/01/_T") is None


@pytest.fixture
def planned(qapp, tmp_path):
    """Opens, again and again, a file whose plan states an entered and a computed figure of 2020."""
    del qapp
    plan = json.loads(small_file().read_text(encoding="utf-8"))
    plan["history"] = [
        {"indicator": code, "breakdown": "_T", "year": 2020, "value": value, "source": "规划"}
        for code, value in (("knowledge", 84.04), ("management", 88.25))
    ]
    with create_desk(tmp_path / "a.db", read_pack(json.dumps(plan).encode()), "health", Clock()) as desk:
        yield lambda: WorkingYear(open_year(desk, YEAR))


def test_what_the_plan_states_is_corrected_with_the_figure_that_it_stated_in_the_log(planned):
    assert PastYear(planned(), 2020).correct({KNOWING: "77"}, REASON) == ""
    past = PastYear(working := planned(), 2020)
    assert text_of(past, working, KNOWING).shown == "77.00"
    corrected, taken_over = past.facts_of(KNOWING).log
    assert "更正 84.04 → 77.00" in corrected
    assert "导入 84.04" in taken_over
    assert taken_over.endswith("规划所列")
    assert past.change_lines({KNOWING: ""})[0].endswith("：77.00 → 84.04（规划所列）")
    assert past.correct({KNOWING: ""}, REASON) == ""
    past = PastYear(working := planned(), 2020)
    assert text_of(past, working, KNOWING).shown == "84.04"
    assert "更正 77.00 → 84.04（规划所列）" in past.facts_of(KNOWING).log[0]
    assert working.year.desk.store.verify_log().ok


def test_what_the_plan_states_cannot_be_taken_away(planned):
    past = PastYear(working := planned(), 2020)
    assert "删不掉" in past.why_not_corrected({KNOWING: " "})
    assert "删不掉" in past.correct({KNOWING: ""}, REASON)
    assert past.correct({KNOWING: "84.040"}, REASON).startswith("与现在的数相同")
    assert past.facts_of(KNOWING).log == ()
    assert text_of(past, working, KNOWING).shown == "84.04"


def test_a_computed_figure_that_the_plan_states_is_not_said_to_be_computed(planned):
    past = PastYear(working := planned(), 2020)
    cell = working.cell("maternal/05/_T")
    assert past.status_text(working.row("maternal/05/_T")).text == "规划所列"
    assert "规划写明的数，不由程序计算" in past.why_closed(cell)


def test_what_changes_nothing_is_said_before_a_reason_is_asked(file):
    past = PastYear(working := file(), LAST)
    same = text_of(past, working, ALIVE).shown
    assert past.why_not_corrected({ALIVE: f" {same} "}).startswith("与现在的数相同，没有改动")
    assert past.correct({ALIVE: same}, REASON).startswith("与现在的数相同，没有改动")
    assert past.correct({PLACES: ""}, REASON) == ""
    past = PastYear(working := file(), LAST)
    assert past.why_not_corrected({PLACES: ""}).startswith("这里本来就没有数")
    assert past.why_not_corrected({PLACES: "", ALIVE: same}).startswith("与现在的数相同")
    assert "三万" in past.why_not_corrected({ALIVE: "三万"})
    assert past.why_not_corrected({PLACES: "9", ALIVE: same}) == ""
    assert len(past.change_lines({PLACES: "9", ALIVE: same})) == 1


def test_a_row_names_every_source_of_its_figures(file):
    working = file()
    desk, key = working.year.desk, working.cell(ALIVE).key
    open_year(desk, LAST).enter({key: "31234"})
    working = file()
    assert PastYear(working, LAST).status_text(working.row(ALIVE)).text == "本程序填报、往年数据"


def test_a_computed_figure_that_possible_ones_make_impossible_is_marked(file):
    working = file()
    births = text_of(PastYear(working, LAST), working, ALIVE).edited
    managed = "maternal/04/_T"
    assert PastYear(working, LAST).correct({managed: str(int(births) * 3)}, REASON) == ""
    past = PastYear(working := file(), LAST)
    text = text_of(past, working, "maternal/05/_T")
    assert (text.shown, text.problem, text.mark) == ("300.00", True, Mark.ALARM)
    assert "更正它所依据的往年数据" in text.tip
    status = past.status_text(working.row("maternal/05/_T"))
    assert (status.text, status.mark, status.tip) == ("不可能", Mark.ALARM, text.tip)
    assert working.row("maternal/05/_T").code in {
        cell.split("/")[1]
        for f in working.year.report.findings
        if f.code == "TB-YEAR-004"
        for cell in f.cells
    }
    later = PastYear(working, YEAR).earlier_text(
        working.row("maternal/05/_T"), working.cell("maternal/05/_T")
    )
    assert (later.shown, later.apart) == ("300.00", "不可能")


def test_an_impossible_figure_is_shown_as_such_and_not_used(file):
    working = file()
    key = working.cell(KNOWING).key
    desk = working.year.desk
    # As an older program let it in: what is typed today is looked at first.
    desk.store.correct_history(LAST, {key: Decimal(614)}, reason=REASON, actor=desk.actor, now=desk.clock())
    working = file()
    past = PastYear(working, LAST)
    text = text_of(past, working, KNOWING)
    assert (text.shown, text.problem, text.mark) == ("614.00", True, Mark.ALARM)
    status = past.status_text(working.row(KNOWING))
    assert (status.text, status.mark) == ("不可能", Mark.ALARM)
    assert "更正" in status.tip
    assert past.correct({KNOWING: "61.4"}, REASON) == ""
    working = file()
    assert text_of(PastYear(working, LAST), working, KNOWING).shown == "61.40"


def test_more_decimals_than_the_form_has_are_not_rounded_away(file):
    working = file()
    assert PastYear(working, LAST).correct({KNOWING: "61.4567"}, REASON) == ""
    working = file()
    text = text_of(PastYear(working, LAST), working, KNOWING)
    assert (text.shown, text.edited) == ("61.4567", "61.4567")


def test_a_break_in_the_series_hides_nothing_of_an_earlier_year(file):
    working = file()
    before = text_of(PastYear(working, LAST), working, ALIVE).shown
    assert not working.redefine(ALIVE, YEAR, "由户籍人口改为常住人口")
    working = file()
    assert text_of(PastYear(working, LAST), working, ALIVE).shown == before


def test_the_grid_turns_to_an_earlier_year_and_back(file):
    working = file()
    model = EntryGridModel(working, working.form("maternal"), working)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert working.enter(ALIVE, "37000")
    past = PastYear(working, LAST)
    model.show_past(past)
    index = model.index_of(ALIVE)
    titles = [model.headerData(c, Qt.Orientation.Horizontal) for c in (3, 4)]
    assert (model.year, titles) == (LAST, ["2023 年", "2024 年 合计"])
    assert index.data() == text_of(past, working, ALIVE).shown != "37,000"
    assert mark_at(model.index(0, model.status_column)) is None
    assert index.flags() & Qt.ItemFlag.ItemIsEditable
    assert not model.index_of(MORTALITY).flags() & Qt.ItemFlag.ItemIsEditable
    model.show_past(None)
    assert (model.year, model.index_of(ALIVE).data()) == (YEAR, "37,000")
    assert tester.model() is model


def test_what_is_typed_into_an_earlier_year_is_handed_on_and_not_stored_as_this_years(file):
    working = file()
    model = EntryGridModel(working, working.form("maternal"), working)
    model.hold({ALIVE_URBAN: ("18000", "磁盘已满")})
    model.show_past(PastYear(working, LAST))
    typed, told = QSignalSpy(model.past_typed), QSignalSpy(working.changed)
    assert not model.setData(model.index_of(ALIVE), "31234")
    assert (typed.count(), typed.at(0)[0], told.count()) == (1, {ALIVE: "31234"}, 0)
    assert not working.year.figures.observations
    urban = model.index_of(ALIVE_URBAN)
    assert (urban.data() == "18000", urban.data(Role.PROBLEM)) == (False, False), "that text is of this year"
    assert not model.asks_back(urban)
    model.show_past(None)
    assert model.index_of(ALIVE_URBAN).data() == "18000"


def test_without_its_file_it_shows_what_is_known_and_no_log(file):
    working = file()
    past = PastYear(working, LAST)
    working.year.desk.close()
    assert past.facts_of(ALIVE).log == ()
    assert past.facts_of(ALIVE).value
    assert past.correct({ALIVE: "1"}, REASON)


def test_figures_from_outside_are_corrected_also_for_a_year_before_the_plan(file):
    working = file()
    assert correct_past(working.year.desk, 2019, {working.cell(PLACES).key: "7"}, REASON) == 1
    working = file()
    assert PastYear(working, 2019).facts_of(PLACES).value == "7"

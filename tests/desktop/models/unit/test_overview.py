"""What the first page says of a year at each of its states, and what came and went of it."""

from datetime import timedelta

import pytest

from desktop.models.grid.roles import Mark
from desktop.models.unit.last_entered import last_entered
from desktop.models.unit.overview import overview
from desktop.models.unit.reached import steps_done
from desktop.models.unit.standing import begun_words
from desktop.models.unit.thread import next_stage, thread_of, year_lines
from desktop.models.unit.working_year import WorkingYear
from desktop.services.unit.filing.finalising import finalise, withdraw
from desktop.services.unit.year import open_year
from forms.filing.stage import Stage
from forms.filing.state import Step, YearState
from tests.desktop.models.desks import YEAR
from tests.desktop.models.small_desks import ALIVE, ALIVE_URBAN, DEAD, KNOWING, MANAGED, PLACES

pytestmark = pytest.mark.gui


def go(working, *steps):
    """Take steps of a year, each on another day than what was done before."""
    for step in steps:
        working.year.desk.clock.now += timedelta(days=1)
        reason = "更正活产数" if step in (Step.RETURN, Step.WITHDRAW) else ""
        assert working.attempt(lambda step=step, reason=reason: working.year.step(step, reason))
    return working


def task(working, name):
    return next(one for one in overview(working).tasks if one.name == name)


def test_an_empty_year_is_begun_and_nothing_is_done(small):
    told = overview(small("begun"))
    assert (told.button, told.onward, told.last) == ("开始填报", Stage.ENTRY, "")
    assert "导出 Excel" in told.told
    assert [one.is_done for one in told.tasks] == [False] * 4
    assert told.tasks[0].share == (0, 17)
    assert (told.tasks[1].stands, told.tasks[1].share) == ("填数后", None)
    assert [(line.filled, line.total, line.to_mend) for line in told.forms] == [(0, 12, 0), (0, 5, 0)]
    assert told.until == "由统计局通知"


def test_a_year_that_was_begun_goes_on_where_it_was_left(small):
    working = small("begun")
    assert working.enter(DEAD, "3")
    assert working.enter(ALIVE, "37000")
    told = overview(working)
    assert (told.last, told.button, told.onward) == (ALIVE, "继续填报", Stage.ENTRY)
    assert told.told == "上次做到《孕产妇健康》01 活产数，今天 " + told.told[-5:]
    working.year.desk.clock.now += timedelta(days=1)
    assert "，昨天 " in overview(working).told
    working.year.desk.clock.now += timedelta(days=300)
    assert "，2026-03-26 " in overview(working).told, "the clock says 2027: the year is named"


def test_of_a_block_pasted_at_once_the_last_cell_of_the_forms_is_where_it_was_left(small):
    working = small("begun")
    assert last_entered(working) is None
    assert working.paste({KNOWING: "60", ALIVE: "37000", DEAD: "3"})
    assert last_entered(working)[0] == KNOWING
    assert working.enter(ALIVE_URBAN, "20000")
    assert last_entered(working)[0] == ALIVE_URBAN
    assert working.annotate(DEAD, note="已核对")
    assert last_entered(working)[1].key == working.cell(last_entered(working)[0]).key


def test_a_filled_year_is_reviewed_and_counts_what_is_to_be_mended_and_said(small):
    working = small("filled", behind=True)
    told = overview(working)
    assert (told.button, told.onward) == ("去审核", Stage.REVIEW)
    assert task(working, "数据").is_done
    assert task(working, "审核").stands == "待说明 5"
    assert task(working, "审核").share == (0, 5)
    assert working.enter(PLACES, "x")
    assert task(working, "审核").stands.startswith("待改正 1，待说明 ")
    assert not task(working, "审核").is_done
    assert not task(working, "数据").is_done, "a tick there beside a red cross"
    assert working.clear([MANAGED])
    assert overview(working).onward is Stage.ENTRY, "a blank cell is filled first"
    assert task(working, "审核").stands.startswith("待改正 1"), "a blank cell is no question"


WAYS = [
    ([], "去导出报送", Stage.EXPORT, "还没有导出", 3),
    ([Step.EXPORT], "看回执", Stage.RECEIPT, "已导出", 4),
    ([Step.EXPORT, Step.DELIVER], "看回执", Stage.RECEIPT, YearState.DELIVERED.label, 4),
    ([Step.EXPORT, Step.DELIVER, Step.ACCEPT], "看回执", Stage.RECEIPT, YearState.ACCEPTED.label, 4),
]


@pytest.mark.parametrize(("steps", "button", "onward", "stands", "done"), WAYS)
def test_a_closed_year_goes_on_step_by_step(small, steps, button, onward, stands, done):
    working = go(small("final"), *steps)
    told = overview(working)
    assert (told.button, told.onward) == (button, onward)
    assert [one.is_done for one in told.tasks] == [True] * done + [False] * (4 - done)
    assert told.tasks[2].stands == "已定稿（第 1 次）"
    assert stands in told.tasks[3].stands
    assert not told.filler_missing


def test_a_year_that_came_back_is_open_again_and_its_paper_and_package_are_to_be_made_anew(small):
    working = go(small("final"), Step.EXPORT, Step.RETURN)
    told = overview(working)
    assert [one.is_done for one in told.tasks] == [True, True, False, False]
    assert told.heading.endswith(YearState.RETURNED.label)
    assert told.messages[0].text == f"{YEAR} 年度{YearState.RETURNED.label}"
    assert told.messages[0].detail == "更正活产数"


def test_a_ready_year_is_frozen_next(small):
    told = overview(small("ready"))
    assert (told.button, told.onward) == ("去定稿打印", Stage.FINALISE)
    assert told.tasks[1].is_done
    assert told.tasks[1].share == (1, 1)


def test_another_year_than_the_one_that_is_due_is_said(small):
    assert not overview(small("begun")).cautions
    (caution,) = overview(small("begun", year=YEAR - 1)).cautions
    assert f"{YEAR - 1} 年度" in caution
    assert f"{YEAR} 年度" in caution


def test_news_of_last_year_that_is_newer_stands_above_what_was_done_of_this_year(small):
    path = small.path("final")
    with_both = small.open(path)
    desk = with_both.year.desk
    before = WorkingYear(open_year(desk, YEAR - 1))
    desk.clock.now += timedelta(days=1)
    desk.store.set_state(YEAR - 1, YearState.DELIVERED, revision=1, reason="", actor="丙", now=desk.clock())
    before.follow()
    texts = [message.text for message in overview(with_both).messages]
    assert texts == [f"{YEAR - 1} 年度{YearState.DELIVERED.label}", f"{YEAR} 年度第 1 次定稿"]
    assert [m.at for m in overview(with_both).messages] == sorted(
        (m.at for m in overview(with_both).messages), reverse=True
    )


def test_only_the_last_few_messages_are_shown(small):
    working = small("final")
    for _ in range(3):
        go(working, Step.EXPORT, Step.RETURN)
        assert working.enter(PLACES, "9")
        go(working, Step.FINALISE)
    messages = overview(working).messages
    assert len(messages) == 4, "what the log has: one revision was made, three returns came"
    go(working, Step.EXPORT, Step.DELIVER, Step.ACCEPT)
    assert len(overview(working).messages) == 5
    assert overview(working).messages[0].text == f"{YEAR} 年度{YearState.ACCEPTED.label}"


def come(working):
    return [(line.mark, line.text) for line in thread_of(working) if line.at is not None]


def awaited(working):
    return [line.text for line in thread_of(working) if line.at is None]


def test_the_thread_tells_what_came_the_oldest_first_and_what_must_still_come(small):
    working = go(small("final"), Step.EXPORT, Step.DELIVER)
    assert come(working) == [
        (Mark.DONE, f"{YEAR} 年度第 1 次定稿"),
        (Mark.DONE, f"{YEAR} 年度{YearState.DELIVERED.label}"),
    ]
    assert awaited(working) == ["统计局验收的通知"]
    times = [line.at for line in thread_of(working) if line.at is not None]
    assert times == sorted(times)
    go(working, Step.ACCEPT)
    assert awaited(working) == []


def test_a_return_asks_for_something_until_it_is_answered(small):
    working = go(small("final"), Step.EXPORT, Step.RETURN)
    assert come(working)[-1] == (Mark.ALARM, f"{YEAR} 年度{YearState.RETURNED.label}")
    assert awaited(working)[0] == "按退回意见改正或说明，重新定稿"
    back = go(small("final"))
    back.year.desk.clock.now += timedelta(days=1)
    assert back.attempt(lambda: withdraw(back.year, "更正活产数"))
    assert come(back)[-1] == (Mark.ALARM, f"{YEAR} 年度{YearState.WITHDRAWN.label}")
    assert awaited(back)[0] == "改完重新定稿"
    back.year.desk.clock.now += timedelta(days=1)
    assert back.attempt(lambda: finalise(back.year))
    assert [mark for mark, _ in come(back)] == [Mark.DONE] * 3, "the next revision has answered it"


def test_every_state_says_what_comes_next(small):
    working = small("begun")
    for state in YearState:
        assert steps_done(state) <= set(Stage)
    assert awaited(working) == ["填完、审核后定稿", "导出报送包", "统计局的通知"]
    assert awaited(small("ready"))[0] == "定稿，打印盖章"


@pytest.mark.parametrize(
    ("upto", "unit", "behind", "stage"),
    [
        ("begun", "health", False, Stage.ENTRY),
        ("filled", "health", True, Stage.REVIEW),
        ("ready", "health", False, Stage.FINALISE),
        ("final", "health", False, Stage.EXPORT),
    ],
)
def test_the_first_and_the_last_page_lead_to_the_same_step(small, upto, unit, behind, stage):
    working = small(upto, unit, behind=behind)
    assert next_stage(working) is overview(working).onward is stage


def test_what_was_exported_is_sent_from_where_it_was_exported(small):
    working = small("final")
    working.year.step(Step.EXPORT)
    working.follow()
    assert overview(working).onward is Stage.RECEIPT
    assert next_stage(working) is Stage.EXPORT


def test_the_years_of_the_file_are_listed_newest_first_with_their_states(small):
    path = small.path("final")
    before = small.open(path, YEAR - 1)
    assert before.enter(ALIVE, "31234")
    before.year.desk.close()
    lines = year_lines(small.open(path))
    assert [(line.year, line.state, line.is_done) for line in lines] == [
        (YEAR, YearState.FINAL.label, True),
        (YEAR - 1, YearState.DRAFT.label, False),
    ]


def test_blank_cells_are_no_problems_besides(small):
    """It said 9 个问题待处理, and the line below 强制 1, 核实 4: the others were the blanks once more."""
    working = small("begun")
    assert working.year.report.blocking
    assert begun_words(working, 15).startswith("接着上次填：还有 15 格未填，没有要改正、说明的问题。")
    assert working.enter(PLACES, "x")
    assert begun_words(working, 14).startswith("接着上次填：还有 14 格未填，1 个问题待处理。")

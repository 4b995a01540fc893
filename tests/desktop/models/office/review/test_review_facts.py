"""Facts about a package: which ask for something, what can be done about each, and what can be decided."""

from dataclasses import replace

import pytest

from desktop.models.grid.roles import Mark
from desktop.models.office.review.review_facts import (
    PLACES,
    Action,
    FactBox,
    FactLine,
    ShownFacts,
    decidable,
    is_open,
    shown_facts,
    wants_paper,
)
from desktop.services.office.decisions.correcting import put_aside
from desktop.services.office.decisions.deciding import (
    BASE_ANSWERS,
    DEFINITION_ANSWERS,
    HISTORY_ANSWERS,
)
from desktop.services.office.overview.reviewing import review_of
from desktop.services.office.registry.revoking import revoke
from desktop.submission.facts import FactState, SignerStatus
from forms.receiving.state import Deed
from tests.desktop.models.office.review.made_facts import fact, undecided, with_facts
from tests.desktop.services.both import ABORTIONS, BIRTHS, YEAR

OK, BAD, UNKNOWN = FactState.OK, FactState.BAD, FactState.UNKNOWN


@pytest.mark.parametrize(
    ("name", "state", "status", "asks"),
    [
        ("digests", OK, "", False),
        ("digests", BAD, "", True),
        ("plan", UNKNOWN, "", True),
        ("history", OK, "differs", True),
        ("paper", OK, "mismatch", True),
        ("complete", OK, "gaps", True),
        ("time", OK, "late", True),
        ("time", UNKNOWN, "", False),
        ("time", UNKNOWN, "clock", True),
        ("base", UNKNOWN, "", False),
        ("history", UNKNOWN, "", False),
        ("answers", OK, "open", True),
        ("answers", UNKNOWN, "", False),
    ],
)
def test_a_fact_asks_for_something_only_where_somebody_can_do_something(name, state, status, asks):
    assert is_open(fact(name, state, status)) is asks


def boxes_of(review, *facts):
    return shown_facts(with_facts(review, *facts)).boxes


def actions(review, *facts):
    (box,) = boxes_of(review, *facts)
    return box.actions


@pytest.mark.parametrize(
    ("found", "offered"),
    [
        (fact("paper", UNKNOWN), (Action.PAPER,)),
        (fact("time", OK, "late"), (Action.ARRIVAL,)),
        (fact("pairs", OK, "differs"), (Action.ASK,)),
        (fact("revision", BAD, "fork"), (Action.CHOOSE,)),
        (fact("revision", BAD, "restart"), (Action.CHOOSE,)),
        (fact("revision", BAD, "lapsed"), (Action.CHOOSE,)),
        (fact("revision", BAD, "other"), ()),
        (fact("signer", UNKNOWN, SignerStatus.UNKNOWN), (Action.REGISTER,)),
        (fact("signer", UNKNOWN, SignerStatus.UNKNOWN, follows=True), (Action.ASIDE,)),
        (fact("signer", BAD, SignerStatus.EXPIRED), (Action.ARRIVAL, Action.ASIDE)),
        (fact("signer", BAD, SignerStatus.REVOKED), (Action.ARRIVAL, Action.ASIDE)),
        (fact("signer", BAD, SignerStatus.NOT_YET_VALID), (Action.ASIDE,)),
        (fact("plan", UNKNOWN), (Action.PLAN,)),
        (fact("recheck", UNKNOWN), (Action.PLAN,)),
        (fact("recheck", BAD), ()),
        (undecided("history", cells=()), (Action.DECIDE, Action.ASK)),
        (undecided("base", cells=()), (Action.DECIDE, Action.ASK)),
        (undecided("definition"), (Action.DECIDE, Action.ASK)),
    ],
)
def test_each_fact_offers_what_can_be_done_about_it(filed, found, offered):
    assert actions(filed, found) == offered


def test_what_waits_may_be_put_aside_where_nothing_else_can_be_done(both):
    revoke(both.office, fingerprint=None, unit="health", since="2025-01-01", reason="密钥文件遗失")
    waiting = review_of(both.office, "health", YEAR)
    assert actions(waiting, fact("digests", BAD)) == (Action.ASIDE,)
    assert actions(waiting, fact("plan", UNKNOWN)) == (Action.PLAN, Action.ASIDE)
    barred = replace(waiting, refused={Deed.ASIDE: "验收过"})
    assert actions(barred, fact("digests", BAD)) == ()


def test_what_is_put_aside_is_offered_no_more_and_says_where_it_is_taken_back(both):
    revoke(both.office, fingerprint=None, unit="health", since="2025-01-01", reason="密钥文件遗失")
    waiting = review_of(both.office, "health", YEAR)
    put_aside(both.office, "health", YEAR, waiting.package.digest, "不认识的人发来的")
    aside = review_of(both.office, "health", YEAR)
    (box,) = boxes_of(aside, fact("signer", BAD, SignerStatus.REVOKED))
    assert box.actions == (Action.ARRIVAL,)
    assert "办理记录" in box.step


def test_every_action_has_words_and_those_of_other_pages_lead_there():
    assert len({action.label for action in Action}) == len(Action)
    assert set(PLACES) == {Action.REGISTER, Action.CHOOSE}


def test_what_is_bad_stands_before_what_is_open_and_what_holds_comes_after(filed):
    facts = (
        fact("time", OK, "late"),
        fact("digests", OK),
        fact("recheck", BAD),
        fact("plan", UNKNOWN),
        fact("base", UNKNOWN),
    )
    shown = shown_facts(with_facts(filed, *facts))
    assert [(box.name, box.mark) for box in shown.boxes] == [
        ("recheck", Mark.BAD),
        ("time", Mark.UNDER_WAY),
        ("plan", Mark.ALARM),
    ]
    assert [(line.title, line.mark) for line in shown.lines] == [
        ("内容", Mark.DONE),
        ("基础数据", Mark.NOTHING),
    ]


def test_a_title_counts_the_cells_that_are_concerned(filed):
    bad = fact("recheck", BAD, details={"cells": [1, 2]})
    late = fact("complete", OK, "gaps", details={"cells": ["a"]})
    plain = fact("schema", BAD)
    assert [box.title for box in boxes_of(filed, bad, plain, late)] == [
        "复核　不符 2 格",
        "格式",
        "齐全　待看 1 格",
    ]


def box(mark):
    return FactBox(name="", mark=mark, title="", sentence="", step="", technical="", actions=())


@pytest.mark.parametrize(
    ("marks", "lines", "said"),
    [
        ((), 3, ["无误 3"]),
        ((Mark.BAD, Mark.ALARM, Mark.UNDER_WAY), 0, ["不符 1", "待定 2", "无误 0"]),
        ((Mark.BAD,), 1, ["不符 1", "无误 1"]),
    ],
)
def test_the_summary_counts_every_fact_once_and_names_no_kind_without_any(marks, lines, said):
    shown = ShownFacts(tuple(map(box, marks)), (FactLine(Mark.DONE, "", ""),) * lines)
    assert [words for _, words in shown.summary] == said


def test_paper_is_wanted_until_somebody_compared_it(filed):
    assert wants_paper(with_facts(filed, fact("paper", UNKNOWN)))
    assert not wants_paper(with_facts(filed, fact("paper", OK, "matched")))
    assert not wants_paper(with_facts(filed, fact("plan", UNKNOWN)))


CELL = {"item": BIRTHS.code, "breakdown": BIRTHS.breakdown, "year": "2020"}


@pytest.mark.parametrize(
    ("name", "answers"),
    [("history", HISTORY_ANSWERS), ("base", BASE_ANSWERS), ("definition", DEFINITION_ANSWERS)],
)
def test_what_can_be_decided_has_the_answers_of_the_services_in_whole_sentences(filed, name, answers):
    found = decidable(with_facts(filed, undecided(name)), name)
    assert [code for code, _ in found.answers] == list(answers)
    assert all("：" in words for _, words in found.answers)
    assert found.hint.startswith("写明依据")


def test_a_figure_is_decided_for_by_its_name_with_what_either_holds(filed):
    told = undecided("history", cells=[{**CELL, "accepted": "300", "stated": None}])
    found = decidable(with_facts(filed, told), "history")
    name = filed.judged.plan.item_by_code[BIRTHS.code].name
    assert found.subjects == ((f"{BIRTHS}/2020", f"{name} 2020 年　本局 300，报来 没有"),)
    told = undecided("base", cells=[{**CELL, "given": "12", "stated": "13"}])
    ((_, words),) = decidable(with_facts(filed, told), "base").subjects
    assert words.endswith("本局 12，报来 13")


def test_a_definition_is_decided_for_with_both_wordings(filed):
    told = undecided(
        "definition",
        items=[BIRTHS.code],
        indicators=["pregnancy-anaemia-rate"],
        changes=[{"code": ABORTIONS.code, "year": YEAR, "note": "改口径"}],
    )
    found = decidable(with_facts(filed, told), "definition")
    assert [code for code, _ in found.subjects] == [BIRTHS.code, "pregnancy-anaemia-rate", ABORTIONS.code]
    assert len(found.told.split("\n")) == 3
    assert decidable(with_facts(replace(filed, judged=None), told), "definition").told == ""


def test_of_what_is_decided_or_of_another_revision_nothing_can_be_decided(filed):
    assert decidable(with_facts(filed, fact("history", OK, "kept")), "history") is None
    assert decidable(with_facts(filed, undecided("pairs")), "pairs") is None
    assert decidable(with_facts(filed), "history") is None
    other = replace(filed, package=replace(filed.package, content="0" * 64))
    assert decidable(with_facts(other, undecided("history")), "history") is None


def test_no_revision_counts_by_a_decision_where_none_is_missing(filed):
    assert decidable(with_facts(filed, fact("revision", UNKNOWN, "gap")), "revision") is None

"""The four buttons under a unit's year through its real states: what each says, and why it is locked."""

from dataclasses import replace
from datetime import timedelta

import pytest

from desktop.models.office.review.review_buttons import deeds_of, to_look_at
from desktop.services.office.acceptance.accepting import Obstacle, accept, reopen
from desktop.services.office.decisions.correcting import put_aside
from desktop.services.office.letters.asking import ToAsk, ask
from desktop.services.office.overview.reviewing import review_of
from desktop.services.office.registry.revoking import revoke
from desktop.services.unit.filing.finalising import withdraw
from desktop.services.unit.letters.opening import open_letter
from desktop.services.unit.letters.questions import answer
from desktop.services.unit.year import open_year
from desktop.submission.keys.certificate import fingerprint
from forms.filing.receipt_time import day_in_beijing
from forms.letters.question import QuestionScope
from forms.receiving.asking import QuestionStep
from forms.receiving.permission import Act
from forms.receiving.state import OfficeState
from tests.desktop.models.office.review.made_facts import undecided, with_facts
from tests.desktop.services.both import ABORTIONS, BIRTHS, YEAR


def deeds(review, why=lambda _act: ""):
    return deeds_of(review, why)


def read(both):
    return review_of(both.office, "health", YEAR)


def said(button):
    return button.is_open, button.why


def test_of_a_year_that_came_it_is_told_when_and_that_paper_is_missing(filed):
    found = deeds(filed)
    assert (found.take.is_open, found.take.is_good) == (False, True)
    assert found.take.why.endswith("已收下")
    assert not found.ask.is_good, "it tells what can be done, not what was"
    assert said(found.ask) == (True, "选一格或一条再问")
    assert said(found.send) == (False, "先写好 1 问，现有 0 问")
    assert said(found.accept) == (False, "还差 1 件：纸质表 1")
    assert not found.reopens


def test_what_stands_in_the_way_is_counted_by_what_it_is_about(filed):
    blocked = replace(
        filed,
        in_the_way=(Obstacle("history", 2, ""), Obstacle("questions", 1, ""), Obstacle("refile", 3, "")),
    )
    assert deeds(blocked).accept.why == "还差 6 件：往年数 2，问答 1，待重报 3"


def test_questions_go_from_draft_to_the_unit_and_come_back(both):
    id_ = both.ask(BIRTHS, "请核对")
    assert said(deeds(read(both)).send) == (True, "发出 1 问")
    slip = both.send()
    sent = deeds(read(both))
    assert sent.ask.is_open, "a further question may be noted meanwhile"
    assert said(sent.send) == (False, "先写好 1 问，现有 0 问")
    assert said(sent.accept) == (False, "已退回，等单位答复 1 问")
    open_letter(both.desk, slip, fingerprint(both.office_key.certificate))
    answer(both.desk, id_, "数无误，已与台账核对")
    both.revise()
    both.file()
    answered = deeds(read(both))
    assert answered.ask.is_open
    assert said(answered.send) == (False, "先写好 1 问，现有 0 问")
    assert "问答 1" in answered.accept.why


def test_a_revision_that_answers_nothing_is_asked_again(both):
    both.ask(BIRTHS, "请核对")
    both.send()
    withdraw(open_year(both.desk, YEAR), "更正")
    both.revise({ABORTIONS: "592"})
    both.file()
    assert said(deeds(read(both)).send) == (True, "换了版次，再发一次已问的")


def test_of_two_one_must_be_chosen_first(forked):
    found = deeds(review_of(forked, "health", YEAR))
    assert (found.take.text, said(found.take)) == ("去选定", (True, "2 份内容不同"))
    for button in (found.ask, found.send, found.accept):
        assert said(button) == (False, "先选定一份，现有 2 份")


def test_what_was_put_aside_is_not_taken(both):
    revoke(both.office, fingerprint=None, unit="health", since="2025-01-01", reason="密钥文件遗失")
    waiting = read(both)
    assert said(deeds(waiting).take) == (False, "先处理 1 项：签名人")
    assert said(deeds(waiting).ask) == (False, "现在是“待处理”")
    put_aside(both.office, "health", YEAR, waiting.package.digest, "重复的文件")
    assert said(deeds(read(both)).take) == (False, "不予采用，原样留存")


def test_a_later_revision_that_waits_is_not_taken_although_an_earlier_one_counts(both, clock):
    clock.now += timedelta(days=3)
    day = day_in_beijing(both.office.clock()).isoformat()
    revoke(both.office, fingerprint=None, unit="health", since=day, reason="密钥文件遗失")
    withdraw(open_year(both.desk, YEAR), "更正")
    both.revise({ABORTIONS: "592"})
    both.file()
    assert both.at_office.current.revision == 1
    (waiting,) = both.at_office.waiting
    shown = review_of(both.office, "health", YEAR, content=waiting.content)
    assert said(deeds(shown).take) == (False, "先处理 1 项：签名人")
    assert deeds(read(both)).take.is_good


def test_an_accepted_year_can_be_opened_again_and_then_wants_a_word(both, tmp_path):
    both.type_paper()
    clear = deeds(read(both))
    assert said(clear.accept) == (True, "没有疑问，可以验收")
    assert clear.is_clear
    accept(both.office, "health", YEAR, both.office_key, tmp_path)
    accepted = read(both)
    assert accepted.state is OfficeState.ACCEPTED
    found = deeds(accepted)
    assert (found.reopens, found.is_clear, found.accept.text, found.accept.is_open) == (
        True,
        False,
        "重开……",
        True,
    )
    assert said(found.ask) == (False, "现在是“已验收”")
    assert found.accept.why == "已验收；单位要更正的，写明原因重开"
    withdraw(open_year(both.desk, YEAR), "更正")
    both.revise({ABORTIONS: "592"})
    both.file()
    assert deeds(read(both)).accept.why == "验收后又来第 2 版：在报表上方的各版里点开看，再重开"
    reopen(both.office, "health", YEAR, "单位来函更正", both.office_key, tmp_path)
    again = deeds(read(both))
    assert not again.reopens
    assert not again.is_clear, "the unit is to file again: one key alone does not accept it"


def test_the_whole_filing_can_be_asked_about(both):
    ask(both.office, ToAsk(unit="health", year=YEAR, scope=QuestionScope.FILING, text="请核对全部"))
    assert said(deeds(read(both)).send) == (True, "发出 1 问")


def test_a_lock_says_why_only_where_the_button_would_be_open(filed):
    locked = deeds(filed, lambda act: f"不能{act.label}")
    assert said(locked.ask) == (False, f"不能{Act.ASK.label}")
    assert locked.accept.why == "还差 1 件：纸质表 1", "what stands in the way is the nearer reason"
    assert locked.take.is_good


def test_each_button_asks_for_its_own_act(both, tmp_path):
    def locks():
        found = deeds(read(both), lambda act: act.value)
        return [button.why for button in (found.take, found.ask, found.send, found.accept)]

    both.ask(BIRTHS, "请核对")
    assert locks()[1:3] == [Act.ASK, Act.ASK]
    both.settle(f"q-{YEAR}-health-1", QuestionStep.WITHDRAW)
    both.type_paper()
    assert locks()[3] == Act.ACCEPT
    accept(both.office, "health", YEAR, both.office_key, tmp_path)
    assert locks()[3] == Act.REOPEN


def test_a_revision_is_taken_without_the_one_before_it_by_who_may_decide(both):
    for figure in ("592", "593"):
        withdraw(open_year(both.desk, YEAR), "更正")
        both.revise({ABORTIONS: figure})
    both.file()
    assert said(deeds(read(both)).take) == (True, "缺前一版，写明原因后认定")
    assert said(deeds(read(both), lambda act: act.value).take) == (False, Act.DECIDE)


def test_who_may_only_look_is_led_to_the_choice_as_well(forked):
    """The button leads to a page, which says itself who may choose; the box of the fact leads there, too."""
    take = deeds(review_of(forked, "health", YEAR), lambda act: f"不能{act.label}").take
    assert (take.text, said(take)) == ("去选定", (True, "2 份内容不同"))


def test_buttons_are_called_as_they_are_in_every_state(filed):
    nothing = replace(filed, package=None)
    for review in (filed, nothing):
        found = deeds(review)
        texts = [button.text for button in (found.take, found.ask, found.send, found.accept)]
        assert texts == ["收下", "提问　F7", "退回", "验收　F9"]


@pytest.mark.parametrize("name", ["history", "definition", "base", "pairs"])
def test_what_hinders_nothing_is_to_be_looked_at_first(filed, name):
    doubtful = replace(with_facts(filed, undecided(name)), in_the_way=())
    (word,) = to_look_at(doubtful)
    assert deeds(doubtful).accept.why == f"可以验收；先看过：{word}"
    assert not deeds(doubtful).is_clear
    assert to_look_at(with_facts(filed)) == []

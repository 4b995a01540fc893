"""The year that the page shows: each deed is stored, then everything is read anew; what fails says why."""

from datetime import date

import pytest
from PySide6.QtCore import QObject

from desktop.models.office.desk_year import DeskYear
from desktop.models.office.review.review_facts import decidable
from desktop.models.office.review.under_review import STEP_DONE, TypedQuestion, UnderReview
from desktop.services.office.people import set_person
from desktop.services.office.registry.revoking import revoke
from desktop.services.unit.filing.finalising import withdraw
from desktop.services.unit.year import open_year
from forms.letters.question import QuestionScope
from forms.receiving.asking import QuestionState, QuestionStep
from forms.receiving.permission import Act
from forms.receiving.role import OfficeRole
from forms.receiving.state import OfficeState
from tests.desktop.models.office.runs import RunsLater, run_now
from tests.desktop.services.both import ABORTIONS, BIRTHS, YEAR
from tests.desktop.services.office.test_suggesting import ANAEMIC, publish

pytestmark = pytest.mark.usefixtures("qapp")


class Watched:
    """A unit's year under review at a desk, with everything that was told."""

    def __init__(self, desk, run=run_now, unit="health"):
        self._home = QObject()
        self.board = DeskYear(desk, YEAR, run_now, self._home)
        self.page = UnderReview(run, self._home)
        self.shown, self.done, self.refused, self.ended = [], [], [], []
        self.page.shown.connect(lambda: self.shown.append(self.page.review.state))
        self.page.done.connect(self.done.append)
        self.page.refused.connect(self.refused.append)
        self.page.show_desk_year(self.board)
        self.page.show_unit(unit)

    @property
    def review(self):
        return self.page.review

    def ask(self, text="请核对", day=""):
        typed = TypedQuestion(scope=QuestionScope.FILING, cell="", code="", text=text, day=day)
        self.page.ask(typed, self.ended.append)


@pytest.fixture
def watched(both):
    return Watched(both.office)


def test_it_is_read_anew_only_where_something_was_stored_since(both, watched):
    assert len(watched.shown) == 1
    watched.page.follow()
    watched.page.show_unit("health")
    assert len(watched.shown) == 1
    both.ask(BIRTHS, "请核对")
    watched.page.follow()
    assert len(watched.shown) == 2
    assert len(watched.review.unit_year.questions) == 1


def test_another_unit_begins_at_its_current_revision(both, watched):
    withdraw(open_year(both.desk, YEAR), "更正")
    both.revise({ABORTIONS: "592"})
    both.file()
    older = next(one for one in both.at_office.packages if one.revision == 1)
    watched.page.show_content(older.content)
    assert watched.review.package.revision == 1
    watched.page.show_unit("education")
    assert watched.review.package is None
    assert watched.page.content == ""
    watched.page.show_unit("health")
    assert watched.review.package.revision == 2


def test_a_reading_that_comes_too_late_is_not_shown(both):
    later = RunsLater()
    seen = Watched(both.office, later)
    seen.page.show_unit("education")
    later.go()
    assert seen.review is None, "the unit that is looked at is another by now"
    later.go()
    assert seen.review.unit == "education"


@pytest.mark.parametrize("leaves", [True, False])
def test_a_year_that_was_left_is_shown_no_more(both, leaves):
    later = RunsLater()
    seen = Watched(both.office, later)
    if leaves:
        seen.board.is_left = True
    else:
        seen.page.show_desk_year(DeskYear(both.office, YEAR - 1, run_now, seen.page))
    later.go()
    assert (seen.review, seen.shown) == (None, [])


def test_without_a_year_nothing_is_read_or_done(both):
    ended, parent = [], QObject()
    page = UnderReview(run_now, parent)
    page.show_unit("health")
    page.reread()
    page.undo(1, "看错了", ended.append)
    page.accept(both.office_key, both.folder, ended.append)
    assert (page.review, ended, page.why_not(Act.ASK)) == (None, [], "")


def test_a_question_is_noted_with_its_day_and_the_board_knows_it(both, watched):
    watched.board.reread()
    watched.ask(day="2026年5月10日")
    (one,) = watched.review.unit_year.questions
    assert (one.question.text, one.question.deadline) == ("请核对", date(2026, 5, 10))
    assert watched.ended == [""]
    assert watched.done == ["记下了问题，点【退回】时一并发出。"]
    assert watched.board.row_of("health").to_send == 1


def test_what_cannot_be_noted_says_why_and_changes_nothing(both, watched):
    before = both.office.store.log_head()
    watched.ask(day="五月")
    (why,) = watched.ended
    assert "“五月”不是日期" in why
    assert (watched.done, len(watched.shown)) == ([], 1)
    assert both.office.store.log_head() == before


@pytest.mark.parametrize("step", [QuestionStep.WITHDRAW, QuestionStep.CLOSE])
def test_a_question_is_settled_by_a_step_that_it_has(both, watched, step):
    id_ = both.ask(BIRTHS, "请核对")
    if step is QuestionStep.CLOSE:
        both.send()
    watched.page.settle(id_, step, "已经问清", watched.ended.append)
    assert watched.ended == [""]
    assert watched.done == [STEP_DONE[step]]
    (one,) = watched.review.unit_year.questions
    assert one.state is {
        QuestionStep.WITHDRAW: QuestionState.WITHDRAWN,
        QuestionStep.CLOSE: QuestionState.CLOSED,
    }.get(step)


def test_what_differs_is_decided_and_the_decision_taken_back(both, watched):
    publish(both, 300)
    watched.page.follow()
    subjects = [code for code, _ in decidable(watched.review, "history").subjects]
    assert subjects == [f"{ANAEMIC}/2020"]
    watched.page.decide("history", subjects, "kept", "问过单位", watched.ended.append)
    assert watched.done == ["记下了决定。"]
    (made,) = watched.review.decisions
    assert decidable(watched.review, "history") is None
    watched.page.undo(made.decision.id, "看错了", watched.ended.append)
    assert watched.done[-1] == "撤回了决定。"
    assert watched.ended == ["", ""]
    assert decidable(watched.review, "history") is not None


def test_many_are_decided_together_or_none_is(both, watched):
    for year in (2020, 2021):
        publish(both, 300, year=year)
    watched.page.follow()
    subjects = [code for code, _ in decidable(watched.review, "history").subjects]
    assert len(subjects) == 2
    watched.page.decide("history", [*subjects, "no-such/_T/2020"], "kept", "问过单位", watched.ended.append)
    assert watched.ended[0]
    assert not both.at_office.decisions
    watched.page.decide("history", subjects, "kept", "问过单位", watched.ended.append)
    assert watched.done == ["记下了 2 项决定。"]


def test_what_waits_is_put_aside(both, watched):
    revoke(both.office, fingerprint=None, unit="health", since="2025-01-01", reason="密钥文件遗失")
    watched.page.follow()
    assert watched.review.state is OfficeState.QUARANTINED
    watched.page.put_aside(watched.review.package.digest, "重复的文件", watched.ended.append)
    assert watched.ended == [""]
    assert watched.review.unit_year.put_aside


def test_what_could_be_asked_is_handed_over_and_nothing_where_nothing_can(both, watched):
    publish(both, 300)
    found = []
    watched.page.suggest(found.append)
    assert f"{ANAEMIC}/2020" in [one.question.cell for one in found[0]]
    nobody = Watched(both.office, unit="education")
    nobody.page.suggest(found.append)
    assert found[1] == []
    assert nobody.refused == []


def test_a_year_is_accepted_with_a_key_in_one_line(both, watched, tmp_path):
    watched.page.accept(both.office_key, tmp_path / "发出", watched.ended.append)
    assert "纸质表" in watched.ended[0], "the paper was not compared"
    assert watched.review.state is OfficeState.RECEIVED
    both.type_paper()
    watched.page.accept(both.office_key, tmp_path / "发出", watched.ended.append)
    assert watched.ended[1] == ""
    (words,) = watched.done
    assert words.startswith(f"已验收：{both.office.unit_name('health')}。　要发给单位的文件：")
    assert "\n" not in words
    assert watched.review.state is OfficeState.ACCEPTED
    assert list((tmp_path / "发出").glob("*.asice"))


def test_who_may_not_reads_why_with_places_of_the_window(both, watched):
    assert watched.page.why_not(Act.ASK) == ""
    set_person(both.office, "陈静", OfficeRole.HEAD)
    set_person(both.office, "赵静", OfficeRole.READER)
    both.office.work_as("赵静")
    assert "陈静" in watched.page.why_not(Act.ASK)
    watched.ask()
    assert "只读" in watched.ended[0]


def test_a_unit_that_nobody_knows_is_refused_with_a_sentence(both):
    seen = Watched(both.office, unit="no-such-unit")
    (sentence,) = seen.refused
    assert "no-such-unit" in sentence
    assert seen.review is None


def test_after_a_letter_of_another_dialog_everything_is_read_anew(watched):
    watched.page.has_been_done()
    assert len(watched.shown) == 2

"""A unit's data file that is restored from its backup, and letters about what it does not know any more."""

from contextlib import contextmanager

import pytest

from desktop.services.keeping import back_up
from desktop.services.office.acceptance.accepting import accept, reopen
from desktop.services.unit.desk import open_desk
from desktop.services.unit.keeping import restore_backup
from desktop.services.unit.letters.opening import open_letter
from desktop.services.unit.letters.questions import answer, open_questions
from desktop.services.unit.year import open_year
from forms.codes.letter import OpenCode
from forms.errors import UserInputError
from forms.filing.state import YearState
from forms.receiving.asking import QuestionState, QuestionStep
from forms.receiving.state import OfficeState
from tests.desktop.services.both import ABORTIONS, BIRTHS, YEAR
from tests.desktop.services.forking import choose_own


@pytest.fixture
def returned(both, tmp_path):
    """The first question with its backup of the unit's file, in which the year is open for it."""
    id_ = both.ask(BIRTHS, "请核对")
    open_letter(both.desk, both.send())
    return id_, back_up(both.desk, tmp_path / "备份", "manual")


@contextmanager
def restored(both, backup):
    """The unit's file as it was then."""
    path = both.desk.path
    both.desk.close()
    restore_backup(backup, path, both.office.clock)
    with open_desk(path, both.office.clock) as both.desk:
        yield


def refile(both, id_, figure):
    answer(both.desk, id_, f"已核对，改为 {figure}")
    both.revise({ABORTIONS: figure})
    both.file()


def refused(both, data):
    with pytest.raises(UserInputError) as caught:
        open_letter(both.desk, data)
    assert caught.value.code is OpenCode.FOREIGN


def test_what_is_asked_about_the_lost_revision_reaches_the_one_that_is_chosen(both, returned):
    id_, backup = returned
    refile(both, id_, "592")
    second = both.ask(ABORTIONS, "再核对")
    lost = both.send()
    with restored(both, backup):
        refused(both, lost)
        refile(both, id_, "593")
        assert both.at_office.state is OfficeState.CONFLICT
        opened = open_letter(both.desk, choose_own(both).read_bytes())
        assert (opened.state, opened.sentences[-1]) == (YearState.RETURNED, "待答 1 问")
        asked = open_questions(open_year(both.desk, YEAR))
        assert [one.asked.id for one in asked if one.is_open] == [second]
        answer(both.desk, second, "已按台账改正")
        both.revise()
        both.file()
        assert both.states == [QuestionState.ANSWERED] * 2


def test_an_accepted_revision_that_was_lost_here_is_opened_again_for_the_one_that_is_there(both, returned):
    id_, backup = returned
    refile(both, id_, "592")
    both.settle(id_, QuestionStep.CLOSE)
    both.type_paper()
    accepted = both.send(accept)
    with restored(both, backup):
        refused(both, accepted)
        refile(both, id_, "593")
        assert both.at_office.state is OfficeState.ACCEPTED
        letter = reopen(both.office, "health", YEAR, "单位恢复了备份", both.office_key, both.folder)
        refused(both, letter.read_bytes())
        assert both.at_office.state is OfficeState.CONFLICT
        assert open_letter(both.desk, choose_own(both).read_bytes()).state is YearState.DELIVERED
        both.type_paper()
        assert open_letter(both.desk, both.send(accept)).state is YearState.ACCEPTED

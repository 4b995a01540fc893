"""A question hangs on one cell or two, a rule, attachments or the whole: each is asked and answered."""

import csv
import io

import pytest

from desktop.services.office.acceptance.accepting import accept
from desktop.services.office.letters.asking import ToAsk, ask
from desktop.services.unit.letters.opening import open_letter
from desktop.services.unit.letters.questions import answer, open_questions
from desktop.services.unit.year import open_year
from desktop.submission.package import inspect
from forms.letters.question import QuestionScope
from forms.receiving.asking import QuestionState, QuestionStep
from forms.receiving.state import OfficeState
from tests.desktop.services.both import ABORTIONS, BIRTHS, YEAR

S = QuestionScope
WORDS = "已与原始台账逐项核对"


def places(both):
    births, abortions = both.cell(BIRTHS), both.cell(ABORTIONS)
    return {
        S.CELL: {"cell": births},
        S.PAIR: {"cell": births, "other_cell": abortions},
        S.FINDING: {"code": "TB-SUM-001"},
        S.ATTACHMENT: {},
        S.FILING: {},
    }


@pytest.mark.parametrize("scope", S)
def test_it_goes_out_comes_back_with_its_answer_and_is_closed(both, scope):
    place = places(both)[scope]
    asked = ask(both.office, ToAsk(unit="health", year=YEAR, scope=scope, text="请说明", **place))
    assert open_letter(both.desk, both.send()).read.letter.questions == (asked.id,)
    (found,) = open_questions(open_year(both.desk, YEAR))
    assert found.asked == asked
    assert (found.is_open, found.is_void, found.is_changed) == (True, False, False)
    assert bool(found.old) is ("cell" in place)
    assert bool(found.other_old) is ("other_cell" in place)
    answer(both.desk, asked.id, WORDS)
    both.revise()
    both.file()
    package = inspect(both.office.store.file_bytes(both.at_office.current.digest))
    (table,) = [one.data for one in package.payload if one.name == "data/answers.csv"]
    (row,) = csv.DictReader(io.StringIO(table.decode()))
    assert (row["question"], row["cell"], row["answer"]) == (asked.id, place.get("cell", ""), WORDS)
    assert (row["changed"], row["old"]) == ("false", row["new"])
    assert bool(row["old"]) is ("cell" in place)
    (now,) = both.at_office.questions
    assert (now.state, now.question, now.answer.answer) == (QuestionState.ANSWERED, asked, WORDS)
    assert both.at_office.state is OfficeState.ANSWERED
    both.settle(asked.id, QuestionStep.CLOSE)
    both.type_paper()
    assert open_letter(both.desk, both.send(accept)).read.letter.questions == ()
    assert both.at_office.state is OfficeState.ACCEPTED

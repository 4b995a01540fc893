"""What stands in the way of accepting a unit's year: each condition with its sentence, and what mends it."""

import ast
from decimal import Decimal

import pytest

from db.office.records import PastValue
from desktop.services.office.acceptance.accepting import accept, obstacles
from desktop.services.unit.filing.finalising import withdraw
from desktop.services.unit.letters.opening import open_letter
from desktop.services.unit.letters.questions import answer
from desktop.services.unit.year import open_year
from forms.canonical import check_code
from forms.errors import StateError
from forms.figures.breakdown import SeriesKey
from forms.receiving.asking import QuestionStep
from forms.receiving.state import OfficeState
from forms.reporting.earlier import DefinitionChange
from tests.desktop.services.both import BIRTHS, YEAR
from tests.meta.checkout import ROOT, parse, python_files

ANAEMIC = SeriesKey("pregnancy-anaemia-cases")


def no_paper(both):
    yield "还没有核对纸质表", "decide --fact paper"
    # Whoever reads the code off the screen compares nothing.
    said = "".join(obstacles(both.office, both.at_office)).replace("-", "")
    assert check_code(both.at_office.current.content) not in said
    both.type_paper()


def paper_of_another_revision(both):
    both.type_paper()
    refile(both)
    yield "是第 1 版的，不是第 2 版的", "请单位交来这一版的纸质表"
    both.type_paper()


def noted_question(both):
    both.type_paper()
    id_ = both.ask(BIRTHS, "请核对")
    yield id_, "了结、再问或取消"
    both.settle(id_, QuestionStep.WITHDRAW)


def answered_question(both):
    id_ = asked(both)
    answer(both.desk, id_, "已与台账核对")
    both.revise()
    both.file()
    both.type_paper()
    yield id_, "了结、再问或取消"
    both.settle(id_, QuestionStep.CLOSE)


def other_past(both):
    both.type_paper()
    row = PastValue(2020, ANAEMIC, Decimal(300), "统计年鉴")
    both.office.store.import_past([row], reason="", actor="陈静", now=both.office.clock())
    yield "往年数有 1 处与本局的不同", "逐格决定"
    both.decide("history", "correction", f"{ANAEMIC.code}/_T/2020")


def declared_change(both):
    both.desk.record_definition_change(DefinitionChange(ANAEMIC.code, YEAR, "改按产后访视统计"))
    refile(both)
    both.type_paper()
    yield "改按产后访视统计", "decide --fact definition"
    both.decide("definition", "refile", ANAEMIC.code)
    assert "已决定请单位重报" in obstacles(both.office, both.at_office)[0]
    both.decide("definition", "own_series", ANAEMIC.code)


def asked(both):
    """A question that the unit has; its id."""
    id_ = both.ask(BIRTHS, "请核对")
    open_letter(both.desk, both.send())
    return id_


def refile(both):
    withdraw(open_year(both.desk, YEAR), "更正")
    both.revise()
    both.file()


@pytest.mark.parametrize(
    "condition",
    [
        no_paper,
        paper_of_another_revision,
        noted_question,
        answered_question,
        other_past,
        declared_change,
    ],
)
def test_a_year_waits_and_says_why_until_it_is_settled(both, condition):
    made = condition(both)
    words = next(made)
    position = both.office.store.log_position()
    with pytest.raises(StateError, match="E-DECIDE-014") as caught:
        both.send(accept)
    assert all(word in caught.value.message for word in words)
    assert "health" not in caught.value.message.partition("还不能验收")[0]
    assert len(obstacles(both.office, both.at_office)) == 1, "nothing else is in the way"
    assert both.office.store.log_position() == position
    assert list(both.folder.glob("*acceptance*")) == []
    assert next(made, None) is None
    assert obstacles(both.office, both.at_office) == []
    both.send(accept)
    assert both.at_office.state is OfficeState.ACCEPTED


@pytest.mark.parametrize("is_answered", [False, True])
def test_nothing_is_accepted_while_the_unit_is_to_answer(both, is_answered):
    """A slip is with the unit, or its answer is not enough."""
    id_ = asked(both)
    if is_answered:
        answer(both.desk, id_, "已与台账核对")
        both.revise()
        both.file()
        both.settle(id_, QuestionStep.ASK_AGAIN)
    both.type_paper()
    with pytest.raises(StateError, match="E-DECIDE-003") as caught:
        both.send(accept)
    assert "已退回" in caught.value.message


def test_a_change_that_an_accepted_year_declares_is_not_asked_about_again(both):
    both.desk.record_definition_change(DefinitionChange(ANAEMIC.code, YEAR, "改按产后访视统计"))
    refile(both)
    both.decide("definition", "own_series", ANAEMIC.code)
    both.type_paper()
    both.send(accept)
    (current,) = [one for one in both.at_office.packages if one.content == both.at_office.accepted]
    assert both.at_office.new_changes(current) == []
    known = both.file_next_year()
    fact = next(one for one in known.facts(known.current) if one.name == "definition")
    assert (fact.state.value, fact.details) == ("ok", None)


def test_there_is_one_way_to_accept():
    """Whoever stores an acceptance asked what stands in the way: no other module may."""
    storing = {
        path.name
        for path in python_files("desktop")
        for node in ast.walk(parse(path))
        if isinstance(node, ast.Call)
        for given in (*node.args, *(word.value for word in node.keywords))
        if ast.unparse(given) == "DecisionKind.ACCEPT"
    }
    assert storing == {"accepting.py"}
    module = ast.unparse(parse(ROOT / "desktop/services/office/acceptance/accepting.py"))
    assert module.index("in_the_way = obstacles(") < module.index("DecisionKind.ACCEPT, unit_year.current")

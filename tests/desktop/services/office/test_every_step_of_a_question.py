"""Every state of a question at the office and every step in it, through the services and real letters."""

import shutil

import pytest

from desktop.services.office.desk import open_office_desk
from desktop.services.office.facts.ledger import ledger_of
from desktop.services.office.letters.asking import ToAsk, ask, recall, send_return, settle
from desktop.services.unit.letters.opening import open_letter
from desktop.services.unit.letters.questions import answer
from desktop.submission.keys.certificate import fingerprint
from forms.errors import TianbaoError
from forms.letters.question import QuestionScope
from forms.receiving.asking import QuestionState, QuestionStep
from tests.desktop.services.both import BIRTHS, YEAR

S, E = QuestionState, QuestionStep
ID = f"q-{YEAR}-health-1"
AFTER = {
    S.DRAFT: {"withdraw": S.WITHDRAWN, "slip": S.SENT, "slip with another": S.SENT},
    S.SENT: {"close": S.CLOSED, "recall": S.RECALLED, "slip with another": S.SENT},
    S.ANSWERED: {"again": S.AGAIN, "close": S.CLOSED, "slip with another": S.ANSWERED},
    S.AGAIN: {"close": S.CLOSED, "slip": S.SENT, "recall": S.RECALLED, "slip with another": S.SENT},
    S.CLOSED: {"slip with another": S.CLOSED},
    S.RECALLED: {"slip with another": S.RECALLED},
    S.WITHDRAWN: {"slip with another": S.WITHDRAWN},
}
"""The state after each step; every other step is refused. Void questions: ``test_what_came_back``."""


def lead_to(both, state):
    both.ask(BIRTHS, "请核对")
    if state is S.DRAFT:
        return
    if state is S.WITHDRAWN:
        both.settle(ID, E.WITHDRAW)
        return
    slip = both.send()
    if state is S.RECALLED:
        both.send(recall)
    elif state is S.CLOSED:
        both.settle(ID, E.CLOSE)
    elif state in {S.ANSWERED, S.AGAIN}:
        open_letter(both.desk, slip, fingerprint(both.office_key.certificate))
        answer(both.desk, ID, "数无误，已与台账核对")
        both.revise()
        both.file()
        if state is S.AGAIN:
            both.settle(ID, E.ASK_AGAIN)


def steps(desk, key, folder):
    """What can be done with a question, by name."""

    def settled(step):
        return lambda: settle(desk, "health", YEAR, ID, step, "已看过")

    def with_another():
        ask(desk, ToAsk(unit="health", year=YEAR, scope=QuestionScope.FILING, text="另一个问题"))
        send_return(desk, "health", YEAR, key, folder)

    return {
        "withdraw": settled(E.WITHDRAW),
        "again": settled(E.ASK_AGAIN),
        "close": settled(E.CLOSE),
        "slip": lambda: send_return(desk, "health", YEAR, key, folder),
        "recall": lambda: recall(desk, "health", YEAR, key, folder),
        "slip with another": with_another,
    }


def state_of(desk):
    return ledger_of(desk, YEAR).unit_year("health").questions[0].state


@pytest.mark.parametrize("state", AFTER)
def test_every_step_leads_where_it_should_or_leaves_nothing_behind(both, clock, tmp_path, state):
    lead_to(both, state)
    assert both.states == [state]
    both.office.close()
    for name in steps(None, None, None):
        path = tmp_path / "try.db"
        shutil.copy(both.office.path, path)
        with open_office_desk(path, "陈静", clock) as desk:
            before, step = (
                desk.store.log_position(),
                steps(desk, both.office_key, tmp_path / "发出" / name)[name],
            )
            if name in AFTER[state]:
                step()
                assert state_of(desk) is AFTER[state][name], name
            else:
                with pytest.raises(TianbaoError):
                    step()
                assert (desk.store.log_position(), state_of(desk)) == (before, state), name
            assert desk.store.verify_log().ok
        path.unlink()


def test_every_state_but_void_is_tried():
    assert set(AFTER) == set(S) - {S.VOID}

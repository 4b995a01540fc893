"""Every state of a unit's year at the office and every event in it, through the services and real files.

What a state does not have is refused and leaves nothing behind; what it has leads where the table says.
"""

import shutil

import pytest

from desktop.services.office.desk import open_office_desk
from forms.errors import TianbaoError
from forms.receiving.state import OfficeState
from tests.desktop.services.office.pairs import Deeds, Making, held_by, sent_by

S = OfficeState
EVENTS = (
    "excuse", "call", "aside", "bridge", "choose", "note", "slip", "recall", "accept", "reopen",
    "receipt", "close_year", "drop", "again", "settle", "same_file", "newer_file", "branch_file",
    "decide_paper", "decide_history", "decide_definition", "decide_base", "revoke",
)  # fmt: skip
AFTER = {
    "expected": {
        "excuse": S.EXCUSED, "same_file": S.RECEIVED, "newer_file": S.QUARANTINED,
        "branch_file": S.QUARANTINED, "revoke": S.EXPECTED,
    },
    "excused": {
        "call": S.EXPECTED, "same_file": S.RECEIVED, "newer_file": S.QUARANTINED,
        "branch_file": S.QUARANTINED, "revoke": S.EXCUSED,
    },
    "unknown signer": {
        "aside": S.EXPECTED, "same_file": S.QUARANTINED, "newer_file": S.QUARANTINED,
        "branch_file": S.QUARANTINED,
    },
    "gap": {
        "bridge": S.RECEIVED, "same_file": S.RECEIVED, "newer_file": S.QUARANTINED,
        "branch_file": S.CONFLICT, "revoke": S.QUARANTINED,
    },
    "conflict": {
        "choose": S.RECEIVED, "same_file": S.CONFLICT, "newer_file": S.CONFLICT,
        "branch_file": S.CONFLICT, "revoke": S.QUARANTINED,
    },
    "received": {
        "note": S.RECEIVED, "accept": S.ACCEPTED, "receipt": S.RECEIVED, "same_file": S.RECEIVED,
        "newer_file": S.RECEIVED,
        "branch_file": S.RECEIVED, "revoke": S.QUARANTINED,
    },
    "noted": {
        "note": S.RECEIVED, "slip": S.QUESTIONED, "drop": S.RECEIVED, "receipt": S.RECEIVED,
        "same_file": S.RECEIVED, "newer_file": S.RECEIVED,
        "branch_file": S.RECEIVED, "revoke": S.QUARANTINED,
    },
    "questioned": {
        "note": S.QUESTIONED, "recall": S.RECEIVED, "settle": S.RECEIVED, "receipt": S.QUESTIONED,
        "same_file": S.QUESTIONED, "newer_file": S.QUESTIONED,
        "branch_file": S.QUESTIONED, "revoke": S.QUARANTINED,
    },
    "answered": {
        "note": S.ANSWERED, "again": S.QUESTIONED, "settle": S.RECEIVED, "receipt": S.ANSWERED,
        "same_file": S.ANSWERED, "newer_file": S.ANSWERED,
        "branch_file": S.CONFLICT, "revoke": S.QUARANTINED,
    },
    "to ask again": {
        "note": S.QUESTIONED, "slip": S.QUESTIONED, "recall": S.RECEIVED, "settle": S.RECEIVED,
        "receipt": S.QUESTIONED, "same_file": S.QUESTIONED, "newer_file": S.QUESTIONED,
        "branch_file": S.CONFLICT, "revoke": S.QUARANTINED,
    },
    "settled": {
        "note": S.RECEIVED, "accept": S.ACCEPTED, "receipt": S.RECEIVED, "same_file": S.RECEIVED,
        "newer_file": S.RECEIVED,
        "branch_file": S.CONFLICT, "revoke": S.QUARANTINED,
    },
    "accepted": {
        "reopen": S.RECEIVED, "close_year": S.CLOSED, "same_file": S.ACCEPTED,
        "newer_file": S.ACCEPTED,
        "branch_file": S.ACCEPTED, "revoke": S.QUARANTINED,
    },
    "closed": {
        "reopen": S.RECEIVED, "close_year": S.CLOSED, "same_file": S.CLOSED,
        "newer_file": S.CLOSED,
        "branch_file": S.CLOSED, "revoke": S.CLOSED,
    },
    "chosen": {
        "note": S.RECEIVED, "accept": S.ACCEPTED, "receipt": S.RECEIVED, "same_file": S.RECEIVED,
        "newer_file": S.CONFLICT, "branch_file": S.CONFLICT, "revoke": S.QUARANTINED,
    },
    "bridged": {
        "note": S.RECEIVED, "accept": S.ACCEPTED, "receipt": S.RECEIVED, "same_file": S.RECEIVED,
        "newer_file": S.RECEIVED, "branch_file": S.CONFLICT, "revoke": S.QUARANTINED,
    },
    "history differs": {
        "note": S.RECEIVED, "decide_history": S.RECEIVED, "receipt": S.RECEIVED, "same_file": S.RECEIVED,
        "newer_file": S.RECEIVED, "branch_file": S.RECEIVED, "revoke": S.QUARANTINED,
    },
    "definition differs": {
        "note": S.RECEIVED, "decide_definition": S.RECEIVED, "receipt": S.RECEIVED, "same_file": S.RECEIVED,
        "newer_file": S.RECEIVED, "branch_file": S.CONFLICT, "revoke": S.QUARANTINED,
    },
    "reopened": {
        "note": S.RECEIVED, "accept": S.ACCEPTED, "same_file": S.RECEIVED, "newer_file": S.RECEIVED,
        "branch_file": S.RECEIVED, "revoke": S.QUARANTINED,
    },
    "revoked": {
        "aside": S.EXPECTED, "same_file": S.QUARANTINED, "newer_file": S.QUARANTINED,
        "branch_file": S.QUARANTINED,
    },
    "accepted and revoked": {
        "aside": S.QUARANTINED, "reopen": S.QUARANTINED, "same_file": S.QUARANTINED,
        "newer_file": S.QUARANTINED, "branch_file": S.QUARANTINED,
    },
}  # fmt: skip
"""By state, or what leads to it, the state after each event; every other event is refused.

Where the first file is not there yet, ``same_file`` is its arrival: of a gap it is the missing one, and of a
gap that an officer bridged an older one that comes late. ``branch_file`` is another second revision than the
one that is there: of a conflict, or what was chosen in one, the third. ``drop``, ``again`` and ``settle`` are
about the first question. ``decide_paper`` leads nowhere else in any state; nothing differs from base figures
here. All other units are excused: this one alone is left.
"""
STATES = {
    "expected": S.EXPECTED, "excused": S.EXCUSED, "unknown signer": S.QUARANTINED, "gap": S.QUARANTINED,
    "conflict": S.CONFLICT, "received": S.RECEIVED, "noted": S.RECEIVED, "questioned": S.QUESTIONED,
    "answered": S.ANSWERED, "to ask again": S.QUESTIONED, "settled": S.RECEIVED, "accepted": S.ACCEPTED,
    "closed": S.CLOSED, "chosen": S.RECEIVED, "bridged": S.RECEIVED, "history differs": S.RECEIVED,
    "definition differs": S.RECEIVED, "reopened": S.RECEIVED, "revoked": S.QUARANTINED,
    "accepted and revoked": S.QUARANTINED,
}  # fmt: skip


@pytest.fixture
def case(both, pack, clock, tmp_path, request):
    """The desk in the named state, and files of the unit."""
    made = Making(both, pack, clock, tmp_path)
    getattr(made, request.param.replace(" ", "_"))()
    return made.case()


@pytest.mark.parametrize(("case", "name"), [(one, one) for one in AFTER], indirect=["case"])
def test_every_event_in_a_state_leads_where_it_should_or_leaves_nothing_behind(case, name, tmp_path, clock):
    for event in EVENTS:
        path = tmp_path / "try.db"
        shutil.copy(case.office, path)
        folder = tmp_path / "发出" / event
        with open_office_desk(path, "陈静", clock) as desk:
            deeds = Deeds(case, desk, folder)
            assert deeds.year.state is STATES[name]
            before, held, sent = desk.store.log_position(), held_by(desk), sent_by(desk)
            after = AFTER[name] | {"decide_paper": STATES[name]}
            if event in after:
                getattr(deeds, event)()
                assert deeds.year.state is after[event], event
                rows = desk.store.log_entries()[before.entries :]
                assert {one.actor for one in rows} <= {"陈静"}
                told = [(one.kind, one.reason) for one in rows]
                assert told == ([] if (name, event) in AGAIN else LOGGED[event]), event
            else:
                with pytest.raises(TianbaoError):
                    getattr(deeds, event)()
                assert desk.store.log_position() == before, event
                assert deeds.year.state is STATES[name], event
                assert not list(folder.glob("*")), event
            kept = held_by(desk)
            if event not in ARRIVALS:
                assert kept.keys() == held.keys(), event
            assert {digest: kept[digest] for digest in held} == held, "what came stays as it came"
            assert all(one[: len(sent[kind])] == sent[kind] for kind, one in sent_by(desk).items()), event
            assert desk.store.verify_log().ok
        path.unlink()


RECEIVED = [("receive", "")] * 4
LETTER = ("letter", "")
LOGGED = {
    "excuse": [("excuse", "无此项业务")], "call": [("call", "有此项业务")],
    "aside": [("aside", "不认识的人发来的")], "bridge": [("bridge", "问过")],
    "choose": [("choose", "与纸质表一致"), LETTER], "note": [("question", "")], "slip": [LETTER],
    "recall": [LETTER], "accept": [("accept", ""), LETTER], "reopen": [("reopen", "单位来函更正"), LETTER],
    "receipt": [LETTER], "close_year": [("close", "")], "drop": [("withdraw_question", "已看过答复")],
    "again": [("ask_again", "已看过答复")], "settle": [("close_question", "已看过答复")],
    "same_file": RECEIVED, "newer_file": RECEIVED, "branch_file": RECEIVED,
    "decide_paper": [("paper", "问过")], "decide_history": [("history", "问过")],
    "decide_definition": [("definition", "问过")], "revoke": [("revoke", "密钥文件被盗")],
}  # fmt: skip
"""What an officer did and why, as the log has it; of a file that came, its four rows."""
AGAIN = {(one, "same_file") for one in AFTER.keys() - {"expected", "excused", "gap", "bridged"}} | {
    ("closed", "close_year")
}
"""What was done before and is not noted twice."""
ARRIVALS = {"same_file", "newer_file", "branch_file"}
"""Events by which something comes."""


def test_every_state_is_tried():
    assert set(STATES.values()) == set(S)
    assert STATES.keys() == AFTER.keys()

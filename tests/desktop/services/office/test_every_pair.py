"""Every state of a unit's year at the office and every event in it, through the services and real files.

What a state does not have is refused and leaves nothing behind; what it has leads where the table says.
"""

import shutil

import pytest

from desktop.services.office.acceptance.accepting import accept, reopen
from desktop.services.office.acceptance.choosing import ToChoose, choose
from desktop.services.office.county.closing import close_year
from desktop.services.office.decisions.correcting import put_aside
from desktop.services.office.decisions.deciding import Question, decide, excuse
from desktop.services.office.desk import init_office, open_office_desk
from desktop.services.office.facts.ledger import ledger_of
from desktop.services.office.intake.receiving import Batch, receive
from desktop.services.office.letters.asking import ToAsk, ask, recall, send_return, settle
from desktop.services.office.letters.receipts import receipt
from desktop.services.unit.desk import open_desk
from desktop.services.unit.filing.exporting import export
from desktop.services.unit.filing.finalising import finalise, withdraw
from desktop.services.unit.letters.opening import open_letter
from desktop.services.unit.letters.questions import answer
from desktop.services.unit.year import open_year
from desktop.submission.keys.certificate import fingerprint, to_der
from forms.errors import TianbaoError
from forms.filing.state import YearState
from forms.letters.question import QuestionScope
from forms.receiving.asking import QuestionStep
from forms.receiving.state import OfficeState
from tests.desktop.services.both import ABORTIONS, BIRTHS, YEAR, certificate_of

S = OfficeState
WHERE = "health", YEAR
FIRST_QUESTION = f"q-{YEAR}-health-1"


class Case:
    """A desk in a state, of which each event gets a copy.

    Attributes:
        office: file of the desk.
        first: the unit's first package.
        newer: its next revision, which follows what it filed last.
    """

    def __init__(self, both, office, first, newer):
        self.both, self.office, self.first, self.newer = both, office, first, newer


class Deeds:
    """Everything that can happen to a unit's year."""

    def __init__(self, case, desk, folder):
        self.case, self.desk, self.folder = case, desk, folder
        self.key = case.both.office_key

    @property
    def year(self):
        return ledger_of(self.desk, YEAR).unit_year("health")

    def excuse(self):
        excuse(self.desk, *WHERE, "无此项业务")

    def call(self):
        excuse(self.desk, *WHERE, "有此项业务", undo=True)

    def aside(self):
        waiting = [one.digest for one in self.year.waiting]
        put_aside(self.desk, *WHERE, next(iter(waiting), "0" * 64), "不认识的人发来的")

    def bridge(self):
        decide(self.desk, self._question("revision", "counts"))

    def choose(self):
        named = next(iter(self.year.lineage.candidates), "0" * 64)
        wanted = ToChoose(unit="health", year=YEAR, named=named, reason="与纸质表一致")
        choose(self.desk, wanted, self.key, self.folder)

    def note(self):
        ask(self.desk, ToAsk(unit="health", year=YEAR, scope=QuestionScope.FILING, text="请核对"))

    def slip(self):
        send_return(self.desk, *WHERE, self.key, self.folder)

    def recall(self):
        recall(self.desk, *WHERE, self.key, self.folder)

    def accept(self):
        accept(self.desk, *WHERE, self.key, self.folder)

    def reopen(self):
        reopen(self.desk, *WHERE, "单位来函更正", self.key, self.folder)

    def receipt(self):
        receipt(self.desk, *WHERE, self.key, self.folder)

    def close_year(self):
        close_year(self.desk, YEAR, self.key, self.folder)

    def drop(self):
        self._settle(QuestionStep.WITHDRAW)

    def again(self):
        self._settle(QuestionStep.ASK_AGAIN)

    def settle(self):
        self._settle(QuestionStep.CLOSE)

    def _settle(self, step):
        settle(self.desk, *WHERE, FIRST_QUESTION, step, "已看过答复")

    def same_file(self):
        receive(self.desk, Batch([self.case.first]))

    def newer_file(self):
        receive(self.desk, Batch([self.case.newer]))

    def _question(self, fact, answer_):
        return Question(unit="health", year=YEAR, fact=fact, subject="", answer=answer_, reason="问过")


EVENTS = (
    "excuse", "call", "aside", "bridge", "choose", "note", "slip", "recall", "accept", "reopen",
    "receipt", "close_year", "drop", "again", "settle", "same_file", "newer_file",
)  # fmt: skip
AFTER = {
    "expected": {"excuse": S.EXCUSED, "same_file": S.RECEIVED, "newer_file": S.QUARANTINED},
    "excused": {"call": S.EXPECTED, "same_file": S.RECEIVED, "newer_file": S.QUARANTINED},
    "unknown signer": {"aside": S.EXPECTED, "same_file": S.QUARANTINED, "newer_file": S.QUARANTINED},
    "gap": {"bridge": S.RECEIVED, "same_file": S.RECEIVED, "newer_file": S.QUARANTINED},
    "conflict": {"choose": S.RECEIVED, "same_file": S.CONFLICT, "newer_file": S.CONFLICT},
    "received": {
        "note": S.RECEIVED, "accept": S.ACCEPTED, "receipt": S.RECEIVED, "same_file": S.RECEIVED,
        "newer_file": S.RECEIVED,
    },
    "noted": {
        "note": S.RECEIVED, "slip": S.QUESTIONED, "drop": S.RECEIVED, "receipt": S.RECEIVED,
        "same_file": S.RECEIVED, "newer_file": S.RECEIVED,
    },
    "questioned": {
        "note": S.QUESTIONED, "recall": S.RECEIVED, "settle": S.RECEIVED, "receipt": S.QUESTIONED,
        "same_file": S.QUESTIONED, "newer_file": S.QUESTIONED,
    },
    "answered": {
        "note": S.ANSWERED, "again": S.QUESTIONED, "settle": S.RECEIVED, "receipt": S.ANSWERED,
        "same_file": S.ANSWERED, "newer_file": S.ANSWERED,
    },
    "to ask again": {
        "note": S.QUESTIONED, "slip": S.QUESTIONED, "recall": S.RECEIVED, "settle": S.RECEIVED,
        "receipt": S.QUESTIONED, "same_file": S.QUESTIONED, "newer_file": S.QUESTIONED,
    },
    "settled": {
        "note": S.RECEIVED, "accept": S.ACCEPTED, "receipt": S.RECEIVED, "same_file": S.RECEIVED,
        "newer_file": S.RECEIVED,
    },
    "accepted": {
        "reopen": S.RECEIVED, "close_year": S.CLOSED, "same_file": S.ACCEPTED,
        "newer_file": S.ACCEPTED,
    },
    "closed": {
        "reopen": S.RECEIVED, "close_year": S.CLOSED, "same_file": S.CLOSED,
        "newer_file": S.CLOSED,
    },
}  # fmt: skip
"""By state, or what leads to it, the state after each event; every other event is refused.

Where the first file is not there yet, ``same_file`` is its arrival: of a gap it is the missing one. ``drop``,
``again`` and ``settle`` are about the first question. All other units are excused: this one alone is left.
"""
STATES = {
    "expected": S.EXPECTED, "excused": S.EXCUSED, "unknown signer": S.QUARANTINED, "gap": S.QUARANTINED,
    "conflict": S.CONFLICT, "received": S.RECEIVED, "noted": S.RECEIVED, "questioned": S.QUESTIONED,
    "answered": S.ANSWERED, "to ask again": S.QUESTIONED, "settled": S.RECEIVED, "accepted": S.ACCEPTED,
    "closed": S.CLOSED,
}  # fmt: skip


@pytest.fixture
def case(both, pack, clock, tmp_path, request):
    """The desk in the named state, and files of the unit."""
    made = Making(both, pack, clock, tmp_path)
    getattr(made, request.param.replace(" ", "_"))()
    return made.case()


class Making:
    """Brings a desk into a state."""

    def __init__(self, both, pack, clock, folder):
        self.both, self.pack, self.clock, self.folder = both, pack, clock, folder
        (self.first,) = both.folder.glob("*-r1.asice")
        self.office, self.last = both.office, both.desk.path

    def excuse_others(self):
        """Of the county's year nothing but this unit is left."""
        for unit in self.office.plan.reporting_units:
            if unit.code != "health" and not ledger_of(self.office, YEAR).unit_year(unit.code).is_excused:
                excuse(self.office, unit.code, YEAR, "无此项业务")

    def case(self):
        self.excuse_others()
        newer = self.revise(self.copy("newer", self.last), "newer")
        path = self.office.path
        self.office.close()
        return Case(self.both, path, self.first, newer)

    # --- the unit

    def copy(self, name, of=None):
        path = self.folder / f"{name}.db"
        shutil.copy(of or self.both.desk.path, path)
        return path

    def revise(self, path, name):
        """The next revision of a unit's file."""
        with open_desk(path, self.clock) as desk:
            year = open_year(desk, YEAR)
            if year.state is not YearState.RETURNED:
                withdraw(year, "更正")
            year = open_year(desk, YEAR)
            year.enter({ABORTIONS: str(600 + len(name))})
            for finding in year.report.unexplained:
                year.explain(finding, "已与原始台账逐项核对，数据无误")
            finalise(year)
            return export(open_year(desk, YEAR), self.both.unit_key, self.folder / name).path

    def another_office(self, *, is_registered=True):
        """A desk that received nothing."""
        self.office = init_office(self.folder / "另一份.db", self.pack, "陈静", self.clock)
        if is_registered:
            certificate = to_der(self.both.unit_key.certificate)
            self.office.store.register(certificate_of(certificate, "health", self.clock()))

    # --- the states

    def expected(self):
        self.another_office()

    def excused(self):
        self.another_office()
        excuse(self.office, *WHERE, "无此项业务")

    def unknown_signer(self):
        self.another_office(is_registered=False)
        receive(self.office, Batch([self.first]))

    def gap(self):
        self.another_office()
        self.last = self.copy("second")
        receive(self.office, Batch([self.revise(self.last, "second")]))

    def conflict(self):
        for name in ("first branch", "the other branch"):
            receive(self.office, Batch([self.revise(self.copy(name), name)]))

    def received(self):
        self.both.decide("paper", "waived")

    def noted(self):
        self.received()
        self.both.ask(BIRTHS, "请核对")

    def questioned(self):
        self.noted()
        open_letter(self.both.desk, self.both.send(), fingerprint(self.both.office_key.certificate))

    def answered(self):
        self.questioned()
        answer(self.both.desk, FIRST_QUESTION, "数无误，已与台账核对")
        self.both.revise()
        self.both.file()

    def to_ask_again(self):
        self.answered()
        self.both.settle(FIRST_QUESTION, QuestionStep.ASK_AGAIN)

    def settled(self):
        self.answered()
        self.both.settle(FIRST_QUESTION, QuestionStep.CLOSE)

    def accepted(self):
        self.received()
        accept(self.office, *WHERE, self.both.office_key, self.folder)

    def closed(self):
        self.accepted()
        self.excuse_others()
        close_year(self.office, YEAR, self.both.office_key, self.folder / "汇总")


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
            if event in AFTER[name]:
                getattr(deeds, event)()
                assert deeds.year.state is AFTER[name][event], event
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
            after = held_by(desk)
            if event not in ARRIVALS:
                assert after.keys() == held.keys(), event
            assert {digest: after[digest] for digest in held} == held, "what came stays as it came"
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
    "same_file": RECEIVED, "newer_file": RECEIVED,
}  # fmt: skip
"""What an officer did and why, as the log has it; of a file that came, its four rows."""
AGAIN = {(one, "same_file") for one in AFTER.keys() - {"expected", "excused", "gap"}} | {
    ("closed", "close_year")
}
"""What was done before and is not noted twice."""
ARRIVALS = {"same_file", "newer_file"}
"""Events by which something comes."""


def held_by(desk):
    """Bytes and figures of each package."""
    store = desk.store
    return {
        one.digest: (store.file_bytes(one.digest), sorted(store.values(one.content), key=str))
        for one in store.packages()
    }


def sent_by(desk):
    """The letters that were signed, and the years that were frozen."""
    return {"letters": desk.store.letters(*WHERE), "collections": desk.store.collections(YEAR)}


def test_every_state_is_tried():
    assert set(STATES.values()) == set(S)
    assert STATES.keys() == AFTER.keys()

"""A unit's year at the office in any state, and everything that can happen to it, by real files."""

import shutil
from decimal import Decimal

from db.office.records import PastValue
from desktop.services.office.acceptance.accepting import accept, reopen
from desktop.services.office.acceptance.choosing import ToChoose, choose
from desktop.services.office.county.closing import close_year
from desktop.services.office.decisions.correcting import put_aside
from desktop.services.office.decisions.deciding import Question, decide, excuse
from desktop.services.office.desk import init_office
from desktop.services.office.facts.ledger import ledger_of
from desktop.services.office.intake.receiving import Batch, receive
from desktop.services.office.letters.asking import ToAsk, ask, recall, send_return, settle
from desktop.services.office.letters.receipts import receipt
from desktop.services.office.registry.revoking import revoke
from desktop.services.unit.desk import open_desk
from desktop.services.unit.filing.exporting import export
from desktop.services.unit.filing.finalising import finalise, withdraw
from desktop.services.unit.letters.opening import open_letter
from desktop.services.unit.letters.questions import answer
from desktop.services.unit.year import open_year
from desktop.submission.keys.certificate import fingerprint, to_der
from forms.figures.breakdown import SeriesKey
from forms.filing.state import YearState
from forms.letters.question import QuestionScope
from forms.receiving.asking import QuestionStep
from forms.reporting.earlier import DefinitionChange
from tests.desktop.services.both import ABORTIONS, BIRTHS, YEAR, certificate_of

WHERE = "health", YEAR
FIRST_QUESTION = f"q-{YEAR}-health-1"
ANAEMIC = SeriesKey("pregnancy-anaemia-cases")
OF_HISTORY, OF_DEFINITION, OF_BASE = f"{ANAEMIC.code}/_T/2020", ANAEMIC.code, f"women-35-64/_T/{YEAR}"
"""What is decided about, by the fact."""


class Case:
    """A desk in a state, of which each event gets a copy.

    Attributes:
        office: file of the desk.
        first: the unit's first package.
        newer: its next revision, which follows what it filed last.
        branch: a second revision that follows the first one, from a copy of the unit's file.
    """

    def __init__(self, both, office, first, newer, branch):
        self.both, self.office, self.first, self.newer, self.branch = both, office, first, newer, branch


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

    def branch_file(self):
        receive(self.desk, Batch([self.case.branch]))

    def decide_history(self):
        decide(self.desk, self._question("history", "correction", OF_HISTORY))

    def decide_definition(self):
        decide(self.desk, self._question("definition", "own_series", OF_DEFINITION))

    def decide_base(self):
        decide(self.desk, self._question("base", "kept", OF_BASE))

    def decide_paper(self):
        decide(self.desk, self._question("paper", "waived"))

    def revoke(self):
        revoke(self.desk, fingerprint=None, unit="health", since="2020-01-01", reason="密钥文件被盗")

    def _question(self, fact, answer_, subject=""):
        return Question(unit="health", year=YEAR, fact=fact, subject=subject, answer=answer_, reason="问过")


class Making:
    """Brings a desk into a state."""

    def __init__(self, both, pack, clock, folder):
        self.both, self.pack, self.clock, self.folder = both, pack, clock, folder
        (self.first,) = both.folder.glob("*-r1.asice")
        self.office, self.last = both.office, both.desk.path
        self.branch = self.revise(self.copy("a branch"), "a branch")

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
        return Case(self.both, path, self.first, newer, self.branch)

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

    def chosen(self):
        self.conflict()
        self.both.decide("paper", "waived")
        found = ledger_of(self.office, YEAR).unit_year("health")
        wanted = ToChoose(unit="health", year=YEAR, named=found.lineage.candidates[0], reason="与纸质表一致")
        choose(self.office, wanted, self.both.office_key, self.folder)

    def bridged(self):
        self.gap()
        for fact, as_ in (("revision", "counts"), ("paper", "waived")):
            wanted = Question(unit="health", year=YEAR, fact=fact, subject="", answer=as_, reason="问过")
            decide(self.office, wanted)

    def history_differs(self):
        self.received()
        row = PastValue(2020, ANAEMIC, Decimal(300), "统计年鉴")
        self.office.store.import_past([row], reason="", actor="陈静", now=self.clock())

    def definition_differs(self):
        self.received()
        self.both.desk.record_definition_change(DefinitionChange(ANAEMIC.code, YEAR, "改按产后访视统计"))
        withdraw(open_year(self.both.desk, YEAR), "更正")
        self.both.revise()
        self.both.file()

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

    def reopened(self):
        self.accepted()
        reopen(self.office, *WHERE, "单位来函更正", self.both.office_key, self.folder)

    def revoked(self):
        self.received()
        revoke(self.office, fingerprint=None, unit="health", since="2020-01-01", reason="密钥文件被盗")

    def accepted_and_revoked(self):
        self.accepted()
        revoke(self.office, fingerprint=None, unit="health", since="2020-01-01", reason="密钥文件被盗")

    def closed(self):
        self.accepted()
        self.excuse_others()
        close_year(self.office, YEAR, self.both.office_key, self.folder / "汇总")


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

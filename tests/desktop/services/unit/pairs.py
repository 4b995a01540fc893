"""A unit's year in any state, and everything that can happen to it: a real store, real letters.

A life has two stories. In ``first`` nothing was ever heard of the office. In ``second`` the office's letter 1
is still on its way, its letter 2 returned revision 1 with a question, and revision 2 was frozen without
answering it; so an answer can be given, letter 1 comes late, and letters can speak of the earlier revision.
"""

import shutil
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from db.office.records import CertificatePurpose
from desktop.services.office.decisions.deadlines import ALL, set_deadline
from desktop.services.office.desk import init_office
from desktop.services.office.registry.keys import create_office_key
from desktop.services.office.task.base_figures import issue_base, read_base
from desktop.services.unit.desk import open_desk
from desktop.services.unit.filing.exporting import export
from desktop.services.unit.filing.finalising import finalise, withdraw
from desktop.services.unit.letters.opening import open_letter
from desktop.services.unit.letters.questions import answer
from desktop.services.unit.year import open_year
from desktop.submission.keys.identity import Identity, create_identity
from desktop.submission.keys.self_signed import UnitSubject
from forms.filing.state import YearState
from forms.letters.kind import OfficeLetter
from tests.desktop.models.desks import START, YEAR, Clock
from tests.desktop.services.conftest import PASSPHRASE
from tests.desktop.services.letters.trust import trust
from tests.desktop.services.tasks import GIVEN, giving_small, task
from tests.desktop.services.unit.test_letters import OTHER, Office, cell_question

S, K = YearState, OfficeLetter
REGION = giving_small().plan.region_code
ELSEWHERE = "210404"
ASKED = "maternal/01/_T"
GIVEN_NOW = "8"
"""What the office's base figures give; the unit typed another number."""
DAY = date(2026, 4, 30)
WAYS = {
    S.FINAL: [],
    S.EXPORTED: ["export"],
    S.DELIVERED: ["export", "receipt"],
    S.RETURNED: ["export", "return"],
    S.ACCEPTED: ["export", "accept"],
    S.WITHDRAWN: ["export", "withdraw"],
    S.DRAFT: ["withdraw", "clear"],
    S.READY: ["withdraw", "clear", "enter"],
    S.EMPTY: ["withdraw", "empty"],
    S.SUPERSEDED: ["pass over"],
}
"""From a year that is final and was not exported."""


@dataclass
class Sender:
    """What the office signed for all units, and its key; one made in its name, and another office's."""

    key: Identity
    forger: Identity
    neighbour: Identity
    task: bytes
    base: bytes
    task_with_base: bytes


def sender(folder: Path, pack=None) -> Sender:
    """An office that wrote its first task, its first base figures, and the task that brings both."""
    clock = Clock()
    with init_office(folder / "统计局.db", pack or giving_small(), "陈静", clock) as office:
        key = create_office_key(office, CertificatePurpose.SIGNING, folder / "office.p12", PASSPHRASE)
        set_deadline(office, YEAR, ALL, DAY)
        written = task(office, key, folder).stored.data
        table = f"代码,{YEAR},来源\n{GIVEN.code},{GIVEN_NOW},机构名录".encode()
        base = issue_base(office, read_base(office, table, YEAR), key, folder)
        set_deadline(office, YEAR, ALL, DAY + timedelta(days=1))
        forger = create_identity(UnitSubject("县统计局", "office", REGION), START)
        neighbour = create_identity(UnitSubject("邻县统计局", "office", ELSEWHERE), START)
        return Sender(
            key=key,
            forger=forger,
            neighbour=neighbour,
            task=written,
            base=base.data,
            task_with_base=task(office, key, folder).stored.data,
        )


class Case:
    """A unit's data file at a year, its key, an office that writes to it, and one of the year's figures."""

    def __init__(self, desk, sender, key, folder, figure):
        self.desk, self.sender, self.key, self.folder, self.figure = desk, sender, key, folder, figure
        self.post, self.late = Office(open_year(desk, YEAR), sender.key), None

    def goes_on(self, other):
        """The office of another copy wrote this much."""
        self.post.number, self.post.previous, self.late = other.post.number, other.post.previous, other.late

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.desk.close()

    @property
    def year(self):
        return open_year(self.desk, YEAR)

    @property
    def events(self):
        frozen = [one.content_digest for one in self.desk.store.revisions(YEAR)]
        first, own = frozen[0], frozen[-1]
        question = cell_question(ASKED, self.desk.clock())
        return {
            "enter": lambda: self.year.enter(self.figure),
            "change": lambda: self.year.enter({key: f"{text}1" for key, text in self.figure.items()}),
            "clear": lambda: self.year.clear(list(self.figure)),
            "empty": self.empty,
            "finalise": lambda: finalise(self.year),
            "export": lambda: export(self.year, self.key, self.folder / "报送"),
            "withdraw": lambda: withdraw(self.year, "更正"),
            "answer": lambda: answer(self.desk, question.id, "已与台账核对，数无误"),
            "task": lambda: open_letter(self.desk, self.sender.task),
            "base": lambda: open_letter(self.desk, self.sender.base),
            "receipt": lambda: self.open(K.RECEIPT),
            "return": lambda: self.open(K.RETURN, questions=[question]),
            "recall": lambda: self.open(K.RECALL, recalls=max(self.post.number, 1)),
            "choose": lambda: self.open(K.CHOICE, own, not_chosen=(OTHER,)),
            "pass over": lambda: self.open(K.CHOICE, OTHER, not_chosen=(own,)),
            "accept": lambda: self.open(K.ACCEPTANCE),
            "reopen": lambda: self.open(K.REOPENING),
            "late": lambda: open_letter(self.desk, self.late),
            "return of last year": lambda: self.open(K.RETURN, OTHER, number=1, year=YEAR - 1, previous=None),
            "receipt of 1": lambda: self.open(K.RECEIPT, first),
            "return of 1": lambda: self.open(K.RETURN, first, questions=[question]),
            "accept 1": lambda: self.open(K.ACCEPTANCE, first),
            "reopen 1": lambda: self.open(K.REOPENING, first),
            "choose 1": lambda: self.open(K.CHOICE, first, not_chosen=(own,)),
            "to another unit": lambda: self.open(K.RETURN, unit="education"),
            "of another office": lambda: self.open(K.RETURN, region=ELSEWHERE, key=self.sender.neighbour),
            "forged": lambda: self.open(K.RETURN, key=self.sender.forger),
            "edited": self.open_edited,
            "foreign": lambda: self.open(K.RETURN, "e" * 64, questions=[question]),
            "again": lambda: open_letter(self.desk, self.last.data),
            "other content": self.open_other_content,
            "after another": lambda: self.open(K.RETURN, number=self.last.number + 1, previous=OTHER),
        }

    @property
    def last(self):
        """The letter to this unit with the highest number that was opened here."""
        found = [one for one in self.desk.store.letters(YEAR) if one.kind.is_to_one_unit]
        return max(found, key=lambda one: one.number)

    def open_other_content(self):
        """Another letter with the number of the last one."""
        number, question = self.last.number, cell_question(ASKED, self.desk.clock())
        self.open(K.RETURN, None, [question], number=number, previous=OTHER if number > 1 else None)

    def open_edited(self):
        """One byte of what the letter says is another."""
        data = self.post.write(K.RETURN, region=REGION)
        place = data.index(b'"n":') + 4
        open_letter(self.desk, data[:place] + b"0" + data[place + 1 :])

    def empty(self):
        keys = list(self.year.figures.observations)
        self.year.enter(dict.fromkeys(keys, ""), sources=dict.fromkeys(keys, ""))

    def open(self, kind, content=None, questions=(), key=None, **more):
        self.post.identity = key or self.sender.key
        open_letter(self.desk, self.post.write(kind, content, questions, **{"region": REGION, **more}))

    def begin_second(self):
        """Revision 1 was returned with a question by letter 2; letter 1 is on its way."""
        self.events["export"]()
        self.late = self.post.write(K.RETURN, region=REGION)
        self.events["return"]()
        self.events["finalise"]()

    def lead_to(self, state):
        for event in WAYS[state]:
            self.events[event]()


class Tries:
    """Tries events, each on a copy of one data file that was led to a state."""

    def __init__(self, made_stores, folder, sender, story, state):
        self.folder, self.sender, self.clock = folder, sender, Clock()
        self.made = folder / "单位.db"
        shutil.copy(made_stores("health", "final", behind=False, giving=True), self.made)
        self.key = create_identity(UnitSubject("县卫生健康局", "health", REGION), START)
        with open_desk(self.made, self.clock) as desk:
            trust(desk, sender.key)
            self.figure = self._figure(desk)
            self.case = self._case(desk)
            if story == "second":
                self.case.begin_second()
            self.case.lead_to(state)
            assert self.case.year.state is state, self.case.year.state

    @staticmethod
    def _figure(desk):
        """A figure of the unit's own."""
        held = open_year(desk, YEAR).figures.observations
        series = next(key for key in held if key != GIVEN)
        return {series: held[series].reading.text}

    def _case(self, desk):
        return Case(desk, self.sender, self.key, self.folder, self.figure)

    def copy(self):
        """The same on a copy, in which anything may be done; to be closed."""
        path = self.folder / "try.db"
        path.unlink(missing_ok=True)
        shutil.copy(self.made, path)
        tried = self._case(open_desk(path, self.clock))
        tried.goes_on(self.case)
        return tried


def frozen(desk):
    return [desk.store.documents(YEAR, one.number) for one in desk.store.revisions(YEAR)]

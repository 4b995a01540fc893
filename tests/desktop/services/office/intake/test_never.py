"""Whatever officers do in whatever order, what units sent stays as it came, and nothing wins silently."""

import random
from datetime import timedelta

import pytest

from db.office.records import CertificateRevocation, DecisionKind, PastValue
from desktop.services.keys.key_files import open_key
from desktop.services.office.acceptance.accepting import accept, obstacles, reopen
from desktop.services.office.acceptance.choosing import ToChoose, choose
from desktop.services.office.decisions.correcting import put_aside, undo
from desktop.services.office.decisions.deciding import (
    DEFINITION_ANSWERS,
    HISTORY_ANSWERS,
    Question,
    decide,
    excuse,
)
from desktop.services.office.desk import init_office, open_office_desk
from desktop.services.office.facts.ledger import ledger_of
from desktop.services.office.facts.past import history_fact
from desktop.services.office.intake.receiving import Batch, receive, rehearse
from desktop.services.office.letters.asking import ToAsk, ask, send_return, settle
from desktop.services.office.letters.suggesting import suggestions, take
from desktop.services.office.overview.showing import show
from desktop.services.office.registry.keys import import_office_key
from desktop.services.plans.packs import read_pack
from forms.canonical import check_code, digest_of
from forms.errors import TianbaoError
from forms.figures.breakdown import SeriesKey
from forms.letters.question import QuestionScope
from forms.receiving.asking import AFTER, QuestionStep
from forms.receiving.state import ALLOWED, Deed, OfficeState
from tests.desktop.services.office.intake.conftest import NOW, certificate_of
from tests.desktop.services.office.intake.further_deeds import FurtherDeeds
from tests.desktop.services.stated_values import held, stated
from tests.examples import is_long, share

ANSWERS = {
    "revision": ("counts", "nothing"),
    "history": (*HISTORY_ANSWERS, "nothing"),
    "definition": (*DEFINITION_ANSWERS, "nothing"),
    "paper": ("waived", "nothing"),
    "time": ("2026-03-10", "nothing", "2027-01-01"),
    "signer": ("counts",),
}


UNREASONED = {DecisionKind.ACCEPT, DecisionKind.REMIND, DecisionKind.ASK_WHICH}
"""What an officer does without a reason: nothing about a figure follows from it but what stands there."""


class Officers(FurtherDeeds):
    """Several at one desk, who do anything at all, seeded.

    Attributes:
        desk: the office's desk, opened anew now and then.
        sent: bytes of each package that was received, by digest.
        refused: how many deeds were refused.
        done: those that were not, once at least.
        frozen: how many years were frozen (定库).
        decided: kinds of decisions that were ever there; a restored backup has fewer.
    """

    def __init__(self, county, expected, folder, receiving_key):
        self.chance = random.Random()
        self.county, self.folder = county, folder
        self.key, self.identity = receiving_key, None
        self.now, self.path = NOW, folder / "统计局.db"
        self.files = sorted(path for name in ("packages", "later") for path in (county / name).rglob("*.*"))
        self.pack = read_pack((county / "plan.json").read_bytes())
        self.units = [unit.code for unit in self.pack.plan.reporting_units]
        self.years = [*expected["reported_years"], 2026]
        self.certificates = [
            (county / one["path"], one["fingerprint"], one["unit"]) for one in expected["certificates"]
        ]
        self.desk = init_office(self.path, self.pack, "李娜", lambda: self.now)
        self.sent, self.refused, self.done, self.decided = {}, 0, set(), set()
        self.frozen = 0
        self.figures = {}  # of each package, as they were seen first
        for path, _, unit in self.certificates[:-3]:  # the others are registered now and then
            self.desk.store.register(certificate_of(path.read_bytes(), unit, NOW))

    def act(self):
        """Do one thing; what is refused leaves everything as it was."""
        deeds = self.deeds()
        (deed,) = self.chance.choices(list(deeds), list(deeds.values()))
        self.now += timedelta(minutes=1)
        before = self.desk.store.log_position()
        try:
            deed()
            self.done.add(deed)
            self.decided |= {one.kind for one in self.desk.store.decisions()}
        except TianbaoError:
            self.refused += 1
            assert self.desk.store.log_position() == before

    def deeds(self):
        """What they do, with how often."""
        return {
            self.receive: 6, self.rehearse: 2, self.decide: 6, self.choose: 4, self.excuse: 3,
            self.register: 4, self.revoke: 0.1, self.accept: 2, self.reopen_year: 1, self.restart: 0.5,
            self.settle_open: 3, self.put_aside: 2, self.undo: 3, self.correct_register: 0.3,
            self.question: 3, self.suggest: 2, self.recall: 1, self.publish: 0.5,
            self.remind: 1, self.deadline: 0.5, self.task: 0.5, self.base: 0.3, self.plan_version: 0.2,
            self.receipt: 1, self.ask_which: 0.5, self.arrival: 0.5, self.people: 0.5,
            self.close: 0.1, self.restore: 0.2,
        }  # fmt: skip

    def batch(self):
        paths = self.chance.choices([*self.files, self.county / "packages/2025"], k=self.chance.randint(1, 3))
        return Batch(paths, self.key if self.chance.random() < 0.6 else None)

    def receive(self):
        for report in receive(self.desk, self.batch()):
            for one in report.packages:
                self.sent[one.package.digest] = self.desk.store.file_bytes(one.package.digest)

    def rehearse(self):
        before = self.desk.store.log_position()
        rehearse(self.desk, self.batch())
        assert self.desk.store.log_position() == before

    def year(self):
        """Mostly a unit's year of which something came."""
        came = [(one.unit, one.year) for one in self.desk.store.packages()]
        if came and self.chance.random() < 0.8:
            return self.chance.choice(came)
        return self.chance.choice(self.units), self.chance.choice(self.years)

    def decide(self):
        unit, year = self.year()
        fact = self.chance.choice(list(ANSWERS))
        answers, subjects = list(ANSWERS[fact]), [""]
        for package, facts in show(self.desk, unit, year).packages:
            if fact == "paper":
                answers.append(check_code(package.content))
            for one in facts:
                found = one.details or {}
                if one.name == fact == "definition":
                    subjects += found.get("items", [])
                elif one.name == fact == "history":
                    cells = found.get("cells", [])
                    subjects += [f"{cell['item']}/{cell['breakdown']}/{cell['year']}" for cell in cells]
        answer, subject = self.chance.choice(answers), self.chance.choice(subjects)
        question = Question(
            unit=unit,
            year=year,
            fact=fact,
            subject=subject,
            answer=answer,
            reason=self.chance.choice(("问过", "")),
        )
        decide(self.desk, question)

    def choose(self):
        forks = [
            one
            for year in self.years
            for ledger in (ledger_of(self.desk, year),)
            for one in map(ledger.unit_year, ledger.units)
            if one.state is OfficeState.CONFLICT
        ]
        unit_year = self.chance.choice(forks) if forks else None
        unit, year = (unit_year.unit, unit_year.year) if unit_year else self.year()
        chosen = [
            (one.unit, one.year, content)
            for one in self.desk.store.decisions()
            if one.kind is DecisionKind.CHOOSE
            for content in one.subject.split()
        ]
        if chosen and self.chance.random() < 0.3:
            unit, year, named = self.chance.choice(chosen)
            wanted = ToChoose(unit=unit, year=year, named=named, reason="改选另一份", is_again=True)
            choose(self.desk, wanted, self.identity, self.folder / "发出")
            return
        named = self.chance.choice([*(unit_year.lineage.candidates if unit_year else ()), "0" * 64])
        choose(
            self.desk,
            ToChoose(unit=unit, year=year, named=named, reason="电话问过"),
            self.identity,
            self.folder / "发出",
        )

    def question(self):
        """Note a question, send what is noted, or settle one; no unit of the county answers."""
        asked = [(one.unit, one.year) for year in self.years for one in self.desk.store.questions(year)]
        unit, year = self.chance.choice(asked) if asked and self.chance.random() < 0.7 else self.year()
        questions = ledger_of(self.desk, year).unit_year(unit).questions
        if not questions or self.chance.random() < 0.3:
            wanted = ToAsk(unit=unit, year=year, scope=QuestionScope.FILING, text="为什么迟报")
            ask(self.desk, wanted)
        elif self.chance.random() < 0.4:
            send_return(self.desk, unit, year, self.identity, self.folder / "发出")
        else:
            one = self.chance.choice(questions)
            steps = list(QuestionStep)[2:]
            fitting = [step for step in steps if step in AFTER[one.state]]
            step = self.chance.choice(fitting if fitting and self.chance.random() < 0.7 else steps)
            settle(self.desk, unit, year, one.question.id, step, "问过")

    def excuse(self):
        unit, year = self.chance.choice(self.units), self.chance.choice(self.years)
        excuse(self.desk, unit, year, "无此项业务", undo=self.chance.random() < 0.4)

    def register(self):
        path, fingerprint, unit = self.chance.choice(self.certificates)
        if fingerprint not in {one.fingerprint for one in self.desk.store.certificates()}:
            self.desk.store.register(certificate_of(path.read_bytes(), unit, self.now))

    def revoke(self):
        known = [one.fingerprint for one in self.desk.store.certificates()]
        gone = {one.fingerprint for one in self.desk.store.revocations()}
        left = [one for one in known if one not in gone]
        if left:
            fingerprint = self.chance.choice(left)
            since = NOW - timedelta(days=self.chance.randint(-9, 200))
            self.desk.store.revoke(
                CertificateRevocation(
                    fingerprint=fingerprint, since=since, reason="遗失", actor="李娜", at=self.now
                )
            )

    def settle_open(self):
        """Decide about what is open somewhere: a missing revision, or one of the definitions that differ."""
        open_ = []
        for unit_year in self.every_year():
            asked = {"unit": unit_year.unit, "year": unit_year.year, "reason": "问过"}
            if unit_year.lineage.gap:
                open_.append(Question(**asked, fact="revision", subject="", answer="认定"))
            facts = [] if unit_year.current is None else unit_year.facts(unit_year.current)
            for fact in facts:
                found = fact.details or {}
                if fact.name == "definition" and fact.is_bad:
                    codes = [*found.get("items", []), *found.get("indicators", [])]
                    answers = list(DEFINITION_ANSWERS)
                    open_ += [
                        Question(**asked, fact="definition", subject=code, answer=self.chance.choice(answers))
                        for code in codes
                    ]
            if unit_year.current is not None and unit_year.is_comparable(unit_year.current):
                past = history_fact(self.desk, unit_year, unit_year.current)
                open_ += [
                    Question(
                        **asked,
                        fact="history",
                        subject=f"{cell['item']}/{cell['breakdown']}/{cell['year']}",
                        answer=self.chance.choice(list(HISTORY_ANSWERS)),
                    )
                    for cell in (past.details or {}).get("cells", ())
                ]
        if open_:
            decide(self.desk, self.chance.choice(open_))

    def every_year(self):
        for year in self.years:
            ledger = ledger_of(self.desk, year)
            yield from (ledger.unit_year(unit) for unit in self.units)

    def put_aside(self):
        waiting = [one for unit_year in self.every_year() for one in unit_year.waiting]
        if waiting:
            one = self.chance.choice(waiting)
            put_aside(self.desk, one.unit, one.year, one.digest, "不认识的人发来的")

    def undo(self):
        made = self.desk.store.decisions()
        if made:
            one = self.chance.choice(made)
            undo(self.desk, one.unit, one.year, one.id, "办错了")

    def suggest(self):
        """Take over what is suggested; a number that is not there takes nothing."""
        unit, year = self.year()
        offered = [one.number for one in suggestions(self.desk, unit, year)]
        before = len(ledger_of(self.desk, year).unit_year(unit).questions)
        wanted = self.chance.sample([*offered, 999], min(2, len(offered) + 1))
        made = take(self.desk, unit, year, wanted)
        assert len(ledger_of(self.desk, year).unit_year(unit).questions) == before + len(made)
        left = {one.number for one in suggestions(self.desk, unit, year)}
        assert left.isdisjoint(wanted), "what was asked is not suggested again"

    def publish(self):
        """The office publishes a figure of 2020, mostly another one than a unit states."""
        packages = self.desk.store.packages()
        values = self.desk.store.values(self.chance.choice(packages).content) if packages else []
        past = [one for one in values if one.year == 2020 and one.value is not None]
        if past:
            one = self.chance.choice(past)
            value = one.value + self.chance.choice((0, 1))
            row = PastValue(2020, SeriesKey(one.item, one.breakdown), value, "统计年鉴")
            self.desk.store.import_past([row], reason="", actor="李娜", now=self.now)

    def accept(self):
        """Accept a year, mostly one whose paper nobody has to see; never with anything in the way."""
        reviewed = [one for one in self.every_year() if Deed.ACCEPT in ALLOWED[one.state]]
        unit_year = self.chance.choice(reviewed) if reviewed else None
        unit, year = (unit_year.unit, unit_year.year) if unit_year else self.year()
        if unit_year and self.chance.random() < 0.8:
            asked = {"unit": unit, "year": year, "fact": "paper", "subject": ""}
            decide(self.desk, Question(**asked, answer="waived", reason="问过"))
        found = ledger_of(self.desk, year).unit_year(unit)
        left = obstacles(self.desk, found)
        before = self.desk.store.log_position()
        try:
            accept(self.desk, unit, year, self.identity, self.folder / "发出")
        except TianbaoError:
            self.refused += 1
            assert self.desk.store.log_position() == before
            return
        assert left == []
        assert not [one for one in found.questions if one.state.is_open or one.state.is_to_send]
        assert not [one for one in found.facts(found.current) if one.is_bad]

    def reopen_year(self):
        accepted = [one for one in self.every_year() if one.accepted is not None]
        unit, year = self.year()
        if accepted:
            one = self.chance.choice(accepted)
            unit, year = one.unit, one.year
        reopen(self.desk, unit, year, "单位来函更正", self.identity, self.folder / "发出")

    def restart(self):
        """As after the power failed: the file as it lies there is opened again."""
        left = self.path.read_bytes()
        self.desk.close()
        self.path = self.path.with_name(f"{self.now:%H%M%d}.db")
        self.path.write_bytes(left)
        self.desk = open_office_desk(self.path, "李娜", lambda: self.now)


def require_all_as_it_came(officers):
    desk, received = officers.desk, {one.digest: one for one in officers.desk.store.packages()}
    originals = {digest_of(path.read_bytes()): path.read_bytes() for path in officers.files}
    assert received.keys() >= officers.sent.keys()
    for digest, package in received.items():
        data = desk.store.file_bytes(digest)
        assert digest_of(data) == digest
        assert digest not in originals or data == originals[digest]
        found = sorted(held(desk, package.content), key=str)
        assert found == officers.figures.setdefault(digest, found), "no figure goes once it came"
        if found:  # none where the table is not what the format says
            assert found == sorted(stated(data), key=str)
    assert any(officers.figures.values()) or not received


def require_no_silent_winner(officers):
    for year in officers.years:
        ledger = ledger_of(officers.desk, year)
        for unit_year in map(ledger.unit_year, ledger.units):
            contents = {one.content for one in unit_year.admitted}
            heads = contents - {one.replaces for one in unit_year.admitted}
            kinds = {one.kind for one in unit_year.standing}
            deciding = {DecisionKind.CHOOSE, DecisionKind.BRIDGE, DecisionKind.ACCEPT}
            if len(heads) > 1 and not kinds & deciding:
                assert unit_year.current is None, (unit_year.unit, year)
            if unit_year.current is not None:
                assert unit_year.current.content in contents | {unit_year.accepted}
            if unit_year.state is OfficeState.ACCEPTED:
                assert unit_year.current.content == unit_year.accepted
            assert all(one.reason or one.kind in UNREASONED for one in unit_year.decisions)


@pytest.fixture
def officers(county, expected, words, receiving_key, tmp_path):
    made = Officers(county, expected, tmp_path, receiving_key)
    made.identity = open_key(county / "keys/office.p12", words)
    import_office_key(made.desk, county / "keys/office.p12", None, words, None)  # so that tasks can be signed
    yield made
    made.desk.close()


@pytest.mark.slow
@pytest.mark.parametrize("seed", [7, 1])
def test_nothing_that_officers_do_changes_what_came(officers, seed):
    officers.chance.seed(seed)
    deeds = share(1_000)
    for number in range(deeds):
        officers.act()
        if number % 60 == 0:
            require_no_silent_winner(officers)
            require_all_as_it_came(officers)
    require_no_silent_winner(officers)
    require_all_as_it_came(officers)
    assert officers.desk.store.verify_log().ok
    assert officers.sent
    assert 0 < officers.refused < deeds
    if is_long() and seed == 1:  # so many reach what matters
        assert officers.decided >= set(DecisionKind) - {
            DecisionKind.BASE, DecisionKind.ASK_AGAIN
        }  # fmt: skip
        assert officers.desk.store.corrections()
        assert officers.done >= set(officers.deeds()) - {officers.suggest}
        assert officers.frozen

"""A desk and three units that do anything at all and exchange files by a post that loses and mixes them."""

import random
import shutil
from itertools import count

import pytest

from db.office.records import CertificatePurpose
from desktop.services.keeping import back_up
from desktop.services.office.acceptance.accepting import accept, reopen
from desktop.services.office.acceptance.choosing import ToChoose, choose
from desktop.services.office.decisions.deciding import Question, decide
from desktop.services.office.desk import init_office, open_office_desk
from desktop.services.office.facts.figure import figure_address
from desktop.services.office.facts.ledger import ledger_of
from desktop.services.office.intake.receiving import Batch, receive
from desktop.services.office.keeping import restore_office
from desktop.services.office.letters.asking import ToAsk, ask, recall, send_return, settle
from desktop.services.office.letters.receipts import receipt
from desktop.services.office.registry.keys import create_office_key
from desktop.services.unit.filing.exporting import export
from desktop.services.unit.filing.finalising import finalise, withdraw
from desktop.services.unit.letters.opening import open_letter
from desktop.services.unit.letters.questions import answer, open_questions
from desktop.submission.keys.certificate import to_der
from desktop.submission.keys.identity import create_identity
from desktop.submission.keys.self_signed import UnitSubject
from desktop.submission.package import inspect
from forms.canonical import check_code, digest_of
from forms.errors import TianbaoError
from forms.figures.quantity import canonical_decimal
from forms.findings import RULES
from forms.letters.question import QuestionScope
from forms.receiving.asking import QuestionState, QuestionStep
from tests.desktop.models.desks import START, YEAR, Clock
from tests.desktop.services.both import certificate_of
from tests.desktop.services.conftest import PASSPHRASE
from tests.desktop.services.data_file import DataFile
from tests.desktop.services.exchange_to_all import ToAll
from tests.desktop.services.stated_values import held, stated
from tests.desktop.services.tasks import GIVEN, giving_small

UNITS = ("health", "education", "statistics")
ASKED_OF = {
    QuestionScope.CELL: 5, QuestionScope.PAIR: 3, QuestionScope.FINDING: 2, QuestionScope.ATTACHMENT: 1,
    QuestionScope.FILING: 2,
}  # fmt: skip
"""How often a question hangs on what."""


class World(ToAll):
    """The desk, the units, and what is in the post; seeded.

    Attributes:
        office: the office's desk.
        files: data files of each unit, the one it works with last.
        packages: files with what each unit sent, in order.
        letters: what the office sent to each unit, in order; some of it before the desk was restored.
        lost: chance that a file, of either side, is never seen again.
        refused: how many deeds were refused.
        not_enough: question and answer after which the office asked again.
        done: names of the deeds that were done.
        scopes: on what questions hung that were asked.
    """

    def __init__(self, make_store, folder, seed, lost=0.0):
        self.lost = lost
        self.chance, self.clock, self.folder = random.Random(seed), Clock(), folder
        self.make_store, self.tokens = make_store, count(1)
        self.path, self.backup = folder / "统计局.db", None
        self.office = init_office(self.path, giving_small(), "陈静", self.clock)
        self.office_key = create_office_key(
            self.office, CertificatePurpose.SIGNING, folder / "office.p12", PASSPHRASE
        )
        self.keys, self.files = {}, {}
        self.begin_to_all()
        for unit in UNITS:
            subject = UnitSubject(f"县{unit}", unit, self.office.region)
            self.keys[unit] = create_identity(subject, START)
            certificate = to_der(self.keys[unit].certificate)
            self.office.store.register(certificate_of(certificate, unit, self.clock()))
            self.files[unit] = [self.new_file(unit, "final")]
        self.packages = {unit: [] for unit in UNITS}
        self.letters = {unit: [] for unit in UNITS}
        self.delivered, self.refused, self.done, self.not_enough = set(), 0, set(), set()
        self.scopes = set()

    def new_file(self, unit, state):
        path = self.folder / f"{unit}-{next(self.tokens)}.db"
        shutil.copy(self.make_store(unit, state, behind=False, giving=True), path)  # as all others ask for it
        return DataFile(path, self.clock, self.office_key.certificate)

    def close(self):
        self.office.close()
        for files in self.files.values():
            for one in files:
                one.desk.close()

    # --- one deed --------------------------------------------------------------------------------

    def act(self):
        """Do one thing; what is refused leaves every file as it was."""
        deeds = {
            self.enter: 3, self.answer: 5, self.explain: 4, self.freeze: 5, self.withdraw: 1, self.export: 6,
            self.receive: 9, self.ask: 4, self.settle: 3, self.send: 5, self.recall: 0.7, self.accept: 2,
            self.new_store: 0.4, self.write_task: 1, self.issue_base: 1.5, self.deliver_to_all: 4,
            self.reopen: 1, self.choose: 2, self.receipt: 3, self.bridge: 1, self.deliver: 12,
            self.misdeliver: 0.5, self.back_up: 0.6, self.restore: 0.4, self.back_up_file: 0.6,
            self.restore_file: 0.4,
        }  # fmt: skip
        before = self.positions()
        for deed in self.chance.choices(list(deeds), list(deeds.values()), k=9):
            try:
                if deed() is False:  # there is nothing to do it with
                    continue
            except TianbaoError:
                self.refused += 1
                assert self.positions() == before, deed.__name__
            else:
                self.done.add(deed.__name__)
            return

    def positions(self):
        stores = [self.office.store, *(one.desk.store for files in self.files.values() for one in files)]
        return [store.log_position() for store in stores]

    def a_file(self, unit=None):
        """Mostly the data file that a unit works with; now and then the one on its old computer."""
        unit = unit or self.chance.choice(UNITS)
        files = self.files[unit]
        return unit, files[-1] if self.chance.random() < 0.85 else self.chance.choice(files)

    # --- at a unit -------------------------------------------------------------------------------

    def enter(self):
        _, file = self.a_file()
        key = self.chance.choice(list(file.made_with))
        text = file.made_with[key] if self.chance.random() < 0.5 else str(self.chance.randint(0, 3000))
        file.year.enter({key: text})

    def answer(self):
        _, file = self.a_file()
        asked = [one for one in open_questions(file.year) if not one.is_void]
        if not asked:
            return False
        self.answer_one(file, self.chance.choice(asked))
        return True

    def answer_one(self, file, one):
        answer(file.desk, one.asked.id, f"答{one.asked.text}之 {next(self.tokens)}")

    def explain(self):
        return self.a_file()[1].explain()

    def freeze(self):
        finalise(self.a_file()[1].year)

    def withdraw(self):
        withdraw(self.a_file()[1].year, "更正")

    def export(self, unit=None, file=None):
        if file is None:
            unit, file = self.a_file()
        out = self.folder / f"out-{next(self.tokens)}"
        made = export(file.year, self.keys[unit], out)
        if self.chance.random() >= self.lost:
            self.packages[unit].append(made.path)

    def new_store(self):
        """A new computer: a data file that knows nothing of the exchange, with the figures of the year."""
        unit = self.chance.choice(UNITS)
        if len(self.files[unit]) > 1:
            return False
        self.files[unit].append(self.new_file(unit, "ready"))
        return True

    def back_up_file(self):
        self.a_file()[1].back_up()

    def restore_file(self):
        """A unit's computer broke: what it did and opened since the backup is gone, what it sent is not."""
        _, file = self.a_file()
        if file.backup is None:
            return False
        file.restore()
        self.delivered = {one for one in self.delivered if one[0] != file.path}
        return True

    def deliver(self):
        """A letter reaches a unit: the next one, or any."""
        unit, file = self.a_file()
        letters = self.letters[unit]
        if not letters:
            return False
        fresh = [one for one in letters if (file.path, digest_of(one)) not in self.delivered]
        data = fresh[0] if fresh and self.chance.random() < 0.6 else self.chance.choice(letters)
        self.open(file, data)
        return True

    def open(self, file, data):
        """A unit opens a letter: no figure changes but what is given, and none is carried out twice."""
        before, was = file.held(), file.desk.store.observations(YEAR).get(GIVEN)
        try:
            open_letter(file.desk, data)
        finally:
            assert file.held() == before
            if file.year.state.is_frozen:
                assert file.desk.store.observations(YEAR).get(GIVEN) == was
            self.require_given(file)
        self.delivered.add((file.path, digest_of(data)))
        self.require_counted(file.desk.store)

    def misdeliver(self):
        """A letter reaches another unit, which refuses it."""
        unit, other = self.chance.sample(UNITS, 2)
        if not self.letters[unit]:
            return False
        file, data = self.files[other][-1], self.chance.choice(self.letters[unit])
        before = file.desk.store.log_position()
        with pytest.raises(TianbaoError, match="E-OPEN-012"):
            open_letter(file.desk, data)
        assert file.desk.store.log_position() == before
        return True

    # --- at the desk -----------------------------------------------------------------------------

    def at_office(self, unit):
        return ledger_of(self.office, YEAR).unit_year(unit)

    def receive(self):
        unit = self.chance.choice(UNITS)
        if not self.packages[unit]:
            return False
        paths = self.packages[unit]
        path = paths[-1] if self.chance.random() < 0.6 else self.chance.choice(paths)
        receive(self.office, Batch([path]))
        return True

    def ask(self):
        unit = self.chance.choice(UNITS)
        found = self.at_office(unit)
        token = "".join(self.chance.choices("甲乙丙丁戊己庚辛壬癸", k=8))
        scope = self.chance.choices(list(ASKED_OF), list(ASKED_OF.values()))[0]
        place = {}
        if scope is QuestionScope.FINDING:
            place = {"code": self.chance.choice(RULES).code}
        elif found.current is not None and scope in {QuestionScope.CELL, QuestionScope.PAIR}:
            stated = [o for o in self.office.store.values(found.current.content) if o.year == YEAR]
            cells = map(figure_address, self.chance.sample(stated, 2 if scope is QuestionScope.PAIR else 1))
            place = dict(zip(("cell", "other_cell"), cells, strict=False))
        ask(self.office, ToAsk(unit=unit, year=YEAR, scope=scope, text=f"请核实{token}", **place))
        self.scopes.add(scope)

    def settle(self):
        unit = self.chance.choice(UNITS)
        questions = self.at_office(unit).questions
        if not questions:
            return False
        one, step = self.chance.choice(questions), self.chance.choice(list(QuestionStep)[2:])
        settle(self.office, unit, YEAR, one.question.id, step, "看过")
        if step is QuestionStep.ASK_AGAIN:
            self.not_enough.add((one.question.id, one.answer.answer))
        return True

    def write(self, write, *more, unit=None):
        """The office signs a letter; the post has it from then on."""
        unit = unit or self.chance.choice(UNITS)
        made = write(self.office, *(more or (unit, YEAR)), self.office_key, self.folder / "发出")
        data = getattr(made, "path", made).read_bytes()
        if data not in self.letters[unit] and self.chance.random() >= self.lost:
            self.letters[unit].append(data)

    def send(self):
        self.write(send_return)

    def recall(self):
        self.write(recall)

    def receipt(self):
        self.write(receipt)

    def accept(self, unit=None):
        unit = unit or self.chance.choice(UNITS)
        current = self.at_office(unit).current
        if current is not None:
            code = check_code(current.content)
            decide(self.office, _decision(unit, "paper", code))
            self.decide_base(unit)
        before = self.positions()
        try:
            self.write(accept, unit=unit)
        except TianbaoError:
            assert self.positions() == before  # the paper was typed all the same
            self.refused += 1

    def reopen(self, unit=None):
        unit = unit or self.chance.choice(UNITS)
        self.write(reopen, unit, YEAR, "更正", unit=unit)

    def choose(self, unit=None):
        unit = unit or self.chance.choice(UNITS)
        candidates = self.at_office(unit).lineage.candidates
        if not candidates:
            return False
        self.choose_one(unit, self.chance.choice(list(candidates)))
        return True

    def choose_one(self, unit, content):
        self.write(choose, ToChoose(unit=unit, year=YEAR, named=content, reason="电话问过"), unit=unit)

    def bridge(self, unit=None):
        unit = unit or self.chance.choice(UNITS)
        if not self.at_office(unit).lineage.gap:
            return False
        decide(self.office, _decision(unit, "revision", "counts"))
        return True

    def back_up(self):
        self.backup = back_up(self.office, self.folder / "备份", "manual")

    def restore(self):
        """The desk's computer broke: what came and was decided since the backup is gone, letters are not."""
        if self.backup is None:
            return False
        self.office.close()
        self.not_enough.clear()  # it may not know of it any more
        try:
            restore_office(self.backup, self.path, "陈静", self.clock)
        finally:
            self.office = open_office_desk(self.path, "陈静", self.clock)
        return True

    # --- what must be so at any time -------------------------------------------------------------

    def require_all_as_it_was_sent(self):
        """Every byte and every value at the office is what a unit sent."""
        sent = {
            digest_of(path.read_bytes()): path.read_bytes()
            for paths in self.packages.values()
            for path in paths
        }
        frozen = {
            content: {one.name: one.data for one in documents}
            for files in self.files.values()
            for file in files
            for content, documents in (file.lost | file.frozen()).items()
        }
        for package in self.office.store.packages():
            assert self.office.store.file_bytes(package.digest) == sent[package.digest]
            names = {entry.name: entry.data for entry in inspect(sent[package.digest]).payload}
            for name, data in frozen[package.content].items():
                assert names[name] == data
            found = sorted(held(self.office, package.content), key=str)
            assert found
            assert found == sorted(stated(sent[package.digest]), key=str)

    def require_answers_to_what_was_asked(self):
        """No answer to another question, or to the same one as it was asked before, counts."""
        for unit in UNITS:
            for one in self.at_office(unit).questions:
                if one.state is QuestionState.ANSWERED:
                    assert one.answer.answer.startswith(f"答{one.question.text}之"), one
                    assert (one.question.id, one.answer.answer) not in self.not_enough
        for files in self.files.values():
            for file in files:
                for one in open_questions(file.year):
                    require_shown(file, one)
                    assert one.answer is None or one.answer.text.startswith(f"答{one.asked.text}之")


def require_shown(file, one):
    """Beside a question stand the figures that the file has, of a pair both."""
    shown = {one.asked.cell: one.new, one.asked.other_cell: one.other_new}
    year = file.year
    for address in filter(None, shown):
        reading = year.reading(year.entry_cell(address).key)
        assert shown[address] == ("" if reading.value is None else canonical_decimal(reading.value))


def _decision(unit, fact, answer):
    return Question(unit=unit, year=YEAR, fact=fact, subject="", answer=answer, reason="问过")

"""One office and one unit that exchange files: what each writes, the other opens."""

from datetime import UTC, datetime, timedelta

from db.office.records import CertificatePurpose, RegisteredCertificate, TakenIn
from desktop.services.office.decisions.deciding import Question, decide
from desktop.services.office.desk import init_office
from desktop.services.office.facts.ledger import ledger_of
from desktop.services.office.intake.receiving import Batch, receive
from desktop.services.office.letters.asking import ToAsk, ask, send_return, settle
from desktop.services.office.overview.board import board_of
from desktop.services.office.registry.keys import create_office_key
from desktop.services.unit.filing.exporting import export
from desktop.services.unit.filing.finalising import finalise
from desktop.services.unit.year import open_year
from desktop.submission.keys.certificate import fingerprint, load_certificate, subject_of, to_der
from forms.canonical import check_code
from forms.figures.breakdown import SeriesKey
from forms.letters.question import QuestionScope
from tests.desktop.services.letters.trust import trust

NOW = datetime(2026, 6, 1, tzinfo=UTC)
YEAR = 2025
OFFICE, BETWEEN = "统计局.db", "往来"
"""Beside the unit's file."""
BIRTHS, ABORTIONS = SeriesKey("live-births"), SeriesKey("induced-abortions")


class Both:
    """An office and a unit with one clock; ``folder`` is what goes between them."""

    def __init__(self, desk, office, unit_key, office_key, folder):
        self.desk, self.office, self.folder = desk, office, folder
        self.unit_key, self.office_key = unit_key, office_key

    def cell(self, key):
        return next(one for one in open_year(self.desk, YEAR).layout.entry_cells if one.key == key).address

    def file(self):
        """The unit's latest revision goes to the office."""
        made = export(open_year(self.desk, YEAR), self.unit_key, self.folder)
        assert [one.refusal for one in receive(self.office, Batch([made.path]))] == [None]

    def ask(self, key, text):
        wanted = ToAsk(unit="health", year=YEAR, scope=QuestionScope.CELL, text=text, cell=self.cell(key))
        return ask(self.office, wanted).id

    def settle(self, id_, step):
        settle(self.office, "health", YEAR, id_, step, "已看过答复")

    def send(self, write=send_return):
        """The bytes of a letter."""
        return write(self.office, "health", YEAR, self.office_key, self.folder).read_bytes()

    @property
    def at_office(self):
        return ledger_of(self.office, YEAR).unit_year("health")

    @property
    def states(self):
        return [one.state for one in self.at_office.questions]

    @property
    def row(self):
        return next(row for row in board_of(self.office, YEAR).rows if row.unit == "health")

    def revise(self, figures=None):
        """The unit freezes another revision."""
        year = open_year(self.desk, YEAR)
        year.enter(figures or {})
        for finding in year.report.unexplained:
            year.explain(finding, "已与原始台账逐项核对，数据无误")
        return finalise(year)

    def file_next_year(self):
        """The unit files the year after with the same figures; it at the office, a year later there."""
        seen = open_year(self.desk, YEAR).figures.observations
        year = open_year(self.desk, YEAR + 1)
        year.enter(
            {key: one.reading.text for key, one in seen.items()},
            sources={key: one.source for key, one in seen.items()},
        )
        for finding in year.report.unexplained:
            year.explain(finding, "已与原始台账逐项核对，数据无误")
        finalise(year)
        clock = self.office.clock
        self.office.clock = lambda: clock() + timedelta(days=400)
        made = export(open_year(self.desk, YEAR + 1), self.unit_key, self.folder)
        assert [one.refusal for one in receive(self.office, Batch([made.path]))] == [None]
        return ledger_of(self.office, YEAR + 1).unit_year("health")

    def taken_in(self, package, judgement):
        """A package as it was taken in, with another judgement."""
        values, data = self.office.store.values(package.content), self.office.store.file_bytes(package.digest)
        return TakenIn(package=package, data=data, values=values, judgement=judgement)

    def decide(self, fact, answer, subject=""):
        """An officer decides about a fact of the revision that counts."""
        wanted = Question(
            unit="health", year=YEAR, fact=fact, subject=subject, answer=answer, reason="问过单位"
        )
        return decide(self.office, wanted)

    def type_paper(self):
        """The 校验码 of the stamped paper of the revision that counts is typed."""
        self.decide("paper", check_code(self.at_office.current.content))


def certificate_of(data, unit, now=NOW):
    certificate = load_certificate(data)
    return RegisteredCertificate(
        fingerprint=fingerprint(certificate),
        data=to_der(certificate),
        unit=unit,
        holder=subject_of(certificate).name,
        purpose=CertificatePurpose.SIGNING,
        valid_from=certificate.not_valid_before_utc,
        valid_until=certificate.not_valid_after_utc,
        renews=None,
        actor="李娜",
        at=now,
    )


def file_first(desk, identity, pack, clock, passphrase):
    """Makes an office at which the unit files for the first time; it trusts the office, as after a task."""
    folder = desk.path.parent
    with init_office(folder / OFFICE, pack, "陈静", clock) as office:
        office.store.register(certificate_of(to_der(identity.certificate), "health", clock()))
        key = create_office_key(office, CertificatePurpose.SIGNING, folder / "office.p12", passphrase)
        Both(desk, office, identity, key, folder / BETWEEN).file()
        trust(desk, key)

"""An office that gives base figures, and the unit that gets them."""

from contextlib import contextmanager

from db.office.records import CertificatePurpose
from desktop.services.office.desk import init_office
from desktop.services.office.intake.receiving import Batch, receive
from desktop.services.office.registry.keys import create_office_key
from desktop.services.office.task.base_figures import issue_base, read_base
from desktop.services.plans.packs import PlanPack
from desktop.services.unit.filing.signing import create_key
from desktop.services.unit.letters.opening import open_letter
from desktop.services.unit.year import open_year
from desktop.submission.keys.certificate import to_der
from tests.desktop.services.both import YEAR, Both, certificate_of
from tests.desktop.services.conftest import PASSPHRASE, MovableClock
from tests.desktop.sourced import PEOPLE, sourced_desk

WOMEN = PEOPLE._replace(breakdown="SEX=F")
NAMED = {"head": "周岚", "statistician": "许文静", "filler": "韩雪", "phone": "1"}
SOURCE = "统计局 2025 年基础数据第 1 号：人口年报"


class Giving(Both):
    """An office that gives base figures to a unit."""

    def table(self, *rows, year=YEAR):
        head = f"代码,分组,{year},来源,性质"
        return "\n".join(
            [head, *(f"people,{group},{value},人口年报,正式数" for group, value in rows)]
        ).encode()

    def issue(self, *rows, table=None, year=YEAR):
        """The bytes of the year's next base figures."""
        preview = read_base(self.office, table or self.table(*rows), year)
        path = self.folder / "基础数据.asice"
        issue_base(self.office, preview, self.office_key, path)
        return path.read_bytes()

    def open(self, data):
        return open_letter(self.desk, data)

    def receive_again(self):
        """The office is handed the unit's package once more."""
        (report,) = receive(self.office, Batch([next(self.folder.glob("*-r1.asice"))]))
        return report

    @property
    def year(self):
        return open_year(self.desk, YEAR)

    def texts(self):
        return {key: one.reading.text for key, one in self.year.figures.observations.items()}


@contextmanager
def giving_office(folder, sensitive=()):
    """Both, with the unit's key registered and the office's trusted."""
    clock = MovableClock()
    with sourced_desk(folder, ("people", "places"), clock, sensitive) as desk:
        desk.name_people(**NAMED)
        identity = create_key(desk, folder / "unit.p12", PASSPHRASE)
        pack = PlanPack(desk.plan, desk.pack.data)
        with init_office(folder / "统计局.db", pack, "陈静", clock) as office:
            office.store.register(certificate_of(to_der(identity.certificate), "health", clock()))
            key = create_office_key(office, CertificatePurpose.SIGNING, folder / "office.p12", PASSPHRASE)
            desk.store.trust_office(to_der(key.certificate), clock(), actor="韩雪", now=clock())
            yield Giving(desk, office, identity, key, folder / "往来")

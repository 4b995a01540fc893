"""An office that received a unit's year twice: two copies of one data file each froze a second revision."""

import shutil
from datetime import timedelta
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from desktop.services.office.desk import init_office, open_office_desk
from desktop.services.office.facts.ledger import ledger_of
from desktop.services.office.intake.receiving import Batch, receive
from desktop.services.office.registry.fingerprints import typed_print
from desktop.services.office.registry.keys import KeyUse, create_office_key
from desktop.services.office.registry.register import register
from desktop.services.unit.desk import open_desk
from desktop.services.unit.filing.exporting import export
from desktop.services.unit.filing.finalising import finalise, withdraw
from desktop.services.unit.filing.signing import create_key
from desktop.services.unit.year import open_year
from forms.canonical import check_code
from tests.desktop.models.desks import YEAR, Clock
from tests.desktop.models.small_desks import ALIVE, ALIVE_URBAN, DEAD, EXPLAINED, made_store
from tests.plans import small

PASSPHRASE = "correct horse 电池 staple"
UNIT = "health"
FORKED, WAITING = "接收.db", "待登记.db"
DEAD_RURAL = "maternal/02/RES=R"


class UnitOnPaper:
    """A unit of the invented county that files from a data file, at a clock of its own."""

    def __init__(self, folder, unit=UNIT):
        self.folder, self.clock = folder, Clock()
        folder.mkdir(parents=True, exist_ok=True)
        self.path = folder / f"{unit}.db"
        shutil.copy(made_store(folder, unit, "final"), self.path)
        self.clock.now += timedelta(days=3)
        with open_desk(self.path, self.clock) as desk:
            self.key = create_key(desk, folder / f"{unit}.p12", PASSPHRASE)
        self.certificate = folder / f"{unit}.cer.pem"

    def export(self, path=None, into="报送"):
        """Write the package of the revision that is frozen in a data file."""
        self.clock.now += timedelta(hours=1)
        with open_desk(path or self.path, self.clock) as desk:
            return export(open_year(desk, YEAR), self.key, self.folder / into).path

    def revise(self, figures, path=None, filler="丙"):
        """Withdraw what is frozen in a data file, and freeze other figures."""
        self.clock.now += timedelta(hours=1)
        with open_desk(path or self.path, self.clock) as desk:
            year = open_year(desk, YEAR)
            withdraw(year, "填错了，更正")
            desk.name_people(head="甲", statistician="乙", filler=filler, phone="000")
            keys = {address: year.layout.cell_by_address[address].key for address in figures}
            year.enter({keys[address]: text for address, text in figures.items()})
            for finding in year.report.unexplained:
                year.explain(finding, EXPLAINED)
            finalise(year)


@cache
def _made():
    """A folder with two offices' files, of a fork and of a unit that is not registered; until when."""
    folder = Path(mkdtemp())
    unit = UnitOnPaper(folder / "unit")
    clock = Clock()
    clock.now += timedelta(days=10)
    first = unit.export(into="r1")
    copy = unit.folder / "copy.db"
    shutil.copy(unit.path, copy)
    unit.revise({DEAD: "2", DEAD_RURAL: "1"})
    ours = unit.export(into="r2")
    unit.revise({ALIVE: "37455", ALIVE_URBAN: "23237"}, copy, filler="丁")
    theirs = unit.export(copy, into="r2b")
    offices = folder / "office"
    offices.mkdir()
    with init_office(offices / FORKED, small(), "", clock) as desk:
        create_office_key(desk, KeyUse.SIGNING, offices / "局.p12", PASSPHRASE)
        register(desk, [unit.certificate], typed_print(unit.key.fingerprint))
        for path in (first, ours, theirs):
            clock.now += timedelta(hours=2)
            assert [one.refusal for one in receive(desk, Batch([path]))] == [None]
    with init_office(offices / WAITING, small(), "", clock) as desk:
        receive(desk, Batch([first, ours]))
    shutil.copy(unit.certificate, offices / unit.certificate.name)
    (offices / "指纹.txt").write_text(f"{UNIT} {unit.key.fingerprint}\n", encoding="utf-8")
    return offices, clock.now


def made_office(folder, name):
    """A copy of an office's file with what lies beside it, and the moment it was left."""
    made, now = _made()
    shutil.copytree(made, folder / "接收")
    return folder / "接收" / name, now


def forked_office(folder):
    """A copy of the office's file with a fork, and the moment it was left."""
    return made_office(folder, FORKED)


def candidates(path, clock):
    """The 校验码 of both, by time of receipt."""
    with open_office_desk(path, clock=clock) as desk:
        unit_year = ledger_of(desk, YEAR).unit_year(UNIT)
        found = [unit_year.of_content(one) for one in unit_year.lineage.candidates]
        return [check_code(one.content) for one in sorted(found, key=unit_year.arrived)]

"""What officers do beside units' years: tasks, base figures, the register, people, 定库, backups."""

from contextlib import suppress
from dataclasses import replace
from datetime import date

from desktop.services.keeping import back_up_before, own_backups
from desktop.services.office.acceptance.accepting import accept
from desktop.services.office.county.closing import close_year
from desktop.services.office.decisions.correcting import put_aside
from desktop.services.office.decisions.deadlines import set_deadline
from desktop.services.office.decisions.deciding import Question, decide, excuse
from desktop.services.office.desk import open_office_desk
from desktop.services.office.facts.ledger import ledger_of
from desktop.services.office.keeping import restore_office
from desktop.services.office.letters.asking import recall
from desktop.services.office.letters.receipts import receipt
from desktop.services.office.letters.reminding import tick_sent
from desktop.services.office.overview.asking_which import ask_which
from desktop.services.office.people import remove_person, set_person
from desktop.services.office.plans import adopt_version
from desktop.services.office.registry.revoking import correct_registration, take_back_revocation
from desktop.services.office.task.base_figures import issue_base, read_base
from desktop.services.office.task.tasking import ToTask, write_task
from desktop.services.plans.packs import PlanPack
from forms.errors import TianbaoError
from forms.receiving.role import OfficeRole
from forms.receiving.state import ALLOWED, Deed, OfficeState

PEOPLE = ("李娜", "王芳", "赵敏")


class FurtherDeeds:
    """Of :class:`Officers`, which has the desk, the chance and the county."""

    def deadline(self):
        """A day for one unit or for all, or none any more."""
        unit = self.chance.choice(["", *self.units])
        day = self.chance.choice((None, date(2026, 3, 1), date(2026, 4, 30)))
        set_deadline(self.desk, self.chance.choice(self.years), unit, day)

    def task(self):
        waives = self.chance.choice((None, True, False))
        notice = self.chance.choice((None, "请按时报送", "请核对分性别数据"))
        wanted = ToTask(year=self.chance.choice(self.years), notice=notice, waives_paper=waives)
        write_task(self.desk, wanted, self.identity, self.folder / "任务")

    def base(self):
        """The base figures of the county, or those with another number in the end."""
        data = (self.county / "base.csv").read_bytes()
        if self.chance.random() < 0.5:
            lines = data.decode().splitlines()
            cells = lines[-1].split(",")
            cells[4] = str(int(float(cells[4])) + self.chance.randint(0, 3))
            data = "\r\n".join([*lines[:-1], ",".join(cells)]).encode()
        issue_base(self.desk, read_base(self.desk, data, 2025), self.identity, self.folder / "基础")

    def plan_version(self):
        """A further version of the plan, or the one with which it began, from some year on."""
        plan = self.pack.plan
        number = self.chance.randint(0, 2)
        version = plan.version if number == 0 else f"{plan.version}-{number}"
        adopt_version(self.desk, PlanPack(replace(plan, version=version)), self.chance.choice(self.years))

    def ask_which(self):
        """Write a unit which of its revisions counts, mostly one of which two contradict each other."""
        forked = [one for one in self.every_year() if one.state is OfficeState.CONFLICT]
        unit, year = self.year()
        if forked:
            one = self.chance.choice(forked)
            unit, year = one.unit, one.year
        (self.folder / "发出").mkdir(exist_ok=True)
        ask_which(self.desk, unit, year, self.folder / "发出")

    def arrival(self):
        """State when a package came, mostly a day that can be."""
        unit, year = self.year()
        day = self.chance.choice(("2026-03-10", "2026-03-10", "2027-01-01"))
        asked = {"unit": unit, "year": year, "fact": "time", "subject": ""}
        decide(self.desk, Question(**asked, answer=day, reason="邮戳上的日期"))

    def remind(self):
        """Tick that a reminder was sent, mostly to a unit of which nothing came."""
        tick_sent(self.desk, self.chance.choice(self.units), self.chance.choice(self.years))

    def receipt(self):
        unit, year = self.year()
        receipt(self.desk, unit, year, self.identity, self.folder / "发出")

    def recall(self):
        unit, year = self.year()
        asked = [(one.unit, one.year) for year in self.years for one in self.desk.store.questions(year)]
        unit, year = self.chance.choice(asked) if asked else (unit, year)
        recall(self.desk, unit, year, self.identity, self.folder / "发出")

    def correct_register(self):
        """Take a revocation or a registration back."""
        revoked = self.desk.store.revocations()
        if revoked and self.chance.random() < 0.7:
            fingerprint = self.chance.choice(revoked).fingerprint
            told = {"unit": None, "since": None, "reason": "注销的日期写错了"}
            take_back_revocation(self.desk, fingerprint=fingerprint, **told)
            return
        one = self.chance.choice(self.desk.store.certificates())
        correct_registration(self.desk, fingerprint=one.fingerprint, unit=None, reason="登记给了别的单位")

    def people(self):
        """Somebody comes, gets another part or goes; who is at the desk stays one who may do anything."""
        name = self.chance.choice(PEOPLE) if self.desk.store.officers() else PEOPLE[0]
        if name != PEOPLE[0] and self.chance.random() < 0.4:
            remove_person(self.desk, name)
        else:
            role = OfficeRole.HEAD if name == PEOPLE[0] else self.chance.choice(list(OfficeRole))
            set_person(self.desk, name, role)

    def close(self):
        """定库, mostly after what was left to do with each unit of the year was done, as far as it can be."""
        year = self.chance.choice(self.years)
        if self.chance.random() < 0.7:
            for unit in self.units:
                self._finish(unit, year)
        before = self.desk.store.log_position()
        try:
            close_year(self.desk, year, self.identity, self.folder / "定库")
            self.frozen += 1
        except TianbaoError:
            self.refused += 1
            assert self.desk.store.log_position() == before

    def _finish(self, unit, year):
        found = ledger_of(self.desk, year).unit_year(unit)
        with suppress(TianbaoError):
            if Deed.ACCEPT in ALLOWED[found.state]:
                asked = {"unit": unit, "year": year, "fact": "paper", "subject": ""}
                decide(self.desk, Question(**asked, answer="waived", reason="纸质表已看过"))
                accept(self.desk, unit, year, self.identity, self.folder / "发出")
                return
        for one in found.packages:
            with suppress(TianbaoError):
                put_aside(self.desk, unit, year, one.digest, "等不到更好的了")
        with suppress(TianbaoError):
            excuse(self.desk, unit, year, "无此项业务，已来函说明")

    def restore(self):
        """A backup is made, or the newest one put back: what came after it is gone, and nothing else."""
        made = own_backups(self.desk)
        if not made or self.chance.random() < 0.6:
            back_up_before(self.desk, "daily")
            return
        _, backup = made[0]
        self.desk.close()
        restore_office(backup, self.path, PEOPLE[0], lambda: self.now)
        self.desk = open_office_desk(self.path, PEOPLE[0], lambda: self.now)
        held = {one.digest for one in self.desk.store.packages()}
        self.sent = {digest: data for digest, data in self.sent.items() if digest in held}

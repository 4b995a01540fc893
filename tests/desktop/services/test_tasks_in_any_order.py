"""Tasks lost, doubled and late between a desk that changes its mind and a unit: both agree in the end."""

import random
from datetime import date, timedelta

import pytest

from db.office.records import CertificatePurpose
from desktop.services.keeping import back_up
from desktop.services.office.decisions.deadlines import ALL, set_deadline
from desktop.services.office.decisions.deciding import excuse
from desktop.services.office.desk import init_office, open_office_desk
from desktop.services.office.keeping import restore_office
from desktop.services.office.registry.keys import create_office_key
from desktop.services.unit.desk import create_desk
from desktop.services.unit.letters.kept_task import kept_task
from desktop.services.unit.letters.opening import open_letter
from forms.codes.letter import OpenCode
from forms.errors import UserInputError
from tests.desktop.services.conftest import PASSPHRASE, MovableClock
from tests.desktop.services.tasks import YEAR, confirmed, task
from tests.plans import small

STEPS = 60


class World:
    """A desk, a unit, and every task that was ever written."""

    def __init__(self, folder, seed):
        self.folder, self.chance, self.clock = folder, random.Random(seed), MovableClock()
        self.office = init_office(folder / "统计局.db", confirmed(small()), "陈静", self.clock)
        self.unit = create_desk(folder / "单位.db", small(), "health", self.clock)
        self.known = self.key = self.new_key("0")
        self.backup, self.sent = None, []

    def new_key(self, name):
        path = self.folder / f"{name}.p12"
        return create_office_key(self.office, CertificatePurpose.SIGNING, path, PASSPHRASE)

    # --- what the desk does

    def deadline(self):
        day = date(YEAR + 1, 4, 1) + timedelta(days=self.chance.randrange(60))
        set_deadline(self.office, YEAR, self.chance.choice([ALL, "health"]), day)

    def let_off(self):
        is_off = any(one.kind == "excuse" for one in self.office.store.decisions(year=YEAR)[-1:])
        excuse(self.office, "health", YEAR, "这一年有没有业务另定", undo=is_off)

    def renew(self):
        """A new key goes out under the one that the units know, which stays in use."""
        self.new_key(f"key-{len(self.sent)}-{self.chance.random()}")

    def send(self):
        said = self.chance.choice([None, "", "请按时报送"])
        self.sent.append(task(self.office, self.key, self.folder / "往来", notice=said).stored)

    def save(self):
        self.backup = back_up(self.office, self.folder / "备份", "x")

    def restore(self):
        if self.backup is not None:
            path = self.office.path
            self.office.close()
            restore_office(self.backup, path, "陈静", self.clock)
            self.office = open_office_desk(path, "陈静", self.clock)
            self.send()  # whatever the desk sends next

    # --- what comes to the unit

    def deliver(self):
        """Any of all that was ever sent, however old or often."""
        if not self.sent:
            return
        stored = self.chance.choice(self.sent)
        before = kept_task(self.unit, YEAR)
        opened = {one.digest: one for one in self.unit.store.letters(YEAR)}
        taken, refusal = None, None
        try:
            taken = open_letter(self.unit, stored.data, self.known.fingerprint)
        except UserInputError as error:
            refusal = error.code
        if taken is None:
            assert refusal is (OpenCode.REPEATED if stored.digest in opened else OpenCode.CONTRADICTS)
            assert kept_task(self.unit, YEAR) == before
            return
        assert taken.is_applied == (before is None or stored.number > before.number)
        assert set(taken.skipped).isdisjoint(one.number for one in opened.values())

    def require_agreement(self):
        """The last task is opened: the unit goes by what the desk goes by."""
        self.send()
        if self.sent[-1].digest not in {one.digest for one in self.unit.store.letters(YEAR)}:
            assert open_letter(self.unit, self.sent[-1].data, self.known.fingerprint).is_applied
        at_office, kept = self.office.store.task_in_force(YEAR), kept_task(self.unit, YEAR)
        assert kept.task == at_office
        assert self.unit.store.year_state(YEAR).deadline == kept.own.deadline
        assert self.unit.pack.digest == self.office.pack.digest
        kept_bytes = {one.digest: one.data for one in self.unit.store.letters(YEAR)}
        written = {one.digest: one.data for one in self.sent}
        assert all(written[digest] == data for digest, data in kept_bytes.items())
        assert self.unit.store.verify_log().ok
        assert self.office.store.verify_log().ok


@pytest.mark.parametrize("seed", range(4))
def test_both_agree_in_the_end(seed, tmp_path):
    world = World(tmp_path, seed)
    deeds = [world.deadline, world.let_off, world.renew, world.save, world.restore] + [world.send] * 3
    deeds += [world.deliver] * 5
    for _ in range(STEPS):
        world.chance.choice(deeds)()
    world.require_agreement()
    world.office.close()
    world.unit.close()

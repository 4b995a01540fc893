"""A data file of a unit in the random exchange: it can be backed up, and restored."""

from desktop.services.keeping import back_up
from desktop.services.unit.desk import open_desk
from desktop.services.unit.keeping import restore_backup
from desktop.services.unit.year import open_year
from desktop.submission.keys.certificate import to_der
from tests.desktop.models.desks import START, YEAR
from tests.desktop.services.tasks import GIVEN

EXPLAINED = "编造的说明：已与年报核对"


class DataFile:
    """One data file of a unit.

    Attributes:
        made_with: figures with which it was made.
        lost: what was frozen here and is gone since it was restored, by content digest.
    """

    def __init__(self, path, clock, office):
        self.path, self.desk = path, open_desk(path, clock)
        self.desk.store.trust_office(to_der(office), START, actor="甲", now=clock())  # as its task did
        self.backup, self.lost = None, {}
        self.made_with = {key: one.reading.text for key, one in self.year.figures.observations.items()}

    @property
    def year(self):
        return open_year(self.desk, YEAR)

    def back_up(self):
        self.backup = back_up(self.desk, self.path.with_suffix(""), "manual")

    def restore(self):
        """What was done since the backup is gone here."""
        self.lost |= self.frozen()
        self.desk.close()
        try:
            restore_backup(self.backup, self.path, self.desk.clock)
        finally:
            self.desk = open_desk(self.path, self.desk.clock)

    def frozen(self):
        """What each revision froze, by its content digest."""
        found = self.desk.store.revisions(YEAR)
        return {one.content_digest: self.desk.store.documents(YEAR, one.number) for one in found}

    def held(self):
        """What no letter may change: figures that are not given, and all that was frozen."""
        store = self.desk.store
        frozen = [one.number for one in store.revisions(YEAR)]
        typed = {key: one for key, one in store.observations(YEAR).items() if key != GIVEN}
        return typed, [store.documents(YEAR, number) for number in frozen]

    def explain(self):
        year = self.year
        found = year.report.unexplained
        if found:
            year.explain(found[0], EXPLAINED, *found[1:])
        return bool(found)

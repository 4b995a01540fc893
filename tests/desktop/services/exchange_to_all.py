"""What the office of the random exchange sends to all its units: tasks and base figures, by the same post."""

from datetime import date, timedelta

from desktop.services.letters.base_table import read_base_table
from desktop.services.office.decisions.deadlines import ALL, set_deadline
from desktop.services.office.decisions.deciding import Question, decide_each
from desktop.services.office.decisions.open_subjects import open_base
from desktop.services.office.task.base_figures import issue_base, read_base
from desktop.services.unit.letters.kept_task import kept_task
from forms.canonical import digest_of
from forms.letters.kind import OfficeLetter
from tests.desktop.models.desks import YEAR
from tests.desktop.services.tasks import GIVEN, task

COUNTERS = (frozenset({OfficeLetter.TASK}), frozenset({OfficeLetter.BASE}))
"""Kinds that are numbered by themselves; all others are counted together (``letters.md``)."""


class ToAll:
    """Part of a world; of units only the health bureau has a cell that is given.

    Attributes:
        common: what the office sent to all units, in order; some of it before the desk was restored.
        bases: table of the base figures that the office signed, by their number.
        tasks: days that the office set in the tasks that it signed, by their number.
    """

    def begin_to_all(self):
        self.common, self.bases, self.tasks = [], {}, {}

    # --- at the desk

    def write_task(self):
        """The office sets another day and says so."""
        day = date(2026, 4, 1) + timedelta(days=self.chance.randrange(60))
        set_deadline(self.office, YEAR, ALL, day)
        written = task(self.office, self.office_key, self.folder / f"任务-{next(self.tokens)}")
        self._post_to_all(written.stored.data)
        assert self.tasks.setdefault(written.stored.number, day) == day, "no number twice with other content"

    def issue_base(self):
        """The office counts the institutions anew."""
        table = f"代码,{YEAR},来源\n{GIVEN.code},{self.chance.randint(7, 12)},机构名录".encode()
        folder = self.folder / f"基础数据-{next(self.tokens)}"
        stored = issue_base(self.office, read_base(self.office, table, YEAR), self.office_key, folder)
        self._post_to_all(stored.data)
        assert self.bases.setdefault(stored.number, stored.figures) == stored.figures

    def _post_to_all(self, data):
        if data not in self.common and self.chance.random() >= self.lost:
            self.common.append(data)

    def decide_base(self, unit):
        """The office goes by its own figure where a unit filed another one."""
        found = self.at_office(unit)
        subjects = [] if found.current is None else open_base(self.office, found, found.current)
        if subjects:
            wanted = Question(
                unit=unit, year=YEAR, fact="base", subject="", answer="kept", reason="机构名录为准"
            )
            decide_each(self.office, wanted, subjects)

    # --- at a unit

    def deliver_to_all(self):
        """Some unit gets something of it: what it has not seen yet, or anything."""
        _, file = self.a_file()
        if not self.common:
            return False
        fresh = [one for one in self.common if (file.path, digest_of(one)) not in self.delivered]
        data = fresh[0] if fresh and self.chance.random() < 0.5 else self.chance.choice(self.common)
        self.open(file, data)
        return True

    def typed_before(self, file):
        """Figures with which a file was made, but for one that is given by now."""
        return {key: text for key, text in file.made_with.items() if key not in file.year.given.figures}

    # --- what must be so at any time

    def require_given(self, file):
        """A file holds what the office gave and nothing else, and an open year has the last of it."""
        store, year = file.desk.store, file.year
        held = store.bases(YEAR)
        for one in held:
            assert one.figures == self.bases[one.number]
        if held and year.state.is_open and GIVEN in file.made_with:
            (last,) = read_base_table(held[-1].figures)
            assert year.reading(GIVEN).text == last.text
            assert year.given.named.version == str(held[-1].number)
        found = kept_task(file.desk, YEAR)
        assert found is None or found.own.deadline == self.tasks[found.number]

    @staticmethod
    def require_counted(store):
        """Of each counter, numbers rise and none is carried out twice."""
        letters = [one for one in store.letters(YEAR) if one.is_applied]
        alone = frozenset().union(*COUNTERS)
        for kinds in (*COUNTERS, frozenset(OfficeLetter) - alone):
            applied = [one.number for one in letters if one.kind in kinds]
            assert len(applied) == len(set(applied))
            assert applied == sorted(applied)

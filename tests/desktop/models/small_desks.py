"""Stores of the invented small county, made once a session through the services and copied for each test."""

import shutil
from datetime import UTC, datetime

from db.unit.records import HistoryValue
from desktop.models.unit.working_year import WorkingYear
from desktop.services.demonstration.figures import invent
from desktop.services.unit.desk import create_desk, open_desk
from desktop.services.unit.filing.finalising import finalise
from desktop.services.unit.year import open_year
from forms.figures.breakdown import SeriesKey
from forms.figures.quantity import canonical_decimal
from tests.desktop.models.desks import YEAR, Clock
from tests.desktop.services.tasks import giving_small
from tests.plans import small

FIRST = 2019
ALIVE, ALIVE_URBAN = "maternal/01/_T", "maternal/01/RES=U"
DEAD = "maternal/02/_T"
MORTALITY = "maternal/03/_T"
MANAGED = "maternal/04/_T"
EARLY_RURAL = "maternal/06/RES=R"
PLACES = "survey/01/_T"
KNOWING = "survey/02/_T"
EXPLAINED = "编造的说明：已与年报核对"


def made_store(folder, unit="health", upto="final", *, behind=False, giving=False):
    """A store at one of four stages: 6 earlier years only, filled, explained, or finalised.

    Args:
        folder: where it is made.
        unit: one of the three units of the plan.
        upto: ``begun``, ``filled``, ``ready`` or ``final``.
        behind: whether the figures of the year miss their targets.
        giving: whether the plan is the one whose office gives a figure (:func:`giving_small`).
    """
    pack = giving_small() if giving else small()
    series = invent(pack.plan, unit, behind=behind)
    if unit == "health":  # what is invented knows of no sum between items
        parts = zip(series[SeriesKey("managed")], series[SeriesKey("managed-early")], strict=True)
        series[SeriesKey("managed-late")] = [whole - part for whole, part in parts]
    path = folder / f"{unit}-{upto}-{behind}-{giving}.db"
    with create_desk(path, pack, unit, Clock()) as desk:
        desk.name_people(head="甲", statistician="乙", filler="丙", phone="000")
        past = [
            HistoryValue(FIRST + place, key, value)
            for key, values in series.items()
            for place, value in enumerate(values[:-1])
            if value is not None
        ]
        desk.store.import_history(past, source="编造", actor="丙", now=desk.clock())
        year = open_year(desk, YEAR)
        if upto != "begun":
            given = {cell.key: "统计局函" for cell in year.layout.entry_cells if cell.is_given}
            typed = {k: canonical_decimal(v[-1]) for k, v in series.items() if v[-1] is not None}
            year.enter(typed, sources=given)
        if upto in ("ready", "final"):
            for finding in year.report.unexplained:
                year.explain(finding, EXPLAINED)
        if upto == "final":
            finalise(year)
    return path


class SmallDesks:
    """Copies of made stores, each opened as its year is opened in a window, and closed with the test."""

    def __init__(self, made, folder):
        self._made, self._folder = made, folder
        self.opened = []

    def path(self, upto="filled", unit="health", *, behind=False):
        """A copy of a store that nobody has open."""
        copy = self._folder / f"{len(list(self._folder.iterdir()))}.db"
        shutil.copy(self._made(unit, upto, behind=behind), copy)
        return copy

    def __call__(self, upto="filled", unit="health", *, behind=False, year=YEAR):
        """The working year of a copy."""
        return self.open(self.path(upto, unit, behind=behind), year)

    def open(self, path, year=YEAR):
        """The working year of a store."""
        desk = open_desk(path, Clock())
        self.opened.append(desk)
        return WorkingYear(open_year(desk, year))


def at(text):
    """A day in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)

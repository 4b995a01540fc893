"""A unit's year that is filed twice: from its data file, and from a copy of it."""

import shutil

from desktop.services.office.acceptance.choosing import ToChoose, choose
from desktop.services.office.intake.receiving import Batch, receive
from desktop.services.unit.desk import open_desk
from desktop.services.unit.filing.exporting import export
from desktop.services.unit.filing.finalising import withdraw
from desktop.services.unit.year import open_year
from tests.desktop.services.both import ABORTIONS, YEAR, Both


def fork(both, before=lambda desk, figure: None):
    """The office holds two second revisions that contradict each other.

    Args:
        both: an office and a unit, of whose data file a copy is made.
        before: is done to each data file before it is frozen, with the figure by which they differ.
    """
    path = both.folder / "副本" / "unit.db"
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(both.desk.path, path)
    _open(both.desk)
    before(both.desk, "601")
    both.revise({ABORTIONS: "601"})
    both.file()
    with open_desk(path, both.desk.clock) as desk:
        _open(desk)
        before(desk, "602")
        other = Both(desk, both.office, both.unit_key, both.office_key, path.parent)
        other.revise({ABORTIONS: "602"})
        made = export(open_year(desk, YEAR), both.unit_key, path.parent)
    assert [one.refusal for one in receive(both.office, Batch([made.path]))] == [None]
    assert both.at_office.lineage.candidates


def _open(desk):
    year = open_year(desk, YEAR)
    if year.state.is_frozen:
        withdraw(year, "更正")


def choose_own(both):
    """The letter by which that of the two is chosen which the unit's own data file froze."""
    named = both.desk.store.latest_revision(YEAR).content_digest
    wanted = ToChoose(unit="health", year=YEAR, named=named, reason="与纸质表一致")
    return choose(both.office, wanted, both.office_key, both.folder)

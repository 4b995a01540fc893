"""Two units of a real plan that state the same figure, and an office that receives both."""

from contextlib import contextmanager
from datetime import datetime

from desktop.services.demonstration.figures import invent
from desktop.services.demonstration.filing import FilingUnit, Post, SteadyClock
from desktop.services.office.desk import init_office
from desktop.services.office.intake.receiving import Batch, receive
from desktop.services.plans.packs import load_bundled
from desktop.submission.keys.certificate import to_der
from forms.figures.breakdown import SeriesKey
from tests.desktop.services.both import NOW, YEAR, certificate_of
from tests.desktop.services.office.test_register import identity_of

HOUSEHOLDS = SeriesKey("rural-households")
"""Counted by the statistics office, and needed on a form of the agriculture bureau."""
UNITS = ("agriculture", "statistics")


def file_both(folder):
    """Pack, and by unit key and package; the agriculture bureau counts one household more."""
    pack = load_bundled("liuhe")
    made = {}
    for unit in UNITS:
        identity = identity_of(unit, region=pack.plan.region_code)
        more = {HOUSEHOLDS: [one + 1 for one in invent(pack.plan, unit)[HOUSEHOLDS]]}
        post = Post(
            pack=pack,
            unit=unit,
            identity=identity,
            receiver=None,
            clock=SteadyClock(datetime(2026, 2, 1, tzinfo=NOW.tzinfo)),
            truly=more if unit == "agriculture" else {},
        )
        with FilingUnit(post, folder / unit) as filing:
            path = folder / f"{unit}.asice"
            path.write_bytes(filing.file(YEAR).data)
            made[unit] = identity, path
    return pack, made


@contextmanager
def office_of(filed, path):
    """A new office whose register has both."""
    pack, made = filed
    with init_office(path, pack, "陈静", lambda: NOW) as desk:
        for unit, (identity, _) in made.items():
            desk.store.register(certificate_of(to_der(identity.certificate), unit))
        yield desk


def take_in(desk, filed, *units):
    _, made = filed
    reports = receive(desk, Batch([made[unit][1] for unit in units]))
    assert [one.refusal for one in reports] == [None] * len(units)

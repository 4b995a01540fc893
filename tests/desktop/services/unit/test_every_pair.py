"""Every state of a unit's year and everything that can happen to it: a real store, real letters."""

import shutil

import pytest

from desktop.services.unit.desk import open_desk
from desktop.services.unit.filing.exporting import export
from desktop.services.unit.filing.finalising import finalise, withdraw
from desktop.services.unit.letters.opening import open_letter
from desktop.services.unit.year import open_year
from desktop.submission.keys.identity import create_identity
from desktop.submission.keys.self_signed import UnitSubject
from forms.errors import TianbaoError
from forms.filing.state import YearState
from forms.letters.kind import OfficeLetter
from tests.desktop.models.desks import START, YEAR, Clock
from tests.desktop.services.letters.trust import trust
from tests.desktop.services.unit.test_letters import OTHER, Office
from tests.plans import small

REGION = small().plan.region_code
S, K = YearState, OfficeLetter
AFTER = {
    S.EMPTY: {"enter": S.DRAFT, "pass over": S.SUPERSEDED},
    S.DRAFT: {"enter": S.READY, "empty": S.EMPTY, "pass over": S.SUPERSEDED},
    S.READY: {"clear": S.DRAFT, "empty": S.EMPTY, "finalise": S.FINAL, "pass over": S.SUPERSEDED},
    S.FINAL: {
        "export": S.EXPORTED, "withdraw": S.WITHDRAWN, "receipt": S.DELIVERED, "return": S.RETURNED,
        "choose": S.DELIVERED, "pass over": S.SUPERSEDED, "accept": S.ACCEPTED, "reopen": S.RETURNED,
    },
    S.EXPORTED: {
        "withdraw": S.WITHDRAWN, "receipt": S.DELIVERED, "return": S.RETURNED, "choose": S.DELIVERED,
        "pass over": S.SUPERSEDED, "accept": S.ACCEPTED, "reopen": S.RETURNED,
    },
    S.DELIVERED: {
        "return": S.RETURNED, "pass over": S.SUPERSEDED, "accept": S.ACCEPTED, "reopen": S.RETURNED,
    },
    S.RETURNED: {
        "clear": S.DRAFT, "empty": S.EMPTY, "finalise": S.FINAL, "recall": S.DELIVERED,
        "pass over": S.SUPERSEDED,
    },
    S.ACCEPTED: {"return": S.RETURNED, "pass over": S.SUPERSEDED, "reopen": S.RETURNED},
    S.WITHDRAWN: {"clear": S.DRAFT, "empty": S.EMPTY, "finalise": S.FINAL, "pass over": S.SUPERSEDED},
    S.SUPERSEDED: {"choose": S.DELIVERED},
}  # fmt: skip
"""By state, the state after what moves it; everything else is refused or has no effect on it."""


class Case:
    """A unit's data file at a year, its key, an office that writes to it, and one of the year's figures."""

    def __init__(self, desk, office, key, folder, figure):
        self.desk, self.key, self.folder, self.figure = desk, key, folder, figure
        self.post = Office(open_year(desk, YEAR), office)

    @property
    def year(self):
        return open_year(self.desk, YEAR)

    @property
    def events(self):
        own = self.desk.store.latest_revision(YEAR).content_digest
        return {
            "enter": lambda: self.year.enter(self.figure),
            "change": lambda: self.year.enter({key: f"{text}1" for key, text in self.figure.items()}),
            "clear": lambda: self.year.clear(list(self.figure)),
            "empty": lambda: self.year.clear(list(self.year.figures.observations)),
            "finalise": lambda: finalise(self.year),
            "export": lambda: export(self.year, self.key, self.folder / "报送"),
            "withdraw": lambda: withdraw(self.year, "更正"),
            "receipt": lambda: self.open(K.RECEIPT),
            "return": lambda: self.open(K.RETURN),
            "recall": lambda: self.open(K.RECALL, recalls=max(self.post.number, 1)),
            "choose": lambda: self.open(K.CHOICE, own, not_chosen=(OTHER,)),
            "pass over": lambda: self.open(K.CHOICE, OTHER, not_chosen=(own,)),
            "accept": lambda: self.open(K.ACCEPTANCE),
            "reopen": lambda: self.open(K.REOPENING),
        }

    def open(self, kind, content=None, **more):
        open_letter(self.desk, self.post.write(kind, content, region=REGION, **more))

    def lead_to(self, state):
        """From a year that is final and was never exported."""
        ways = {
            S.FINAL: [],
            S.EXPORTED: ["export"],
            S.DELIVERED: ["export", "receipt"],
            S.RETURNED: ["export", "return"],
            S.ACCEPTED: ["export", "accept"],
            S.WITHDRAWN: ["export", "withdraw"],
            S.DRAFT: ["withdraw", "clear"],
            S.READY: ["withdraw", "clear", "enter"],
            S.EMPTY: ["withdraw", "empty"],
            S.SUPERSEDED: ["pass over"],
        }
        for event in ways[state]:
            self.events[event]()


@pytest.mark.parametrize("state", S)
def test_every_event_leads_where_it_should_or_leaves_the_file_as_it_was(made_stores, tmp_path, state):
    clock, made, path = Clock(), tmp_path / "单位.db", tmp_path / "try.db"
    shutil.copy(made_stores("health", "final", behind=False), made)
    key = create_identity(UnitSubject("县卫生健康局", "health", REGION), START)
    office = create_identity(UnitSubject("县统计局", "office", REGION), START)
    with open_desk(made, clock) as desk:
        trust(desk, office)
        series, held = next(iter(open_year(desk, YEAR).figures.observations.items()))
        figure = {series: held.reading.text}
        case = Case(desk, office, key, tmp_path, figure)
        case.lead_to(state)
        assert case.year.state is state
        number, previous = case.post.number, case.post.previous
    for name in EVENTS:
        shutil.copy(made, path)
        with open_desk(path, clock) as desk:
            tried = Case(desk, office, key, tmp_path, figure)
            tried.post.number, tried.post.previous = number, previous
            held, position = frozen(desk), desk.store.log_position()
            figures = desk.store.observations(YEAR)
            if name == "change" and state.is_open:
                continue  # which findings that leads to is nothing of the state's
            try:
                tried.events[name]()
            except TianbaoError:
                assert name not in AFTER[state], name
                assert desk.store.log_position() == position, name
            assert tried.year.state is AFTER[state].get(name, state), name
            assert frozen(desk)[: len(held)] == held, "what was frozen stays"
            if name not in TYPING or state.is_frozen:
                assert desk.store.observations(YEAR) == figures, name
            assert desk.store.verify_log().ok
        path.unlink()


EVENTS = (
    "enter", "change", "clear", "empty", "finalise", "export", "withdraw", "receipt", "return", "recall",
    "choose", "pass over", "accept", "reopen",
)  # fmt: skip

TYPING = frozenset({"enter", "change", "clear", "empty"})
"""What changes figures, and does so in an open year alone."""


def frozen(desk):
    return [desk.store.documents(YEAR, one.number) for one in desk.store.revisions(YEAR)]


def test_every_state_is_written_out():
    assert set(AFTER) == set(S)
    assert {name for row in AFTER.values() for name in row} == set(EVENTS) - {"change"}

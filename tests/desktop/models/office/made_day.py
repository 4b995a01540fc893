"""Records of an office's day, made by hand: a unit's line, what was exchanged with it, a year."""

from datetime import UTC, date, datetime

from desktop.services.office.facts.next_step import DeskStep, NextKind
from desktop.services.office.overview.board import Board, BoardRow
from desktop.services.office.overview.today import CameIn, Dossier, Today, WentOut
from forms.receiving.state import OfficeState

YEAR = 2025
DAY = date(2026, 5, 6)
EVENING = datetime(2026, 4, 24, 16, 30, tzinfo=UTC)
"""In Beijing it is half past midnight of 25 April."""


def row_of(kind=NextKind.NOTHING, unit="health", **changes):
    """A unit's line: it filed, and nothing is the matter."""
    facts = {
        "unit": unit,
        "name": f"某县{unit}局",
        "is_expected": True,
        "state": OfficeState.RECEIVED,
        "revision": 2,
        "arrived": EVENING,
        "late": 0,
        "is_late_by_intake": False,
        "paper": "matched",
        "bad": (),
        "gaps": 0,
        "waiting": 0,
        "warnings": 0,
        "judged_otherwise": 0,
        "to_send": 0,
        "to_answer": 0,
        "answered": 0,
        "answers_waiting": 0,
        "deadline": None,
        "last_contact": None,
        "look": (),
        "next": DeskStep(kind, ""),
    }
    return BoardRow(**{**facts, **changes})


def awaited(unit="education", **changes):
    """The line of a unit from which nothing counts."""
    nothing = {
        "state": OfficeState.EXPECTED,
        "revision": None,
        "arrived": None,
        "paper": "",
        "warnings": None,
        "judged_otherwise": None,
    }
    return row_of(NextKind.AWAITED, unit, **{**nothing, **changes})


def came(**changes):
    """A package that a unit sent."""
    facts = {
        "at": EVENING,
        "revision": 1,
        "is_mail": False,
        "is_current": False,
        "waits": False,
        "is_aside": False,
    }
    return CameIn(**{**facts, **changes})


def went(kind=None, number=0, **changes):
    """A letter or a mail."""
    return WentOut(**{"at": EVENING, "kind": kind, "number": number, "questions": 0, **changes})


def dossier(**changes):
    """What was exchanged with a unit: nothing yet."""
    facts = {
        "came": (),
        "went": (),
        "deadline": None,
        "candidates": 0,
        "wants_receipt": False,
        "forms": 3,
        "package": "",
    }
    return Dossier(**{**facts, **changes})


def today_of_rows(*rows, is_whole=True, dossiers=None, **changes):
    """A year at a desk that was set up: its task went out, and certificates are registered."""
    facts = {
        "day": DAY,
        "board": Board(YEAR, DAY, is_whole, rows),
        "dossiers": {row.unit: dossier() for row in rows} | (dossiers or {}),
        "late": (),
        "deadlines": None,
        "certificates": 9,
        "elsewhen": {},
        "others": {},
        "unopened": 0,
        "has_task": True,
        "wants_past": False,
        "is_whole": is_whole,
        "read": None,
    }
    return Today(**{**facts, **changes})

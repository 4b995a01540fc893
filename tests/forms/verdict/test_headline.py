from dataclasses import replace
from decimal import Decimal
from itertools import combinations, permutations

import pytest

from forms.fault import Fault
from forms.verdict import Outcome, Outlook, Verdict, headline
from forms.verdict.outlook import Pace
from tests.builders import target
from tests.forms.verdict.judging import typed

YEAR = 2025


def made(
    outcome: str, outlook: str | None = None, due: int = 2030, shortfall: object = None, **changes: object
) -> Verdict:
    plan = typed(target(">=", 90, year=due, **changes))
    missing = Decimal(str(shortfall)) if shortfall is not None else None
    return Verdict(
        target=plan.targets[0],
        year=YEAR,
        due=due,
        actual=None,
        outcome=Outcome(outcome),
        pace=Pace(outlook=Outlook(outlook) if outlook else None),
        shortfall=missing,
    )


MISSED = made("not_met", due=YEAR, shortfall=2)
NOT_HELD = made("not_met", "on_track", due=2029, shortfall=2, hold=True)
SLIPPING = made("met", "slipping")
AT_RISK = made("not_met", "at_risk", shortfall=9)
LAGGING = made("not_met", "lagging", shortfall=9)
STRIVEN_MISSED = made("not_met", due=YEAR, shortfall=2, tier="aspiration")
STRIVEN_AWAY = made("not_met", "away", shortfall=2, tier="aspiration")
ON_TRACK = made("not_met", "on_track", shortfall=9)
MET = made("met", "on_track")
STRIVEN_MET = made("met", "slipping", tier="aspiration")
BY_HAND = made("by_hand")
FAILED = replace(BY_HAND, fault=Fault("ZeroDivisionError", "here:1"))

RANKS = [
    (MISSED, NOT_HELD),
    (SLIPPING, AT_RISK),
    (LAGGING, STRIVEN_MISSED, STRIVEN_AWAY, FAILED),
    (ON_TRACK, MET, STRIVEN_MET),
    (BY_HAND,),
]


@pytest.mark.parametrize(("first", "second"), list(combinations(range(len(RANKS)), 2)))
def test_what_is_more_urgent_is_shown(first: int, second: int) -> None:
    for more in RANKS[first]:
        for less in RANKS[second]:
            assert headline([more, less]) is more
            assert headline([less, more]) is more


@pytest.mark.parametrize("rank", RANKS)
def test_of_the_same_urgency_the_sooner_due_is_shown(rank: tuple[Verdict, ...]) -> None:
    soonest = min(verdict.due for verdict in rank)
    for order in permutations(rank):
        shown = headline(order)
        assert shown is not None
        assert shown.due == soonest


def test_nothing_to_show() -> None:
    assert headline([]) is None


def test_a_verdict_in_which_the_program_failed_says_so_in_few_words() -> None:
    assert FAILED.summary == "没能判定"
    assert BY_HAND.summary != FAILED.summary

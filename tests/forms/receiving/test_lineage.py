"""Which revision counts, by every line of the table of the receiving desk, and in any order of the files."""

from collections.abc import Iterable
from itertools import combinations, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.receiving.lineage import Choice, Decided, Filing, Lineage, RevisionPlace, lineage_of

P = RevisionPlace
NOTHING = Decided()


def chain(*texts: str) -> list[Filing]:
    """Revisions written as ``2a<1a``: number 2, content ``2a``, replaces ``1a``."""
    found = []
    for text in texts:
        content, _, replaces = text.partition("<")
        number = int("".join(character for character in content if character.isdigit()))
        found.append(Filing(content, number, replaces or None))
    return found


def choose(chosen: str, *others: str) -> Choice:
    return Choice(chosen, frozenset(others))


def of(*texts: str, **decided: object) -> Lineage:
    return lineage_of(chain(*texts), Decided(**decided))  # type: ignore[arg-type]


def current(found: Lineage) -> str:
    return "" if found.current is None else found.current.content


def answer(found: Lineage) -> tuple[str, tuple[str, ...], str]:
    return current(found), found.candidates, found.gap


def require_one_answer(found: Lineage, filings: Iterable[Filing], decided: Decided = NOTHING) -> None:
    """What must hold of every answer."""
    held = {one.content: one for one in filings}
    assert found.places.keys() == held.keys()
    told = [found.current is not None, bool(found.candidates), bool(found.gap), bool(found.lost)]
    assert sum(told) == (bool(held) or bool(found.lost))
    lapsed = {one for one, place in found.places.items() if place is P.LAPSED}
    assert (len(found.candidates) == 1) == bool(lapsed)
    if lapsed:
        assert not {choice.chosen for choice in decided.choices} <= held.keys()
    undecided = {one for one, place in found.places.items() if place.needs_a_person}
    assert undecided == {*found.candidates, *({found.gap} - {""})}
    if found.current is not None:
        assert found.places[found.current.content] in {P.FIRST, P.SUCCESSOR}
        if decided.accepted not in held:
            # Nothing that came lies beyond the one that counts, and nothing stands beside it undecided.
            followed = {one.replaces for one in held.values() if one.number > found.current.number}
            assert found.current.content not in followed
            assert P.LATE_CHANGE not in found.places.values()


# --- the table of section 3


def test_nothing_came():
    assert lineage_of([]) == Lineage(places={})
    assert of(choices=[choose("1", "2")], bridged=["3"]) == Lineage(places={})


def test_the_same_content_again_is_one():
    filings = chain("1")
    assert lineage_of([*filings, *filings]) == lineage_of(filings)


def test_first():
    found = of("1")
    assert (current(found), found.places) == ("1", {"1": P.FIRST})


def test_successor():
    found = of("1", "2<1")
    assert (current(found), found.places) == ("2", {"1": P.OLDER, "2": P.SUCCESSOR})


def test_successor_that_leaves_out_a_number_and_names_one_that_came():
    found = of("1", "4<1")
    assert (current(found), found.missing) == ("4", {})


def test_gap():
    found = of("1", "3<2")
    assert answer(found) == ("", (), "3")
    assert found.places == {"1": P.OLDER, "3": P.GAP}
    assert found.missing == {"3": (2,)}


@pytest.mark.parametrize("alone", ["3<2", "3", "2<1"])
def test_gap_before_the_first_that_came(alone):
    found = of(alone)
    content = alone[0]
    assert answer(found) == ("", (), content)
    assert found.missing == {content: tuple(range(1, int(content)))}
    assert current(of(alone, bridged=[content])) == content


def test_a_first_one_that_replaces_what_never_came_waits_without_a_missing_number():
    found = of("1<0")
    assert (answer(found), found.missing) == (("", (), "1"), {"1": ()})
    assert current(of("1<0", bridged=["1"])) == "1"


def test_a_bridged_gap_counts_and_stays_shown():
    found = of("1", "3<2", bridged=["3"])
    assert (current(found), found.places["3"]) == ("3", P.SUCCESSOR)
    assert found.missing == {"3": (2,)}


def test_what_follows_a_bridged_gap_counts_too():
    assert current(of("1", "3<2", "4<3", bridged=["3"])) == "4"
    assert current(of("1", "3<2", "4<3", "5<4", bridged=["4"])) == "5"


def test_a_bridge_counts_for_its_own_gap_only():
    found = of("1", "3<2", "5<4", bridged=["3"])
    assert (answer(found), found.missing) == (("", (), "5"), {"5": (4,)})
    assert current(of("1", "3<2", "5<4", bridged=["5"])) == "5"
    assert current(of("1", "3<2", "4<3", "5<4", bridged=["3"])) == "5"


def test_a_gap_that_is_closed_needs_nobody():
    assert answer(of("1", "2<1", "3<2")) == ("3", (), "")
    assert answer(of("1", "2<1", "3<2", bridged=["3"])) == ("3", (), "")


def test_two_gaps_of_one_line_are_closed_one_after_the_other():
    assert answer(of("1", "3<2", "5<4")) == ("", (), "5")
    assert answer(of("1", "3<2", "4<3", "5<4")) == ("", (), "5")
    assert answer(of("1", "2<1", "3<2", "5<4")) == ("", (), "5")
    assert answer(of("1", "2<1", "3<2", "4<3", "5<4")) == ("5", (), "")


def test_older():
    """Whenever it comes: the same files, the same answer."""
    found = of("2<1", "3<2", "1")
    assert (current(found), found.places) == ("3", {"1": P.OLDER, "2": P.OLDER, "3": P.SUCCESSOR})


@pytest.mark.parametrize(
    ("texts", "candidates"),
    [
        (["1a", "1b"], ("1a", "1b")),
        (["1", "2a<1", "2b<1"], ("2a", "2b")),
        (["1", "2a<1", "3a<2a", "2b<1"], ("2b", "3a")),
        (["1", "2a<1", "2b<x"], ("2a", "2b")),
        (["1", "2<1", "3<x"], ("2", "3")),
        (["3a<x", "3b<y"], ("3a", "3b")),
        (["1", "3a<2", "3b<2"], ("3a", "3b")),
        (["1", "2a<1", "2b<1", "2c<1"], ("2a", "2b", "2c")),
        (["1", "2a<1", "2b<1", "4<3"], ("2a", "2b", "4")),
    ],
)
def test_fork(texts, candidates):
    found = of(*texts)
    assert answer(found) == ("", candidates, "")
    assert {found.places[one] for one in candidates} == {P.FORK}


@pytest.mark.parametrize("texts", [["2a", "2b<2a"], ["3a", "2b<3a"], ["1<1"], ["2a<2b", "2b<2a"]])
def test_a_revision_that_replaces_an_equal_or_later_number_is_never_taken_silently(texts):
    assert current(of(*texts)) == ""


def test_restart():
    found = of("1a", "2<1a", "1b")
    assert answer(found) == ("", ("1b", "2"), "")
    assert {found.places[one] for one in ("1b", "2")} == {P.RESTART}


def test_a_restart_that_was_decided_does_not_colour_a_later_fork():
    found = of("1a", "1b", "2a<1a", "2b<1a", choices=[choose("1a", "1b")])
    assert {found.places[one] for one in found.candidates} == {P.FORK}


def test_after_a_restart_a_gap_goes_on_neither_of_the_two():
    """Whichever of them it went on, the other must not vanish."""
    for names in (("1a", "1b"), ("1b", "1a")):
        assert of(*names, "3<2").candidates == ("1a", "1b", "3")


def test_late_change():
    found = of("1", "2<1", accepted="1")
    assert (current(found), found.places) == ("1", {"1": P.FIRST, "2": P.LATE_CHANGE})
    assert current(of("1", "2<1")) == "2"  # reopened


@pytest.mark.parametrize("late", ["3b<2", "4<3", "5<x", "1b", "2b<1"])
def test_whatever_comes_after_an_acceptance_waits(late):
    found = of("1", "2<1", "3<2", late, accepted="3")
    assert (answer(found), found.places[late.partition("<")[0]]) == (("3", (), ""), P.LATE_CHANGE)


def test_what_was_missing_may_come_after_the_acceptance():
    found = of("1", "2<1", "3<2", accepted="3", bridged=["3"])
    assert (current(found), found.places["2"], found.missing) == ("3", P.OLDER, {})


def test_where_the_accepted_one_is_no_longer_taken_for_the_units_nothing_wins_by_that():
    found = of("1", "2<1", accepted="x")
    assert (answer(found), found.lost) == (("", (), ""), "x")
    assert of(accepted="x").lost == "x"
    assert current(of("1", "2<1")) == "2"  # reopened


# --- choices


def test_a_choice():
    found = of("1", "2a<1", "2b<1", choices=[choose("2a", "2b")])
    assert (current(found), found.places) == ("2a", {"1": P.OLDER, "2a": P.SUCCESSOR, "2b": P.PASSED_OVER})


@pytest.mark.parametrize("chosen", ["2a", "2b", "2c"])
def test_a_choice_among_three(chosen):
    others = {"2a", "2b", "2c"} - {chosen}
    found = of("1", "2a<1", "2b<1", "2c<1", choices=[choose(chosen, *others)])
    assert current(found) == chosen
    assert {found.places[one] for one in others} == {P.PASSED_OVER}


def test_a_choice_between_two_says_nothing_of_the_third():
    found = of("1", "2a<1", "2b<1", "2c<1", choices=[choose("2a", "2b")])
    assert (answer(found), found.places["2b"]) == (("", ("2a", "2c"), ""), P.PASSED_OVER)
    again = [choose("2a", "2b"), choose("2c", "2a")]
    assert current(of("1", "2a<1", "2b<1", "2c<1", choices=again)) == "2c"


def test_a_choice_is_taken_back_by_the_next():
    choices = [choose("2a", "2b"), choose("2b", "2a")]
    assert current(of("1", "2a<1", "2b<1", choices=choices)) == "2b"
    assert current(of("1", "2a<1", "2b<1", choices=[*choices, choices[0]])) == "2a"


def test_what_follows_the_chosen_one_counts_and_what_follows_the_other_asks_again():
    files = ("1", "2a<1", "2b<1")
    assert current(of(*files, "3<2a", choices=[choose("2a", "2b")])) == "3"
    found = of(*files, "3<2b", choices=[choose("2a", "2b")])
    assert found.candidates == ("2a", "3")


def test_the_chosen_one_counts_whatever_it_replaces_and_so_does_what_follows_it():
    files = ("1", "3a<2a", "3b<2b")
    chosen = [choose("3b", "3a")]
    assert current(of(*files, choices=chosen)) == "3b"
    assert current(of(*files, "4<3b", choices=chosen)) == "4"
    assert of(*files, choices=chosen).missing == {"3b": (2,)}


def test_a_gap_after_a_choice_is_one_gap():
    found = of("1", "2a<1", "2b<1", "3b<2b", "4<3", choices=[choose("2a", "3b")])
    assert (answer(found), found.missing) == (("", (), "4"), {"4": (3,)})


def test_a_choice_of_what_no_longer_stands_is_none():
    """Its certificate was revoked: the other waits until a person chooses it."""
    found = of("1", "2b<1", choices=[choose("2a", "2b")])
    assert (answer(found), found.places["2b"]) == (("", ("2b",), ""), P.LAPSED)
    assert answer(of("1", "2b<1", choices=[choose("2a", "2b"), choose("2b")])) == ("2b", (), "")
    both = of("1", "2a<1", "2b<1", choices=[choose("2a", "2b"), choose("2b")])
    assert both.candidates == ("2a", "2b")  # it stands again: asked anew
    assert answer(of("1", "2b<1", "3<2a", choices=[choose("2a", "2b")])) == ("", ("2b", "3"), "")


def test_a_choice_that_would_leave_nothing_is_none():
    assert answer(of("1", "2<1", choices=[choose("1", "2")])) == ("2", (), "")
    assert of("1a", "1b", choices=[choose("1a", "1b"), choose("1a", "1a", "1b")]).current


def test_an_accepted_one_that_was_passed_over_later_stays_until_the_year_is_reopened():
    files, choices = ("1", "2a<1", "2b<1"), [choose("2a", "2b"), choose("2b", "2a")]
    found = of(*files, accepted="2a", choices=choices)
    assert (current(found), found.places["2b"]) == ("2a", P.LATE_CHANGE)
    assert current(of(*files, choices=choices)) == "2b"


def test_an_accepted_choice_keeps_the_other_passed_over():
    found = of("1", "2a<1", "2b<1", accepted="2a", choices=[choose("2a", "2b")])
    assert (current(found), found.places["2b"]) == ("2a", P.PASSED_OVER)


# --- any order, any set


SIX = chain("1a", "2a<1a", "2b<1a", "4<3", "1b", "5<4")
"""A fork, a gap, a restart, and one after the gap."""
DECISIONS = [
    NOTHING,
    Decided(choices=[choose("2a", "2b")]),
    Decided(choices=[choose("2a", "2b", "1b", "5")]),
    Decided(choices=[choose("5", "2a", "2b", "1b")]),
    Decided(choices=[choose("2a", "2b"), choose("1b", "2a")], bridged=["4"]),
    Decided(bridged=["4"], accepted="2a"),
    Decided(accepted="5", choices=[choose("5", "2a")]),
]


@pytest.mark.parametrize("decided", DECISIONS)
def test_six_revisions_in_every_order_and_every_choice_of_them(decided):
    for count in range(len(SIX) + 1):
        for some in combinations(SIX, count):
            expected = lineage_of(some, decided)
            require_one_answer(expected, some, decided)
            for order in permutations(some):
                assert lineage_of(order, decided) == expected


def test_a_number_that_a_package_makes_up_costs_nothing():
    found = of("1", "9999999999999999<x")
    assert (found.gap, len(found.missing[found.gap])) == ("9999999999999999", 100)


CONTENTS = [f"c{number}" for number in range(8)]


@st.composite
def forests(draw: st.DrawFn) -> list[Filing]:
    """Any revisions: forks, gaps, restarts, and some that contradict themselves."""
    names = draw(st.lists(st.sampled_from(CONTENTS), unique=True, max_size=7))
    found: list[Filing] = []
    for name in names:
        before = draw(st.sampled_from([None, "lost", *CONTENTS]))
        known = next((one for one in found if one.content == before), None)
        follows = known is not None and draw(st.integers(0, 9)) > 0
        number = known.number + 1 if known is not None and follows else draw(st.integers(1, 5))
        found.append(Filing(name, number, before))
    return found


decisions = st.builds(
    Decided,
    choices=st.lists(
        st.builds(Choice, st.sampled_from(CONTENTS), st.frozensets(st.sampled_from(CONTENTS), max_size=3)),
        max_size=3,
    ),
    bridged=st.lists(st.sampled_from(CONTENTS), max_size=2),
    accepted=st.none() | st.sampled_from(CONTENTS),
)


@given(forests(), decisions, st.randoms(use_true_random=False))
def test_any_revisions_and_any_decisions_give_one_answer_in_any_order(filings, decided, chance):
    found = lineage_of(filings, decided)
    require_one_answer(found, filings, decided)
    shuffled = [*filings]
    chance.shuffle(shuffled)
    assert lineage_of(shuffled, decided) == found


def ends(filings: list[Filing]) -> set[str]:
    """What nothing follows, computed otherwise than the program does."""
    numbers = {one.content: one.number for one in filings}
    followed = {
        one.replaces for one in filings if one.replaces in numbers and numbers[one.replaces] < one.number
    }
    return numbers.keys() - followed


@given(forests())
def test_without_a_decision_one_that_counts_is_the_end_of_all(filings):
    """Never a silent winner: beside what counts or waits nothing stands that could be the newest as well."""
    found = lineage_of(filings)
    told = {*found.candidates, *({current(found)} - {""}), *({found.gap} - {""})}
    assert told <= ends(filings)
    numbers = {one.content: one.number for one in filings}
    if found.current is not None:
        assert ends(filings) == {current(found)}
        assert not [one for one in filings if one.replaces not in numbers and one.number > 1]
    if found.gap:
        beside = ends(filings) - {found.gap}
        assert all(numbers[one] < numbers[found.gap] - 1 for one in beside)
        assert len({numbers[one] for one in beside}) == len(beside)
    if len(ends(filings)) > 1:
        assert found.current is None


@given(forests())
def test_a_choice_among_the_candidates_is_final_until_something_comes(filings):
    found = lineage_of(filings)
    for chosen in found.candidates:
        others = frozenset(found.candidates) - {chosen}
        again = lineage_of(filings, Decided(choices=[Choice(chosen, others)]))
        assert current(again) == chosen
        assert all(again.places[one] is P.PASSED_OVER for one in others)
    if found.gap:
        assert current(lineage_of(filings, Decided(bridged=[found.gap]))) == found.gap


@given(forests(), st.data())
def test_what_is_accepted_stays(filings, data):
    found = lineage_of(filings)
    if found.current is None:
        return
    later = [
        Filing("new", data.draw(st.integers(1, 9)), data.draw(st.sampled_from([None, "lost", *CONTENTS])))
    ]
    decided = Decided(accepted=current(found))
    assert current(lineage_of([*filings, *later], decided)) == current(found)

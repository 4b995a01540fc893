"""What the office holds of earlier years: nothing is overwritten, and the newest word counts."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from forms.figures.breakdown import SeriesKey
from forms.receiving.held import Acceptance, Vintage, newest, vintages

ANAEMIC = SeriesKey("anaemia", "_T")
AT = datetime(2026, 6, 1, tzinfo=UTC)
PLACE = ANAEMIC, 2020


def accepted(year, value, day=0, corrected=(), of=2020):
    return Acceptance(
        year=year, at=AT + timedelta(days=day), figures={(ANAEMIC, of): value}, corrected=frozenset(corrected)
    )


def test_the_own_year_outweighs_the_series_and_what_was_believed_first():
    found = vintages({PLACE: Decimal(300)}, [accepted(2024, Decimal(349)), accepted(2020, Decimal(350), 1)])
    assert found[PLACE] == (Vintage(Decimal(300)), Vintage(Decimal(350), AT + timedelta(days=1), 2020))
    assert newest(found) == {PLACE: Decimal(350)}


def test_what_was_unknown_is_believed_and_a_later_year_alone_does_not_change_it():
    found = vintages({}, [accepted(2023, Decimal(349)), accepted(2024, Decimal(417), 1)])
    assert found[PLACE] == (Vintage(Decimal(349), AT, 2023),)


def test_a_decided_correction_is_held_from_its_acceptance_on_and_the_older_stays():
    first, second = accepted(2023, Decimal(349)), accepted(2024, Decimal(417), 1, [PLACE])
    found = vintages({}, [first, second])[PLACE]
    assert [one.value for one in found] == [Decimal(349), Decimal(417)]
    assert found[1].since == AT + timedelta(days=1)


def test_that_there_is_no_figure_can_be_what_is_held():
    assert newest(vintages({PLACE: Decimal(1)}, [accepted(2024, None, corrected=[PLACE])])) == {PLACE: None}


def test_a_figure_whose_leaving_out_a_person_let_stand_is_held_not_to_be_there():
    """Else the same is asked again with every later year."""
    left_out = Acceptance(year=2024, at=AT, figures={}, corrected=frozenset([PLACE]))
    assert newest(vintages({PLACE: Decimal(349)}, [left_out])) == {PLACE: None}


@given(
    st.lists(
        st.tuples(st.integers(2019, 2025), st.sampled_from([None, Decimal(1), Decimal(2)]), st.booleans())
    )
)
def test_vintages_only_grow_and_never_repeat(years):
    acceptances = [
        accepted(year, value, day, [PLACE] if corrected else [])
        for day, (year, value, corrected) in enumerate(years)
    ]
    before = ()
    for count in range(1, len(acceptances) + 1):
        found = vintages({}, acceptances[:count])[PLACE]
        assert found[: len(before)] == before
        assert all(one.value != other.value for one, other in pairwise(found))
        before = found

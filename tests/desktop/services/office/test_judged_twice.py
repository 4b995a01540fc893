"""A unit that rewrites an earlier year is judged with the accepted one, and both judgements are told."""

from datetime import timedelta
from decimal import Decimal

import pytest

from db.office.records import DecisionKind, PastValue
from db.unit.records import HistoryValue
from desktop.services.office.county.collecting import collect
from desktop.services.office.decisions.correcting import undo
from desktop.services.office.decisions.deciding import Question, decide
from desktop.services.office.intake.receiving import Batch, receive
from desktop.services.office.overview.board import board_of
from desktop.services.office.overview.showing import show
from desktop.services.unit.filing.exporting import export
from desktop.services.unit.filing.finalising import finalise, withdraw
from desktop.services.unit.year import open_year
from desktop.submission.keys.certificate import to_der
from forms.figures.breakdown import SeriesKey
from forms.receiving.second_judgement import PastOfIndicator
from forms.reporting.earlier import DefinitionChange
from tests.desktop.services.office.intake.conftest import certificate_of

ANAEMIC, RATE = SeriesKey("pregnancy-anaemia-cases"), "pregnancy-anaemia-rate"
TRUE, REWRITTEN = Decimal(349), Decimal(417)
WARNED = "预计达标困难"


def explained(year):
    for finding in year.report.unexplained:
        year.explain(finding, "编造的说明：已核对台账，数据无误")
    return year


def sent(year, identity, folder):
    """Freezes a year and exports it; the package."""
    finalise(explained(year))
    return export(year, identity, folder).path


@pytest.fixture
def registered(office, identity, clock):
    office.store.register(certificate_of(to_der(identity.certificate), "health", clock()))
    return office


@pytest.fixture
def rewritten(final, identity, clock, tmp_path):
    """The packages of a unit that filed, withdrew its year, rewrote 2020 and filed again."""
    desk = final.desk
    first = export(final, identity, tmp_path / "报送").path
    withdraw(final, "更正往年数")
    rewrite(desk, clock, REWRITTEN)
    return [first, sent(open_year(desk, final.year), identity, tmp_path / "报送")]


def rewrite(desk, clock, value):
    desk.store.import_history([HistoryValue(2020, ANAEMIC, value)], source="台账", actor="王芳", now=clock())


@pytest.fixture
def next_year(final, identity, clock, tmp_path):
    """Files 2026 with another figure of 2020."""

    def make(past):
        rewrite(final.desk, clock, past)
        year = open_year(final.desk, final.year + 1)
        seen = open_year(final.desk, final.year).figures.observations
        year.enter(
            {key: one.reading.text for key, one in seen.items()},
            sources={key: one.source for key, one in seen.items()},
        )
        return sent(year, identity, tmp_path / "报送 2026")

    return make


def publish(office, clock, value=TRUE, year=2020, key=ANAEMIC):
    office.store.import_past([PastValue(year, key, value, "统计年鉴")], reason="", actor="李敏", now=clock())


def received(office, paths):
    """What is said of the last package."""
    (package,) = receive(office, Batch(paths))[-1].packages
    return package


def history_of(package):
    return next(fact for fact in package.facts if fact.name == "history")


def test_a_warning_that_a_rewritten_year_silenced_is_told_beside_the_units_own(registered, rewritten, clock):
    publish(registered, clock)
    package = received(registered, rewritten)
    (cell,) = history_of(package).details["cells"]
    assert (history_of(package).state.value, cell["year"]) == ("bad", 2020)
    assert (cell["accepted"], cell["stated"]) == ("349", "417")
    (judged,) = [one for one in package.judged if one.held.target.indicator.startswith(RATE)]
    assert judged.held.outlook.value == "at_risk"
    assert judged.stated.outlook.value != "at_risk"
    assert (judged.stated_warning, judged.held_warning.label) == (None, WARNED)
    assert judged.sentence.endswith(f"按已验收往年数 {WARNED}")
    assert "单位自报" in judged.sentence
    assert [one.year for one in judged.past] == [2020]
    assert isinstance(judged.past[0], PastOfIndicator)
    assert judged.past[0].stated > judged.past[0].held
    shown = show(registered, "health", 2025)
    assert shown.judged[package.package.digest] == package.judged
    row = next(one for one in board_of(registered, 2025).rows if one.unit == "health")
    assert row.judged_otherwise == len(package.judged)


def test_the_county_is_judged_with_the_past_that_the_office_holds(registered, rewritten, clock):
    publish(registered, clock)
    received(registered, rewritten)
    collection = collect(registered, 2025, provisional=True)
    (row,) = [one for one in collection.table if one.counted.key.code == RATE]
    assert row.standing.label == "预期难以达标"
    (warning,) = [one for one in collection.warnings if one.verdict.target.indicator == RATE]
    assert warning.kind.label == WARNED


TRUE_RATE = Decimal("12.9")


def publish_rate(office, clock, value=TRUE_RATE):
    """The office published no count of 2020, only the rate."""
    publish(office, clock, value, key=SeriesKey(RATE))


def test_a_published_rate_is_compared_with_the_counts_that_were_rewritten(registered, rewritten, clock):
    publish_rate(registered, clock)
    package = received(registered, rewritten)
    fact = history_of(package)
    (cell,) = fact.details["cells"]
    assert (fact.state.value, cell["item"], cell["year"]) == ("bad", RATE, 2020)
    assert (cell["accepted"], cell["stated"]) == ("12.9", "15.4")
    assert "孕妇贫血率" in fact.sentence
    assert "2020 年本局 12.9，报来 15.4" in fact.sentence
    (judged,) = [one for one in package.judged if one.held.target.indicator.startswith(RATE)]
    assert (judged.stated_warning, judged.held_warning.label) == (None, WARNED)
    decide_past(registered, 2025, "correction", f"{RATE}/_T/2020")
    package = received(registered, rewritten)
    assert (history_of(package).status, package.judged) == ("decided", ())


@pytest.mark.parametrize(
    ("value", "is_bad"), [("12.9", False), ("12.91", True), ("13", False), ("13.1", True)]
)
def test_a_rate_agrees_as_far_as_it_was_published(registered, final, identity, clock, value, is_bad):
    publish_rate(registered, clock, Decimal(value))
    package = received(registered, [export(final, identity, registered.path.parent / "报送").path])
    assert (history_of(package).state.value == "bad") is is_bad, history_of(package).sentence


def test_a_published_rate_gives_way_to_an_accepted_correction(registered, rewritten, next_year, clock):
    publish_rate(registered, clock)
    now = received(registered, rewritten)
    decide_past(registered, 2025, "correction", f"{RATE}/_T/2020")
    accept(registered, now.package, clock)
    registered.clock = lambda: clock.now + timedelta(days=400)
    package = received(registered, [next_year(REWRITTEN)])
    assert history_of(package).state.value != "bad", history_of(package).sentence


def test_with_the_same_past_nothing_is_judged_otherwise(registered, final, identity, clock, tmp_path):
    publish(registered, clock)
    package = received(registered, [export(final, identity, tmp_path / "报送").path])
    assert package.judged == ()


def test_an_office_that_holds_nothing_judges_by_the_units_own_past(registered, rewritten):
    assert received(registered, rewritten).judged == ()


def test_what_a_person_decided_to_be_a_correction_is_judged_as_the_unit_states_it(
    registered, rewritten, clock
):
    publish(registered, clock)
    received(registered, rewritten)
    decide_past(registered, 2025, "correction")
    assert received(registered, rewritten).judged == ()


def test_a_decision_that_was_taken_back_is_judged_as_if_it_had_never_been_made(registered, rewritten, clock):
    publish(registered, clock)
    received(registered, rewritten)
    made = decide_past(registered, 2025, "correction")
    undo(registered, "health", 2025, made.id, "决定错了")
    package = received(registered, rewritten)
    assert history_of(package).state.value == "bad"
    assert package.judged


def test_a_series_broken_by_the_unit_alone_is_judged_unbroken_too(
    registered, final, identity, clock, tmp_path
):
    publish(registered, clock)
    first = export(final, identity, tmp_path / "报送").path
    withdraw(final, "口径变动")
    final.desk.record_definition_change(DefinitionChange(ANAEMIC.code, 2025, "编造的口径变动"))
    package = received(registered, [first, sent(open_year(final.desk, 2025), identity, tmp_path / "报送")])
    assert history_of(package).state.value != "bad", "no figure differs"
    at_risk = [one for one in package.judged if one.held.outlook.value == "at_risk"]
    assert at_risk
    assert all(one.stated.outlook.value != "at_risk" for one in at_risk)
    # With the acceptance of the package its changes of definition are accepted.
    accept(registered, package.package, clock)
    assert show(registered, "health", 2025).judged[package.package.digest] == ()


def test_where_the_offices_figure_was_kept_it_is_judged_with_on_and_on(registered, rewritten, clock):
    publish(registered, clock)
    received(registered, rewritten)
    decide_past(registered, 2025, "kept")
    package = received(registered, rewritten)
    assert history_of(package).status == "decided"
    assert package.judged


def decide_past(office, year, answer, cell=f"{ANAEMIC.code}/_T/2020"):
    asked = {"unit": "health", "year": year, "fact": "history", "subject": cell}
    return decide(office, Question(**asked, answer=answer, reason="单位来函"))


def accept(office, package, clock):
    office.store.decide(
        DecisionKind.ACCEPT, "health", package.year, content=package.content, actor="李敏", now=clock()
    )


@pytest.mark.parametrize(("answer", "held"), [("correction", "417"), ("kept", "349")])
def test_an_accepted_correction_is_what_is_held_in_later_years(
    registered, rewritten, next_year, clock, answer, held
):
    publish(registered, clock)
    now = received(registered, rewritten)
    decide_past(registered, 2025, answer)
    accept(registered, now.package, clock)
    registered.clock = lambda: clock.now + timedelta(days=400)
    package = received(registered, [next_year(Decimal(350))])
    (cell,) = history_of(package).details["cells"]
    assert (cell["accepted"], cell["stated"]) == (held, "350")
    # What was held before stays readable, and from when on the other figure is held.
    known = [(one["value"], one["by_year"]) for one in cell.get("vintages", ())]
    assert known == ([("349", None), ("417", 2025)] if answer == "correction" else [])
    # About the year that was accepted everything stands as it stood then.
    of_2025 = dict(show(registered, "health", 2025).packages)[now.package]
    assert next(fact for fact in of_2025 if fact.name == "history").status == "decided"

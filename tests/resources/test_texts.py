"""Every bundled plan says what its adopted text says; the texts are in :mod:`tests.resources.texts`."""

from collections import Counter
from decimal import Decimal

import pytest

from desktop.services.plans.packs import bundled_ids
from forms.plan.definitions import Basis
from forms.plan.targets import Op, TargetKind, Tier
from tests.resources.packs import is_as_printed, load_plan, targets_like
from tests.resources.texts import TEXTS

CHECKS = [(text, check) for text in TEXTS for check in text.checks]


def _name(value):
    """Place, indicator, operator and year of a check."""
    if isinstance(value, tuple):
        section, domain, item, _, op, _, year, indicator = value
        return f"{section}-{domain}.{item}-{indicator}-{op}-{year}"
    return str(value)


@pytest.fixture(params=TEXTS, ids=str)
def text(request):
    return request.param


@pytest.fixture
def plan(text):
    return load_plan(text.plan_id)


def test_every_bundled_plan_has_its_text():
    assert [text.plan_id for text in TEXTS] == list(bundled_ids())


def test_identity(plan, text):
    named = (plan.id, plan.title, plan.region_code, plan.office, plan.version)
    assert named == (text.plan_id, text.title, text.region_code, text.office, text.version)
    assert plan.period == (2021, 2030)
    assert (plan.publisher, plan.deadline) == (None, None)


def test_goals_are_numbered_as_printed(plan, text):
    printed = {no: list(range(1, n + 1)) if isinstance(n, int) else n for no, n in text.goals.items()}
    assert {d.no: [g.no for g in d.goals] for d in plan.domains} == printed


def test_all_measures_are_listed(plan, text):
    listed = {no: [s.no for s in plan.strategies if s.domain == no] for no in text.measures}
    assert listed == {no: list(range(1, count + 1)) for no, count in text.measures.items()}


def test_measures_are_targets_only_where_they_hold_a_figure(plan, text):
    measures = [t for t in plan.targets if t.section == "strategy"]
    without = [t for t in measures if t.kind is not TargetKind.QUANTITATIVE or t.value is None]
    assert without == [], f"take these measures out of resources/plans/{plan.id}.json, or give them a figure"
    assert Counter((t.domain, t.item) for t in measures) == text.measured


@pytest.mark.parametrize(("text", "check"), CHECKS, ids=_name)
def test_target_is_as_in_the_text(plan, check):
    (target,) = targets_like(plan, check)
    assert is_as_printed(target, check[3])


def test_every_figure_and_year_of_the_plan_stands_in_the_text(plan, text):
    checks = (*text.checks, *text.checks_of_two_rows)
    checked = {id(t) for check in checks for t in targets_like(plan, check)}
    unchecked = [t for t in plan.targets if t.value is not None and id(t) not in checked]
    assert unchecked == [], f"not among the checks of {text!r}"
    dated = {(t.section, t.domain, t.item, t.year) for t in plan.targets if t.year is not None}
    assert dated == {(*check[:3], check[6]) for check in checks if check[6] is not None}, repr(text)


def test_holding_targets_are_those_to_be_kept(plan, text):
    assert {(t.section, t.domain, t.item, t.op) for t in plan.targets if t.hold} == text.held


def test_rises_that_should_slow(plan, text):
    assert {t.indicator for t in plan.targets if t.order == 2} == text.slowing


def test_relative_targets_name_their_base(plan, text):
    bases = {t.year: t.reference for t in plan.targets if t.op is Op.RELATIVE_INCREASE}
    assert {year: (base.year, base.measure) for year, base in bases.items()} == text.bases


def test_striving_stands_above_a_floor(plan, text):
    tiers = {(t.domain, t.item, t.tier, t.value) for t in plan.targets if t.tier is not None}
    wanted = {
        (domain, item, tier, Decimal(value))
        for domain, item, floor, aspiration in text.tiers
        for tier, value in ((Tier.FLOOR, floor), (Tier.ASPIRATION, aspiration))
    }
    assert tiers == wanted


def test_targets_that_follow_another_indicator(plan, text):
    followed = {
        t.indicator: t.reference.indicator for t in plan.targets if t.reference and t.reference.indicator
    }
    assert followed == text.follows


def test_what_has_no_statistic_is_left_to_people_with_a_word(plan, text):
    unbound = [t for t in plan.targets if t.kind is not TargetKind.QUALITATIVE and t.indicator is None]
    assert [(t.section, t.domain, t.item) for t in unbound] == text.unbound
    assert all(t.note for t in unbound)


def test_surveys_and_elections_are_marked(plan, text):
    surveys = [i for i in plan.indicators if i.basis is Basis.SURVEY]
    assert len([i for i in surveys if i.identity_item is not None]) >= text.least_surveys
    assert text.surveyed <= {i.code for i in surveys}
    elected = {i.code for i in plan.indicators if i.election}
    assert text.elected <= elected
    assert not text.not_elected & elected


def test_figures_about_few_people_are_marked_sensitive(plan, text):
    assert text.sensitive <= {i.code for i in plan.items if i.sensitive}


def test_what_the_text_leaves_open_is_listed(plan, text):
    assert text.left_open <= {a.code for a in plan.assumptions}


def test_figures_of_earlier_years_are_those_of_the_text(plan, text):
    assert len(plan.history) == text.earlier_figures

"""What every bundled plan must hold, whatever its text: complete, bound, owned, and on forms."""

import re
from collections import Counter
from dataclasses import replace

import pytest

from desktop.services.plans.packs import bundled_ids
from forms.figures.breakdown import SeriesKey
from forms.filing.tables import unit_verdicts
from forms.findings import RULES, Checker
from forms.plan.assignments import assignments
from forms.plan.definitions import Basis
from forms.plan.pack import STATISTICS
from forms.plan.targets import Op, Section, TargetKind
from forms.reporting.entry import Figures
from forms.reporting.layout import CellKind, lay_out
from forms.verdict import Outcome, assess
from tests.resources.packs import library_documents, load_plan

LONGEST_FORM = 25


@pytest.fixture(scope="module", params=bundled_ids())
def plan(request):
    return load_plan(request.param)


# --- the text --------------------------------------------------------------------------------------


def test_every_goal_has_a_target(plan):
    targeted = {(t.domain, t.item) for t in plan.targets if t.section is Section.GOAL}
    assert {(d.no, g.no) for d in plan.domains for g in d.goals} - targeted == set()


def test_targets_stand_in_the_order_of_the_text(plan):
    for section in Section:
        places = [(t.domain, t.item) for t in plan.targets if t.section is section]
        assert places == sorted(places)


def test_no_target_stands_twice(plan):
    assert [target for target, count in Counter(plan.targets).items() if count > 1] == []


def test_titles_of_a_domain_differ(plan):
    for domain in plan.domains:
        for titles in (
            [g.title for g in domain.goals],
            [s.title for s in plan.strategies if s.domain == domain.no],
        ):
            assert all(titles)
            assert len(set(titles)) == len(titles)


def test_what_is_judged_by_hand_says_how(plan):
    by_hand = [t for t in plan.targets if t.kind is TargetKind.QUALITATIVE or t.indicator is None]
    assert [(t.section, t.domain, t.item) for t in by_hand if not t.note] == []


def test_targets_and_indicators_share_their_unit(plan):
    for target in plan.targets:
        if target.indicator is not None and target.unit is not None:
            assert target.unit == plan.indicator_by_code[target.indicator].unit, target.place


def test_assumptions_are_reasoned_and_named_once(plan):
    assert all(a.text and a.reason for a in plan.assumptions)
    assert Counter(a.code for a in plan.assumptions).most_common(1)[0][1] == 1
    assert {a.indicator for a in plan.assumptions} - {None} <= set(plan.indicator_by_code)
    assert {"owners", "unit-names", "deadline", "publisher"} <= {a.code for a in plan.assumptions}


# --- indicators, units and forms -------------------------------------------------------------------


def test_library_defines_nothing_twice():
    library = library_documents()
    for kind in ("items", "indicators"):
        counts = Counter(entry["code"] for document in library for entry in document[kind])
        assert [code for code, count in counts.items() if count > 1] == []


def test_every_unit_has_a_form_or_a_duty_and_every_indicator_an_owner(plan):
    busy = {duty.unit for task in assignments(plan) for duty in task.duties}
    assert {f.unit for f in plan.forms} | busy == {u.code for u in plan.units}
    assert {i.owner for i in (*plan.items, *plan.indicators)} <= {u.code for u in plan.units}


def test_every_indicator_stands_on_one_form_of_its_owner(plan):
    places = Counter(
        (row.indicator.code, unit.code)
        for unit in plan.units
        for form in lay_out(plan, unit.code).forms
        for row in form.rows
        if row.indicator is not None
    )
    assert places == {(i.code, i.owner): 1 for i in plan.indicators}


def test_every_figure_is_typed_in_one_cell_of_its_owner(plan):
    cells = [
        (unit.code, cell)
        for unit in plan.units
        for form in lay_out(plan, unit.code).forms
        for cell in form.entry_cells
    ]
    wanted = {(i.owner, SeriesKey(i.code, b)): 1 for i in plan.items for b in ("_T", *i.breakdown)}
    assert Counter((unit, cell.key) for unit, cell in cells if not cell.is_given) == wanted
    given = Counter((unit, cell.key) for unit, cell in cells if cell.is_given)
    assert set(given.values()) == {1}
    assert all((STATISTICS, key) in wanted for _, key in given)


def test_computed_rows_follow_their_parts_on_paper(plan):
    for unit in plan.units:
        for form in lay_out(plan, unit.code).forms:
            _check_order(form)


def _check_order(form):
    typed = {}
    for row in form.rows:
        if any(cell.kind is CellKind.DERIVED for cell in row.cells):
            formula = row.indicator.formula
            below = {t.item for t in (*formula.numerator, *formula.denominator)} & _items_of(form)
            assert below <= typed.keys(), (form.form.code, row.code)
        elif row.item is not None:
            typed[row.item.code] = row.code


def _items_of(form):
    return {row.item.code for row in form.rows if row.item is not None}


def test_parts_stand_directly_under_their_whole(plan):
    """其中 below a rate, or below another figure's parts, would read as a part of that."""
    for form in plan.forms:
        open_ = []
        for row in form.rows:
            while open_ and open_[-1] != row.part_of:
                open_.pop()
            assert row.part_of is None or open_, (form.code, row.code)
            open_.append(row.code)


def test_a_form_has_sex_as_columns_or_as_rows(plan):
    for form in plan.forms:
        if any("SEX=" in column for column in form.columns):
            named = {row.label or plan.item_by_code[row.item].name for row in form.rows if row.item}
            assert not {name for name in named if name in ("女性", "女", "女干部数")}, form.code
            parts = [row for row in form.rows if row.part_of is not None and row.indicator is not None]
            assert [row.label for row in parts if (row.label or "").startswith("女")] == [], form.code


def test_columns_show_only_what_is_broken_down(plan):
    for form in plan.forms:
        layout = next(f for f in lay_out(plan, form.unit).forms if f.form is form)
        for index, column in enumerate(form.columns):
            assert any(row.cells[index].kind is not CellKind.CLOSED for row in layout.rows), (
                form.code,
                column,
            )


def test_no_form_is_an_endless_list(plan):
    assert [form.code for form in plan.forms if len(form.rows) > LONGEST_FORM] == []
    assert len({(form.unit, form.title) for form in plan.forms}) == len(plan.forms)


def test_no_official_mark_is_invented(plan):
    assert {(f.table_no, f.issuer, f.approval_no, f.valid_until) for f in plan.forms} == {(None,) * 4}
    assert all(f.notes for f in plan.forms)


def test_surveys_have_a_sample_size(plan):
    surveys = [i for i in plan.indicators if i.basis is Basis.SURVEY and i.identity_item is not None]
    assert [i.code for i in surveys if i.sample_item != f"{i.code}-sample"] == []


def test_what_is_only_observed_by_another_figure_is_registered_as_a_stand_in(plan):
    observed = [t for t in plan.targets if t.note is not None and re.search("以.+观察", t.note)]
    assert len(observed) >= 7
    for target in observed:
        replaced = plan.judged_by_code[target.indicator].proxy_for
        assert target.proxy is not None or replaced is not None, target.note


# --- the statistics office's figures, surveys, what only the county computes ---------------------------

COUNTY = ["nursery-places-per-1000", "sex-ratio-at-birth", "resident-population-female-share"]
"""In every plan."""
SURVEYED = {
    "breast-cancer-awareness-rate",
    "cervical-cancer-awareness-rate",
    "gender-income-gap",
    "healthy-life-expectancy",
    "housework-gender-gap",
    "scientific-literacy-gender-gap",
    "unintended-pregnancy-rate",
    "women-anxiety-prevalence",
    "women-depression-prevalence",
    "women-mental-health-literacy",
    "women-regular-exercise-rate",
}
"""In every plan; no county office keeps them."""
MORE_SURVEYED = {"women-hiv-awareness-rate", "women-nutrition-knowledge-rate", "women-obesity-rate"}
"""In some plans."""


def test_what_no_office_keeps_is_a_special_survey_that_says_what_to_state(plan):
    special = {i.code: i.special_survey for i in plan.indicators if i.special_survey is not None}
    assert special.keys() >= SURVEYED
    assert special.keys() <= SURVEYED | MORE_SURVEYED
    assert special.keys() >= MORE_SURVEYED & plan.indicator_by_code.keys()
    assert all(survey.method and survey.sampling and survey.error for survey in special.values())
    assert {s.date for s in special.values()} | {s.sample_size for s in special.values()} == {None}


def test_no_special_survey_is_asked_for_every_year(plan):
    asked = {c.key.code for u in plan.units for f in lay_out(plan, u.code).forms for c in f.asked_cells}
    assert not asked & plan.survey_items
    assert plan.survey_results
    # A note that asks for a code in place of a figure would contradict the form.
    names = [i.name for i in plan.indicators if i.special_survey is not None]
    notes = [note for form in plan.forms for note in form.notes]
    assert not [note for note in notes if "未收集" in note and any(name in note for name in names)]
    # What a special survey asks for is said below the form once, from the indicators themselves.
    assert not [note for note in notes if "没有调查" in note]


def test_audit_relations_are_written_from_what_is_checked(plan):
    assert not [note for form in plan.forms for note in form.notes if "审核关系" in note]


def test_the_county_computes_what_needs_several_units(plan):
    assert [indicator.code for indicator in plan.county_indicators] == COUNTY
    shown = {row.indicator for form in plan.forms for row in form.rows}
    assert not shown & set(COUNTY)
    assert {t.indicator for t in plan.targets} & set(COUNTY) == {"nursery-places-per-1000"}


def test_population_births_and_households_are_the_statistics_offices(plan):
    forms = {f.form.code: f for f in lay_out(plan, STATISTICS).forms}
    assert {row.item.code for row in forms["population-births-households"].rows} >= {"births"}
    (population,) = forms["population-by-age"].rows
    assert population.item.code == "resident-population"
    assert {"SEX=F", "RES=R", "AGE=60+", "SEX=F;AGE=60+"} <= set(population.item.breakdown)
    words = (
        "常住人口",
        "出生人口",
        "岁人口",
        "岁妇女",
        "岁女性人口",
        "岁及以上女性人口",
        "老年人口",
        "总户数",
        "就业人员数",
        "适龄人口",
    )
    about_people = [i for i in plan.items if any(word in i.name for word in words) and i.unit in ("人", "户")]
    assert len(about_people) > 5
    assert {i.owner for i in about_people if not i.name.startswith(("城乡居民", "接"))} == {STATISTICS}


def test_a_county_target_says_nothing_at_a_unit(plan):
    target = next(t for t in plan.targets if t.indicator == "nursery-places-per-1000")
    for unit in plan.units:
        layout = lay_out(plan, unit.code)
        figures = Figures(plan=plan, year=2025)
        assert target not in {v.target for v in unit_verdicts(figures, layout)}
        assert all(target not in row.targets for form in layout.forms for row in form.rows)
        Checker(plan, unit.code, layout, RULES).check(figures)
    assert assess(replace(target, op=Op.INCREASE), figures).outcome is Outcome.NO_DATA


def test_a_part_is_counted_in_the_unit_of_its_whole(plan):
    known = plan.item_by_code | plan.indicator_by_code
    for form in plan.forms:
        rows = {row.code: known[row.item or row.indicator] for row in form.rows}
        parts = [(row.code, row.part_of) for row in form.rows if row.part_of is not None]
        assert [p for p in parts if rows[p[0]].unit != rows[p[1]].unit] == [], form.title

"""Findings, suggestions, warnings and what freezing fixes, as a window lists them, while figures change."""

import pytest
from PySide6.QtTest import QAbstractItemModelTester, QSignalSpy

from desktop.models.grid.forms_tree import FormsModel
from desktop.models.grid.roles import Mark, Role, mark_at
from desktop.models.unit.findings import FindingsModel
from desktop.models.unit.freezing import frozen_facts
from desktop.models.unit.suggestions import offers, suggesting_first
from desktop.models.unit.warnings import WarningsModel, warning_address, warning_facts, warning_mark
from forms.findings import Level, Trait
from forms.verdict.warning import WarningKind
from tests.desktop.models.small_desks import ALIVE, ALIVE_URBAN, EXPLAINED, KNOWING, MANAGED, PLACES

pytestmark = pytest.mark.gui
STRICT = QAbstractItemModelTester.FailureReportingMode.Fatal


@pytest.fixture
def behind(small):
    """A year whose figures miss their targets, with a total that its parts do not make up."""
    working = small("filled", behind=True)
    whole = int(working.year.reading(working.cell(ALIVE).key).text)
    assert working.enter(ALIVE, str(whole + 9))
    return working


@pytest.mark.parametrize("model", [FindingsModel, WarningsModel, FormsModel])
def test_each_list_keeps_the_contract_of_a_model_through_a_year(behind, model):
    shown = model(behind, behind)
    tester = QAbstractItemModelTester(shown, STRICT)
    for address, text in ((PLACES, "x"), (KNOWING, ""), (ALIVE_URBAN, "1"), (MANAGED, "-2")):
        assert behind.enter(address, text)
    for _ in range(4):
        assert behind.undo()
    behind.follow()
    assert tester.model() is shown


def test_mandatory_findings_come_first_and_the_filter_shows_each_once(behind):
    findings = FindingsModel(behind, behind)
    marks = [mark_at(findings.index(row)) for row in range(findings.rowCount())]
    assert marks[0] is Mark.BAD
    assert marks == sorted(marks, key=[Mark.BAD, Mark.ALARM, Mark.HINT].index)
    shown = []
    for level in Level:
        findings.show_level(level)
        assert findings.rowCount() == findings.count(level)
        shown += [findings.finding_at(findings.index(row)) for row in range(findings.rowCount())]
    assert shown == list(behind.year.report.findings)


def test_lists_are_told_only_of_rows_that_changed(behind):
    findings, forms = FindingsModel(behind, behind), FormsModel(behind, behind)
    told = [QSignalSpy(signal) for signal in (findings.modelReset, findings.dataChanged, forms.dataChanged)]
    assert behind.annotate(ALIVE, note="已与卫健局核对")
    assert [spy.count() for spy in told] == [0, 0, 0]
    assert behind.enter(KNOWING, "")
    rows = {told[2].at(i)[0].data(Role.FORM) for i in range(told[2].count())}
    assert rows == {KNOWING.partition("/")[0]}


def test_an_explanation_changes_its_row_and_does_not_move_the_list(behind):
    findings = FindingsModel(behind, behind)
    row = next(
        i
        for i in range(findings.rowCount())
        if findings.finding_at(findings.index(i)).enforcement is Level.QUERY
    )
    finding = findings.finding_at(findings.index(row))
    reset, painted = QSignalSpy(findings.modelReset), QSignalSpy(findings.dataChanged)
    assert behind.explain(finding, EXPLAINED)
    assert (reset.count(), painted.count()) == (0, 1)
    index = findings.index(findings.row_of(finding))
    assert (index.data(Role.EXPLAINED), index.data(Role.LABEL)) == (True, "已说明")
    assert index.data(Role.DETAIL) == f"说明：{EXPLAINED}"
    assert findings.next_open_row(row) != row


def test_a_finding_that_is_gone_has_no_row(behind):
    findings = FindingsModel(behind, behind)
    gone = findings.finding_at(findings.index(0))
    assert behind.undo()
    assert findings.row_of(gone) == -1
    findings.show_level(Level.MANDATORY)
    assert (findings.rowCount(), findings.next_open_row(0)) == (0, -1)


def test_taking_over_a_suggestion_is_one_step_that_undo_takes_back(behind):
    finding = next(f for f in behind.year.report.findings if f.suggestions)
    before = {key: behind.year.reading(key).text for key in {s.key for s in finding.suggestions}}
    (offer, *_) = offers(behind, finding)
    assert behind.accept(offer.suggestions)
    for suggestion in offer.suggestions:
        assert behind.year.figures.value(suggestion.key) == suggestion.value
    assert finding.identity not in {f.identity for f in behind.year.report.findings}
    assert behind.undo()
    assert {key: behind.year.reading(key).text for key in before} == before


def test_nothing_is_offered_without_suggestions_and_in_a_closed_year(small, behind):
    plain = next(f for f in behind.year.report.findings if not f.suggestions)
    suggesting = next(f for f in behind.year.report.findings if f.suggestions)
    assert offers(behind, None) == offers(behind, plain) == offers(small("final"), suggesting) == ()
    assert not behind.accept([])


def test_suspected_slips_with_suggestions_come_before_other_findings(behind):
    found = behind.year.report.findings
    ordered = suggesting_first(reversed(found))
    slips = [Trait.SLIP in f.traits and bool(f.suggestions) for f in ordered]
    assert slips == sorted(slips, reverse=True)
    assert set(ordered) == set(found)


def test_a_warning_leads_to_its_cell_and_says_target_judgement_and_gap(behind):
    warnings = WarningsModel(behind, behind)
    for row, warning in enumerate(behind.year.warnings):
        index = warnings.index(row)
        assert warnings.row_of(warning) == row
        assert index.data(Role.ADDRESS) == warning_address(behind, warning)
        assert behind.row(index.data(Role.ADDRESS)).indicator.code == warning.verdict.target.indicator
        facts = dict(warning_facts(behind, warning))
        assert facts["判定"] == warning.verdict.arithmetic
        assert ("差距" in facts) == bool(warning.need)


def test_a_warning_goes_with_the_figure_that_raised_it(behind):
    warnings = WarningsModel(behind, behind)
    gone = next(w for w in behind.year.warnings if warning_address(behind, w) == PLACES)
    reset = QSignalSpy(warnings.modelReset)
    assert behind.clear([PLACES])
    assert (warnings.row_of(gone), reset.count()) == (-1, 1)
    assert behind.annotate(PLACES, note="已核对")
    assert reset.count() == 1


@pytest.mark.parametrize("kind", WarningKind)
def test_only_a_missed_target_is_marked_as_bad(kind):
    assert (warning_mark(kind) is Mark.BAD) == (kind is WarningKind.MISSED)


@pytest.mark.parametrize(
    ("texts", "cells"),
    [({}, "共 17 格：17 格有数"), ({PLACES: "-2"}, "共 17 格：16 格有数，1 格写明没有数的原因"),
     ({PLACES: ""}, "共 17 格：16 格有数，1 格未填")],
)  # fmt: skip
def test_what_freezing_fixes_counts_figures_reasons_and_blanks(small, texts, cells):
    working = small("ready")
    for address, text in texts.items():
        assert working.enter(address, text)
    facts = dict(frozen_facts(working.year))
    assert facts["数据"] == cells
    assert facts["报送"] == "县卫生健康局 2025 年，第 1 次报送"
    assert "填表人 丙" in facts["人员"]
    if not texts:
        assert facts["审核"] == "1 条核实性问题已说明原因"

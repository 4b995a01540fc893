"""The tree of forms and the list of findings. Models get a parent: an index does not keep its model."""

import pytest
from PySide6.QtCore import QModelIndex, Qt

from desktop.models.grid.forms_tree import FormsModel
from desktop.models.grid.roles import Mark, Role, mark_at
from desktop.models.unit.findings import FindingsModel
from desktop.models.unit.pasted_cells import PastedCellsModel
from desktop.models.unit.pasting import Fate, PastedCell
from desktop.models.unit.warnings import WarningsModel
from forms.findings import Level
from tests.desktop.models.desks import BIRTHS, clear_all

pytestmark = pytest.mark.gui


@pytest.mark.parametrize("force_py", [False, True])
def test_the_tree_keeps_the_contract_of_a_model(working, qtmodeltester, force_py):
    tree = FormsModel(working, working)
    qtmodeltester.check(tree, force_py=force_py)
    working.enter(BIRTHS, "1")
    qtmodeltester.check(tree, force_py=force_py)


@pytest.mark.parametrize("force_py", [False, True])
def test_the_list_keeps_the_contract_of_a_model(filled, qtmodeltester, force_py):
    findings = FindingsModel(filled, filled)
    qtmodeltester.check(findings, force_py=force_py)
    filled.enter(BIRTHS, "x")
    findings.show_level(Level.MANDATORY)
    findings.show_level(None)
    filled.undo()
    qtmodeltester.check(findings, force_py=force_py)


@pytest.mark.parametrize("force_py", [False, True])
def test_the_list_of_warnings_keeps_the_contract_of_a_model(filled, qtmodeltester, force_py):
    warnings = WarningsModel(filled, filled)
    qtmodeltester.check(warnings, force_py=force_py)
    filled.enter("maternal-health/07/_T", "190")
    filled.undo()
    qtmodeltester.check(warnings, force_py=force_py)


@pytest.mark.parametrize("force_py", [False, True])
def test_the_preview_keeps_the_contract_of_a_model(qapp, qtmodeltester, force_py):
    del qapp
    cells = [PastedCell(place="01 活产数", text="3", address=BIRTHS, present="", shown="3", fate=Fate.FILL)]
    qtmodeltester.check(PastedCellsModel(cells), force_py=force_py)


def test_forms_stand_under_their_domains_with_progress(working):
    tree = FormsModel(working, working)
    domains = [tree.index(row, 0).data() for row in range(tree.rowCount())]
    assert domains[0] == "一　妇女与健康"
    index = tree.index_of("maternal-health")
    assert index.parent().data() == domains[0]
    assert (index.data(Role.PROGRESS).filled, index.data(Role.PROGRESS).total) == (0, 12)
    working.enter(BIRTHS, "2036")
    assert index.data(Role.PROGRESS).filled == 1
    assert tree.totals() == (1, 71)


def test_problems_are_told_by_shape_and_words(filled):
    tree = FormsModel(filled, filled)
    index = tree.index_of("mother-to-child-transmission")
    assert mark_at(index) is Mark.DONE
    filled.enter("mother-to-child-transmission/02/_T", "2051")
    assert mark_at(index) is Mark.BAD
    assert "须改正 1 处" in index.data(Qt.ItemDataRole.AccessibleTextRole)


def test_a_year_goes_on_at_the_first_form_with_something_to_do(filled):
    tree = FormsModel(filled, filled)
    assert tree.first_unfinished() == "maternal-health"
    clear_all(filled)
    filled.enter("nutrition/02/_T", "")
    assert FormsModel(filled, filled).first_unfinished() == "nutrition"


def test_a_finding_reads_as_sentence_and_next_step_without_code(filled):
    filled.enter("mother-to-child-transmission/02/_T", "2051")
    index = FindingsModel(filled, filled).index(0)
    assert "2,051" in index.data()
    assert "TB-" not in index.data() + index.data(Role.DETAIL)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole).startswith("强制 ")
    assert index.data(Role.ADDRESS) == "mother-to-child-transmission/02/_T"


def test_levels_are_counted_and_filtered(filled):
    findings = FindingsModel(filled, filled)
    counts = {level: findings.count(level) for level in Level}
    assert findings.rowCount() == sum(counts.values())
    findings.show_level(Level.QUERY)
    assert findings.rowCount() == counts[Level.QUERY] > 0
    shown = {findings.finding_at(findings.index(row)).enforcement for row in range(findings.rowCount())}
    assert shown == {Level.QUERY}


def test_an_explained_finding_says_so(filled):
    findings = FindingsModel(filled, filled)
    clear_all(filled)
    marks = [mark_at(findings.index(row)) for row in range(findings.rowCount())]
    assert Mark.DONE in marks
    assert Mark.ALARM not in marks
    assert findings.index(0).data(Role.DETAIL).startswith("说明：")


def test_the_next_problem_is_found_around_the_end(filled):
    findings = FindingsModel(filled, filled)
    addresses = list(filled.year.layout.cell_by_address)
    first = findings.next_open(None, addresses)
    visited = [first]
    while (following := findings.next_open(visited[-1], addresses)) != first:
        visited.append(following)
    assert visited == sorted(visited, key=addresses.index)
    assert len(visited) == len({f.cells[0] for f in filled.year.report.unexplained})


def test_blank_cells_are_problems_to_visit_one_by_one(working):
    findings = FindingsModel(working, working)
    addresses = list(working.year.layout.cell_by_address)
    assert findings.next_open(None, addresses) == BIRTHS
    assert findings.next_open(BIRTHS, addresses) == "maternal-health/01/RES=U"


def test_nothing_is_below_a_form(working):
    tree = FormsModel(working, working)
    index = tree.index_of("nutrition")
    assert tree.rowCount(index) == 0
    assert not tree.index(0, 0, index).isValid()
    assert tree.flags(QModelIndex()) == Qt.ItemFlag.NoItemFlags

"""The line 审核 of a low window: blanks of an untouched year are no errors, what is explained is done."""

import pytest
from PySide6.QtWidgets import QLabel

from forms.findings import Level
from tests.desktop.models.small_desks import EXPLAINED

pytestmark = pytest.mark.gui


def told(window):
    """What the counts of the line say, by their tool tips."""
    labels = window.entry.panes.line.findChildren(QLabel)
    return [label.toolTip() for label in labels if label.isVisible() and label.text().isdigit()]


def test_before_the_first_figure_nothing_is_wrong(open_small):
    window = open_small("begun")
    window.resize(911, 465)
    blank = sum(not cell.is_surveyed for cell in window.working.year.layout.entry_cells)
    assert told(window) == [f"未填 {blank}"]


def test_what_is_explained_no_longer_asks(open_small):
    window = open_small("filled", behind=True)
    window.resize(911, 465)
    asked = window.working.year.report.unexplained
    assert f"核实 {len(asked)}" in told(window)
    assert window.working.explain(asked[0], EXPLAINED, *asked[1:])
    assert told(window)[:1] == [f"已说明 {window.working.year.report.count(Level.QUERY)}"]

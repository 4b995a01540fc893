"""The facts about a package in a narrow pane: nothing is cut at its side, however much can be done."""

import pytest
from PySide6.QtWidgets import QApplication, QPushButton, QScrollArea

from desktop.models.grid.roles import Mark
from desktop.models.office.review.review_facts import Action, FactBox, ShownFacts
from desktop.views.office.review.facts_pane import FactsPane

pytestmark = pytest.mark.gui
NARROW = 252
"""Pixels of the pane at 150 % on a screen of 1366 pixels."""


def box(*actions, technical="", title="规划"):
    sentence = "报送时所用的规划数据包本局还没有，各项口径没有比较"
    step = "在【办理】的【规划数据包】里导入单位所用的那一份，再收一次"
    return FactBox(
        name="plan",
        mark=Mark.ALARM,
        title=title,
        sentence=sentence,
        step=step,
        technical=technical,
        actions=actions,
    )


@pytest.mark.parametrize(
    "actions", [(), (Action.PLAN,), (Action.PLAN, Action.ASIDE, Action.ASK), tuple(Action)]
)
@pytest.mark.parametrize(
    "technical", ["", "规划摘要 0123456789abcdef0123456789abcdef0123456789abcdef 不在册"]
)
def test_every_button_of_a_fact_is_in_sight_in_a_narrow_pane(qtbot, actions, technical):
    pane = FactsPane()
    qtbot.addWidget(pane)
    pane.resize(NARROW, 600)
    pane.show_facts("报送包　第 2 版", ShownFacts((box(*actions, technical=technical),), ()), "报送包.asice")
    pane.show()
    QApplication.processEvents()
    (area,) = pane.findChildren(QScrollArea)
    assert area.widget().width() == area.viewport().width()
    assert area.widget().minimumSizeHint().width() <= area.viewport().width()
    for button in area.widget().findChildren(QPushButton):
        right = button.mapTo(area.viewport(), button.rect().topRight()).x()
        assert right <= area.viewport().width(), button.text()
        assert button.width() >= button.sizeHint().width(), button.text()


def test_a_long_title_goes_on_below(qtbot):
    pane = FactsPane()
    qtbot.addWidget(pane)
    pane.resize(NARROW, 600)
    title = "往年数　不符 12 格　待决定，另有 3 处口径变动没有写明"
    pane.show_facts("报送包", ShownFacts((box(title=title),), ()), "")
    pane.show()
    QApplication.processEvents()
    (area,) = pane.findChildren(QScrollArea)
    assert area.widget().width() == area.viewport().width()

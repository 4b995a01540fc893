"""The system turns dark and light while the window is open: nothing keeps the colours of before."""

import pytest
from PySide6.QtWidgets import QApplication

from desktop.views.frame.look.colours import now
from desktop.views.frame.look.theme import use_scheme
from forms.filing.stage import Stage

pytestmark = pytest.mark.gui


@pytest.fixture
def turn():
    """Turns the program dark or light, as the system's own setting does; light in the end."""

    def to(*, dark):
        use_scheme(QApplication.instance(), dark=dark)
        settle()

    yield to
    to(dark=False)


def settle():
    for _ in range(4):
        QApplication.processEvents()


def picture(window, stage):
    """The page alone, with its window in front: the line below has the name of the file."""
    window.activateWindow()
    window.show_home() if stage is None else window.show_stage(stage)
    settle()
    return window.pages.currentWidget().grab().toImage()


@pytest.mark.parametrize("stage", [None, Stage.ENTRY, Stage.REVIEW, Stage.RECEIPT])
def test_a_page_looks_as_if_it_had_been_opened_in_the_scheme_of_now(open_small, turn, stage):
    """Marks were drawn once: in the light window they stayed pale as in the dark one."""
    turned = open_small("filled", behind=True)
    light = picture(turned, stage)
    turn(dark=True)
    opened = open_small("filled", behind=True)
    dark = picture(opened, stage)
    assert dark != light
    assert picture(turned, stage) == dark
    turn(dark=False)
    assert picture(turned, stage) == light
    assert picture(opened, stage) == light


def test_a_line_that_cannot_be_typed_into_keeps_its_example_legible(open_small, turn):
    """Written in half of its colour, it was hardly seen."""
    line = open_small("final").entry.cell.evidence.source
    settle()
    assert line.isReadOnly()
    for dark in (True, False):
        turn(dark=dark)
        ink = line.palette().placeholderText().color()
        assert (ink.name(), ink.alpha()) == (now().muted, 255)

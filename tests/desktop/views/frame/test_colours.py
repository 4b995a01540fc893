"""Both palettes: text stands out from every ground, and the windows follow the scheme of the system."""

import pytest
from PySide6.QtWidgets import QApplication

from desktop.models.grid.roles import Mark
from desktop.views.frame.look.colours import DARK, LIGHT, now
from desktop.views.frame.look.theme import use_scheme

PALETTES = {"light": LIGHT, "dark": DARK}
TEXTS = ("ink", "muted", "accent", "red", "amber", "green")
GROUNDS = (
    "paper", "pane", "header", "derived", "closed", "current", "alarm_ground", "bad_ground", "good_ground",
)  # fmt: skip


def luminance(colour):
    """Relative luminance of WCAG 2.1."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)
def test_every_text_stands_out_from_every_ground(palette):
    pale = {
        f"{text} on {ground}": round(contrast(getattr(palette, text), getattr(palette, ground)), 2)
        for text in TEXTS
        for ground in GROUNDS
        if contrast(getattr(palette, text), getattr(palette, ground)) < 4.5
    }
    assert pale == {}
    assert contrast(palette.on_accent, palette.accent) >= 4.5
    assert contrast(palette.on_accent, palette.accent_hover) >= 4.5
    assert contrast(palette.ink, palette.progress) >= 4.5


@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)
def test_marks_and_the_ring_of_the_focus_stand_out(palette):
    grounds = [getattr(palette, ground) for ground in GROUNDS]
    drawn = [palette.of(mark) for mark in Mark] + [palette.accent, palette.ink]
    assert min(contrast(one, ground) for one in drawn for ground in grounds) >= 3
    assert min(contrast(palette.faint, ground) for ground in grounds) >= 3


@pytest.fixture
def scheme(qapp):
    """Shows everything dark or light, as when the system says so; it is light again afterwards."""

    def choose(*, dark):
        use_scheme(qapp, dark=dark)
        QApplication.processEvents()

    yield choose
    choose(dark=False)


@pytest.mark.gui
def test_an_open_window_follows_the_system(open_small, scheme):
    window = open_small("filled")
    place = window.entry.grid.current_address()
    before = window.grab().toImage().pixelColor(5, window.height() // 2).name()
    scheme(dark=True)
    assert now() is DARK
    seen = window.grab().toImage().pixelColor(5, window.height() // 2).name()
    assert (before, seen) == (LIGHT.pane, DARK.pane)
    assert DARK.muted in window.entry.cell._facts.text()
    assert window.entry.grid.current_address() == place
    scheme(dark=False)
    assert now() is LIGHT
    assert LIGHT.muted in window.entry.cell._facts.text()

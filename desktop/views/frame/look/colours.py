"""Every colour of the windows, in a light and a dark palette; what is printed stays on white paper.

Text stands out from each ground at 4.5 : 1, marks and the ring of the focus at 3 : 1, in both palettes:
measured by ``tests/desktop/views/frame/test_colours.py``. Nothing is said by a colour alone.
"""

from __future__ import annotations

from typing import NamedTuple

from desktop.models.grid.roles import Mark


class Colours(NamedTuple):
    """A palette. Grounds are what text is written on; the others are drawn with.

    Attributes:
        ink: text.
        muted: what is good to know, and hints in empty lines.
        faint: what cannot be used now.
        accent: what does something, and the ring of the focus.
        accent_hover: the same under the mouse, as a ground.
        on_accent: text on these two.
        red: what is wrong.
        amber: what needs attention.
        green: what is well.
        line: lines between things.
        edge: around what can be typed into or pressed.
        handle: of scroll bars; and ``handle_hover`` under the mouse.
        paper: ground of what is worked on.
        pane: ground of what stands beside it.
        header: ground of heads of tables.
        derived: ground of computed rows.
        closed: ground of cells that take no figure.
        current: ground of what is chosen.
        alarm_ground: ground of a notice, with ``alarm_line`` around it; so for ``bad`` and ``good``.
        progress: the part that is done.
        desktop: ground around pages of a printed form.
        sheet: the printed page itself.
        sheet_edge: around it.
    """

    ink: str
    muted: str
    faint: str
    accent: str
    accent_hover: str
    on_accent: str
    red: str
    amber: str
    green: str
    line: str
    edge: str
    handle: str
    handle_hover: str
    paper: str
    pane: str
    header: str
    derived: str
    closed: str
    current: str
    alarm_ground: str
    alarm_line: str
    bad_ground: str
    bad_line: str
    good_ground: str
    good_line: str
    progress: str
    desktop: str
    sheet: str
    sheet_edge: str

    def of(self, mark: Mark) -> str:
        """The colour of a mark, which is told apart by its shape."""
        return {
            Mark.GOOD: self.green,
            Mark.DONE: self.green,
            Mark.ALARM: self.amber,
            Mark.BAD: self.red,
            Mark.SLOW: self.amber,
            Mark.DUE: self.amber,
            Mark.ASKED: self.amber,
            Mark.NEW: self.accent,
            Mark.CHANGED: self.accent,
            Mark.UNASKED: self.amber,
            Mark.HALF: self.accent,
            Mark.BACK: self.amber,
            Mark.FORK: self.red,
        }.get(mark, self.muted)


LIGHT = Colours(
    ink="#1c2733",
    muted="#5b697d",
    faint="#76839a",
    accent="#0b57ad",
    accent_hover="#0a4c97",
    on_accent="#ffffff",
    red="#c0271a",
    amber="#8f5000",
    green="#17733e",
    line="#d5dce6",
    edge="#c3ccd8",
    handle="#c6d0dc",
    handle_hover="#a9b8c9",
    paper="#ffffff",
    pane="#f4f6fb",
    header="#edf1f7",
    derived="#f0f4f9",
    closed="#e4e8ed",
    current="#d9e9fb",
    alarm_ground="#fff6e5",
    alarm_line="#ecd3a0",
    bad_ground="#fdecea",
    bad_line="#efb7b1",
    good_ground="#e9f6ee",
    good_line="#b3dcc2",
    progress="#bcd7f3",
    desktop="#e9ebee",
    sheet="#ffffff",
    sheet_edge="#c9ced6",
)
DARK = Colours(
    ink="#e4e9f0",
    muted="#a6b2c3",
    faint="#7f8b9d",
    accent="#7db6f5",
    accent_hover="#9cc8fa",
    on_accent="#0d1a27",
    red="#ff8a7d",
    amber="#f0b455",
    green="#6ccf92",
    line="#34404e",
    edge="#4b596b",
    handle="#45525f",
    handle_hover="#5d6c7c",
    paper="#1b222c",
    pane="#141a22",
    header="#242d39",
    derived="#212934",
    closed="#2d3745",
    current="#24405f",
    alarm_ground="#3a2f17",
    alarm_line="#6b5626",
    bad_ground="#40231f",
    bad_line="#7a423b",
    good_ground="#1b3626",
    good_line="#31593f",
    progress="#2d527a",
    desktop="#0f141a",
    sheet="#ffffff",
    sheet_edge="#3a4653",
)

_in_use: list[Colours] = [LIGHT]


def now() -> Colours:
    """The palette in use."""
    return _in_use[0]


def use(colours: Colours) -> None:
    """Use a palette from the next painting on."""
    _in_use[0] = colours

"""What the office asks back, by keyboard only at 150 %: opened, changed in its cell, answered, sent again.

``python -m tests.desktop.views.asked_by_keys FOLDER`` starts the program in a process of its own, as
``year_by_keys`` does. What lies before, a year that was sent and a return letter, is made by the services.
With ``pictures`` after the folder, the window is taken as a picture where a person would look at it.
"""

import json
import sys
from pathlib import Path

from desktop.services.unit.desk import open_desk
from desktop.services.unit.letters.questions import open_questions
from desktop.services.unit.year import open_year
from desktop.submission.keys.certificate import to_der
from forms.filing.state import Step, YearState
from tests.desktop.models.desks import START, YEAR
from tests.desktop.models.small_desks import ALIVE, PLACES, made_store
from tests.desktop.views import looking
from tests.desktop.views.keyboard import Keyboard, focus, settled, tab_to
from tests.desktop.views.letters.test_letter_door import Office, asked
from tests.desktop.views.year_by_keys import (
    SCALE,
    expect,
    freeze,
    make_key,
    review,
    send,
    typed_into_question,
    window,
)

ANSWERS = ("少计一家，已按台账更正", "数无误，已与年报核对")


def prepare(folder):
    """A year that was sent, and a return letter that asks about two cells; the office is trusted."""
    office = Office(folder)
    store = made_store(folder, "health", "final")
    with open_desk(store) as desk:
        desk.store.trust_office(to_der(office.identity.certificate), START, actor="甲", now=desk.clock())
        year = open_year(desk, YEAR)
        year.step(Step.EXPORT)
        return store, office.write(year, asked(1, PLACES), asked(2, ALIVE)), year.entry_cell(PLACES).key


class Pictures:
    """Takes the window as a person sees it, where that is asked for."""

    def __init__(self, folder, wanted):
        self._folder, self._wanted = folder, wanted

    def __call__(self, name):
        if self._wanted:
            window().grab().save(str(self._folder / f"{name}.png"))


def asked_back(slip, key, picture):
    """Open the slip, change one figure, answer both questions in place, freeze and send."""
    yield from settled()
    yield "Ctrl+O"
    yield from typed_into_question(str(slip))
    yield from settled()
    expect("第 1 问的答复")
    picture("1-asked")
    yield "F4"
    grid = window().entry.grid
    assert (focus(), grid.current_address()) == (grid, PLACES)
    picture("2-cell")
    changed = str(int(window().working.year.reading(key).text) + 1)
    yield f'"{changed}'
    yield "Enter"
    yield "Ctrl+5"
    yield from settled()
    expect("第 1 问的答复")
    yield f'"{ANSWERS[0]}'
    picture("3-answer")
    yield "Ctrl+Enter"
    yield from settled()
    expect("第 2 问的答复")
    yield f'"{ANSWERS[1]}'
    yield "Ctrl+Enter"
    yield from settled()
    assert not any(one.is_open for one in open_questions(window().working.year))
    picture("4-answered")
    yield from review({PLACES: changed})
    yield from freeze()
    yield from make_key()
    yield from tab_to("密钥口令", "Shift+Tab")
    yield from send()
    yield from settled()
    if not hasattr(window(), "working"):  # it is said that no program of this machine opens a mail
        yield "Enter"
    assert window().working.state is YearState.EXPORTED
    picture("5-sent")


def main(folder, *more):
    """Live through it; prints which keys were pressed, and the unit's answers as they are stored."""
    looking.begin(folder, (SCALE,))
    from desktop.app.starting import run

    store, slip, key = prepare(folder)
    keyboard = Keyboard(asked_back(slip, key, Pictures(folder, "pictures" in more)))
    run(folder, store, YEAR)
    if keyboard.failure:
        sys.exit(keyboard.failure)
    with open_desk(store) as desk:
        given = [one.answer.text for one in open_questions(open_year(desk, YEAR))]
    sys.stdout.reconfigure(encoding="utf-8")  # a console of Windows may have another
    print(json.dumps({"keys": keyboard.done, "answers": given}, ensure_ascii=False))


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])

"""Looks at every page and dialog at several scales: ``python -m tests.desktop.views.looking FOLDER``.

With ``office`` behind it those of the office's window, else those of the unit's.

A process of its own, since the screens of the offscreen platform are fixed when Qt starts. They are those
of an office, 1366 x 768 less what Windows takes of it, with 100, 125, 150 and 200 %. Pictures go into
FOLDER, to be looked at by a person; what a machine sees to be wrong is printed as a JSON list of sentences.
"""

import importlib
import json
import os
import pkgutil
import sys
from contextlib import chdir
from pathlib import Path

SCALES = (100, 125, 150, 200)
DARK = 150
"""The scale at which everything is shown in the dark scheme."""
WIDTH, HEIGHT, BARS = 1366, 768, 71
"""Pixels of the screen, and of Windows' task bar and title bar together (40 and 31 at 100 %)."""
APART = 3000
"""Pixels between the left edges of two screens; none is as wide."""


def screens(scales=SCALES):
    """Screens beside each other, as the offscreen platform reads them."""
    return {
        "screens": [
            {
                "name": str(scale),
                "x": place * APART,
                "y": 0,
                "width": WIDTH,
                "height": HEIGHT - BARS,
                "logicalDpi": 96 * scale // 100,
                "logicalBaseDpi": 96,
                "dpr": 1,
            }
            for place, scale in enumerate(scales)
        ]
    }


def begin(folder, scales=SCALES):
    """Start Qt on those screens, as our program does."""
    config = folder / "screens.json"
    config.write_text(json.dumps(screens(scales)), encoding="utf-8")
    # Named from its own folder: Qt divides this text at colons, and a path of Windows has one.
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={config.name}"
    from desktop.app.application import begin_application, complete_application
    from desktop.views.frame.file.recent import keep_settings_in

    with chdir(folder):
        application = begin_application()
    complete_application(application)
    keep_settings_in(folder / "settings")
    return application


def stores(folder):
    """Opens stores of the demonstration unit, which has the widest forms, by the stage of the year."""
    from desktop.services.unit.desk import create_desk, open_desk
    from desktop.services.unit.filing.finalising import finalise
    from desktop.services.unit.sample import explanation_for, import_sample_history
    from desktop.services.unit.year import open_year
    from tests.desktop.models.desks import YEAR, Clock
    from tests.plans import sample, wanghua

    figures, made = sample(), {}
    for stage in ("begun", "filled", "final"):
        made[stage] = folder / stage / "望花区卫生健康局.db"
        made[stage].parent.mkdir()
        with create_desk(made[stage], wanghua(), "health", Clock()) as desk:
            desk.name_people(**figures.people)
            import_sample_history(desk, figures)
            year = open_year(desk, YEAR)
            if stage != "begun":
                year.enter(figures.figures)
            if stage == "final":
                for finding in year.report.unexplained:
                    year.explain(finding, explanation_for(figures, finding))
                finalise(year)
    return {stage: lambda path=path: open_desk(path, Clock()) for stage, path in made.items()}


class Looker:
    """Takes pictures on one screen, and writes down what is wrong."""

    def __init__(self, folder, application, scale):
        self._folder, self._application, self._scale = folder, application, scale
        self.found, self.kinds = [], set()

    @property
    def _screen(self):
        """The screen, asked for anew: PySide drops it together with a dialog that asked for it."""
        return next(one for one in self._application.screens() if one.name() == str(self._scale))

    def place(self, window):
        """Show a window over the whole of the screen, as Windows shows it."""
        window.setScreen(self._screen)
        window.move(self._screen.availableGeometry().topLeft())
        window.resize(self._screen.availableGeometry().size())
        window.show()

    def look(self, name, widget):
        """Take a picture and say what is wrong with it."""
        from PySide6.QtWidgets import QApplication

        from tests.desktop.views.faults_seen import faults_of
        from tests.desktop.views.rings_seen import rings_missing, steps_back

        for _ in range(3):  # words are wrapped, then what is below them moves, then scroll bars come or go
            QApplication.processEvents()
        self.kinds.add(type(widget).__name__)
        widget.grab().save(str(self._folder / f"{name.replace(' ', '-')}-{self._scale}.png"))
        faults = faults_of(widget, self._screen)
        if self._scale == SCALES[0]:  # where the focus goes does not depend on the scale
            faults += steps_back(widget)
        if self._scale in (SCALES[0], DARK):
            faults += rings_missing(widget)
        self.found += [f"{name} {self._scale} %: {fault}" for fault in faults]


UNDER_REVIEW = {"AskDialog", "DecideDialog", "LetterDialog"}
"""Dialogs over a unit's year under review, which neither of these files has; ``test_review_story`` opens
them."""


def offices(folder):
    """Opens two files of an office: one with a fork, one at which everything stands for a task."""
    from desktop.services.office.desk import open_office_desk
    from tests.desktop.models.desks import Clock
    from tests.desktop.views.office.deeds import HEAD, make_office
    from tests.desktop.views.office.forked import forked_office

    (folder / "局").mkdir()
    forked, now = forked_office(folder / "局")
    task = make_office(folder / "局" / "望花区接收.db", Clock())
    return {
        "forked": lambda: open_office_desk(forked, clock=lambda: now),
        "task": lambda: open_office_desk(task, HEAD, clock=Clock()),
    }


def look_at_office(folder, scales=SCALES):
    """Take a picture of everything in the office's window at each scale; returns what is wrong."""
    from desktop.views.frame.look.theme import use_scheme
    from desktop.views.office.window import OfficeWindow
    from tests.desktop.models.desks import YEAR
    from tests.desktop.views.office_scenes import DIALOGS, PAGES

    application = begin(folder)
    open_, found = offices(folder), []

    def settle(window):
        while window.tasks.is_busy:
            application.processEvents()

    for scale in scales:
        use_scheme(application, dark=scale == DARK)
        looker = Looker(folder, application, scale)
        for stage, scenes in (("forked", PAGES), ("task", DIALOGS)):
            window = OfficeWindow(open_[stage](), YEAR)
            looker.place(window)
            settle(window)
            for name, show in scenes.items():
                shown = show(window)
                settle(window)
                looker.look(name, shown)
                if shown is not window:
                    shown.close()
            window.close()
            window.deleteLater()
        found += looker.found
    return found + [
        f"{kind} is in no scene" for kind in sorted(dialogs(of_office=True) - looker.kinds - UNDER_REVIEW)
    ]


def look_at_all(folder, scales=SCALES):
    """Take a picture of everything at each scale; returns what is wrong."""
    from PySide6.QtCore import QEventLoop

    from desktop.views.frame.look.theme import use_scheme
    from desktop.views.main_window import MainWindow
    from desktop.views.welcome import WelcomeWindow
    from tests.desktop.views.scenes import DIALOGS, PAGES

    application = begin(folder)
    open_, found = stores(folder), []
    for scale in scales:
        use_scheme(application, dark=scale == DARK)
        looker = Looker(folder, application, scale)
        welcome = WelcomeWindow(folder)
        looker.place(welcome)
        looker.look("welcome", welcome)
        welcome.close()
        for stage, pages in PAGES.items():
            window = MainWindow(open_[stage]())
            looker.place(window)
            for name, show in pages.items():
                shown = show(window)
                while window.tasks.is_busy:
                    application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
                looker.look(name, shown)
                window.finder.hide()
            for name, show in DIALOGS.items() if stage == "filled" else ():
                dialog = show(window)
                looker.look(name, dialog)
                dialog.close()
            window.may_close = True
            window.close()
            window.deleteLater()
        found += looker.found
    return found + [f"{kind} is in no scene" for kind in sorted(dialogs(of_office=False) - looker.kinds)]


def dialogs(*, of_office):
    """Names of the classes of dialogs that there are at a desk; those that others inherit are left out."""
    import desktop.views
    from desktop.views.frame.dialog import Dialog

    for module in pkgutil.walk_packages(desktop.views.__path__, "desktop.views."):
        importlib.import_module(module.name)
    waiting, found = [Dialog], set()
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        if not kind.__subclasses__() and kind.__module__.startswith("desktop.views.office.") is of_office:
            found.add(kind.__name__)
    return found


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # a console of Windows may have another
    only = tuple(int(scale) for scale in sys.argv[2:] if scale.isdigit()) or SCALES
    look = look_at_office if "office" in sys.argv[2:] else look_at_all
    print(json.dumps(look(Path(sys.argv[1]), only), ensure_ascii=False, indent=1))

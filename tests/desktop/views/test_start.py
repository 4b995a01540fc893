"""What the window imports until the first cell can be edited; the list holds the gain in start and memory."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from desktop.app.shell import NAMED_ONLY
from desktop.services.plans.packs import load_bundled
from desktop.services.unit.desk import create_desk
from desktop.services.unit.sample import load_sample
from desktop.services.unit.year import open_year
from tests.meta.checkout import ROOT

_OPEN = """
import builtins, json, sys
from pathlib import Path
found = builtins.__import__
from desktop.own_import import import_kept
with import_kept():
    import desktop.app.starting
    from desktop.app.application import begin_application
    from desktop.app.shell import Shell
application = begin_application()
shell = Shell(None)
shell.draw_curtain()
assert shell.begin(Path(sys.argv[1]), 2025)
application.processEvents()
shell.window.let_go()
print(json.dumps([builtins.__import__ is found, sorted(sys.modules)]))
"""
_OPEN_TWICE = """
import json, sys, time
from pathlib import Path
from desktop.app.application import begin_application
from desktop.app.shell import Shell
application = begin_application()
shell = Shell(None)
shell.draw_curtain()
pictures, styled = [], []
def settled():
    before, begun = None, time.monotonic()
    for _ in range(200):
        application.processEvents()
        picture = shell.window.grab().toImage()
        if picture == before and time.monotonic() > begun + 0.5 and not shell.window.tasks.is_busy:
            break  # the chores, which the line at the bottom tells, are done
        before = picture
        time.sleep(0.05)
    return picture
for _ in range(2):
    styled.append(bool(application.styleSheet()))
    assert shell.begin(Path(sys.argv[1]), 2025)
    pictures.append(settled())
    shell.window.let_go()
print(json.dumps([styled, pictures[0] == pictures[1]]))
"""
_IN_ORDER = """
import json, sys, time
from pathlib import Path
from desktop.app.application import begin_application
from desktop.app.shell import Shell
from desktop.views.grid.delegate import GridDelegate
from desktop.views.grid.view import FormGridView
from desktop.views.main_window import MainWindow
seen = []
def noted(cls, name, word):
    found = getattr(cls, name)
    def call(self, *arguments):
        seen.append(word(self))
        return found(self, *arguments)
    setattr(cls, name, call)
noted(FormGridView, "_fit_texts", lambda grid: f"fitted, {'shown' if grid.isVisible() else 'hidden'}")
noted(GridDelegate, "paint", lambda _: "painted")
noted(MainWindow, "after_opening", lambda _: "chores")
application = begin_application()
shell = Shell(None)
shell.draw_curtain()
assert shell.begin(Path(sys.argv[1]), 2025)
end = time.monotonic() + 20
while "chores" not in seen and time.monotonic() < end:
    application.processEvents()
shell.window.let_go()
print(json.dumps(seen))
"""
_SETTINGS = """
import json
from desktop.views.frame.file.recent import settings
print(json.dumps(settings().fileName()))
"""
LATER = (
    *NAMED_ONLY,
    "alembic", "asn1crypto", "cryptography", "openpyxl", "pypdf", "pypdfium2", "reportlab", "sqlalchemy.orm",
    "PySide6.QtNetwork", "PySide6.QtPrintSupport",
    "desktop.cli", "desktop.documents.official", "desktop.kinds.recognition", "desktop.services.packages",
    "desktop.submission.encryption", "desktop.submission.keys", "desktop.submission.signing",
    "desktop.views.dialogs", "desktop.views.welcome",
)  # fmt: skip
"""Imported when they are first needed, with all that lies below them."""


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    path = tmp_path_factory.mktemp("start") / "unit.db"
    sample = load_sample()
    with create_desk(path, load_bundled(sample.plan), sample.unit) as desk:
        open_year(desk, sample.year).enter(sample.figures)
    return path


def answer_of(program, store):
    command = [sys.executable, "-c", program, str(store)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def opened(store):
    return answer_of(_OPEN, store)


@pytest.mark.parametrize("name", LATER)
def test_the_first_cell_does_not_wait_for_what_is_needed_later(opened, name):
    _, modules = opened
    assert [m for m in modules if m == name or m.startswith(f"{name}.")] == []


def test_pyside_does_not_keep_reading_the_source_of_every_module(opened):
    is_own_import, modules = opened
    assert is_own_import
    assert "desktop.views.main_window" in modules


def test_a_window_looks_the_same_whenever_its_style_comes(store):
    styled_before, same_picture = answer_of(_OPEN_TWICE, store)
    assert styled_before == [False, True]
    assert same_picture


def test_nothing_is_measured_in_vain_and_the_first_picture_comes_before_the_chores(store):
    seen = answer_of(_IN_ORDER, store)
    assert "fitted, hidden" not in seen
    assert seen.index("painted") < seen.index("chores")


@pytest.fixture(scope="module")
def settings_of_a_module():
    return answer_of(_SETTINGS, "")


@pytest.mark.skipif(sys.platform == "win32", reason="Qt asks Windows for the place, not the environment")
def test_the_settings_of_who_runs_the_tests_stay_as_they_are(settings_of_a_module):
    """Qt writes them, so that the guard of tests, which hears Python alone, hears nothing."""
    assert Path(settings_of_a_module).is_relative_to(Path(tempfile.gettempdir()).parent)

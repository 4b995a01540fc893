"""Where tests begin: what holds for all of them, however and from wherever they are started.

Property tests stay quick in every run and have no time limit; ``HYPOTHESIS_PROFILE=long`` digs deeper.
"""

import gc
import os
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.dearest import Dearest
from tests.in_memory import keep_in_memory
from tests.not_tried import not_tried
from tests.own_folder.sitecustomize import NOTES, OWN, hold_to, watch

ROOT = Path(__file__).parents[1]

settings.register_profile(
    "quick", max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("long", max_examples=5000, deadline=None, suppress_health_check=list(HealthCheck))
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))

# A run starts the program hundreds of times, and in several processes reads the same test files: compiled
# each time, as some images for CI ask for, they would take a tenth of the processor time.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
if sys.platform == "win32":  # where this platform of Qt looks for fonts nowhere else
    os.environ.setdefault("QT_QPA_FONTDIR", str(ROOT / "resources" / "fonts"))


def pytest_configure(config):
    """Give this run a folder of its own, so that no test meets what another run, or the user, left there."""
    config.dearest = Dearest()
    config.pluginmanager.register(config.dearest)
    temporary = Path(tempfile.gettempdir())
    config.own_data = tempfile.TemporaryDirectory(prefix="tianbao-tests-", ignore_cleanup_errors=True)
    own = Path(config.own_data.name)
    os.environ["XDG_DATA_HOME"] = os.environ["LOCALAPPDATA"] = str(own)
    os.environ["XDG_CONFIG_HOME"] = str(own / "config")  # where Qt keeps settings
    os.environ["PYTHONPATH"] = os.pathsep.join([str(ROOT / "tests" / "own_folder"), str(ROOT)])
    # pytest's own folders go into memory or stay where people look for them; everybody else's go into ours.
    keep_in_memory(os.environ)
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(temporary))
    for name in ("TMPDIR", "TEMP", "TMP"):
        os.environ[name] = str(own / "tmp")
    (own / "tmp").mkdir()
    tempfile.tempdir = None
    golden = [ROOT / "tests" / "golden"] if os.environ.get("TIANBAO_UPDATE_GOLDEN") == "1" else []
    hold_to([*_folders_of_pytest(config), own, *golden], own / "written elsewhere")
    watch(on=False)
    if config.getoption("numprocesses", None) and not hasattr(config, "workerinput"):
        for name in (OWN, NOTES):  # workers of xdist have folders of their own
            del os.environ[name]


def _folders_of_pytest(config):
    """Where tmp_path lies: the folder named by --basetemp (xdist does), else all that pytest made for us."""
    given = config.getoption("basetemp")
    if given:
        return [Path(given).resolve()]
    root = Path(os.environ["PYTEST_DEBUG_TEMPROOT"]).resolve()
    user = _user()
    return [root / f"pytest-of-{user}", root / "pytest-of-unknown"]


def _user():
    """The user's name, as pytest asks for it."""
    from getpass import getuser

    try:
        return getuser()
    except (ImportError, OSError, KeyError):
        return "unknown"


def pytest_unconfigure(config):
    config.own_data.cleanup()
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    if reporter is not None and not hasattr(config, "workerinput"):
        if told := config.dearest.line():
            reporter.write_line(told)
        reporter.write_line(not_tried(reporter.stats.get("skipped", [])))


@pytest.hookimpl(trylast=True)
def pytest_collection_finish():
    """Search what was collected for garbage no more: it lives as long as the run, and is 600,000 objects.

    Searching them again and again took a fifth of the processor time. What tests make is searched as before,
    only less often, as there are fewer old objects in proportion to which Python would wait.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(10 * gc.get_threshold()[0], *gc.get_threshold()[1:])


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol():
    """Watch a test with its fixtures; reports, coverage and caches of pytest go where they are asked for."""
    watch(on=True)
    try:
        return (yield)
    finally:
        watch(on=False)


@pytest.fixture(autouse=True)
def _writes_in_its_own_folder():
    """Fails a test that wrote elsewhere, also where the program under test handled the error."""
    yield
    notes = Path(os.environ[NOTES])
    if notes.exists():
        told = notes.read_text(encoding="utf-8", errors="surrogatepass")
        notes.unlink()
        pytest.fail(f"a test may write in tmp_path only:\n{told}")


@pytest.fixture
def own_data(tmp_path, monkeypatch):
    """A data folder of this test alone; programs started by it use it as well."""
    folder = tmp_path / "own data"
    monkeypatch.setenv("XDG_DATA_HOME", str(folder))
    monkeypatch.setenv("LOCALAPPDATA", str(folder))
    return folder / "tianbao"

"""The real program on a real (virtual) screen, driven by real keys, killed without mercy."""

import os
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from desktop.services.plans.packs import bundled_ids, load_bundled
from desktop.services.unit.desk import open_desk
from tests.desktop.models.desks import BIRTHS, DEATHS, text_on_disk

TOOLS = ("Xvfb", "xdotool", "openbox")
ROOT = Path(__file__).resolve().parents[2]
PATIENCE_S = 30

pytestmark = [
    pytest.mark.gui,
    pytest.mark.slow,
    pytest.mark.skipif(any(shutil.which(tool) is None for tool in TOOLS), reason=f"needs {', '.join(TOOLS)}"),
]


@contextmanager
def running(command, **options):
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL, **options)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


@pytest.fixture
def screen(tmp_path):
    """A screen of the office PCs' size with a window manager; yields the environment for programs."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1366x768x24", "-nolisten", "tcp"]
    with running(command, pass_fds=[writing]):
        os.close(writing)
        with os.fdopen(reading) as answers:
            number = answers.readline().strip()
        home = tmp_path / "home"
        home.mkdir()
        environment = {
            **os.environ,
            "DISPLAY": f":{number}",
            "QT_QPA_PLATFORM": "xcb",
            "HOME": str(home),
            "XDG_CONFIG_HOME": str(home / "config"),
            "XDG_DATA_HOME": str(home / "data"),
        }
        with running(["openbox"], env=environment):
            yield environment


def xdotool(screen, *words):
    done = subprocess.run(
        ["xdotool", *words], env=screen, capture_output=True, text=True, check=False, timeout=PATIENCE_S
    )
    return done.stdout.split()


def until(condition, what):
    end = time.monotonic() + PATIENCE_S
    while not (found := condition()):
        assert time.monotonic() < end, f"never happened: {what}"
        time.sleep(0.1)
    return found


def at_rest(process):
    """Wait until the program waits for its user: a busy machine may take long to draw."""

    def ticks():
        numbers = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
        return int(numbers[11]) + int(numbers[12])

    def rests():
        before = ticks()
        time.sleep(0.6)
        return ticks() - before <= 1

    until(rests, "a program at rest")


def in_front(screen, title):
    window = until(lambda: xdotool(screen, "search", "--onlyvisible", "--name", title), title)[-1]
    xdotool(screen, "windowactivate", "--sync", window)


FIRST = bundled_ids()[0]
"""Whatever plan is offered first."""
PLAN = load_bundled(FIRST).plan


def choose_plan_and_unit(screen, plan_id, typed):
    """Choose the plan with the arrow key and the unit by what people type, and go on to the names."""
    xdotool(screen, "key", "--delay", "60", *["Down"] * (list(bundled_ids()).index(plan_id) + 1), "Return")
    xdotool(screen, "type", "--delay", "60", typed)
    xdotool(screen, "key", "--delay", "60", "Return")


def test_a_clerk_begins_types_and_loses_nothing_when_the_power_fails(screen, tmp_path):
    folder = tmp_path / "我的 文档"
    store = folder / f"{PLAN.unit_by_code['health'].official_name}.db"
    program = [sys.executable, "-m", "desktop", "--data-dir", str(folder)]
    with running(program, env=screen, cwd=ROOT) as first:
        in_front(screen, "^妇女发展规划监测填报$")
        at_rest(first)  # the first screen has taken the place of the curtain
        in_front(screen, "^妇女发展规划监测填报$")
        xdotool(screen, "key", "Return")
        at_rest(first)
        assert not folder.is_dir() or not list(folder.glob("*.db")), "nobody chose a unit"
        xdotool(screen, "key", "Escape")  # Enter showed the plans
        choose_plan_and_unit(screen, FIRST, "wsjk")
        for words in ("Han", "Zhou", "Xu", "000"):
            xdotool(screen, "type", "--delay", "30", words)
            xdotool(screen, "key", "Return")
        at_rest(first)
        assert not store.exists(), "Enter leads on and makes nothing"
        xdotool(screen, "key", "space")
        until(store.is_file, "a new store")
        in_front(screen, "卫生健康局 —")
        at_rest(first)
        xdotool(screen, "key", "ctrl+1")
        at_rest(first)
        xdotool(screen, "type", "--delay", "30", "2036")
        xdotool(screen, "key", "Return")
        xdotool(screen, "type", "--delay", "30", "5")
        at_rest(first)
        first.kill()
        first.wait()
    assert text_on_disk(store, BIRTHS) == "2036"
    assert text_on_disk(store, DEATHS) == ""
    with open_desk(store) as desk:
        assert (desk.people.head, desk.people.phone) == ("Zhou", "000")

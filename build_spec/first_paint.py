"""How long a person waits for the window: the built program beside a bare PySide6 window, also built.

    python -m build_spec.first_paint dist/tianbao/tianbao      on Linux; needs Xvfb and xdotool

Both are started in turns on a display of their own, from the start of the process until the window is
there. The answer is a ratio, because the machine does not matter then.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from build_spec.finishing import say
from build_spec.packing import ROOT
from build_spec.virtual_display import virtual_display

BUDGET = 1.3
TOOLS = ("Xvfb", "openbox", "xdotool")
_ROUNDS = 15
_PATIENCE_SECONDS = 60
_BARE = """\
from PySide6.QtWidgets import QApplication, QWidget
application = QApplication(["bare"])
window = QWidget()
window.setWindowTitle("{title}")
window.resize(1286, 648)
window.show()
application.exec()
"""
_BARE_TITLE, _OWN_TITLE = "bare window of Qt", "妇女发展规划监测填报"


def measure(program: Path) -> float:
    """Return how many times longer the program takes than a bare window; say both times."""
    work = ROOT / "build" / "bare"
    work.mkdir(parents=True, exist_ok=True)
    (work / "bare.py").write_text(_BARE.format(title=_BARE_TITLE), encoding="utf-8")
    places = ["--distpath", str(work / "dist"), "--workpath", str(work), "--specpath", str(work)]
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR", *places]
    subprocess.run([*command, str(work / "bare.py")], check=True, stderr=subprocess.DEVNULL)
    bare = work / "dist" / "bare" / "bare"
    times: dict[str, list[float]] = {_BARE_TITLE: [], _OWN_TITLE: []}
    with virtual_display() as display, tempfile.TemporaryDirectory() as home:
        for number in range(_ROUNDS + 1):
            for title, path in ((_BARE_TITLE, bare), (_OWN_TITLE, program)):
                taken = _until_window(path, title, display, home)
                if number:  # the first round only warms up
                    times[title].append(taken)
    best = {title: min(taken) for title, taken in times.items()}  # a busy machine only adds
    ratio = best[_OWN_TITLE] / best[_BARE_TITLE]
    say(
        f"first window: {best[_OWN_TITLE]:.3f} s, bare PySide6 window {best[_BARE_TITLE]:.3f} s,"
        f" ratio {ratio:.2f} (aim {BUDGET})"
    )
    return ratio


def _until_window(program: Path, title: str, display: str, home: str) -> float:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("QT_", "PYTHON"))}
    environment = {**kept, "DISPLAY": display, "HOME": home, "XDG_DATA_HOME": home, "LC_ALL": "C.UTF-8"}
    begun = time.perf_counter()
    started = subprocess.Popen([str(program)], env=environment, stderr=subprocess.DEVNULL)
    look = ["xdotool", "search", "--onlyvisible", "--name", f"^{title}$"]  # --sync looks twice a second
    while subprocess.run(look, env=environment, capture_output=True, check=False).returncode != 0:
        if time.perf_counter() - begun > _PATIENCE_SECONDS:
            raise RuntimeError(f"no window of {program}")
    taken = time.perf_counter() - begun
    started.terminate()
    started.wait()
    return taken


if __name__ == "__main__":
    measure(Path(sys.argv[1]).resolve())

"""One life of an installation under Wine, by hand: through the installer's pages, with real keys.

An older version with data is replaced while it is open, the new one is typed into, started a second time,
opens either desk's file and tells of a package by a double click, and is removed. Pictures of the screen are
kept for people.
"""

import shlex
import subprocess
import time
from pathlib import Path

from build_spec.finishing import require, say, wait_for
from build_spec.installer_trial import ASSOCIATIONS, CLASSES, LEFT_OVER, contents
from build_spec.keyboard import Keyboard
from build_spec.packing import PROGRAM_NAME
from build_spec.wine import Wine

INSTALL_FOLDER = ("AppData", "Local", "Programs", "tianbao")
"""Below the user's profile; what installer.nsi says."""
_YEAR = "2025"
_CELL = "maternal-health/01/_T"
_TYPED = "1523"
_UNIT_NAME = "区卫生健康局"
_OFFICE_NAME = "望花区统计局"
_FIRST_TITLE = f"^{PROGRAM_NAME}$"
_INSTALLER_TITLE = f"^{PROGRAM_NAME} 安装"
_REMOVER_TITLE = f"^{PROGRAM_NAME} (卸载|解除安装)"
_PATIENCE_SECONDS = 120
_NEXT_PAGE_SECONDS = 2


def live_through(wine: Wine, keyboard: Keyboard, older: Path, present: Path, built: Path) -> None:
    """Install, use, upgrade and remove the program by hand.

    Args:
        wine: has the keyboard's display.
        keyboard: the keys.
        older: installer of an older version.
        present: installer of the present version.
        built: the program that the present installer holds.

    Raises:
        NotInOrder: something is not as it should be.
    """
    life = _Life(wine, keyboard)
    life.begin_with(older)
    life.upgrade_while_open(present, built)
    life.start_twice()
    life.type_a_figure()
    life.double_click_either_desks_file()
    life.double_click_a_package()
    life.remove()
    say(
        "by hand over an older version that was open, typed into, started twice,"
        " either desk's file and a package double-clicked, removed: data untouched"
    )


class _Life:
    def __init__(self, wine: Wine, keyboard: Keyboard) -> None:
        self._wine, self._keys = wine, keyboard
        self._installed = wine.user.joinpath(*INSTALL_FOLDER)
        self._documents = wine.user / "Documents" / "妇女规划监测"
        self._store = self._documents / "测试单位.db"
        self._office = self._documents / "统计局接收.db"
        self._remover = self._installed / "uninstall.exe"

    def begin_with(self, older: Path) -> None:
        """Install an older version and make data with it."""
        require(self._wine.run([str(older), "/S"]).code == 0, "the older version is not installed")
        self._tell("demo", "-o", str(self._documents))
        self._tell("init", "--store", str(self._store), "--plan", "wanghua", "--unit", "health")
        self._tell("set", "--store", str(self._store), "--year", _YEAR, "maternal-health/02/_T", "7")
        self._tell("office", "init", "--office", str(self._office), "--plan", "wanghua")

    def upgrade_while_open(self, present: Path, built: Path) -> None:
        """Go through the pages; the installer asks to close the program, which is then done."""
        program = self._start("--open", self._wine.path(self._store))
        window = self._keys.find_window(_UNIT_NAME)
        written = self._remover.stat().st_mtime_ns
        installing = self._wine.start([str(present)])
        pages = self._keys.find_window(_INSTALLER_TITLE)
        self._press_return("1-installer-welcome")
        self._press_return("2-installer-folder")
        box = self._keys.find_window(_INSTALLER_TITLE, besides=[pages])
        self._keys.take_picture("3-installer-asks-to-close")
        require((self._installed / LEFT_OVER).exists(), "something was replaced while the program was open")
        self._close(window, program)
        data = contents(self._documents)
        self._keys.turn_to(box)
        self._keys.press("Return")
        wait_for(
            lambda: self._remover.stat().st_mtime_ns != written, _PATIENCE_SECONDS, "nothing is installed"
        )
        time.sleep(_NEXT_PAGE_SECONDS)
        self._keys.turn_to(pages)
        self._press_return("4-installer-finished")
        wait_for(lambda: installing.poll() is not None, _PATIENCE_SECONDS, "the installer does not close")
        require(
            contents(self._installed, "uninstall.exe") == contents(built), "installed is not what was built"
        )
        require(contents(self._documents) == data, "the upgrade touched the data")

    def start_twice(self) -> None:
        """The last page started the program; a second start brings its window forward and ends."""
        window = self._keys.find_window(_FIRST_TITLE)
        self._keys.take_picture("5-started-by-installer")
        self._keys.minimise(window)
        require(not self._keys.windows(_FIRST_TITLE), "the window is not minimised")
        second = self._start()
        wait_for(lambda: second.poll() is not None, _PATIENCE_SECONDS, "the second start does not end")
        # It has no window any more. On a busy machine the one found above was the picture before the first
        # screen, which has another number; and the window manager shows it a while after the start has ended.
        is_shown = "the first window does not come forward"
        wait_for(lambda: len(self._keys.windows(_FIRST_TITLE)) == 1, _PATIENCE_SECONDS, is_shown)
        require(second.returncode == 0, f"the second start: exit code {second.returncode}")
        self._keys.find_window(_FIRST_TITLE)
        self._keys.press("alt+F4")

    def type_a_figure(self) -> None:
        """Open the file, type a figure, and close the window with the keyboard."""
        begun = time.monotonic()
        program = self._start("--open", self._wine.path(self._store))
        window = self._keys.find_window(_UNIT_NAME)
        say(f"window there after {time.monotonic() - begun:.1f} s")
        self._keys.press("ctrl+Home")
        self._keys.type(_TYPED)
        self._press_return()
        self._keys.take_picture("6-typed")
        self._close(window, program)
        told = self._tell("get", "--store", str(self._store), "--year", _YEAR, _CELL)
        require(_TYPED in told, f"what was typed is not stored: {told}")

    def double_click_either_desks_file(self) -> None:
        """The office's file opens the office's window; the unit's gets its own beside it."""
        receiving = self._double_click(self._office)
        office = self._keys.find_window(_OFFICE_NAME)
        self._keys.take_picture("7-office")
        reporting = self._double_click(self._store)
        unit = self._keys.find_window(_UNIT_NAME)
        require(self._keys.windows(_OFFICE_NAME) == [office], "the unit's file took the office's window")
        self._close(unit, reporting)
        self._close(office, receiving)

    def double_click_a_package(self) -> None:
        """The first screen tells what a package is."""
        package = next(self._documents.rglob("*.asice"))
        self._double_click(package)
        told = self._keys.find_window(f"^{package.name}$")
        self._keys.take_picture("8-package")
        self._keys.press("Return")
        wait_for(lambda: told not in self._keys.windows("."), _PATIENCE_SECONDS, "the answer does not close")
        self._keys.find_window(_FIRST_TITLE)
        self._keys.press("alt+F4")

    def _double_click(self, file: Path) -> subprocess.Popen[bytes]:
        """Start what is registered for a file; Wine 8 does not look there by itself, Windows does."""
        kind = self._default_value(rf"{CLASSES}\{file.suffix}")
        require(kind == ASSOCIATIONS[file.suffix], f"{file.suffix} belongs to {kind}")
        command = self._default_value(rf"{CLASSES}\{kind}\shell\open\command")
        words = [word.strip('"') for word in shlex.split(command, posix=False)]
        return self._wine.start([self._wine.path(file) if word == "%1" else word for word in words])

    def _default_value(self, key: str) -> str:
        """The default value of a registry key, by way of a file: what `reg` prints is in the code page."""
        file = self._wine.user / "registered.reg"
        self._wine.run(["reg", "export", key, self._wine.path(file), "/y"])
        lines = file.read_text(encoding="utf-16").splitlines()
        file.unlink()
        value = next(line for line in lines if line.startswith('@="'))
        return value.removeprefix('@="').removesuffix('"').replace('\\"', '"').replace("\\\\", "\\")

    def remove(self) -> None:
        """Go through the pages of removing."""
        data = contents(self._documents)
        self._wine.start([str(self._remover)])
        self._keys.find_window(_REMOVER_TITLE)
        self._press_return("9-remover")
        wait_for(lambda: not self._installed.exists(), _PATIENCE_SECONDS, "removing left files behind")
        self._press_return("10-removed")
        require(contents(self._documents) == data, "removing touched the data")
        require(not list(self._wine.user.rglob(f"{PROGRAM_NAME}.lnk")), "removing left a shortcut")

    def _start(self, *arguments: str) -> subprocess.Popen[bytes]:
        return self._wine.start([str(self._installed / "tianbao.exe"), *arguments])

    def _press_return(self, picture: str = "") -> None:
        """Keep a picture of the page and press its first button."""
        if picture:
            self._keys.take_picture(picture)
        self._keys.press("Return")
        time.sleep(_NEXT_PAGE_SECONDS)

    def _close(self, window: str, program: subprocess.Popen[bytes]) -> None:
        self._keys.turn_to(window)
        self._keys.press("alt+F4")
        wait_for(lambda: program.poll() is not None, _PATIENCE_SECONDS, "the window does not close")

    def _tell(self, *arguments: str) -> str:
        named = [self._wine.path(Path(word)) if word.startswith("/") else word for word in arguments]
        answer = self._wine.run([str(self._installed / "tianbao-console.exe"), *named], limit=300)
        require(answer.code == 0, f"{' '.join(named)}: {answer.output}{answer.errors}")
        return answer.output

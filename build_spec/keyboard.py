"""Windows found, keys pressed and pictures taken on a virtual display."""

import os
import subprocess
import time
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from build_spec.finishing import require, wait_for
from build_spec.wine import tool

_PATIENCE_SECONDS = 90
_DRAWING_SECONDS = 3
"""Wine shows a window before it takes keys; a first window may make way for another of the same title."""


@dataclass(frozen=True)
class Keyboard:
    """Keyboard input and screenshots on an X display, by xdotool and ImageMagick.

    Attributes:
        display: X display on which the windows are.
        pictures: folder for pictures of the screen; for the person who wants to see them.
    """

    display: str
    pictures: Path

    def find_window(self, title: str, besides: Collection[str] = ()) -> str:
        """Wait for a window and give it the keyboard focus; return its X window id.

        Args:
            title: regular expression for what stands in its title.
            besides: numbers of windows that are not meant.

        Raises:
            NotInOrder: it does not come.
        """
        found: set[str] = set()

        def is_there_to_stay() -> bool:
            before = set(self.windows(title)) - set(besides)
            time.sleep(_DRAWING_SECONDS)
            found.update(before & set(self.windows(title)))
            return bool(found)

        wait_for(is_there_to_stay, _PATIENCE_SECONDS, f"no window with the title {title}")
        window = max(found, key=int)
        self.turn_to(window)
        return window

    def windows(self, title: str) -> list[str]:
        """Return the numbers of all visible windows with such a title."""
        return self._call("search", "--onlyvisible", "--name", title, check=False).split()

    def turn_to(self, window: str) -> None:
        """Give a window the keyboard focus."""
        self._call("windowactivate", "--sync", window)

    def minimise(self, window: str) -> None:
        """Minimise a window."""
        self._call("windowminimize", "--sync", window)

    def press(self, *keys: str) -> None:
        """Press keys or their combinations, e.g. ``ctrl+Home``, one after the other."""
        self._call("key", "--clearmodifiers", *keys)

    def type(self, text: str) -> None:
        """Type a text."""
        self._call("type", "--delay", "80", text)

    def take_picture(self, name: str) -> None:
        """Save a picture of the screen for people; no test compares it."""
        self.pictures.mkdir(parents=True, exist_ok=True)
        picture = self.pictures / f"{name}.png"
        subprocess.run(
            [tool("import"), "-display", self.display, "-window", "root", str(picture)], check=True
        )

    def _call(self, *arguments: str, check: bool = True) -> str:
        answer = subprocess.run(
            [tool("xdotool"), *arguments],
            env={**os.environ, "DISPLAY": self.display, "LC_ALL": "C.UTF-8"},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        require(answer.returncode == 0 or not check, f"xdotool {' '.join(arguments)}: {answer.stderr}")
        return answer.stdout

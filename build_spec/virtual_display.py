"""A display without a screen, for programs that have to show themselves."""

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from build_spec.wine import tool

_SOCKETS = Path("/tmp/.X11-unix")  # noqa: S108 - where X servers put them
_PATIENCE_SECONDS = 10


@contextmanager
def virtual_display() -> Iterator[str]:
    """Lend an X display with a window manager, without which no window gets the focus."""
    number = next(n for n in range(90, 200) if not (_SOCKETS / f"X{n}").exists())
    name = f":{number}"
    options = ["-screen", "0", "1366x768x24", "-nolisten", "tcp"]
    server = subprocess.Popen([tool("Xvfb"), name, *options], stderr=subprocess.DEVNULL)
    try:
        until = time.monotonic() + _PATIENCE_SECONDS
        while not (_SOCKETS / f"X{number}").exists():
            if time.monotonic() > until:
                raise RuntimeError("Xvfb does not start")
            time.sleep(0.1)
        environment = {**os.environ, "DISPLAY": name}
        manager = subprocess.Popen(
            [tool("openbox")], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            yield name
        finally:
            manager.terminate()
            manager.wait()
    finally:
        server.terminate()
        server.wait()

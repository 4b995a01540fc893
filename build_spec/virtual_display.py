"""An X display without a screen, for programs with a window."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

from build_spec.wine import tool


@contextmanager
def virtual_display() -> Iterator[str]:
    """Run an X display for the block, with a window manager, without which no window gets the focus."""
    reading, writing = os.pipe()  # the server chooses a number that is free, and tells when it is ready
    command = [tool("Xvfb"), "-displayfd", str(writing), "-screen", "0", "1366x768x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    try:
        with os.fdopen(reading) as told:
            number = told.readline().strip()
        if not number:
            raise RuntimeError("Xvfb does not start")
        name = f":{number}"
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

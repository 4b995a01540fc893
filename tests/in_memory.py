"""Keeps the files of tests in memory where it has room.

The suite writes some thousand stores, and waits for the disk at each commit: on a disk that others use too
the tests of a store took twice as long.
"""

import os
import shutil
from collections.abc import MutableMapping
from pathlib import Path

from bootstrap import free_megabytes

IN_MEMORY = Path("/dev/shm")
"""Where Linux keeps files in memory; other systems have no such folder."""
ROOM = 6_000
"""Megabytes that must be free there and in memory: the files of all tests take half of it, since a passed
test's are deleted at once, and the processes of a whole run the other half. Measured on whole runs."""


def keep_in_memory(
    environment: MutableMapping[str, str], free: int | None = None, folder: Path = IN_MEMORY
) -> None:
    """Let pytest make its own folders in memory.

    Args:
        environment: a folder that is named in it is kept to; else receives the one in memory.
        free: memory in megabytes; what the system says of itself by default.
        folder: whose files lie in memory.
    """
    if "PYTEST_DEBUG_TEMPROOT" in environment or not os.access(folder, os.W_OK):
        return
    free = free_megabytes() if free is None else free
    if free is not None and min(free, shutil.disk_usage(folder).free // 1_000_000) >= ROOM:
        environment["PYTEST_DEBUG_TEMPROOT"] = str(folder)

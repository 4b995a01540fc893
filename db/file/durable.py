"""Waiting until what was written is on the medium."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def make_durable(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the medium."""
    if path.is_dir():
        if sys.platform == "win32":
            return  # folders cannot be flushed there
        handle = os.open(path, os.O_RDONLY)
    else:
        handle = os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0))
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

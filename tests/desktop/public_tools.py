"""Programs of other people that check what ours makes: OpenSSL, unzip, sha256sum, a POSIX shell."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest


def tool(name: str) -> str:
    """Find a public tool; only outside CI, or on Windows, may it be missing."""
    found = shutil.which(name)
    if found is None and os.environ.get("CI") == "true" and sys.platform != "win32":
        pytest.fail(f"{name} is not installed")
    if found is None:
        pytest.skip(f"{name} is not installed")
    return found


def run(folder: Path, name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [tool(name), *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False, timeout=60)


def shell(folder: Path, command: str) -> subprocess.CompletedProcess[str]:
    """Run what we tell an office to type into a shell."""
    if sys.platform == "win32":
        pytest.skip("written for a POSIX shell; the bash that Windows brings starts another system")
    return run(folder, "bash", "-c", command)

"""The command line in a real process, and a store made by it."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.__main__ import main
from tests.desktop.cli.schemas import require_schema
from tests.plans import wanghua_file

ROOT = Path(__file__).parents[3]


@pytest.fixture
def tianbao(tmp_path):
    def run(*arguments, expect=0, **environment):
        done = subprocess.run(
            [sys.executable, "-m", "desktop", *map(str, arguments)],
            cwd=tmp_path,
            capture_output=True,
            check=False,
            env={**os.environ, "PYTHONWARNINGS": "error", **environment},
            stdin=subprocess.DEVNULL,
            encoding="utf-8",
        )
        assert done.returncode == expect, done.stdout + done.stderr
        if "--json" in arguments:
            require_schema(json.loads(done.stdout))
        return done

    return run


@pytest.fixture(scope="session")
def _made_store(tmp_path_factory):
    """A store as `init` makes it, once for all."""
    path = tmp_path_factory.mktemp("made") / "卫健局.db"
    assert main(["init", "--store", str(path), "--plan", str(wanghua_file()), "--unit", "health"]) == 0
    return path


@pytest.fixture
def store(_made_store, tmp_path):
    """A copy of its own."""
    return Path(shutil.copy(_made_store, tmp_path))

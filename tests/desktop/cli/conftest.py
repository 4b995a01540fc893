"""The command line in a real process, and a store made by it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

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


@pytest.fixture
def store(tianbao, tmp_path):
    path = tmp_path / "卫健局.db"
    tianbao("init", "--store", path, "--plan", wanghua_file(), "--unit", "health")
    return path

"""The command line, in this process or one of its own, and what it has made."""

import shutil
from pathlib import Path

import pytest

from desktop.__main__ import main
from tests.desktop.cli.running import answered, done_here, started
from tests.plans import wanghua_file


@pytest.fixture
def program(tmp_path):
    """Runs a command in a process of its own, as people and other programs do."""

    def run(*arguments, expect=0, **environment):
        done = started(*arguments, folder=tmp_path, **environment)
        return answered(done, arguments, expect)

    return run


@pytest.fixture
def tianbao(tmp_path, monkeypatch):
    """Runs a command in this process: it says and does the same, and need not import the program first.

    What only a process has (streams, locks, the state in which it ends, an import that is missing) is tried
    with ``program``.
    """
    monkeypatch.chdir(tmp_path)

    def run(*arguments, expect=0, **environment):
        return answered(done_here(*arguments, **environment), arguments, expect)

    return run


@pytest.fixture(scope="session")
def _shown_year(tmp_path_factory):
    """The folder that the demonstration makes, once for all."""
    folder = tmp_path_factory.mktemp("demo") / "演示"
    done = started("demo", "-o", folder, folder=folder.parent)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture
def demo(_shown_year, tmp_path):
    """A copy of its own."""
    return Path(shutil.copytree(_shown_year, tmp_path / "演示"))


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

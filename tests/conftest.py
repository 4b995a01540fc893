"""The program's own folder of this run, so that no test meets what another run, or the user, left there."""

import os
import tempfile

import pytest


def pytest_configure(config):
    config.own_data = tempfile.TemporaryDirectory(prefix="tianbao-tests-", ignore_cleanup_errors=True)
    os.environ["XDG_DATA_HOME"] = config.own_data.name


def pytest_unconfigure(config):
    config.own_data.cleanup()


@pytest.fixture
def own_data(tmp_path, monkeypatch):
    """A data folder of this test alone; programs started by it use it as well."""
    folder = tmp_path / "own data"
    monkeypatch.setenv("XDG_DATA_HOME", str(folder))
    monkeypatch.setenv("LOCALAPPDATA", str(folder))
    return folder / "tianbao"

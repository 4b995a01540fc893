"""An office on the command line, before and after it received an invented county."""

import shutil
from pathlib import Path

import pytest

from tests.desktop.cli.receiving.commands import run
from tests.desktop.services.county import expected_of, shared_county
from tests.desktop.services.office.intake.conftest import registered


@pytest.fixture(scope="session")
def county(tmp_path_factory):
    return shared_county(tmp_path_factory)


@pytest.fixture(scope="session")
def planted(county):
    return county / "packages/planted"


@pytest.fixture(scope="session")
def bare(county, tmp_path_factory):
    """An office that has registered everything and received nothing."""
    path = tmp_path_factory.mktemp("bare") / "统计局.db"
    registered(county, expected_of(county), path).close()
    return path


@pytest.fixture(scope="session")
def opening(county):
    """The receiving key on the command line."""
    key = county / "keys/office-receiving.p12"
    return ("--key", key, "--passphrase-file", county / "passphrase.txt")


@pytest.fixture(scope="session")
def signing(county):
    """The signing key on the command line."""
    return ("--key", county / "keys/office.p12", "--passphrase-file", county / "passphrase.txt")


@pytest.fixture(scope="session")
def received(bare, county, opening, tmp_path_factory):
    """An office that received the county, and what it said of it; nothing is written into it."""
    path = Path(shutil.copy(bare, tmp_path_factory.mktemp("received")))
    answer = run("receive", "--office", path, county / "packages", *opening, "--json", expect=1)
    return path, answer


@pytest.fixture(scope="session")
def looked_at(received):
    """That office's file."""
    return received[0]


@pytest.fixture
def office(received, tmp_path):
    """A copy of its own."""
    return Path(shutil.copy(received[0], tmp_path))


@pytest.fixture
def empty(bare, tmp_path):
    return Path(shutil.copy(bare, tmp_path))

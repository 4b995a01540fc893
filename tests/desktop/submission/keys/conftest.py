"""Keys as people get them, with all rounds."""

import pytest

from desktop.submission.keys import key_file
from tests.desktop.conftest import FULL_ROUNDS


@pytest.fixture(autouse=True)
def _full_rounds(monkeypatch):
    monkeypatch.setattr(key_file, "KDF_ROUNDS", FULL_ROUNDS)

"""Where the files of tests lie."""

from types import SimpleNamespace

import pytest

from tests import in_memory
from tests.in_memory import ROOM, keep_in_memory


def let_be_free(monkeypatch, megabytes):
    monkeypatch.setattr(in_memory.shutil, "disk_usage", lambda _: SimpleNamespace(free=megabytes * 1_000_000))


@pytest.mark.parametrize(("free", "fits"), [(ROOM - 1, False), (ROOM, True)])
def test_files_of_tests_are_kept_in_memory_where_it_has_room(tmp_path, monkeypatch, free, fits):
    let_be_free(monkeypatch, 90_000)
    environment = {}
    keep_in_memory(environment, free, tmp_path)
    assert environment == ({"PYTEST_DEBUG_TEMPROOT": str(tmp_path)} if fits else {})


def test_where_the_system_does_not_tell_its_memory_the_disk_is_used(tmp_path, monkeypatch):
    let_be_free(monkeypatch, 90_000)
    monkeypatch.setattr(in_memory, "free_megabytes", lambda: None)
    environment = {}
    keep_in_memory(environment, folder=tmp_path)
    assert environment == {}


def test_a_small_or_missing_folder_in_memory_is_not_used(tmp_path, monkeypatch):
    let_be_free(monkeypatch, 64)
    environment = {}
    keep_in_memory(environment, 90_000, tmp_path)
    keep_in_memory(environment, 90_000, tmp_path / "none")
    assert environment == {}


def test_a_folder_that_a_person_names_is_kept_to(tmp_path):
    environment = {"PYTEST_DEBUG_TEMPROOT": "elsewhere"}
    keep_in_memory(environment, 90_000, tmp_path)
    assert environment == {"PYTEST_DEBUG_TEMPROOT": "elsewhere"}

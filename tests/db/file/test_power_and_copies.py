"""Small samples of ``bench durability``: bare copies, replaced files, power losses."""

import sys

import pytest

from tests.benchmarks.copies import bare_copies, files_replaced
from tests.benchmarks.durability import new_store
from tests.benchmarks.power import Event, after_power_loss
from tests.benchmarks.power_loss import power_lost

pytestmark = pytest.mark.slow
ON_WINDOWS = pytest.mark.skipif(sys.platform == "win32", reason="Windows does not let open files be replaced")


@pytest.fixture
def store_path(tmp_path, own_data):
    return new_store(tmp_path / "区 卫健局.db")


def test_power_losses(store_path):
    line, fine = power_lost(store_path, 8)
    assert fine, line


def test_bare_copies(store_path):
    line, fine = bare_copies(store_path, 5, 0.1)
    assert fine, line


@ON_WINDOWS
def test_replaced_files(store_path):
    line, fine = files_replaced(store_path, 2)
    assert fine, line


class Never:
    """Chance that never lets an unsynced write come through."""

    def random(self):
        return 0.99

    def shuffle(self, items):
        pass


def test_only_what_was_synced_is_certain():
    events = [
        Event("write", "a-journal", 0, b"old"),
        Event("sync", "a-journal"),
        Event("write", "a", 0, b"new"),
        Event("ack", offset=1),
        Event("sync", "a"),
        Event("delete", "a-journal"),
    ]
    assert after_power_loss(events, 1, "a", b"...", Never()) == ({"a": b"...", "a-journal": b""}, 0)
    assert after_power_loss(events, 4, "a", b"...", Never()) == ({"a": b"...", "a-journal": b"old"}, 1)
    assert after_power_loss(events, 5, "a", b"...", Never())[0]["a"] == b"new"
    assert after_power_loss(events, 6, "a", b"...", Never())[0] == {"a": b"new"}

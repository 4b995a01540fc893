"""Files replaced under our feet, clocks set back, logs removed: a sentence, and nothing lost."""

import os
import shutil
import subprocess
import sys
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from db.errors import StoreReplaced
from db.file.engine import connect
from desktop.services.keeping import back_up
from desktop.services.unit.desk import create_desk, open_desk
from desktop.services.unit.evidence import attach
from desktop.services.unit.filing.exporting import export
from desktop.services.unit.filing.finalising import finalise, withdraw
from desktop.services.unit.keeping import restore_backup
from desktop.services.unit.printing import official_pdf
from desktop.services.unit.year import open_year
from forms.figures.breakdown import SeriesKey
from forms.filing.state import YearState

ROOT = Path(__file__).parents[3]
BIRTHS = SeriesKey("live-births")
URBAN = SeriesKey("live-births", "RES=U")


@pytest.fixture
def year(desk):
    year = open_year(desk, 2025)
    year.enter({BIRTHS: "2036"})
    return year


def replaced_by_a_copy(path, tmp_path):
    other = tmp_path / "from the cloud"
    shutil.copy(path, other)
    other.replace(path)


def moved_away(path, tmp_path):
    path.rename(tmp_path / "elsewhere.db")


def deleted(path, tmp_path):
    path.unlink()


def overwritten(path, tmp_path):
    content = bytearray(path.read_bytes())
    content[5000:9000] = b"\0" * 4000
    path.write_bytes(content)


def older_state_put_in_place(path, tmp_path):
    path.write_bytes((tmp_path / "older").read_bytes())


def written_by_another_pc(path, tmp_path):
    with closing(connect(path)) as other:
        other.execute("UPDATE log_state SET entries = entries + 1")


def another_unit(path, tmp_path):
    path.write_bytes((tmp_path / "other").read_bytes())


THIEVES = [
    replaced_by_a_copy,
    moved_away,
    deleted,
    overwritten,
    older_state_put_in_place,
    another_unit,
    written_by_another_pc,
]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not let open files be replaced")
@pytest.mark.parametrize("take_away", THIEVES)
@pytest.mark.parametrize("how", ["typed", "closed"])
def test_a_file_that_is_no_longer_ours_is_not_written_to_and_nothing_is_lost(  # noqa: PLR0917 - fixtures
    own_data, year, store_path, tmp_path, take_away, how, clock, pack
):
    shutil.copy(store_path, tmp_path / "older")
    create_desk(tmp_path / "other", pack, "education", clock).close()
    year.enter({URBAN: "1702"})
    take_away(store_path, tmp_path)
    left = store_path.read_bytes() if store_path.exists() else None
    with pytest.raises(StoreReplaced, match="同步软件") as caught:
        year.desk.close() if how == "closed" else year.enter({URBAN: "1703"})
    if how == "typed":
        with pytest.raises(StoreReplaced):
            year.enter({URBAN: "1704"})
        year.desk.close()
    assert (store_path.read_bytes() if store_path.exists() else None) == left
    kept = Path(caught.value.details["kept"])
    assert kept.parent == store_path.parent / "另存"
    assert not any((own_data / "填写中").iterdir())
    back = tmp_path / "back" / "x.db"
    back.parent.mkdir()
    restore_backup(kept, back, clock)
    with open_desk(back, clock) as again:
        assert open_year(again, 2025).reading(BIRTHS).text == "2036"
        assert open_year(again, 2025).reading(URBAN).text == "1702"
        assert again.store.verify_log().ok


DOORS = {
    "enter": lambda year, key, folder: year.enter({URBAN: "1702"}),
    "annotate": lambda year, key, folder: year.annotate(BIRTHS, note="台账"),
    "undo": lambda year, key, folder: year.undo(),
    "people": lambda year, key, folder: year.desk.name_people(filler="王芳"),
    "attach": lambda year, key, folder: attach(year, BIRTHS, folder / "台账.txt"),
    "finalise": lambda year, key, folder: finalise(year),
    "withdraw": lambda year, key, folder: withdraw(year, "更正"),
    "export": lambda year, key, folder: export(year, key, folder / "out"),
    "print": lambda year, key, folder: official_pdf(year),
}


@pytest.mark.parametrize("is_typed", [False, True], ids=["just opened", "typed"])
@pytest.mark.parametrize("door", DOORS)
def test_nothing_is_answered_from_a_store_that_was_put_in_the_place_of_ours(  # noqa: PLR0917 - fixtures
    desk, identity, pack, store_path, tmp_path, clock, door, is_typed
):
    (tmp_path / "台账.txt").write_text("x")
    with create_desk(tmp_path / "other", pack, "education", clock) as other:
        other.store.set_state(2025, YearState.EXPORTED, 1, "", "别人", clock())
    desk.close()
    with open_desk(store_path, clock) as opened:
        year = open_year(opened, 2025)
        if is_typed:
            year.enter({BIRTHS: "2036"})
        another_unit(store_path, tmp_path)
        left = store_path.read_bytes()
        with pytest.raises(StoreReplaced):
            DOORS[door](year, identity, tmp_path)
        assert store_path.read_bytes() == left


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not let open files be replaced")
def test_a_file_replaced_after_the_last_change_is_noticed_at_the_latest_when_it_is_closed(
    year, store_path, tmp_path
):
    replaced_by_a_copy(store_path, tmp_path)
    with pytest.raises(StoreReplaced) as caught:
        year.desk.close()
    assert Path(caught.value.details["kept"]).exists()


def test_a_file_that_was_only_touched_is_still_ours(year, store_path):
    os.utime(store_path)
    year.enter({URBAN: "1702"})
    year.desk.close()


def test_folders_of_synchronising_programs_are_warned_of(pack, tmp_path, clock):
    for name in ("OneDrive - 区卫健局", "我的坚果云", "Nutstore Files", "WPS云盘"):
        with create_desk(tmp_path / name / "a.db", pack, "health", clock) as desk:
            assert name in desk.cautions[0]
    with create_desk(tmp_path / "文档" / "a.db", pack, "health", clock) as desk:
        assert desk.cautions == ()


def test_a_copy_left_by_a_conflict_is_named(year, store_path, clock, pack):
    year.desk.close()
    copy = store_path.with_name("区卫生健康局 (冲突副本 王芳).db")
    shutil.copy(store_path, copy)
    create_desk(store_path.with_name("区卫生健康局二科.db"), pack, "health", clock).close()
    with open_desk(store_path, clock) as desk:
        assert len(desk.cautions) == 1
        assert copy.name in desk.cautions[0]


def test_a_clock_set_back_is_noted_in_the_log_and_said(year, store_path, clock):
    clock.now -= timedelta(days=400)
    year.enter({URBAN: "1702"})
    year.enter({URBAN: "1703"})
    noted = [row for row in year.desk.store.log_entries() if row.kind == "clock"]
    assert len(noted) == 1
    assert "时钟" in noted[0].reason
    found = year.desk.store.verify_log()
    assert found.ok
    assert "1 次电脑时间" in found.sentence
    clock.now += timedelta(days=400)
    year.enter({URBAN: "1704"})
    year.desk.close()
    clock.now -= timedelta(days=3)
    with open_desk(store_path, clock) as desk:
        assert "校正电脑时间" in desk.cautions[0]


EDIT = """
import sys
from pathlib import Path
from desktop.services.unit.desk import open_desk
from desktop.services.unit.year import open_year
from forms.figures.breakdown import SeriesKey
year = open_year(open_desk(Path(sys.argv[1])), 2025)
for number in range(40):
    year.enter({SeriesKey("live-births"): str(2000 + number)})
print("ready", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def crashed(year, store_path):
    """A store whose program was killed after forty changes that are not folded in."""
    year.desk.close()
    program = [sys.executable, "-c", EDIT, str(store_path)]
    with subprocess.Popen(program, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout.readline().strip() == b"ready"
        process.kill()
    return store_path


def test_after_a_crash_everything_is_there_without_a_word(crashed, reopen):
    with reopen() as desk:
        assert open_year(desk, 2025).reading(BIRTHS).text == "2039"
        assert not [sentence for sentence in desk.cautions if "-wal" in sentence]


def test_a_log_of_an_older_program_that_is_missing_after_a_crash_is_said(crashed, reopen):
    with closing(connect(crashed)) as older:
        older.execute("PRAGMA journal_mode = WAL").fetchall()
    crashed.with_name(crashed.name + ".lock").write_text("{}", encoding="utf-8")
    with reopen() as desk:
        assert open_year(desk, 2025).reading(BIRTHS).text == "2039"
        assert "-wal”不见了" in desk.cautions[0]
        assert desk.store.verify_log().ok


def test_a_backup_taken_while_typing_is_whole(year, tmp_path, clock):
    backup = back_up(year.desk, tmp_path / "b", "test")
    with open_desk(backup, clock) as copy:
        assert open_year(copy, 2025).reading(BIRTHS).text == "2036"

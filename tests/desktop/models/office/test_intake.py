"""What becomes of files that are handed over: a word, a reason, a step for each; stopped and broken off."""

import shutil
from pathlib import Path
from threading import Event

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QObject, Qt, Signal

from desktop.models.grid.roles import Mark
from desktop.models.office import intake
from desktop.models.office.cells import Look
from desktop.models.office.intake import (
    CLOSED,
    DOUBTFUL,
    NOT_OURS,
    TAKEN,
    TO_REGISTER,
    Intake,
    IntakeEnd,
    TakenLine,
    by_need,
    counted_words,
    day_words,
    goal_of,
    is_all_taken,
    lines_of,
    lines_on,
    result_line,
    summary_of,
    whole_words,
)
from desktop.models.office.place import OfficePlace
from desktop.models.tasks import TaskRunner
from desktop.services.office.intake.came_in import days_of_intake
from desktop.services.office.intake.receiving import Batch, receive
from desktop.services.office.people import set_person
from desktop.services.office.registry.revoking import revoke
from desktop.services.unit.filing.exporting import export
from desktop.services.unit.filing.finalising import withdraw
from desktop.services.unit.year import open_year
from forms.receiving.role import OfficeRole
from tests.desktop.services.both import ABORTIONS, YEAR
from tests.desktop.services.office.test_suggesting import publish
from tests.desktop.services.tasks import confirmed
from tests.fuzz.mails import archive
from tests.plans import wanghua_file

WORDS = (TAKEN, TO_REGISTER, DOUBTFUL, CLOSED, NOT_OURS)
BY_NEED = [TO_REGISTER, DOUBTFUL, CLOSED, TAKEN, NOT_OURS]


def line(word, name="包.asice", **changes):
    facts = {"mark": Mark.DONE, "word": word, "name": name, "what": "", "why": "", "step": ""}
    return TakenLine(**{**facts, **changes})


many = st.lists(st.builds(line, st.sampled_from(WORDS), st.sampled_from("甲乙丙丁")), max_size=9)


def take(desk, *paths):
    return lines_of(desk, receive(desk, Batch(list(paths))))


@pytest.fixture
def package(both):
    """The package that the office has."""
    (path,) = both.folder.glob("*.asice")
    return path


@given(many)
def test_what_needs_a_person_stands_first_and_what_is_alike_stays(lines):
    found = by_need(lines)
    assert [BY_NEED.index(one.word) for one in found] == sorted(BY_NEED.index(one.word) for one in lines)
    for word in WORDS:
        assert [one for one in found if one.word == word] == [one for one in lines if one.word == word]


@given(many)
def test_every_file_is_counted_once(lines):
    words = counted_words(lines)
    if not lines:
        assert words == ""
        return
    total, _, parts = words.partition(" 份：")
    counted = dict(part.split(" ") for part in parts.split("，"))
    assert counted == {word: str([one.word for one in lines].count(word)) for word in {o.word for o in lines}}
    assert int(total) == sum(map(int, counted.values())) == len(lines)


@pytest.mark.parametrize(
    ("end", "words"),
    [
        (IntakeEnd(), "没有文件"),
        (IntakeEnd(lines=[line(TAKEN), line(CLOSED)]), "2 份：收下 1，打不开 1"),
        (
            IntakeEnd(stopped_at=0),
            "已取消：前 0 个文件已经收好；把同样的文件再收一次，就从停下的地方接着收。",
        ),
        (IntakeEnd(trouble="磁盘满了。", stopped_at=3), "磁盘满了。"),
    ],
)
def test_how_it_ended_is_said_in_one_line(end, words):
    assert summary_of(end) == words


@pytest.mark.parametrize(
    ("words", "is_all"),
    [([TAKEN, TAKEN], True), ([TAKEN, NOT_OURS], False), ([TO_REGISTER], False), ([], False)],
)
def test_all_is_in_only_where_nothing_needs_a_person(words, is_all):
    assert is_all_taken(IntakeEnd(lines=[line(word) for word in words])) is is_all


def test_the_same_package_again_is_taken_and_said_to_be_known(both, package):
    (found,) = take(both.office, package)
    assert (found.word, found.mark, found.name) == (TAKEN, Mark.DONE, package.name)
    assert found.what == f"{both.office.unit_name('health')} {YEAR} 年第 1 版"
    assert found.why
    assert found.step == ""
    assert goal_of(found, both.office) == (OfficePlace.REVIEW, "health", YEAR)


def test_a_package_whose_signer_is_unknown_leads_to_the_certificates(waiting):
    lines = lines_on(waiting, next(iter(days_of_intake(waiting))))
    assert {(one.word, one.mark) for one in lines} == {(TO_REGISTER, Mark.ALARM)}
    whose = f"证书写明是{waiting.unit_name('health')}的"
    assert all("还没有登记" in one.why and whose in one.why for one in lines)
    assert {goal_of(one, waiting) for one in lines} == {(OfficePlace.CERTIFICATES, "health", YEAR)}


def test_what_is_bad_is_no_matter_of_registering(both, package):
    revoke(both.office, fingerprint=None, unit="health", since="2025-01-01", reason="密钥文件遗失")
    (found,) = take(both.office, package)
    assert (found.word, found.mark) == (DOUBTFUL, Mark.ALARM)
    assert found.step
    assert goal_of(found, both.office)[0] is OfficePlace.REVIEW


def test_what_is_taken_but_differs_from_what_the_office_holds_is_doubtful(both, package):
    publish(both, 300)
    (found,) = take(both.office, package)
    assert found.word == DOUBTFUL
    assert found.why
    assert found.step
    assert both.at_office.current is not None


def test_two_that_contradict_each_other_are_doubtful(forked):
    day = next(iter(days_of_intake(forked)))
    found = lines_on(forked, day)
    assert [one.word for one in found if "第 2 版" in one.what] == [DOUBTFUL, DOUBTFUL]


def test_what_is_no_package_is_told_with_what_it_is(both, tmp_path):
    garbage = tmp_path / "照片.bin"
    garbage.write_bytes(bytes(range(256)) * 9)
    letter = tmp_path / "单子.asice"
    both.ask(ABORTIONS, "请核实")
    letter.write_bytes(both.send())
    empty = tmp_path / "空.asice"
    empty.touch()
    for path, word, said in (
        (garbage, NOT_OURS, "认不出是什么文件"),
        (letter, NOT_OURS, "不是报送包"),
        (empty, CLOSED, ""),
    ):
        (found,) = take(both.office, path)
        assert (found.name, found.word, found.what) == (path.name, word, "")
        assert said in found.why
        assert goal_of(found, both.office) is None
        assert result_line(found).cells[1].look is (Look.GREY if word == NOT_OURS else Look.PLAIN)


def test_a_cut_package_is_closed_and_says_what_to_do(both, package, tmp_path):
    cut = tmp_path / "半截.asice"
    cut.write_bytes(package.read_bytes()[: package.stat().st_size // 2])
    (found,) = take(both.office, cut)
    assert (found.word, found.mark) == (CLOSED, Mark.BAD)
    assert found.why
    assert found.step


def test_what_is_cut_beside_a_sound_package_has_a_line_of_its_own(both, package, tmp_path):
    whole, cut = package.read_bytes(), package.read_bytes()[: package.stat().st_size // 2]
    path = tmp_path / "两份.zip"
    path.write_bytes(archive(("a.asice", whole), ("半截.asice", cut)))
    for _ in range(2):  # told the same when it is handed over again, and of its day
        sound, closed = take(both.office, path)
        assert (sound.name, sound.word) == ("两份.zip", TAKEN)
        assert (closed.name, closed.word, closed.mark) == ("两份.zip 里的 半截.asice", CLOSED, Mark.BAD)
        assert closed.why
        assert closed.step
    ((day, _),) = days_of_intake(both.office).items()
    assert closed in lines_on(both.office, day)


def test_a_plan_leads_to_where_it_is_adopted_and_is_not_refused_as_foreign(both, pack, tmp_path):
    (known,) = take(both.office, wanghua_file())
    assert "【规划数据包】" in known.step
    newer = tmp_path / "新版.json"
    newer.write_bytes(confirmed(pack, "2026.2").data)
    (found,) = take(both.office, newer)
    assert "【规划数据包】" in found.step
    assert "--" not in found.step


def test_a_folder_is_told_file_by_file(both, package, tmp_path):
    folder = tmp_path / "U 盘"
    folder.mkdir()
    for name in ("a.asice", "b.asice"):
        shutil.copy(package, folder / name)
    (folder / "c.bin").write_bytes(b"\x00\x01")
    found = take(both.office, folder)
    assert [(one.name, one.word) for one in found] == [
        ("a.asice", TAKEN),
        ("b.asice", TAKEN),
        ("c.bin", NOT_OURS),
    ]


def test_what_was_handed_over_on_a_day_is_told_as_it_stands_now(both):
    ((day, count),) = days_of_intake(both.office).items()
    assert day_words(day, count) == f"{day}　1 个文件"
    (before,) = lines_on(both.office, day)
    assert (before.word, before.why, before.step) == (TAKEN, "", "")
    withdraw(open_year(both.desk, YEAR), "更正")
    both.revise({ABORTIONS: "592"})
    both.file()
    after, *_ = lines_on(both.office, day)
    assert after.name == before.name
    assert lines_on(both.office, day.replace(year=day.year - 1)) == []


def test_another_place_or_year_has_no_page(both, package):
    (found,) = take(both.office, package)
    assert goal_of(found._replace(unit="elsewhere"), both.office) is None
    assert goal_of(found._replace(year=2040), both.office) is None
    assert goal_of(found._replace(year=0), both.office) is None


def test_a_name_that_turns_its_letters_is_shown_as_it_is():
    turned = "表\u202excod.asice"
    assert "\u202e" not in result_line(line(TAKEN, turned)).cells[1].text
    assert whole_words(line(CLOSED, why="坏了。", step="请重发")) == "坏了。请重发"
    assert whole_words(line(TAKEN)) == ""


class Button(QObject):
    """Something that is pressed."""

    pressed = Signal()


class Watched:
    """A taking in that runs off this thread, with all that it told."""

    def __init__(self, desk, qtbot):
        self._qtbot, self._home = qtbot, QObject()
        self.tasks = TaskRunner(self._home)
        self.intake = Intake(desk, self.tasks, self._home)
        self.told = []
        self.intake.progressed.connect(lambda *one: self.told.append(one))

    def take(self, *paths):
        with self._qtbot.waitSignal(self.intake.ended, timeout=20_000) as ended:
            self.intake.start(list(paths), None)
            assert self.intake.is_running
        assert not self.intake.is_running
        self._qtbot.waitUntil(lambda: not self.tasks.is_busy)
        return ended.args[0]


@pytest.fixture
def watched(both, qtbot):
    return Watched(both.office, qtbot)


def test_it_runs_off_the_thread_and_tells_how_far_it_is(watched, package, tmp_path):
    other = tmp_path / "b.asice"
    shutil.copy(package, other)
    end = watched.take(package, other)
    assert [one.name for one in end.lines] == [package.name, "b.asice"]
    assert (end.stopped_at, end.trouble) == (None, "")
    assert watched.told[0] == (0, 2, package.name)
    assert {total for _, total, _ in watched.told} == {2}


def stopping(watched, at):
    """Lets a button be pressed between two files, before the one with this number is read."""
    button, pressed = Button(), Event()
    button.pressed.connect(watched.intake.cancel)
    button.pressed.connect(pressed.set)

    def stop(done, *_):
        """A press of the button: heard on the window's thread, for which this one waits."""
        if done == at:
            button.pressed.emit()
            assert pressed.wait(10)

    watched.intake.progressed.connect(stop, Qt.ConnectionType.DirectConnection)
    return button


def test_it_stops_before_the_next_file_and_says_how_many_are_in(watched, package, tmp_path):
    paths = [shutil.copy(package, tmp_path / f"{number}.asice") for number in range(4)]
    button = stopping(watched, at=2)
    end = watched.take(*paths)
    assert button
    assert end.lines == ()
    assert end.stopped_at == 2
    assert summary_of(end).startswith("已取消：前 2 个文件已经收好")


@pytest.mark.parametrize("at", [3, 4])
def test_who_stops_it_after_the_last_file_was_begun_is_told_what_became_of_all(
    both, watched, package, tmp_path, at
):
    paths = [shutil.copy(package, tmp_path / f"{number}.asice") for number in range(4)]
    button = stopping(watched, at)
    end = watched.take(*paths)
    assert button
    assert (end.stopped_at, end.trouble) == (None, "")
    assert [one.name for one in end.lines] == [path.name for path in map(Path, paths)]
    assert summary_of(end) == "4 份：收下 4"


def test_where_it_breaks_off_it_says_from_which_file_on_and_why(both, watched, package):
    withdraw(open_year(both.desk, YEAR), "更正")
    both.revise({ABORTIONS: "592"})
    newer = export(open_year(both.desk, YEAR), both.unit_key, both.folder).path
    set_person(both.office, "陈静", OfficeRole.HEAD)
    set_person(both.office, "赵静", OfficeRole.READER)
    both.office.work_as("赵静")
    end = watched.take(package, newer)
    assert (end.lines, end.stopped_at) == ((), None)
    assert end.trouble.startswith(f"前 1 个文件已经收好，从“{newer.name}”起没有收。")
    assert "只读" in end.trouble
    assert end.trouble.endswith("处理好以后，把同样的文件再收一次。")
    assert summary_of(watched.take(newer)).partition("。")[0] in end.trouble, "nothing was in before it"


def test_cancelling_nothing_does_nothing(watched):
    watched.intake.cancel()
    assert not watched.intake.is_running


def test_every_word_has_its_shape_and_its_place():
    assert set(intake._MARKS) == set(intake._NEEDED) == set(WORDS)

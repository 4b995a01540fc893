"""What a task says and what is in its way: with the days, who files, who is spared, which number it has."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from desktop.models.office.task_words import base_words, numbered_words, owners_obstacle, written_words
from desktop.services.office.decisions.deadlines import ALL, set_deadline
from desktop.services.office.decisions.deciding import excuse
from desktop.services.office.desk import init_office
from desktop.services.office.registry.keys import KeyUse, create_office_key
from desktop.services.office.task.task_outlook import task_outlook
from tests.desktop.services.conftest import PASSPHRASE, MovableClock
from tests.desktop.services.tasks import YEAR, confirmed, task

DAY, OTHER = date(2026, 4, 30), date(2026, 5, 10)


@pytest.fixture
def ready(tmp_path, pack):
    """An office at which a task can be written: the desk, and writes it."""
    with init_office(tmp_path / "office.db", confirmed(pack), "李敏", MovableClock()) as desk:
        key = create_office_key(desk, KeyUse.SIGNING, tmp_path / "局.p12", PASSPHRASE)

        def write(**wanted):
            return task(desk, key, tmp_path / "往来", **wanted)

        yield desk, write


def test_owners_that_nobody_confirmed_stand_in_the_way(office):
    outlook = task_outlook(office, YEAR)
    words = owners_obstacle(outlook)
    assert words.startswith(f"规划数据包 {office.plan.version} 版：")
    assert "还不能布置任务" in words
    assert owners_obstacle(replace(outlook, owners_confirmed=True)) == ""


def test_base_figures_go_along_where_some_were_signed(office):
    outlook = task_outlook(office, YEAR)
    assert "还没有签发" in base_words(outlook)
    assert base_words(replace(outlook, base_number=3)) == "基础数据：第 3 号，随任务发出。"
    withheld = base_words(replace(outlook, base_number=3, base_hidden=("受暴人数", "流产例数")))
    assert "第 3 号里有敏感项目（受暴人数、流产例数），不随任务发出" in withheld


def test_it_is_said_whether_the_last_task_says_what_stands_at_the_desk(ready):
    desk, write = ready
    set_deadline(desk, YEAR, ALL, DAY)
    assert numbered_words(task_outlook(desk, YEAR)) == "2025 年还没有布置过任务。"
    write()
    assert numbered_words(task_outlook(desk, YEAR)) == "上一份是第 1 号；期限和免报与它相同。"
    set_deadline(desk, YEAR, "health", OTHER)
    assert "在它以后有变动" in numbered_words(task_outlook(desk, YEAR))
    write()
    assert numbered_words(task_outlook(desk, YEAR)) == "上一份是第 2 号；期限和免报与它相同。"


def test_a_written_task_is_told_with_its_number_days_and_whom_it_spares(ready):
    desk, write = ready
    set_deadline(desk, YEAR, ALL, DAY)
    set_deadline(desk, YEAR, "health", OTHER)
    excuse(desk, "education", YEAR, "这一年没有业务")
    written = write(waives_paper=True)
    told = written_words(desk, YEAR, written)
    filing = len(desk.plan.reporting_units) - 1
    lines = told.words.split("\n")
    assert told.file == written.path
    assert lines[0] == f"2025 年布置任务第 1 号已签名写出：{written.path.name}，旁边是邮件草稿。"
    assert lines[1] == f"{filing} 个单位报送，期限 2026-04-30、2026-05-10；盖章纸质表不要求。"
    assert lines[2] == f"不用报送：{desk.unit_name('education')}。"
    assert lines[-1].endswith("程序不发邮件。")
    assert all(lines)


def test_a_task_without_a_day_says_so_and_paper_is_wanted_unless_it_is_waived(ready):
    desk, write = ready
    lines = written_words(desk, YEAR, write()).words.split("\n")
    assert lines[1].endswith("期限 未定；盖章纸质表要报送。")
    assert not [line for line in lines if line.startswith("不用报送")]


def test_the_same_task_again_has_no_number_of_its_own(ready):
    desk, write = ready
    write()
    words = written_words(desk, YEAR, write()).words
    assert words.startswith("与第 1 号完全相同，没有另编号，照原样再写出：")


def test_what_the_officer_should_know_is_told_line_by_line(ready):
    desk, write = ready
    written = replace(write(), cautions=("甲", "乙"), path=Path("x"))
    assert "\n注意：甲。\n注意：乙。\n" in written_words(desk, YEAR, written).words

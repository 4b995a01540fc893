"""A plan pack that is handed over: whose it is, since when it is in force, what waits for it."""

from dataclasses import replace

import pytest

from desktop.models.office.plan_words import in_force_words, offered_words
from desktop.services.office.plans import adopt_version, offered_plan, versions_in_force
from tests.desktop.services.tasks import YEAR, confirmed
from tests.plans import wanghua_file


@pytest.fixture
def newer(pack):
    return confirmed(pack, "2026.2")


@pytest.fixture
def newer_file(newer, tmp_path):
    path = tmp_path / "新版.json"
    path.write_bytes(newer.data)
    return path


def last_line(desk, path):
    return offered_words(offered_plan(desk, path)).split("\n")[-1]


def test_the_version_in_force_is_known_with_its_years(office):
    first, last = office.plan.period
    lines = offered_words(offered_plan(office, wanghua_file())).split("\n")
    assert len(lines) == 4
    assert lines[0] == f"{office.plan.shown_title}　版本 {office.plan.version}"
    assert lines[3] == f"就是本局 {first}—{last} 年用的一版；没有报送包在等这一版。"
    assert (
        in_force_words(versions_in_force(office)) == f"现在：{first}—{last} 年用版本 {office.plan.version}。"
    )


def test_an_unknown_version_says_so_and_who_confirmed_its_owners(office, newer, newer_file):
    lines = offered_words(offered_plan(office, newer_file)).split("\n")
    assert lines[2] == "责任单位已由规划办公室于 2026-01-05 确认"
    assert lines[3] == "本局没有这一版；没有报送包在等这一版。"
    assert newer.plan.version in lines[0]


def test_years_of_two_versions_are_told_one_after_the_other(office, pack, newer, newer_file):
    first, last = office.plan.period
    adopt_version(office, newer, YEAR)
    told = in_force_words(versions_in_force(office))
    assert told == f"现在：{first}—{YEAR - 1} 年用版本 {pack.plan.version}，{YEAR}—{last} 年用版本 2026.2。"
    assert last_line(office, newer_file).startswith(f"就是本局 {YEAR}—{last} 年用的一版")
    assert last_line(office, wanghua_file()).startswith(f"就是本局 {first}—{YEAR - 1} 年用的一版")


def test_a_year_alone_is_no_span_and_a_version_that_is_used_no_more_is_known(office, newer, newer_file):
    first, last = office.plan.period
    adopt_version(office, newer, first + 1)
    assert in_force_words(versions_in_force(office)).startswith(f"现在：{first} 年用版本")
    adopt_version(office, newer, first)
    assert last_line(office, wanghua_file()).startswith("本局存有这一版，没有一年用它；")
    assert last_line(office, newer_file).startswith(f"就是本局 {first}—{last} 年用的一版")


def test_what_waits_for_it_is_counted(office):
    offered = replace(offered_plan(office, wanghua_file()), waiting=2)
    assert offered_words(offered).endswith("；有 2 份报送包在等这一版。")

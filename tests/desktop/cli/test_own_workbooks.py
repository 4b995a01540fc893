"""Every workbook that this program writes is called by its name at every door that wants another one."""

import shutil

import pytest

from desktop.__main__ import main

NAMES = {
    "form": "填报表",
    "history": "往年数据表",
    "base": "基础数据表",
    "plan": "规划工作簿",
    "owners": "责任单位清单",
    "official": "打印、留存用的报表",
    "draft": "打印、留存用的报表",
    "tasks": "目标任务分解表",
    "board": "报送进度表",
    "exchange": "导出的往来记录",
    "log": "导出的变更记录",
}
DOORS = {
    "form": "fill --store a.db --year 2025 --dry-run FILE",
    "history": "history import --store a.db --dry-run FILE",
    "plan": "plan compile FILE -o out.wdpplan",
    "owners": "plan owners wanghua confirm FILE --by 甲 --date 2026-01-01 -o .",
    "base": "office base --office o.db --year 2025 --dry-run FILE",
}
ALIKE = {("history", "base"), ("base", "history")}
"""Rows are figures and columns years in both; what suits is read, and the rest told cell by cell."""


@pytest.fixture(scope="module")
def books(tmp_path_factory):
    folder = tmp_path_factory.mktemp("books")

    def run(line):
        words = [str(folder / w[1:]) if w.startswith("@") else w for w in line.split()]
        assert main(words) == 0, line

    run("demo -o @demo")
    shutil.copyfile(next((folder / "demo").glob("*.db")), folder / "a.db")
    shutil.copyfile(next((folder / "demo").glob("2-*.xlsx")), folder / "form.xlsx")
    shutil.copyfile(max((folder / "demo").glob("4-*.xlsx")), folder / "official.xlsx")
    run("office init --office @o.db --plan wanghua")
    run("init --store @b.db --plan wanghua --unit education")
    run("print --store @b.db --year 2025 -o @draft.xlsx")
    run("history template --store @a.db -o @history.xlsx")
    run("office base --office @o.db --year 2025 --template -o @base.xlsx")
    run("plan workbook wanghua -o @plan.xlsx")
    run("plan owners wanghua export -o @owners.xlsx")
    run("plan tasks wanghua -o @tasks.xlsx")
    run("board --office @o.db --year 2025 -o @board.xlsx")
    run("exchange --store @a.db --year 2025 -o @exchange.xlsx")
    run("log --store @a.db --export @log.xlsx")
    return folder


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("book", NAMES)
def test_it_is_called_by_its_name(books, capsys, monkeypatch, door, book):
    if door == book or (door, book) in ALIKE:
        return
    monkeypatch.chdir(books)
    code = main([f"{book}.xlsx" if w == "FILE" else w for w in DOORS[door].split()])
    told = "".join(capsys.readouterr())
    assert code == 1
    assert f"这是{NAMES[book]}，不是{NAMES[door]}。" in told
    assert "不是本程序" not in told
    assert "没有用到" not in told


@pytest.mark.parametrize("door", DOORS)
def test_each_still_takes_its_own(books, capsys, monkeypatch, door):
    monkeypatch.chdir(books)
    main([f"{door}.xlsx" if w == "FILE" else w for w in DOORS[door].split()])
    assert "这是" not in "".join(capsys.readouterr())

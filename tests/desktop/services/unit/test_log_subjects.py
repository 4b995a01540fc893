"""What was changed behind the program's back is listed, in words and by the log's own subject."""

import json
import shutil
import sqlite3
from contextlib import closing

import pytest

from db.description import Alone, Logged
from db.unit.tables import METADATA
from desktop.cli.main import run
from desktop.cli.parser import build_parser
from desktop.models.unit.keeping import log_in_words
from desktop.services.unit.desk import open_desk
from desktop.services.unit.filing.log_checking import verify_log
from desktop.services.unit.log_subjects import differing_in_words, subject_in_words
from tests.desktop.cli.schemas import require_schema

BEHIND = [
    (
        "observation SET note = 'x' WHERE code = 'live-births' AND breakdown = '_T'",
        "填报的“活产数”",
        "cell:live-births/_T",
    ),
    ("person SET value = 'x' WHERE role = 'head'", "签署人员：单位负责人", "people:head"),
    ("report_year SET reason = 'x'", "2025 年的状态", "year:state"),
    ("store_meta SET value = 'x' WHERE name = 'created_at'", "数据文件的基本信息", "created_at:"),
]


def templates():
    for table in METADATA.tables.values():
        logged = table.info.get("log")
        if isinstance(logged, Logged) and logged.subject:
            yield logged.subject
        for column in table.columns:
            alone = column.info.get("log")
            if isinstance(alone, Alone):
                yield alone.subject


@pytest.mark.parametrize("template", [*templates(), "blob:{digest}"])
def test_every_subject_of_the_log_has_words(pack, template):
    values = {"code": "live-births", "breakdown": "RES=U", "digest": "ab" * 32, "id": 3, "number": 2}
    values["fingerprint"] = values["digest"]
    subject = template.format_map(values | {"role": "head", "name": "created_at"})
    words = subject_in_words(pack.plan, f"2025 {subject}")
    assert words.startswith("2025 年")
    assert words.endswith(f"〔{subject}〕")
    assert subject_in_words(pack.plan, subject) == words.removeprefix("2025 年")
    is_of_the_file = template in {"schema:", "{name}:"}
    assert ("数据文件的基本信息" in words) is is_of_the_file


def test_a_figure_that_the_plan_has_no_longer_keeps_its_code(pack):
    assert subject_in_words(pack.plan, "2021 history:gone/_T") == "2021 年往年数“gone”〔history:gone/_T〕"


def test_a_breakdown_that_was_altered_to_none_is_named_as_it_stands(pack):
    told = subject_in_words(pack.plan, "2025 cell:live-births/RES=x")
    assert told == "2025 年填报的“活产数”（RES=x）〔cell:live-births/RES=x〕"


def verifying(path, *options):
    return run(build_parser().parse_args(["log", "--verify", "--store", str(path), *options]))


@pytest.mark.parametrize(("change", "words", "subject"), BEHIND)
def test_the_command_and_the_window_list_what_differs(filled, clock, capsys, change, words, subject):
    path = filled.desk.path.with_name("改过.db")
    shutil.copy(filled.desk.path, path)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(f"UPDATE {change}")
    with open_desk(path, clock) as desk:
        told, _, is_whole = log_in_words(desk)
    assert not is_whole
    assert f"{words}〔{subject}〕" in told
    assert verifying(path) == 1
    assert f"{words}〔{subject}〕" in capsys.readouterr().out
    assert verifying(path, "--json") == 1
    document = json.loads(capsys.readouterr().out)
    require_schema(document)
    assert [one.removeprefix("2025 ") for one in document["differing"]] == [subject]


def test_of_many_the_first_are_listed_and_that_is_said(filled, clock, tmp_path):
    path = tmp_path / "改过.db"
    shutil.copy(filled.desk.path, path)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("UPDATE observation SET note = 'x'")
    with open_desk(path, clock) as desk:
        found = verify_log(desk)
        lines = differing_in_words(desk, found.subjects)
    assert len(lines) == 21
    assert lines[-1] == "（只列出前 20 处）"

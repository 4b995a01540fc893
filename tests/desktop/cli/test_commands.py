"""The command line as other programs use it: real files, exit codes, JSON; a process where it matters."""

import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest

import resources
from desktop.services.plans.packs import load_bundled
from desktop.services.unit.sample import load_sample
from tests.desktop.cli.schemas import require_schema
from tests.plans import wanghua_file

ROOT = Path(__file__).parents[3]
CELL = "maternal-health/01/_T"


def test_json_is_alone_on_standard_output(program, store):
    found = json.loads(program("check", "--store", store, "--year", 2025, "--json", expect=1).stdout)
    assert found["schema"] == "tianbao/check/1"
    assert found["state"] == "empty"
    assert not found["clear"]
    assert {f["code"] for f in found["findings"]} == {"TB-FILL-001"}


def test_a_cell_is_set_and_read_in_another_process(program, store):
    program("set", "--store", store, "--year", 2025, CELL, "２，０３６")
    found = json.loads(program("get", "--store", store, "--year", 2025, CELL, "--json").stdout)
    assert (found["text"], found["value"], found["problem"]) == ("２，０３６", 2036, None)


def test_text_that_is_no_figure_is_answered_with_no(tianbao, store):
    done = tianbao("set", "--store", store, "--year", 2025, CELL, "约两千", expect=1)
    assert "不是数字" in done.stdout
    found = json.loads(tianbao("get", "--store", store, "--year", 2025, CELL, "--json").stdout)
    assert (found["text"], found["problem"]) == ("约两千", "TB-CELL-001")


def test_errors_are_sentences_with_codes(program, store, tmp_path):
    done = program("set", "--store", store, "--year", 2025, "x/1/_T", "1", expect=1)
    assert "E-CELL-001" in done.stderr
    assert "Traceback" not in done.stderr
    done = program("check", "--store", tmp_path / "none.db", "--year", 2025, "--json", expect=3)
    assert json.loads(done.stdout)["schema"] == "tianbao/error/1"
    assert done.stderr
    program("check", "--store", store, expect=2)
    program("no-such-command", expect=2)


def test_making_a_store_twice_is_refused(tianbao, store):
    done = tianbao("init", "--store", store, "--plan", wanghua_file(), "--unit", "health", expect=3)
    assert "卫健局.db" in done.stderr


def test_plan_show_prints_the_whole_pack_exactly(tianbao):
    done = tianbao("plan", "show", wanghua_file(), "--json")
    found = json.loads(done.stdout)
    assert (found["id"], found["region_code"]) == ("wanghua", "210404")
    assert sum(len(domain["goals"]) for domain in found["domains"]) == 80
    bounds = {(t["indicator"], t["year"]): t["value"] for t in found["targets"]}
    assert bounds["maternal-mortality-ratio", 2025] == 10.5
    assert '"value": 10.5' in done.stdout


def test_plans_lists_what_is_bundled(tianbao):
    found = json.loads(tianbao("plans", "--json").stdout)
    assert "wanghua" in {plan["id"] for plan in found["plans"]}


def test_a_passphrase_is_never_an_argument_and_never_guessed(program, store, tmp_path):
    key = tmp_path / "unit.p12"
    done = program("key", "new", "--store", store, "--key", key, expect=1)
    assert "E-KEY-021" in done.stderr
    assert not key.exists()
    secret = tmp_path / "secret.txt"
    secret.write_text("correct horse battery\n", encoding="utf-8")
    made = json.loads(
        program("key", "new", "--store", store, "--key", key, "--passphrase-file", secret, "--json").stdout
    )
    shown = json.loads(
        program("key", "show", "--key", key, "--json", TIANBAO_PASSPHRASE="correct horse battery").stdout
    )
    assert made["fingerprint"] == shown["fingerprint"]
    program("key", "show", "--key", key, expect=1, TIANBAO_PASSPHRASE="wrong")
    help_text = program("key", "new", "--help").stdout
    assert "--passphrase-file" in help_text
    assert "--passphrase " not in help_text


def test_the_demonstration_goes_through_a_whole_year(program, tianbao, tmp_path):
    found = json.loads(program("demo", "-o", tmp_path / "演示", "--json").stdout)
    assert found["verified"]
    assert "演示数据" in found["notice"]
    made = [Path(path) for path in found["files"]]
    assert all(path.stat().st_size for path in made)
    [package] = [path for path in made if path.name == "wdp-210404-health-2025-r2.asice"]
    [certificate] = [path for path in made if path.name.endswith(".cer.pem")]
    answer = tianbao("verify", package, "--trust", certificate, "--json")
    assert json.loads(answer.stdout)["bottom_line"] == "ok"
    people = tianbao("verify", package, expect=1).stdout
    assert all(word in people for word in ("文件：", "签名人：", "正式报表："))
    assert not re.search(r"^. [a-z]+：", people, re.MULTILINE)
    # What stands in the way has its code; what is merely open, such as the paper, has none.
    assert re.findall(r"^. (.+?)：.*（(E-[A-Z]+-\d+)）$", people, re.MULTILINE) == [("签名人", "E-KEY-010")]
    other = tianbao(
        "verify", package, "--trust", certificate, "--paper", "2C37-RWM8-8NKC-6B4M", expect=1
    ).stdout
    assert "（E-VERIFY-051）" in other
    tianbao("verify", package, "--allow-unregistered")
    broken = tmp_path / "broken.asice"
    broken.write_bytes(package.read_bytes()[:-1])
    assert json.loads(tianbao("verify", broken, "--json", expect=1).stdout)["bottom_line"] == "bad"
    [store] = (tmp_path / "演示").glob("*.db")
    assert json.loads(tianbao("log", "--verify", "--store", store, "--json").stdout)["ok"]


def test_the_demonstration_clears_only_its_own_folder(tianbao, tmp_path):
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "thesis.docx").write_bytes(b"x")
    done = tianbao("demo", "-o", folder, expect=1)
    assert "E-DEMO-002" in done.stderr
    assert (folder / "thesis.docx").exists()


def test_withdrawing_needs_a_reason_and_printing_says_draft(tianbao, store, tmp_path):
    found = json.loads(
        tianbao("print", "--store", store, "--year", 2025, "-o", tmp_path / "f.pdf", "--json").stdout
    )
    assert found["draft"]
    assert (tmp_path / "f.pdf").read_bytes().startswith(b"%PDF-1.4")
    tianbao("withdraw", "--store", store, "--year", 2025, expect=2)
    done = tianbao("withdraw", "--store", store, "--year", 2025, "--reason", "更正", expect=1)
    assert "E-STATE-001" in done.stderr


def test_the_early_warning_list_names_targets(tianbao, store):
    found = json.loads(tianbao("warnings", "--store", store, "--year", 2025, "--json").stdout)
    assert found["warnings"] == []


def test_the_package_content_fits_its_published_schema(tianbao, demo, tmp_path):
    [package, *_] = sorted(demo.glob("*.asice"))
    with zipfile.ZipFile(package) as archive:
        require_schema(json.loads(archive.read("submission.json")))
    [store] = demo.glob("*.db")
    warned = json.loads(tianbao("warnings", "--store", store, "--year", 2025, "--json").stdout)
    assert [w["indicator"] for w in warned["warnings"]] == ["pregnancy-anaemia-rate"]
    tianbao("log", "--export", tmp_path / "log.csv", "--store", store, "--json")
    tianbao("log", "--verify", "--store", store, "--json")
    [backup, *_] = sorted((demo / "备份").iterdir())
    tianbao("restore", backup, "--store", store, "--json")
    tianbao("backup", "--store", store, "-o", tmp_path / "b", "--json")
    tianbao("people", "--store", store, "--phone", "1", "--json")


def test_history_and_changes_of_definition_on_the_command_line(tianbao, store, tmp_path):
    table = tmp_path / "往年.csv"
    table.write_text("代码,分组,2023,2024\nlive-births,_T,2200,约两千\n", encoding="utf-8")
    tried = json.loads(
        tianbao("history", "import", "--store", store, table, "--dry-run", "--json", expect=1).stdout
    )
    assert [(c["year"], c["new"]) for c in tried["changes"]] == [(2023, 2200)]
    assert [r["code"] for r in tried["refused"]] == ["E-HISTORY-002"]
    tianbao("history", "import", "--store", store, table, expect=1)
    again = json.loads(tianbao("history", "import", "--store", store, table, "--json", expect=1).stdout)
    assert (again["changes"], again["same"]) == ([], 1)
    out = tmp_path / "表.xlsx"
    tianbao("history", "template", "--store", store, "-o", out, "--json")
    assert out.stat().st_size
    change = ("history", "redefine", "--store", store, "--year", 2024, "live-births", "--note")
    tianbao(*change, "改为常住人口口径", "--json")
    tianbao(*change, "?", expect=1)


def test_a_table_of_earlier_years_of_which_nothing_is_taken_is_no_success(tianbao, store, tmp_path):
    table = tmp_path / "往年.csv"
    table.write_text("代码,分组,2023,说明\nlive-births,_T,-2,没有数\n", encoding="utf-8")
    tried = json.loads(tianbao("history", "import", "--store", store, table, "--json", expect=1).stdout)
    assert [r["code"] for r in tried["refused"]] == ["E-HISTORY-006"]
    assert (tried["refused_cells"], tried["unused_cells"]) == (1, 1)
    table.write_text("代码,分组,2023\nlive-births,_T,\n", encoding="utf-8")
    assert "一个往年数也没有读到" in tianbao("history", "import", "--store", store, table, expect=1).stdout


def test_a_form_of_which_nothing_is_taken_is_no_success(tianbao, store, tmp_path):
    form = tmp_path / "填报表.xlsx"
    of_year = ("--store", store, "--year", 2025)
    tianbao("template", *of_year, "-o", form)
    assert json.loads(tianbao("fill", *of_year, form, "--json", expect=1).stdout)["same"] == 0
    tianbao("set", *of_year, CELL, "2036")
    tianbao("template", *of_year, "-o", form)
    assert json.loads(tianbao("fill", *of_year, form, "--json").stdout)["same"] == 1
    book = openpyxl.load_workbook(form)
    book["孕产妇健康"].delete_cols(5)
    book.save(form)
    assert "整张表没有读取" in tianbao("fill", *of_year, form, expect=1).stdout


def test_figures_outside_a_form_are_told_and_are_no_success(tianbao, store, tmp_path):
    form = tmp_path / "填报表.xlsx"
    of_year = ("--store", store, "--year", 2025)
    tianbao("set", *of_year, CELL, "2036")
    tianbao("template", *of_year, "-o", form)
    book = openpyxl.load_workbook(form)
    book["孕产妇健康"]["B90"] = "填表人"
    book.save(form)
    said = json.loads(tianbao("fill", *of_year, form, "--json").stdout)
    assert (said["outside_cells"], [n["code"] for n in said["notes"]]) == (1, ["E-DOC-045"])
    book["孕产妇健康"]["Z7"], book["孕产妇健康"]["C5000"] = 36, 37
    book.save(form)
    said = json.loads(tianbao("fill", *of_year, form, "--json", expect=1).stdout)
    assert said["outside_cells"] == 3
    assert [(n["code"], n["place"]) for n in said["notes"]] == [
        ("E-DOC-044", "《孕产妇健康》Z7"),
        ("E-DOC-046", "《孕产妇健康》C5000"),
    ]
    shown = tianbao("fill", *of_year, form, expect=1).stdout
    assert "表格以外 3 格没有采用" in shown
    assert "第一处在 C5000" in shown


def test_rules_are_listed_for_programs_and_for_the_manual(tianbao):
    listed = json.loads(tianbao("rules", "--json").stdout)["rules"]
    assert {rule["level"] for rule in listed} == {"mandatory", "query", "advisory"}
    assert tianbao("rules").stdout == resources.read_text("manual/rules.md"), (
        "python -m desktop rules > resources/manual/rules.md"
    )


def test_the_manual_is_written_as_pdf(tianbao, tmp_path):
    told = json.loads(tianbao("manual", "-o", "手册.pdf", "--json").stdout)
    assert told["pages"] > told["chapters"] > 15
    assert (tmp_path / "手册.pdf").stat().st_size == told["bytes"]
    assert "E-FILE-010" in tianbao("manual", "-o", "手册.txt", expect=1).stderr


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems always have a display")
def test_without_a_display_the_window_says_so_in_one_sentence(program):
    done = program(expect=3, DISPLAY="", WAYLAND_DISPLAY="", QT_QPA_PLATFORM="")
    assert done.stderr.strip() == "没有显示器，打不开窗口；命令行照常可用，见 tianbao --help"


@pytest.mark.parametrize("at_once", ["1", ""])
def test_a_reader_that_has_seen_enough_is_no_error(store, tmp_path, at_once):
    """Nobody reads any more when the first line is written, or all of them at the end."""
    with subprocess.Popen(
        [sys.executable, "-m", "desktop", "check", "--store", str(store), "--year", "2025"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONUNBUFFERED": at_once},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        process.stdout.close()
        told = process.stderr.read()
    assert (process.returncode, told) == (0, "")


def test_refusals_say_what_to_do(tianbao, store, tmp_path):
    done = tianbao("print", "--store", store, "--year", 2025, "-o", tmp_path / "报表.doc", expect=1)
    assert "E-PRINT-001" in done.stderr
    key = tmp_path / "none.p12"
    done = tianbao("export", "--store", store, "--year", 2025, "--key", key, "-o", tmp_path, expect=1)
    assert "E-STATE-001" in done.stderr
    done = tianbao("withdraw", "--store", store, "--year", 2025, "--reason", "更正", expect=1)
    assert "不用撤回" in done.stderr


def test_a_package_for_the_office_alone(tianbao, demo, tmp_path):
    """The office makes its key, the unit encrypts to its certificate, the office opens and verifies."""
    [store], [key], [words] = demo.glob("*.db"), demo.glob("*.p12"), demo.glob("*口令.txt")
    sample = load_sample()
    full_name = load_bundled(sample.plan).plan.unit_by_code[sample.unit].full_name
    office, secret = tmp_path / "收件.p12", {"TIANBAO_PASSPHRASE": "correct horse battery"}
    new = ("key", "new", "--for", "receiving", "--key", office)
    own = ("key", "new", "--for", "receiving", "--key", tmp_path / "来件.p12", "--store", store, "--json")
    of_unit = json.loads(tianbao(*own, **secret).stdout)
    assert (of_unit["purpose"], of_unit["unit_name"]) == ("receiving", full_name)
    sheet = ("key", "sheet", "--store", store, "-o", tmp_path / "登记表.pdf", "--key")
    tianbao(*sheet, key, "--receiving", tmp_path / "来件.p12")
    done = tianbao(*sheet, tmp_path / "来件.p12", "--for", "receiving", expect=1, **secret)
    assert "E-KEY-025" in done.stderr
    made = json.loads(tianbao(*new, "--plan", wanghua_file(), "--json", **secret).stdout)
    assert (made["purpose"], made["unit_name"]) == ("receiving", "望花区统计局")
    assert json.loads(tianbao("key", "show", "--key", office, "--json", **secret).stdout) == {
        **made,
        "schema": "tianbao/key-show/1",
    }
    sheet = ("key", "sheet", "--for", "receiving", "--plan", wanghua_file(), "--key", office)
    tianbao(*sheet, "-o", tmp_path / "公布表.pdf", "--json", **secret)
    assert (tmp_path / "公布表.pdf").read_bytes().startswith(b"%PDF-")

    out = tmp_path / "外送"
    export = ("export", "--store", store, "--year", 2025, "--key", key, "-o", out, "--passphrase-file", words)
    done = tianbao(*export, "--encrypt-to", key.with_suffix(".cer.pem"), expect=1)
    assert "E-KEY-014" in done.stderr
    assert not out.exists()
    sent = json.loads(tianbao(*export, "--encrypt-to", made["certificate"], "--json").stdout)["encrypted"]
    printed = "".join(made["fingerprint"].split()).lower()
    assert [one["fingerprint"] for one in sent["receivers"]] == [printed]
    encrypted = Path(sent["path"])
    assert sorted(path.suffix for path in out.iterdir()) == [".cms", ".eml"]
    assert "tianbao decrypt" in tianbao("verify", encrypted, expect=1).stdout
    told = json.loads(tianbao("verify", encrypted, "--json", expect=1).stdout)
    assert told["facts"]["container"]["code"] == "E-ENV-007"

    decrypt = ("decrypt", encrypted, "-o", tmp_path / "收到", "--key")
    tianbao(*decrypt, office, expect=1, TIANBAO_PASSPHRASE="wrong wrong")
    assert "E-KEY-014" in tianbao(*decrypt, key, "--passphrase-file", words, expect=1).stderr
    tianbao("decrypt", tmp_path / "none.cms", "-o", tmp_path, "--key", office, expect=3, **secret)
    tianbao("decrypt", encrypted, expect=2)
    opened = json.loads(tianbao(*decrypt, office, "--json", **secret).stdout)
    tianbao("verify", opened["path"], "--trust", key.with_suffix(".cer.pem"))

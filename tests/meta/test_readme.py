"""The commands of the README, run as they stand there, in the order in which they stand there."""

import json
import os
import re
import shutil
import subprocess
import sys

import openpyxl
import pytest

from desktop.services.unit.desk import open_desk
from desktop.services.unit.exchange import entry_workbook
from desktop.services.unit.sample import fill_form, load_sample
from desktop.services.unit.year import open_year
from tests.meta.checkout import ROOT

pytestmark = pytest.mark.slow

README = (ROOT / "README.md").read_text(encoding="utf-8")
LEFT_OUT = {
    "people": "某人",
    "export": "--store 卫健局.db --year 2025 --key 卫健局.p12 -o 外送",
}
"""What stands for the dots, by command."""


def blocks(heading):
    """The indented blocks of a section, each as its lines."""
    section = README.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    assert section, heading
    found = re.findall(r"(?:^    .*\n)+", section, re.MULTILINE)
    return [[line[4:] for line in block.splitlines()] for block in found]


def commands(heading):
    for block in blocks(heading):
        for line in block:
            words = re.sub(r"\s+#.*", "", line).split()
            if words and words[0] == "tianbao":
                yield words[1:]


@pytest.fixture
def run(tmp_path):
    environment = {**os.environ, "TIANBAO_PASSPHRASE": "一句只有自己知道的话"}

    def run_(*words, expect=0):
        done = subprocess.run(
            [sys.executable, "-m", "desktop", *words],
            cwd=tmp_path, env=environment, capture_output=True, check=False, encoding="utf-8",
            stdin=subprocess.DEVNULL,
        )  # fmt: skip
        assert done.returncode == expect, (words, done.stdout, done.stderr)
        return done.stdout

    return run_


class Clerk:
    """What a person does between the commands."""

    def __init__(self, folder, run):
        self.folder, self.run, self.sample = folder, run, load_sample()

    def before(self, words):
        if words[:2] == ["history", "import"]:
            self.fill_history(self.folder / words[-1])
        if words[0] == "fill":
            with open_desk(self.folder / "卫健局.db") as desk:
                year = open_year(desk, 2025)
                filled = fill_form(year, entry_workbook(year), self.sample.figures, self.sample.sources)
            (self.folder / words[-1]).write_bytes(filled)

    def fill_history(self, path):
        book = openpyxl.load_workbook(path)
        sheet = book.worksheets[0]
        columns = {sheet.cell(1, c).value: c for c in range(1, sheet.max_column + 1)}
        for row in range(2, sheet.max_row + 1):
            for year, values in self.sample.history.items():
                for key, value in values.items():
                    if sheet.cell(row, columns["代码"]).value == str(key) and str(year) in columns:
                        sheet.cell(row, columns[str(year)]).value = float(value)
        book.save(path)
        book.close()

    def explain(self, words):
        """Say the command once for each finding that ``check`` asks about."""
        found = json.loads(self.run("check", *words[1:5], "--json", expect=1))["findings"]
        for one in found:
            if one["enforcement"] == "query" and not one["explanation"]:
                told = {"CODE": one["code"], "CELL": one["cells"][0]}
                self.run(*(told.get(word, "已核对台账，数据无误" if word == "…" else word) for word in words))


def test_a_units_year_on_the_command_line(tmp_path, run):
    clerk = Clerk(tmp_path, run)
    for words in commands("How a unit's year goes on the command line"):
        clerk.before(words)
        if words[0] == "explain":
            clerk.explain(words)
            continue
        given = LEFT_OUT.get(words[0], "").split()
        whole = [part for word in words for part in (given if word == "…" else [word])]
        assert run(*whole, expect=1 if words[0] == "check" else 0)
    assert (tmp_path / "收到" / "wdp-210404-health-2025-r1.asice").exists()
    renamed = shutil.copy(tmp_path / "报送" / "wdp-210404-health-2025-r1.asice", tmp_path / "改过 名.bin")
    run("verify", str(renamed), "--trust", "卫健局.cer.pem")
    check_with_public_tools(tmp_path)


def check_with_public_tools(folder):
    [script] = blocks("How the office checks a package with public tools")
    if any(shutil.which(tool) is None for tool in ("bash", "unzip", "openssl")):
        return
    shutil.copy(folder / "报送" / "wdp-210404-health-2025-r1.asice", folder)
    done = subprocess.run(
        ["bash", "-e", "-c", "\n".join(script)],
        cwd=folder, capture_output=True, check=False, encoding="utf-8",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    told = re.findall(r"^(ok |BAD) (\S+)", done.stdout, re.MULTILINE)
    assert {word for word, _ in told} == {"ok "}
    assert len(told) > 5


SMALL = ["--units", "3", "--years", "2025"]
"""What is made for the test instead of the larger county of the README."""


def test_the_offices_morning(run, tmp_path):
    for words in commands("给统计局（收件方）"):
        given = words[:3] + SMALL if words[0] == "demo" else words
        if words[0] == "choose":  # nothing contradicts in the small county
            continue
        if words[0] == "decide":
            papers = (tmp_path / "小县" / "papers.csv").read_text(encoding="utf-8").splitlines()
            (code,) = [line.split(",")[3] for line in papers if line.startswith("education,2025,")]
            given = [code if word == "校验码" else word for word in words]
        assert run(*given, expect=1 if words[0] == "receive" else 0)  # what was planted waits
    register = json.loads(run("office", "register", "--office", "收件.db", "--json"))["certificates"]
    assert {one["registered_by"] for one in register} == {"王芳", "李敏"}


def test_another_countys_plan(run):
    for words in commands("Another county's plan"):
        assert run(*words)

"""`tianbao --selftest` on the sources and, where one was built, on the program in dist/."""

import json
import os
import subprocess
import sys

import jsonschema
import pytest

import resources
from desktop import selftest
from desktop.services import selftest as year_steps
from tests.meta.checkout import ROOT

BUILT = ROOT / "dist" / "tianbao" / ("tianbao-console.exe" if os.name == "nt" else "tianbao")
SOURCES = [sys.executable, "-P", "-m", "desktop"]


def start(command, *arguments, folder):
    """Run the program as a person without a checkout does: elsewhere, and with nothing led astray."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "QT"))}
    if command == SOURCES:
        environment["PYTHONPATH"] = str(ROOT)
    return subprocess.run(
        [*command, *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


PROGRAMS = [
    pytest.param(SOURCES, id="sources", marks=pytest.mark.slow),
    pytest.param(
        [str(BUILT)],
        id="built",
        marks=[pytest.mark.frozen, pytest.mark.skipif(not BUILT.exists(), reason="nothing is built")],
    ),
]


@pytest.mark.parametrize("command", PROGRAMS)
def test_selftest_passes_and_says_so_in_json(command, tmp_path):
    answer = start(command, "--selftest", "--json", folder=tmp_path)
    document = json.loads(answer.stdout)
    jsonschema.validate(document, json.loads(resources.read_text("schemas/selftest-1.json")))
    assert [step for step in document["steps"] if not step["passed"]] == []
    assert (answer.returncode, document["passed"], answer.stderr) == (0, True, "")
    assert list(tmp_path.iterdir()) == []


def test_a_wrong_step_is_named_and_changes_the_exit_code(monkeypatch, capsys):
    def broken():
        raise year_steps.SelfTestFailed("字体文件损坏")

    def steps(self):
        return [
            year_steps.TrialStep("fonts", "字体没有损坏", broken),
            year_steps.TrialStep("x", "后面的", list),
        ]

    monkeypatch.setattr(year_steps.YearRehearsal, "steps", steps)
    monkeypatch.setattr(selftest._WindowSteps, "steps", lambda self: [])
    assert selftest.run(as_json=False) == 1
    failed, reason, passed, verdict = capsys.readouterr().out.splitlines()
    assert (failed, passed) == ("✗ 字体没有损坏", "✓ 后面的")
    assert reason.startswith("    SelfTestFailed: 字体文件损坏（test_selftest.py:")
    assert "没有通过" in verdict


def test_every_folder_of_resources_is_read():
    folders = {path.parent.relative_to(ROOT / "resources").parts for path in _resource_files()}
    assert {parts[0] for parts in folders if parts} == set(year_steps.RESOURCE_FOLDERS)


def _resource_files():
    return (path for path in (ROOT / "resources").rglob("*") if path.is_file() and path.suffix != ".pyc")

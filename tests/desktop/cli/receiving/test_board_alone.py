"""``board`` is asked many times a day: it loads nothing that only other commands need."""

import subprocess
import sys

from tests.meta.checkout import ROOT

OF_OTHERS = {
    "asyncio", "desktop.cli.office.asking", "desktop.cli.office.signing", "desktop.cli.secret",
    "desktop.services.keys.key_files", "desktop.services.unit.desk", "openpyxl", "reportlab",
}  # fmt: skip


def test_board_loads_nothing_of_other_commands(looked_at):
    command = [sys.executable, "-X", "importtime", "-m", "desktop", "board", "--office", str(looked_at)]
    done = subprocess.run(
        [*command, "--year", "2025"], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert done.returncode == 0, done.stderr
    assert "2025 年：应报" in done.stdout
    assert "desktop.services.office.overview.board" in loaded
    assert loaded & OF_OTHERS == set()

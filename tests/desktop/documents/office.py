"""Workbooks as LibreOffice Calc shows them: printed by it to PDF, and what stands on the pages."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pypdfium2
import pytest

import resources


def printed(folder: Path, workbooks: Mapping[str, bytes]) -> dict[str, bytes]:
    """Each workbook as the PDF that Calc prints, all by one start of it; skips where it is not installed."""
    made = _converted(folder, workbooks, "pdf")
    return {name: path.read_bytes() for name, path in made.items()}


def saved_by_calc(folder: Path, workbooks: Mapping[str, bytes]) -> dict[str, bytes]:
    """Each workbook as Calc saves it again."""
    made = _converted(folder, workbooks, "xlsx:Calc MS Excel 2007 XML")
    return {name: path.read_bytes() for name, path in made.items()}


def _converted(folder: Path, workbooks: Mapping[str, bytes], kind: str) -> dict[str, Path]:
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed")
    given, made, data = folder / "given", folder / "made", folder / "data"
    for one in (given, made, data):
        one.mkdir(parents=True)
    # So that it draws with Chinese fonts wherever the tests run.
    (data / "fonts").symlink_to(resources.path("fonts"))
    paths = {name: given / f"{number}.xlsx" for number, name in enumerate(workbooks)}
    for name, path in paths.items():
        path.write_bytes(workbooks[name])
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", kind, "--outdir", str(made)]
    done = subprocess.run(
        [*command, *map(str, paths.values())],
        env={**os.environ, "XDG_DATA_HOME": str(data)},
        capture_output=True,
        check=False,
        timeout=180,
    )
    found = {name: made / path.with_suffix(f".{kind.partition(':')[0]}").name for name, path in paths.items()}
    assert all(path.exists() for path in found.values()), done.stderr.decode("utf-8", "replace")
    return found


def words(pdf: bytes) -> list[str]:
    """Text of each page without blanks, as Calc drew it: what a cell has no room for is not there."""
    with pypdfium2.PdfDocument(pdf) as document:
        return ["".join(page.get_textpage().get_text_bounded().split()) for page in document]

"""Running a command of the office in this process."""

import contextlib
import io
import json

from desktop.__main__ import main
from tests.desktop.cli.schemas import require_schema


def run(*words, expect=0):
    """What a command prints; with ``--json`` its document, or the code of its refusal."""
    out, told = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(told):
        code = main([str(word) for word in words])
    assert code == expect, out.getvalue() + told.getvalue()
    if "--json" not in words:
        return out.getvalue() or told.getvalue()
    document = json.loads(out.getvalue())
    require_schema(document)
    return document


def of(office, unit, year=2025):
    return ("--office", office, "--unit", unit, "--year", year)

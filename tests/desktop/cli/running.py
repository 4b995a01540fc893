"""Running commands: in a process of their own, or in this one, which is ten times quicker."""

import io
import json
import os
import subprocess
import sys

import pytest

from desktop.__main__ import main
from tests.desktop.cli.schemas import require_schema


def started(*arguments, folder, **environment):
    """A command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "desktop", *map(str, arguments)],
        cwd=folder,
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONWARNINGS": "error", **environment},
        stdin=subprocess.DEVNULL,
        encoding="utf-8",
    )


def done_here(*arguments, **environment):
    """A command in this process, with streams of its own; told as :func:`started` tells it."""
    out, told = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="\n") for _ in range(2))
    with pytest.MonkeyPatch.context() as patched, open(os.devnull, encoding="utf-8") as nobody:  # noqa: PTH123
        for name, value in environment.items():
            patched.setenv(name, value)
        for name, stream in (("stdin", nobody), ("stdout", out), ("stderr", told)):
            patched.setattr(sys, name, stream)
        code = main([str(argument) for argument in arguments])
    out.flush()
    told.flush()
    printed, said = (stream.buffer.getvalue().decode("utf-8") for stream in (out, told))
    return subprocess.CompletedProcess(arguments, code, printed, said)


def answered(done, arguments, expect):
    """What a command said, after a look at its exit code, and at its document where it gives one."""
    assert done.returncode == expect, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    if "--json" in arguments:
        require_schema(json.loads(done.stdout))
    return done

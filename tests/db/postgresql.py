"""A PostgreSQL server of our own, where its programs are installed.

They refuse to run as root, so that root lends them the account ``postgres``. The server speaks Chinese: the
order of texts must not be that of its language.
"""

import os
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

import pytest

PROGRAMS = "/usr/lib/postgresql/15/bin:/usr/lib/postgresql/16/bin:/usr/lib/postgresql/17/bin"
PATH = f"{PROGRAMS}:{os.environ['PATH']}"
AS_OTHER = ["runuser", "-u", "postgres", "--"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []


def run(*command):
    """Run one of its programs."""
    subprocess.run([*AS_OTHER, *command], check=True, capture_output=True, env={**os.environ, "PATH": PATH})


def owner():
    """The role that owns a new server."""
    import getpass

    return "postgres" if AS_OTHER else getpass.getuser()


@contextmanager
def running_server():
    """Yields the folder of the socket of a server that runs until the block ends."""
    if not all(shutil.which(program, path=PATH) for program in ("initdb", "pg_ctl", "psql")):
        pytest.skip("PostgreSQL is not installed")
    # A socket's name may have a hundred characters, and another account must be able to go there.
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    if AS_OTHER:
        shutil.chown(folder, "postgres")
        for own in folder.parents:  # those made for this run: one of the tests, one of its worker
            if not own.stat().st_mode & 0o001:
                own.chmod(0o711)
    data = str(folder / "data")
    language = ("--locale=C", "--locale-provider=icu", "--icu-locale=zh")
    run("initdb", "-D", data, "-A", "trust", "-E", "UTF8", *language)
    settings = f"-c listen_addresses='' -k {folder} -c fsync=off"
    run("pg_ctl", "-D", data, "-w", "-l", str(folder / "log"), "-o", settings, "start")
    try:
        yield folder
    finally:
        run("pg_ctl", "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(folder)


@contextmanager
def running_server_with_driver():
    """As :func:`running_server`; skipped where there is no driver for it."""
    try:
        import psycopg  # noqa: F401 - only whether it is there
    except ImportError:
        pytest.skip("PostgreSQL is not installed: its driver psycopg")
    with running_server() as folder:
        yield folder

"""Another program that holds the data file, as a backup, a scanner or a second tianbao does for a while."""

import subprocess
import sys
from contextlib import contextmanager

_HOLD = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN " + sys.argv[2])
print("held", flush=True)
sys.stdin.read()
"""
READING, WRITING = "EXCLUSIVE", "IMMEDIATE"
"""What nobody else can do meanwhile: read (nor write), or write alone."""


@contextmanager
def held(path, against=READING):
    """Hold a file in a process of its own."""
    command = [sys.executable, "-c", _HOLD, str(path), against]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        try:
            assert holder.stdout.readline() == "held\n"
            yield
        finally:
            holder.stdin.close()
            holder.wait()


def wait_little(desk):
    """Let a desk wait a moment for a held file, not the five seconds that a person waits."""
    desk.store._session.driver.execute("PRAGMA busy_timeout = 20")

"""A run says where its processor time went, and counts what programs took that tests started."""

import subprocess
import sys
from types import SimpleNamespace

from tests.dearest import Dearest
from tests.meta.checkout import ROOT

# One file is busy itself, one lets a program be busy: in processor time, whatever else the machine does.
BUSY = "import time\nwhile time.process_time() < {}: pass\n"
FILES = {
    "test_own.py": "import time\ndef test_a():\n    until = time.process_time() + 0.4\n"
    "    while time.process_time() < until:\n        pass\n",
    "test_program.py": "import subprocess, sys\ndef test_a():\n"
    f"    subprocess.run([sys.executable, '-S', '-c', {BUSY.format(0.8)!r}], check=True)\n",
}
RUN = """
import sys
import pytest
from tests.dearest import Dearest
dearest = Dearest()
code = pytest.main(sys.argv[1:], plugins=[dearest])
print({name: round(seconds, 1) for name, seconds in dearest.by_file.items()})
sys.exit(code)
"""


def told(**seconds):
    dearest = Dearest()
    for name, took in seconds.items():
        dearest.pytest_runtest_logreport(
            SimpleNamespace(
                when="teardown",
                nodeid=f"tests/{name}.py::test_a",
                user_properties=[("processor seconds", took)],
            )
        )
    return dearest.line()


def test_the_dearest_stand_first_and_the_whole_is_told():
    assert told(a=10, b=1000, c=90) == "processor time, 1,100 s, the dearest: b.py 1000, c.py 90, a.py 10"
    assert told(**{f"x{n}": 10 for n in range(40)}).count(" 10") == 10


def test_a_small_run_says_nothing():
    assert told(a=59) == ""


def test_it_is_measured_with_the_programs_that_were_started(tmp_path):
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    options = ["-q", "-p", "no:cacheprovider", "-c", "/dev/null", "--rootdir", str(tmp_path), str(tmp_path)]
    command = [sys.executable, "-c", RUN, *options]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, encoding="utf-8")
    found = eval(done.stdout.splitlines()[-1])
    assert 0.4 <= found["test_own.py"] < 0.8 <= found["test_program.py"]

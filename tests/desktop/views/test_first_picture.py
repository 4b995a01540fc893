import subprocess
import sys

from tests.meta.checkout import ROOT

_FIND_HEAVY = """
import sys
import desktop.app.starting
heavy = {"sqlalchemy", "alembic", "openpyxl", "reportlab", "cryptography", "forms", "db"}
ours = {name: vars(module) for name, module in sys.modules.items() if name.partition(".")[0] == "desktop"}
namespaces = [f"{name} names Qt" for name, names in ours.items() if "Qt" in names]
print(sorted(heavy & set(sys.modules)) + namespaces)
"""


def test_the_first_picture_waits_for_nothing_that_it_does_not_show():
    """PySide6 makes its classes when they are first named; the namespace `Qt` is the largest of them."""
    answer = subprocess.run(
        [sys.executable, "-c", _FIND_HEAVY], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )
    assert (answer.stdout.strip(), answer.stderr) == ("[]", "")

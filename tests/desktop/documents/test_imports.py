from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def test_importing_the_documents_loads_nothing_heavy() -> None:
    script = (
        "import sys, desktop.documents, desktop.documents.official.form, desktop.documents.official.workbook,"
        "desktop.documents.form_book.workbook, desktop.documents.sheets.mail;"
        "heavy = ('reportlab', 'pypdf', 'openpyxl', 'PIL', 'PySide6', 'sqlalchemy');"
        "print([m for m in heavy if m in sys.modules])"
    )
    root = Path(__file__).parents[3]
    shown = subprocess.run(
        [sys.executable, "-c", script], cwd=root, capture_output=True, text=True, check=True
    )
    assert shown.stdout.strip() == "[]"

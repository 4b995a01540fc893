"""A passphrase and a key file are typed into the same lines at both desks."""

import pytest
from PySide6.QtWidgets import QFileDialog, QLineEdit

from desktop.views.frame.key_lines import KeyFileLine, PassphraseLine
from tests.meta.checkout import python_files

pytestmark = pytest.mark.gui


def test_a_passphrase_is_shown_to_nobody_and_taken_once(qtbot):
    line = PassphraseLine("收件密钥的口令")
    qtbot.addWidget(line)
    line.setText("correct horse")
    assert line.displayText() != "correct horse"
    assert line.accessibleName() == "收件密钥的口令"
    assert (line.take(), line.text()) == ("correct horse", "")


def test_a_key_file_is_chosen_by_its_button(qtbot, monkeypatch):
    line = KeyFileLine("签名密钥", "旧.p12")
    qtbot.addWidget(line)
    said = []
    line.chosen.connect(lambda: said.append(line.text()))
    for answer in ("", "新.p12"):
        monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_, answer=answer: (answer, ""))
        line.button.click()
    assert (line.text(), said) == ("新.p12", ["新.p12"])
    assert line.button.accessibleName() == "选择签名密钥"


def test_no_other_line_hides_what_is_typed():
    """Length, masking and names are known in one place."""
    masking = f"{QLineEdit.EchoMode.__name__}.Password"
    found = [path.name for path in python_files("desktop") if masking in path.read_text(encoding="utf-8")]
    assert found == ["key_lines.py"]

"""Answers Qt's own file dialogs and questions by keys, as a person does, while they block the caller."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QMessageBox

_running = set()
"""A caller need not keep what gives the answers."""


class Answers:
    """Gives the answers in turn; each is typed into the dialog that is then in front.

    Args:
        answers: a text for the name in a file dialog (None leaves with Escape), or how a button
            of a question begins.
    """

    def __init__(self, *answers):
        self.open = list(answers)
        self.suggested = []
        self.asked = []
        self._timer = QTimer()
        self._timer.timeout.connect(self._answer)
        self._timer.start(10)
        _running.add(self)

    def _answer(self):
        dialog = QApplication.activeModalWidget()
        if not self.open:
            self._timer.stop()
            _running.discard(self)
        elif isinstance(dialog, QFileDialog) and dialog.isVisible():
            self._into_file_dialog(dialog, self.open.pop(0))
        elif isinstance(dialog, QMessageBox) and dialog.isVisible():
            self.asked.append(dialog.text())
            wanted = self.open.pop(0)
            button = next((b for b in dialog.buttons() if b.text().startswith(wanted)), dialog.buttons()[-1])
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def _into_file_dialog(self, dialog, text):
        line = dialog.findChild(QLineEdit, "fileNameEdit")
        self.suggested.append(line.text())
        if text is None:
            QTest.keyClick(dialog, Qt.Key.Key_Escape)
            return
        line.setFocus()
        line.selectAll()
        line.insert(text)
        QTest.keyClick(line, Qt.Key.Key_Return)

"""An office at which everything stands for a task, and its dialogs used by keys."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit

from desktop.services.office.desk import init_office
from desktop.services.office.people import set_person
from desktop.services.office.registry.keys import KeyUse, create_office_key, usual_key
from desktop.services.plans.packs import PlanPack
from desktop.views.office.doing import DEEDS
from forms.receiving.role import OfficeRole
from tests.desktop.services.tasks import confirmed
from tests.plans import wanghua

PASSPHRASE = "correct horse 7"
HEAD, OFFICER, READER = "王芳", "李敏", "赵静"


def make_office(path, clock, *, owners=True, key=True):
    """A file with three people and, unless told otherwise, confirmed owners and a signing key; closed."""
    pack = confirmed(wanghua()) if owners else _with_full_names(wanghua())
    with init_office(path, pack, HEAD, clock) as desk:
        for name, role in (
            (HEAD, OfficeRole.HEAD), (OFFICER, OfficeRole.OFFICER), (READER, OfficeRole.READER),
        ):  # fmt: skip
            set_person(desk, name, role)
        if key:
            create_office_key(desk, KeyUse.SIGNING, usual_key(desk, KeyUse.SIGNING), PASSPHRASE)
    return path


def _with_full_names(pack):
    """The plan as a county completes it before owners are confirmed."""
    units = tuple(replace(one, full_name=one.official_name) for one in pack.plan.units)
    return PlanPack(replace(pack.plan, units=units))


class AtDialog:
    """The dialog of a deed over a window, and a person with a keyboard before it."""

    def __init__(self, qtbot, window, deed=None):
        self.qtbot, self.window = qtbot, window
        if deed is not None:
            DEEDS[deed](window, window)
        self.wait()

    @property
    def dialog(self):
        """The dialog in front."""
        shown = [one for one in self.window.findChildren(QDialog) if one.isVisible()]
        return shown[-1]

    def wait(self):
        """Until nothing is under way, and the dialog has the focus."""
        self.qtbot.waitUntil(lambda: not self.window.tasks.is_busy, timeout=30_000)
        QApplication.processEvents()
        self.qtbot.waitUntil(lambda: not self.window.tasks.is_busy, timeout=30_000)
        self.dialog.activateWindow()
        self.qtbot.waitUntil(self.dialog.isActiveWindow)

    def press(self, *keys):
        """Press keys, whatever has the focus."""
        for key in keys:
            QTest.keyClick(QApplication.focusWidget(), key)
            QApplication.processEvents()
        self.wait_if_open()

    def wait_if_open(self):
        """Until nothing is under way."""
        self.qtbot.waitUntil(lambda: not self.window.tasks.is_busy, timeout=30_000)
        QApplication.processEvents()

    def type(self, text):
        """Type into what has the focus, in place of what stands there."""
        widget = QApplication.focusWidget()
        if isinstance(widget, QLineEdit):
            widget.selectAll()
        for character in text:
            if character.isascii():
                QTest.keyClicks(widget, character)
            else:
                widget.insertPlainText(character) if hasattr(widget, "insertPlainText") else widget.insert(
                    character
                )

    def tab_to(self, name):
        """Go on with Tab until something of this accessible name, or with these words, has the focus."""
        seen = []
        for _ in range(60):
            widget = QApplication.focusWidget()
            words = widget.text() if hasattr(widget, "text") and callable(widget.text) else ""
            seen.append(widget.accessibleName() or words)
            if name in {widget.accessibleName(), words}:
                return widget
            QTest.keyClick(widget, Qt.Key.Key_Tab)
        raise AssertionError(f"Tab does not lead to {name}: {seen}")

    def sign(self, passphrase=PASSPHRASE):
        """Type the passphrase and press Enter."""
        self.tab_to("口令")
        self.type(passphrase)
        self.press(Qt.Key.Key_Return)

    @property
    def told(self):
        """What the dialog says below its fields."""
        return self.dialog.told.text()

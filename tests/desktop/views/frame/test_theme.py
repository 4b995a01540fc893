"""The look of the whole program, where the system has another one for some of its parts."""

import pytest
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QMenu, QMessageBox, QTableView

from desktop.views.frame.look import theme

pytestmark = pytest.mark.gui


@pytest.fixture
def letters_of_the_system(qapp):
    """What Qt takes from Windows with every style: letters of their own for lists, menus, tips and boxes."""
    small = QFont("MS Shell Dlg")
    small.setPointSizeF(8.25)
    for name in ("QAbstractItemView", "QMenu", "QMessageBox"):
        QApplication.setFont(small, name)
    yield
    qapp.setFont(QFont(qapp.font()))


@pytest.mark.usefixtures("letters_of_the_system")
def test_lists_menus_and_boxes_are_written_in_our_letters(qapp, qtbot):
    put_together_before = QTableView()
    theme.apply_style(qapp)
    ours = (qapp.font().family(), theme.POINT_SIZE)
    for widget in (put_together_before, QTableView(), QMenu(), QMessageBox()):
        qtbot.addWidget(widget)
        widget.ensurePolished()
        assert (widget, (widget.font().family(), widget.font().pointSizeF())) == (widget, ours)

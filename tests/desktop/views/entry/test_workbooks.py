"""The Excel form back in: what the preview says of it."""

import io

import openpyxl
import pytest
from PySide6.QtWidgets import QApplication, QLabel

from desktop.services.files import write_file
from desktop.services.unit.exchange import entry_workbook
from desktop.views.entry.preview_dialog import PreviewDialog

pytestmark = pytest.mark.gui


@pytest.fixture
def preview(qtbot, tmp_path, filled_window):
    """The words of the preview of this year's form after somebody wrote into it."""

    def preview_(cells):
        book = openpyxl.load_workbook(io.BytesIO(entry_workbook(filled_window.working.year)))
        for place, value in cells.items():
            book.worksheets[1][place] = value
        data = io.BytesIO()
        book.save(data)
        place = tmp_path / "填报表.xlsx"
        write_file(place, data.getvalue())
        filled_window.workbooks().read(str(place))
        qtbot.waitUntil(lambda: not filled_window.tasks.is_busy, timeout=30_000)
        QApplication.processEvents()
        dialog = filled_window.findChild(PreviewDialog)
        model = dialog.table.model()
        listed = [
            [str(model.index(row, column).data()) for column in range(model.columnCount())]
            for row in range(model.rowCount())
        ]
        words = " ".join(label.text() for label in dialog.findChildren(QLabel))
        dialog.reject()
        assert filled_window.entry.notice.sentence == "没有从 Excel 导入，什么也没有改。"
        return words, listed

    return preview_


def test_cells_outside_the_form_are_counted_and_the_first_is_named(preview):
    words, listed = preview({f"{column}{row}": 36 for column in "XYZ" for row in (7, 8, 9, 4000)})
    assert "12 格不采用" in words
    assert [row for row in listed if "有 9 格" in row[-1] and "X7" in row[-1]]
    assert [row for row in listed if "还有 3 格" in row[-1] and "X4000" in row[-1]]


def test_words_beside_the_form_are_told_without_alarm(preview):
    words, listed = preview({"B90": "填表人：张三"})
    assert "表格以外有 1 格" in words
    assert listed == []

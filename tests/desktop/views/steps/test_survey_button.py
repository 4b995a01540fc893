"""The survey sheet from the page 定稿打印."""

import pytest
from PySide6.QtWidgets import QApplication

from desktop.models.pdf_pages import PdfPages
from forms.filing.stage import Stage

pytestmark = pytest.mark.gui


def test_the_sheet_is_saved_from_the_page_where_one_prints(qtbot, open_small, tmp_path):
    window = open_small("ready")
    window.show_stage(Stage.FINALISE)
    qtbot.waitUntil(lambda: not window.tasks.is_busy, timeout=30_000)
    QApplication.processEvents()
    page = window.pages.currentWidget()
    assert page.survey_button.isVisible()
    assert page.survey_button.toolTip()
    place = tmp_path / "sheet.pdf"
    page.survey_button.save(str(place))
    # Not by PDFium itself, which may be drawing the preview in another thread.
    assert "抽样调查表" in PdfPages(place.read_bytes()).text(0)
    assert str(place) in page.notice.sentence

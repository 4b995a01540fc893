"""The button 更多 on the page 定稿打印: one form alone, and blank forms, printed or saved."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from desktop.models.pdf_pages import PdfPages
from desktop.models.unit.working_year import WorkingYear
from desktop.services.places import file_name
from desktop.services.unit.blank_forms import blank_pdf, blank_workbook
from desktop.views.frame.background import Background
from desktop.views.frame.file.files import ask_save_place, save_bytes
from desktop.views.frame.paper.pdf_preview import PdfPreview
from desktop.views.frame.paper.print_job import PrintJob, ask_printer
from desktop.views.frame.parts.notice import Notice
from desktop.views.frame.status_line import StatusLine
from forms.errors import TianbaoError


class PaperMenu(QObject):
    """Prints what is in the preview, and what the menu offers besides.

    Args:
        page: the parent of dialogs.
        preview: what is printed.
        background: where blank forms are made.
        status: where progress is told.
        notice: where the outcome is told.
    """

    def __init__(
        self, page: QWidget, preview: PdfPreview, background: Background, status: StatusLine, notice: Notice
    ) -> None:
        """Make the button; somebody else places it."""
        super().__init__(page)
        self._page, self._preview, self._background = page, preview, background
        self._status, self._notice = status, notice
        self._working: WorkingYear | None = None
        self._spare: tuple[QPushButton, ...] = ()
        self.button = QPushButton("更多")
        self.button.setToolTip("只打印一张表，打印或保存空白表")
        menu = QMenu(self.button)
        menu.aboutToShow.connect(lambda: self._fill(menu))
        self.button.setMenu(menu)

    def fold(self, buttons: Sequence[QPushButton], *, is_narrow: bool) -> None:
        """Put buttons into the menu while there is no room for them beside it.

        Args:
            buttons: those that are offered now and may go into the menu.
            is_narrow: whether there is no room.
        """
        self._spare = tuple(buttons) if is_narrow else ()
        for button in buttons:
            button.setVisible(not is_narrow)

    def show_year(self, working: WorkingYear) -> None:
        """Serve a year."""
        self._working = working

    def print_all(self) -> None:
        """Ask for a printer, and print the preview."""
        self._print(self._preview.pages, "打印报表")

    def _fill(self, menu: QMenu) -> None:
        menu.clear()
        form = self._preview.form_in_sight
        if form:
            menu.addAction(f"只打印《{form}》……", partial(self.print_form, form))
            menu.addSeparator()
        menu.addAction("打印空白表……", self.print_blank)
        if form in {laid_out.form.title for laid_out in self._year().year.layout.forms}:
            menu.addAction(f"打印空白的《{form}》……", partial(self.print_blank, form))
        menu.addAction("保存空白表 PDF……", self._save_blank_pdf)
        menu.addAction("保存空白 Excel 填报表……", self._save_blank_workbook)
        if self._spare:
            menu.addSeparator()
        for button in self._spare:
            menu.addAction(button.text(), button.click)

    def print_form(self, form: str) -> None:
        """Ask for a printer, and print one form of the preview."""
        self._print(self._preview.pages.chapter(form), f"打印《{form}》")

    def print_blank(self, form: str = "") -> None:
        """Make the blank forms, ask for a printer, and print them.

        Args:
            form: title of the only one that is wanted; empty for all.
        """

        def answer(data: bytes) -> None:
            title = f"打印空白的《{form}》" if form else "打印空白表"
            self._print(PdfPages(data).chapter(form) if form else PdfPages(data), title)

        year = self._year()
        self._background.run("正在生成空白表……", lambda: blank_pdf(year.year), answer, self._tell)

    def _save_blank_pdf(self) -> None:
        year = self._year().year
        self._save("空白表", "PDF", ".pdf", lambda: blank_pdf(year))

    def _save_blank_workbook(self) -> None:
        year = self._year().year
        self._save("空白填报表", "Excel", ".xlsx", lambda: blank_workbook(year))

    def _save(self, what: str, kind: str, ending: str, make: Callable[[], bytes]) -> None:
        year = self._year().year
        name = f"{file_name(year.desk.unit.official_name)}{year.year}年度{what}"
        place = ask_save_place(self._page, f"保存{what}", name, kind, ending)
        if place:
            self._background.run(
                f"正在生成{what}……", make, lambda data: save_bytes(place, data, self._notice), self._tell
            )

    def _print(self, pages: PdfPages, title: str) -> None:
        printer = ask_printer(pages, self._page, title) if pages.count else None
        if printer is None:
            return
        job = PrintJob(pages, printer, self)
        job.progressed.connect(
            lambda done, total: self._status.show_work(f"正在打印 {done} / {total} 页", done, total)
        )
        job.failed.connect(self._tell)
        job.finished.connect(lambda: self._status.show_work(""))
        job.finished.connect(job.deleteLater)
        job.start()

    def _year(self) -> WorkingYear:
        assert self._working is not None
        return self._working

    def _tell(self, error: TianbaoError) -> None:
        self._notice.say(error.sentence, "bad")

"""The official form on screen."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.models.pdf_pages import PdfPages
from desktop.views.frame.paper.page_view import PageView
from desktop.views.frame.parts.elided_label import ShorteningLabel


class PdfPreview(QWidget):
    """Pages of a PDF below each other, fitting the width."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty preview."""
        super().__init__(parent)
        self.pages = PdfPages()
        self.view = PageView(self)
        self.view.page_changed.connect(self._on_page_changed)
        self.page = 0
        """The page in sight, 0 for the first."""
        self._wanted = ""
        """Title of the entry to go to once it is there."""
        self._told = ShorteningLabel()
        self._told.setProperty("tone", "muted")
        self.tools = QHBoxLayout()
        self.tools.addWidget(self._told, 1)
        for text, spoken, key, answer in (
            ("－", "缩小", "Ctrl+-", self.view.shrink),
            ("适合宽度", "适合宽度", "Ctrl+0", self.view.fit_width),
            ("＋", "放大", "Ctrl++", self.view.grow),
        ):
            button = QPushButton(text)
            button.setAccessibleName(spoken)
            button.setToolTip(f"{spoken}（{key}）")
            button.setProperty("kind", "quiet")
            button.clicked.connect(answer)
            self.tools.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(self.tools)
        layout.addWidget(self.view, 1)

    def show_pdf(self, data: bytes) -> None:
        """Show a PDF; empty bytes show nothing.

        Raises:
            EnvironmentFault: the bytes are not a PDF.
        """
        self.pages = PdfPages(data)
        self.view.show_pages(self.pages)
        if data:
            self._go_to_wanted()

    def look_at(self, title: str) -> None:
        """Go to an entry of the table of contents, now or when the pages that have it are shown."""
        self._wanted = title
        self._go_to_wanted()

    def _go_to_wanted(self) -> None:
        page = dict(self.pages.outline).get(self._wanted)
        if page is not None:
            self._wanted = ""
            self.view.go_to_page(page)

    @property
    def form_in_sight(self) -> str:
        """Title of the form whose page is in sight; empty before the first and without a PDF."""
        before = [title for title, page in self.pages.outline if 0 < page <= self.page]
        return before[-1] if before else ""

    def _on_page_changed(self, page: int) -> None:
        self.page = page
        place, count = page + 1, self.pages.count
        self._told.show_texts(*(f"第 {place} 页，共 {count} 页", f"{place} / {count}") if count else ("",))

"""Pages of a PDF below each other, drawn off the GUI thread when they come into sight."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from desktop.models.pdf_pages import PdfPages
from desktop.models.tasks import Context, TaskRunner
from desktop.views.frame.look.colours import now
from forms.errors import TianbaoError

_GAP = 10
"""Pixels between pages and around them; our own choice."""
_ZOOM_STEP = 1.2
"""Factor of one step of zooming; our own choice."""
_SMALLEST, _LARGEST = 0.3, 4.0
"""Zoom, 1 is the size of the paper on this screen. Chosen by us: a whole page on a small screen, and a single
cell."""
_KEPT = 2
"""Pages before and after those in sight whose pictures are kept; chosen by us, a page of A4 is 4 MB at 100
%."""


class PageView(QAbstractScrollArea):
    """Shows the pages of a PDF, as wide as the view until somebody zooms.

    Arrows and the page keys scroll, Home and End go to the first and last page, Ctrl with + and - or the
    wheel zooms, Ctrl+0 fits the width again.
    """

    page_changed = Signal(int)
    """The page in the upper part of the view, 0 for the first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing."""
        super().__init__(parent)
        self._pages = PdfPages()
        self._zoom: float | None = None
        """None fits the width."""
        self._place = 0
        """Of the vertical bar when pages were shown last."""
        self._pictures: dict[int, QImage] = {}
        self._wanted: dict[int, int] = {}
        """Pages that are drawn or to be drawn, with their widths in pixels."""
        self._tasks = TaskRunner(self)
        # Always there: a bar that comes and goes would change the width that the pages are fitted to.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setAccessibleName("报表预览")
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    # --- what is shown ---------------------------------------------------------------------------

    def show_pages(self, pages: PdfPages) -> None:
        """Show the pages of a PDF from where the view stands, so that a corrected form stays in sight."""
        bar = self.verticalScrollBar()
        if self._pages.count:
            self._place = bar.value()  # the form is taken away while the next one is drawn
        self._pages = pages
        self._pictures.clear()
        self._wanted.clear()
        self._arrange()
        bar.setValue(self._place)
        self._on_scrolled()

    def go_to_page(self, page: int) -> None:
        """Bring the top of a page to the top of the view, 0 for the first."""
        self._place = self._boxes()[page].top() - _GAP
        self.verticalScrollBar().setValue(self._place)

    def fit_width(self) -> None:
        """Make pages as wide as the view, now and when its size changes."""
        self._set_zoom(None)

    def grow(self) -> None:
        """Show the pages larger."""
        self._set_zoom(min(_LARGEST, self._scale() / self._screen() * _ZOOM_STEP))

    def shrink(self) -> None:
        """Show the pages smaller."""
        self._set_zoom(max(_SMALLEST, self._scale() / self._screen() / _ZOOM_STEP))

    # --- where the pages lie ---------------------------------------------------------------------

    def _screen(self) -> float:
        """Pixels that a point of paper has on this screen."""
        return self.logicalDpiX() / 72

    def _scale(self) -> float:
        """Pixels that a point of paper has in the view."""
        if self._zoom is not None:
            return self._zoom * self._screen()
        widest = max((size.width() for size in self._pages.sizes), default=595)
        return max(self.viewport().width() - 2 * _GAP, 50) / widest

    def _boxes(self) -> list[QRect]:
        """The pages in the coordinates of the whole roll."""
        scale, top = self._scale(), _GAP
        whole = max(self.viewport().width(), round(self._widest() * scale) + 2 * _GAP)
        boxes = []
        for size in self._pages.sizes:
            width, height = round(size.width() * scale), round(size.height() * scale)
            boxes.append(QRect((whole - width) // 2, top, width, height))
            top += height + _GAP
        return boxes

    def _widest(self) -> float:
        return max((size.width() for size in self._pages.sizes), default=0)

    def _arrange(self) -> None:
        """Tell the scroll bars how long and wide the roll is."""
        boxes, view = self._boxes(), self.viewport().size()
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        down.setRange(0, max(0, (boxes[-1].bottom() + _GAP if boxes else 0) - view.height()))
        across.setRange(0, max(0, round(self._widest() * self._scale()) + 2 * _GAP - view.width()))
        for bar, length in ((down, view.height()), (across, view.width())):
            bar.setPageStep(length)
            bar.setSingleStep(40)
        self.viewport().update()

    def _set_zoom(self, zoom: float | None) -> None:
        """Change the size of the pages and keep the place on the roll; None fits the width."""
        before = self.verticalScrollBar()
        place = before.value() / max(before.maximum(), 1)
        self._zoom = zoom
        self._arrange()
        self.verticalScrollBar().setValue(round(place * self.verticalScrollBar().maximum()))

    # --- drawing ---------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the pages in sight; those not drawn yet are white paper until their picture comes."""
        del event
        painter = QPainter(self.viewport())
        view = self.viewport().rect()
        painter.fillRect(view, QColor(now().desktop))
        left, top = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        in_sight = []
        for page, box in enumerate(self._boxes()):
            box.translate(-left, -top)
            if not box.intersects(view):
                continue
            in_sight.append(page)
            painter.fillRect(box, QColor(now().sheet))
            wanted = round(box.width() * self.devicePixelRatioF())
            picture = self._pictures.get(page)
            if picture is not None:
                painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, picture.width() != wanted)
                painter.drawImage(box, picture)
            if picture is None or picture.width() != wanted:
                self._order(page, wanted)
            painter.setPen(QColor(now().sheet_edge))
            painter.drawRect(box.adjusted(-1, -1, 0, 0))
        painter.end()
        self._forget_far_from(in_sight)

    def _order(self, page: int, width: int) -> None:
        if self._wanted.get(page) == width:
            return
        self._wanted[page] = width
        pages, wanted = self._pages, self._wanted

        def draw(context: Context) -> QImage | None:
            context.checkpoint(0, 0)
            return pages.picture(page, width) if wanted.get(page) == width else None

        self._tasks.start(draw, partial(self._on_drawn, pages, page), self._on_not_drawn)

    def _on_drawn(self, pages: PdfPages, page: int, picture: object) -> None:
        if pages is self._pages and isinstance(picture, QImage):
            self._pictures[page] = picture
            self.viewport().update()

    def _on_not_drawn(self, error: TianbaoError) -> None:
        """Leave the paper white: opening the PDF has told already what is wrong with it."""

    def _forget_far_from(self, in_sight: list[int]) -> None:
        near = range(in_sight[0] - _KEPT, in_sight[-1] + _KEPT + 1) if in_sight else range(0)
        self._pictures = {page: drawn for page, drawn in self._pictures.items() if page in near}
        for page in self._wanted.keys() - near:
            del self._wanted[page]

    # --- the hand --------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the pages again, and keep the place on the roll."""
        super().resizeEvent(event)
        self._set_zoom(self._zoom)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Draw anew at the new place."""
        del dx, dy
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the first or last page, or zoom; the rest scrolls."""
        bar, held = self.verticalScrollBar(), event.modifiers() & Qt.KeyboardModifier.ControlModifier
        answers: dict[Qt.Key, Callable[[], object]] = {
            Qt.Key.Key_Home: partial(bar.setValue, 0),
            Qt.Key.Key_End: partial(bar.setValue, bar.maximum()),
        }
        if held:
            answers |= {
                Qt.Key.Key_Plus: self.grow,
                Qt.Key.Key_Equal: self.grow,
                Qt.Key.Key_Minus: self.shrink,
                Qt.Key.Key_0: self.fit_width,
            }
        answer = answers.get(Qt.Key(event.key()))
        if answer is None:
            super().keyPressEvent(event)
        else:
            answer()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom while Ctrl is held, else scroll."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            (self.grow if event.angleDelta().y() > 0 else self.shrink)()
        else:
            super().wheelEvent(event)

    def _on_scrolled(self) -> None:
        middle = self.verticalScrollBar().value() + self.viewport().height() // 3
        above = [page for page, box in enumerate(self._boxes()) if box.top() <= middle]
        self.page_changed.emit(above[-1] if above else 0)

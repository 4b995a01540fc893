"""What is pictured for the manual: pages and dialogs of the bundled sample at stages of a year.

What is numbered is found by what a person sees or hears, so that a page may be built anew behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, QRect, QSize
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLabel, QLineEdit, QWidget

from build_spec.picture_office import office_scenes
from build_spec.picture_shot import Shot, settle
from desktop.models.grid.roles import Mark
from desktop.services.plans.packs import load_bundled
from desktop.services.unit.desk import Desk, create_desk, open_desk
from desktop.services.unit.filing.exporting import export
from desktop.services.unit.filing.finalising import finalise
from desktop.services.unit.filing.signing import create_key
from desktop.services.unit.sample import explanation_for, import_sample_history, load_sample
from desktop.services.unit.year import open_year
from desktop.views.frame.file.recent import FOLDER_NAME
from desktop.views.frame.look.marks import mark_icon
from desktop.views.main_window import MainWindow
from desktop.views.welcome import WelcomeWindow
from forms.filing.stage import Stage

_WINDOW = QSize(1180, 664)
"""The smallest in which nothing is folded away."""
_WORDS = "demonstration only"
"""Passphrase of the sample's key, which opens nothing of anybody's."""
_MARK_PIXELS = 24
_FIGURE = "maternal-health/04/_T"
_WRONG, _UNREAD = "mother-to-child-transmission/02/_T", "mother-to-child-transmission/04/_T"
_AT_150 = QSize(911, 512)
_CELLS = QSize(640, 300)
_MORE = 110
"""Pixels by which the page of exporting is higher, so that its button is in sight."""


class _Clock:
    """The same time in every run, a second later at each look."""

    def __init__(self) -> None:
        self._now = datetime(2026, 3, 26, 6, 2, 30, tzinfo=UTC)

    def __call__(self) -> datetime:
        self._now += timedelta(seconds=1)
        return self._now.astimezone()


def scenes(home: Path) -> Iterator[Shot]:
    """Every picture of a window, each to be taken before the next is asked for.

    Args:
        home: an empty folder for the sample's files.
    """
    yield from _first_start(home)
    for stage, pictured in (("begun", _entry), ("filled", _filled), ("final", _final)):
        window = MainWindow(_desk(home, stage))
        window.resize(_WINDOW)
        window.show()
        for shot in pictured(window):
            _hide_place(window, home)
            yield shot
        window.may_close = True
        window.close()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    for shot in office_scenes(home):
        _hide_place(shot.widget, home)
        yield shot


def marks() -> Iterator[tuple[str, QPixmap]]:
    """The shapes alone."""
    from desktop.views.frame.look.colours import now

    for mark in Mark:
        picture = QPixmap(_MARK_PIXELS, _MARK_PIXELS)
        picture.fill(now().paper)
        shape = mark_icon(mark, 2.0).pixmap(QSize(_MARK_PIXELS, _MARK_PIXELS), 1.0)
        _paste(picture, shape)
        yield f"mark-{mark.value}", picture


def _paste(picture: QPixmap, shape: QPixmap) -> None:
    from PySide6.QtGui import QPainter

    painter = QPainter(picture)
    painter.drawPixmap(picture.rect(), shape)
    painter.end()


def _desk(home: Path, stage: str) -> Desk:
    """The sample's year: with three slips, with reasons still to be given, or frozen and exported."""
    sample, clock = load_sample(), _Clock()
    path = home / stage / FOLDER_NAME / "区卫生健康局.db"
    path.parent.mkdir(parents=True)
    pack = load_bundled(sample.plan)
    with create_desk(path, pack, sample.unit, clock) as desk:
        desk.name_people(**sample.people)
        import_sample_history(desk, sample)
        year = open_year(desk, sample.year)
        figures = {**sample.figures, **sample.slips} if stage == "begun" else dict(sample.figures)
        year.enter(figures, sources=sample.sources)
        if stage == "final":
            for finding in year.report.unexplained:
                year.explain(finding, explanation_for(sample, finding))
            finalise(year)
            identity = create_key(desk, path.parent / "演示密钥.p12", _WORDS)
            export(year, identity, path.parent)
    return open_desk(path, clock)


# --- pages -------------------------------------------------------------------------------------------


def _first_start(home: Path) -> Iterator[Shot]:
    window = WelcomeWindow(home)
    window.resize(QSize(1000, 560))
    window.show()
    parts = ("规划", "单位", "填表人", "建立并开始填报", "打开数据文件")
    yield _shot("first-start", window, _all_named(window, *parts))
    window.close()


def _entry(window: MainWindow) -> Iterator[Shot]:
    window.show_stage(Stage.ENTRY)
    window.entry.notice.clear()
    window.entry.go_to(_FIGURE)
    pane = _named(window, "当前单元格")
    yield _shot("entry", window, [*_all_named(window, "本单位报表", "报表", "审核结果"), pane])
    yield _shot("cell", pane, _all_named(pane, "记录口径变动", "数据来源", "备注", "添加附件"))
    yield from _small_entry(window)
    window.working.enter(_UNREAD, "约2040")
    window.entry.go_to(_WRONG)
    grid = _named(window, "报表")
    yield _shot("cells", window, part=QRect(grid.mapTo(window, QPoint(0, 0)), _CELLS))
    menu = window.status.keeping.menu()
    menu.popup(QPoint(0, 0))
    yield _shot("keeping", menu)
    menu.close()
    window.entry.go_to("maternal-health/01/_T")
    window.entry.grid.pasted.emit("2041\t1702\t约300\n0\t0\t0")
    yield from _dialog("preview")


def _small_entry(window: MainWindow) -> Iterator[Shot]:
    """The same page as a screen of 1366 x 768 at 150 % has it: what stands beside the grid is folded."""
    window.resize(_AT_150)
    QApplication.processEvents()
    heading = window.entry.heading
    parts = heading.forms, window.entry.grid, heading.cell, window.entry.panes.line
    yield _shot("entry-small", window, list(parts))
    window.resize(_WINDOW)
    QApplication.processEvents()


def _filled(window: MainWindow) -> Iterator[Shot]:
    window.show_stage(Stage.REVIEW)
    parts = ("审核结果", "全部", "到这一格", "原因说明", "保存，下一条")
    yield _shot("review", window, _all_named(window, *parts))
    window.show_stage(Stage.FINALISE)
    parts = ("去处理问题", "单位负责人", "定稿", "打印", "更多")
    yield _shot("finalise", window, _all_named(window.current_page(), *parts))


def _final(window: MainWindow) -> Iterator[Shot]:
    window.show_home()
    yield _shot("home", window)
    window.show_stage(Stage.EXPORT)
    window.resize(_WINDOW + QSize(0, _MORE))
    parts = ("密钥文件", "密钥口令", "导出到", "签名并导出", "打印证书登记表")
    yield _shot("export", window, _all_named(window.current_page(), *parts))
    button = _named(window, "创建密钥")
    assert isinstance(button, QAbstractButton)
    button.click()
    yield from _dialog("key")
    window.resize(_WINDOW)
    window.show_stage(Stage.RECEIPT)
    yield _shot("receipt", window)


def _dialog(name: str) -> Iterator[Shot]:
    """The dialog that was opened just now, which is closed afterwards."""
    dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible())
    yield _shot(name, dialog)
    dialog.reject()


# --- what is in sight --------------------------------------------------------------------------------


def _shot(
    name: str, widget: QWidget, numbered: list[QWidget] | None = None, part: QRect | None = None
) -> Shot:
    settle(widget)
    return Shot(name, widget, numbered, part)


def _hide_place(widget: QWidget, home: Path) -> None:
    """Write a place of a clerk's own where files are named: no picture shows where it was taken."""
    there = re.compile(rf"{re.escape(str(home))}/[a-z]+(?=/)([^\s]*)")
    for label in (*widget.findChildren(QLabel), *widget.findChildren(QLineEdit)):
        text = there.sub(lambda path: "D:" + path[1].replace("/", "\\"), label.text())
        if text != label.text():
            label.setText(text)


def _all_named(window: QWidget, *names: str) -> list[QWidget]:
    return [_named(window, name) for name in names]


def _named(window: QWidget, name: str) -> QWidget:
    """The widget in sight whose spoken name or text begins so; of several the one with the shortest."""
    found = [
        (len(said), place, widget)
        for place, widget in enumerate(window.findChildren(QWidget))
        for said in _said(widget)
        if widget.isVisible() and said.lstrip("＋ ").startswith(name)
    ]
    if not found:
        raise LookupError(f"nothing in sight is called {name}")
    return min(found)[2]


def _said(widget: QWidget) -> set[str]:
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    return {widget.accessibleName(), text}

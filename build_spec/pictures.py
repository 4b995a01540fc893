"""Take the pictures of the manual by the program's own windows: ``python -m build_spec.pictures``.

Run it after a page looks different, look at what it wrote below ``resources/manual/pictures``, and commit it.
All figures are those of the bundled sample, and every picture says 演示数据. Each theme is taken by a process
of its own, without a display.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from io import BytesIO
from itertools import chain
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QBuffer, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPixmap

from build_spec.picture_shot import Shot

FOLDER = Path(__file__).resolve().parents[1] / "resources" / "manual" / "pictures"
THEMES = ("light", "dark")
MOST_BYTES = 1_500_000
"""Of all pictures together, since they are delivered with the program."""
_COLOURS = 40
"""Of a picture. Chosen so that letters keep their edges."""
_BADGE = 22.0
"""Pixels of the circle around a number."""
_STRIP = 22
"""Pixels of the strip below a picture that says what its figures are."""
_NOTICE, _SHORT_NOTICE = "演示数据：单位名称以外全部编造，只供看样子", "演示数据"
_WIDE = 400
"""Pixels of a picture that has room for the whole sentence."""


def run(themes: tuple[str, ...] = THEMES) -> None:
    """Take everything anew, each theme in a process of its own."""
    for theme in themes:
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": "1"}
        subprocess.run(
            [sys.executable, "-m", "build_spec.pictures", theme, str(FOLDER)], env=environment, check=True
        )
    size = sum(path.stat().st_size for path in FOLDER.rglob("*.png"))
    print(f"{len(list(FOLDER.rglob('*.png')))} pictures, {size:,} bytes")
    if size > MOST_BYTES:
        raise SystemExit(f"more than {MOST_BYTES:,} bytes: fewer pictures, or smaller ones")


def take(theme: str, folder: Path) -> list[Path]:
    """Take all pictures in a theme; returns their files."""
    from build_spec.picture_scenes import marks, scenes
    from desktop.app.application import begin_application, complete_application
    from desktop.views.frame.file.recent import keep_settings_in
    from desktop.views.frame.look.font_family import own_family
    from desktop.views.frame.look.theme import POINT_SIZE, use_scheme

    written = []
    with tempfile.TemporaryDirectory() as home:
        os.environ["TZ"] = "Asia/Shanghai"
        keep_settings_in(Path(home) / "settings")
        application = begin_application()
        complete_application(application)
        use_scheme(application, dark=theme == "dark")
        font = QFont(own_family())
        font.setPointSizeF(POINT_SIZE)
        application.setFont(font)
        shown = ((shot.name, drawn(shot)) for shot in scenes(Path(home)))
        for name, picture in chain(shown, marks()):
            path = folder / theme / f"{name}.png"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(quantised(picture))
            written.append(path)
    return written


def drawn(shot: Shot) -> QPixmap:
    """The picture with its numbers, and the words below it."""
    from desktop.views.frame.look.colours import now

    grabbed = shot.widget.grab(shot.part)
    whole = QPixmap(grabbed.size() + QSize(0, _STRIP))
    whole.fill(QColor(now().pane))
    painter = QPainter(whole)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.drawPixmap(0, 0, grabbed)
    painter.setPen(QColor(now().muted))
    notice = _NOTICE if whole.width() >= _WIDE else _SHORT_NOTICE
    strip = QRect(0, grabbed.height(), whole.width() - 8, _STRIP)
    painter.drawText(strip, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, notice)
    for number, widget in enumerate(shot.numbered, start=1):
        corner = widget.mapTo(shot.widget, QPoint(widget.width(), 0)) - shot.part.topLeft()
        # At the right, since what is read first begins at the left.
        left = min(corner.x(), whole.width() - 3.0) - _BADGE
        _draw_badge(painter, number, QRectF(left, max(2.0, corner.y() - _BADGE / 2), _BADGE, _BADGE))
    painter.end()
    return whole


def _draw_badge(painter: QPainter, number: int, box: QRectF) -> None:
    from desktop.views.frame.look.colours import now

    painter.setPen(QColor(now().paper))
    painter.setBrush(QColor(now().red))
    painter.drawEllipse(box)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(number))


def quantised(picture: QPixmap) -> bytes:
    """A small PNG of few colours."""
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    picture.toImage().save(buffer, "PNG")
    image = Image.open(BytesIO(buffer.data().data())).convert("RGB")
    small = image.quantize(_COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    target = BytesIO()
    small.save(target, "PNG", optimize=True)
    return target.getvalue()


if __name__ == "__main__":
    if len(sys.argv) == 3:
        take(sys.argv[1], Path(sys.argv[2]))
    else:
        run()

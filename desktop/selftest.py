"""``tianbao --selftest``: is this installation whole, and does it work on this computer?

Above the window, because it opens one: every step of :mod:`desktop.services.selftest`, then what only Qt
can do. Nothing is shown on the screen and nothing of the user's is touched.
"""

from __future__ import annotations

import os
import platform
import sys
import tempfile
import time
import traceback
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

import resources
from desktop import __version__
from desktop.services.selftest import RARE_CHARACTERS, TrialStep, YearRehearsal, require
from desktop.services.unit.desk import open_desk
from forms.canonical import pretty_json
from forms.filing.stage import Stage
from forms.frozen import frozen

if TYPE_CHECKING:
    from PySide6.QtCore import QMessageLogContext, QtMsgType
    from PySide6.QtWidgets import QApplication

SCHEMA = "tianbao/selftest/1"
_WIDTH = 700
_INK = 128
"""Both are for reading a page that was drawn again, chosen by us: its width in pixels, and the grey, half of
255, below which a pixel has ink."""


_FONT_CATEGORIES = ("qt.qpa.fonts", "qt.text.font")
_FONT_WORDS = (
    "DirectWrite:",
    "FT_New_Face failed",
    "OpenType support missing",
    "Populating font family aliases",
    "QFont",
    "load glyph failed",
)


def is_about_fonts(category: str, message: str) -> bool:
    """Whether Qt speaks of a font that it could not use.

    That is no fault: our own are read as bytes where the path cannot be opened, the computer's own may be
    broken, and whether anything is drawn is looked at.

    Args:
        category: Qt's logging category.
        message: what it says.
    """
    return category.startswith(_FONT_CATEGORIES) or message.startswith(_FONT_WORDS)


@frozen
class StepOutcome:
    """What became of a step; ``message`` is empty where it passed."""

    step: TrialStep
    milliseconds: int
    message: str = ""


def run(*, as_json: bool) -> int:
    """Carry out all steps, print what came out, and return 0 when all is well, else 1."""
    _draw_off_screen()
    begun = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="tianbao 自检 ", ignore_cleanup_errors=True) as folder:
        rehearsal = YearRehearsal(Path(folder).resolve())
        window = _WindowSteps(rehearsal)
        try:
            outcomes = [_carry_out(step) for step in [*rehearsal.steps(), *window.steps()]]
        finally:
            rehearsal.close()
    passed = not any(outcome.message for outcome in outcomes)
    if as_json:
        _print_json(outcomes, passed=passed, milliseconds=_since(begun))
    else:
        for outcome in outcomes:
            print(f"{'✗' if outcome.message else '✓'} {outcome.step.title}")
            if outcome.message:
                print(f"    {outcome.message}")
        print(f"自检{'通过' if passed else '没有通过'}（版本 {__version__}）")
    return 0 if passed else 1


def _draw_off_screen() -> None:
    """Let Qt show nothing; on Windows it then has to be told where there are fonts."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    if sys.platform == "win32":
        with resources.as_file("fonts/SHA256SUMS") as file:
            os.environ["QT_QPA_FONTDIR"] = str(file.parent)


def _since(begun: float) -> int:
    return round((time.perf_counter() - begun) * 1000)


def _carry_out(step: TrialStep) -> StepOutcome:
    begun = time.perf_counter()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            step.run()
    except Exception as error:  # noqa: BLE001 - whatever it is, this is the place that reports it
        place = traceback.extract_tb(error.__traceback__)[-1]
        message = f"{type(error).__name__}: {error}（{Path(place.filename).name}:{place.lineno}）"
        return StepOutcome(step, _since(begun), message)
    return StepOutcome(step, _since(begun))


def _print_json(outcomes: list[StepOutcome], *, passed: bool, milliseconds: int) -> None:
    document = {
        "schema": SCHEMA,
        "version": __version__,
        "system": platform.platform(),
        "python": platform.python_version(),
        "frozen": bool(getattr(sys, "frozen", False)),
        "passed": passed,
        "milliseconds": milliseconds,
        "steps": [
            {
                "name": outcome.step.name,
                "title": outcome.step.title,
                "passed": not outcome.message,
                "milliseconds": outcome.milliseconds,
                "message": outcome.message,
            }
            for outcome in outcomes
        ],
    }
    sys.stdout.write(pretty_json(document))


class _WindowSteps:
    """The steps that need Qt; they come after those of the year, whose file and paper they show."""

    def __init__(self, rehearsal: YearRehearsal) -> None:
        self._rehearsal = rehearsal
        self._application: QApplication | None = None
        self._said: list[str] = []

    def steps(self) -> list[TrialStep]:
        return [
            TrialStep("qt", "窗口组件可以载入，标准对话框是中文", self._start),
            TrialStep("preview", "打印预览显示正式报表", self._preview),
            TrialStep("printer", "打印组件可以载入", self._load_printing),
            TrialStep("window", "主窗口打开演示数据", self._open_window),
        ]

    def _start(self) -> None:
        from PySide6.QtCore import QCoreApplication, qInstallMessageHandler

        from desktop.app.application import begin_application, complete_application

        qInstallMessageHandler(self._note)
        self._application = begin_application()
        complete_application(self._application)
        standard = QCoreApplication.translate("QPlatformTheme", "Cancel")
        require(standard == "取消", "缺少 Qt 的中文翻译")
        self._require_ink()
        self._require_silence()

    def _require_ink(self) -> None:
        """Fonts are judged by what they draw; Qt's words about others, or on the way, prove nothing."""
        from desktop.views.frame.look.font_family import draws, interface_family, own_family

        require(draws(own_family(), f"填报 2025{RARE_CHARACTERS}".replace(" ", "")), "程序自带的字体画不出字")
        require(draws(interface_family()), "窗口所用的字体画不出字")

    def _note(self, kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        if not is_about_fonts(getattr(context, "category", None) or "", message):
            self._said.append(f"{kind.name}: {message}")

    def _require_silence(self) -> None:
        said, self._said = self._said, []
        require(not said, "；".join(said))

    def _require_application(self) -> None:
        """Qt ends the whole process where it is used without."""
        require(self._application is not None, "前面的步骤没有完成")

    def _preview(self) -> None:
        from desktop.models.pdf_pages import PdfPages

        self._require_application()
        require(bool(self._rehearsal.pdf), "没有可显示的报表")
        pages = PdfPages(self._rehearsal.pdf)
        require(pages.count > 1, "打不开 PDF")
        text = "".join(pages.text(page) for page in range(pages.count))
        require(all(character in text for character in RARE_CHARACTERS), "预览里缺少生僻字")
        picture = pages.picture(0, _WIDTH)
        dark = sum(
            picture.pixelColor(x, y).lightness() < _INK
            for y in range(0, picture.height(), 2)
            for x in range(0, _WIDTH, 2)
        )
        require(dark > _WIDTH, "画出的页面是空白的")
        self._require_silence()

    def _load_printing(self) -> None:
        from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

        self._require_application()
        QPrinterInfo.availablePrinterNames()
        require(QPrinter().isValid(), "打印组件不可用")
        self._require_silence()

    def _open_window(self) -> None:
        from PySide6.QtWidgets import QApplication

        from desktop.views.main_window import MainWindow

        self._require_application()
        self._rehearsal.close()
        window = MainWindow(open_desk(self._rehearsal.store))
        window.show()
        for stage in Stage:
            window.show_stage(stage)
            QApplication.processEvents()
        require(not window.grab().toImage().isNull(), "窗口没有画出来")
        window.close()
        self._require_silence()

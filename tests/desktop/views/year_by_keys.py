"""Whole years by keyboard only, from the blank start to the exported package: three units of three plans.

``python -m tests.desktop.views.year_by_keys FOLDER UNIT`` starts the program in a process of its own, since
the screen of the offscreen platform is fixed when Qt starts: 1366 x 768 at 150 %. What a story reads of the
program is what a person sees of it: where the focus is, which cell is current, what is asked.
"""

import json
import sys
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit

from desktop.services.demonstration.figures import invent
from desktop.services.plans.packs import bundled_ids, load_bundled
from forms.figures.quantity import canonical_decimal
from forms.reporting.layout import lay_out
from tests.desktop.views import looking
from tests.desktop.views.keyboard import Keyboard, described, focus, is_at, settled, tab_to

SCALE = 150
PASSPHRASE = "three blue doors"
WHY = "编造的说明：已与年报核对"
_MOST = 60
"""More findings than any of these years has; chosen by us."""


def window():
    return QApplication.activeWindow()


def expect(name):
    """The focus is where the next thing is done, without a step of the person's."""
    assert is_at(name), f"the focus is not on “{name}”, but on {described(focus())}"


def typed_into_question(name):
    """Type a name into a dialog for files, in the place of what it suggests."""
    yield from settled()
    assert isinstance(focus(), QLineEdit), described(focus())
    assert isinstance(focus().window(), QFileDialog)
    yield "Ctrl+A"
    yield f'"{name}'
    yield "Enter"
    yield from settled()


# --- the parts of a year --------------------------------------------------------------------------


def begin(place, letters, choose_place):
    """Choose plan and unit, name the file and who answers for the figures, and make it."""
    yield from settled()
    expect("用途：填报单位")
    yield "Enter"
    for _ in range(len(bundled_ids())):
        yield "Down"
        if focus().currentText().startswith(place):
            break
    yield "Enter"
    yield f'"{letters}'
    yield "Enter"
    expect("填表人")
    yield from choose_place
    for name in ("韩", "周", "许", "000"):
        yield f'"{name}'
        yield "Enter"
    expect("建立")
    yield "Enter"
    yield from settled()
    expect("开始填报")
    yield "Enter"
    yield from settled()
    assert focus() is window().entry.grid


def type_path(path):
    yield from tab_to("放在哪里", "Shift+Tab")
    yield "Ctrl+A"
    yield f'"{path}'
    yield "Enter"


def choose_path(name):
    yield from tab_to("换个地方", "Shift+Tab")
    yield "Enter"
    yield from typed_into_question(name)
    yield from tab_to("填表人")


def fill(texts, onward=("Enter",)):
    """Type each cell's texts where the cursor stands, or press keys; F7 where nothing leads to an empty one.

    Args:
        texts: what is typed or pressed, by address.
        onward: keys that lead on, in turn.
    """
    grid, left, turn = window().entry.grid, dict(texts), 0
    while left:
        if grid.current_address() not in left:
            yield "F7"
        yield from left.pop(grid.current_address())
        if focus() is not grid:  # the line that is being typed
            yield onward[turn % len(onward)]
            turn += 1
        assert window().isAncestorOf(focus()), described(focus())


def review(right):
    """Go from one open finding to the next: explain it, take over what is suggested, or type it anew."""
    yield "Ctrl+2"
    expect("审核结果")
    year = window().working.year
    for _ in range(_MOST):
        if year.report.is_clear and not year.report.unexplained:
            return
        yield "F8"
        if is_at("原因说明") and not focus().isReadOnly():
            yield f'"{WHY}'
            yield "Ctrl+Enter"
            continue
        yield "F4"
        if is_at("数据来源"):
            yield f'"{WHY}'
            yield "Enter"
            yield "Ctrl+2"
        elif focus() is window().entry.grid:
            yield f'"{right[focus().current_address()]}'
            yield "Enter"
            yield "Ctrl+2"
    raise AssertionError("审核 comes to no end")


def freeze():
    """定稿 is asked about, and Enter alone goes back."""
    yield "Ctrl+3"
    yield from settled()
    expect("定稿")
    yield "Enter"
    expect("再看看")
    yield from tab_to("定稿")
    yield "Enter"
    yield from settled()
    expect("下一步")
    yield "Enter"


def make_key():
    expect("创建密钥")
    yield "Enter"
    yield f'"{PASSPHRASE}'
    yield "Tab"
    yield f'"{PASSPHRASE}'
    yield "Enter"
    yield from settled()
    expect("打印证书登记表")


def keep_sheet(name):
    yield "Enter"
    yield from settled()
    yield from tab_to("保存 PDF")
    yield "Enter"
    yield from typed_into_question(name)
    yield "Escape"
    yield from settled()
    expect("密钥口令")


def send():
    """Sign, and look at the draft of the mail."""
    yield f'"{PASSPHRASE}'
    yield "Enter"
    yield from settled()
    yield from tab_to("打开邮件草稿", "Shift+Tab")
    yield "Enter"


def withdraw(letters, text):
    """Take the year back, look for a figure and type another."""
    yield "Ctrl+3"
    yield from settled()
    yield from tab_to("撤回定稿")
    yield "Enter"
    yield f'"{WHY}'
    yield "Ctrl+Enter"
    yield from settled()
    yield "Ctrl+F"
    yield f'"{letters}'
    yield "Enter"
    assert focus() is window().entry.grid, described(focus())
    yield f'"{text}'
    yield "Enter"


# --- the years ------------------------------------------------------------------------------------


def figures(plan_id, unit):
    """Invented texts by address, none of them with a question about it."""
    plan = load_bundled(plan_id).plan
    made = invent(plan, unit)
    return {cell.address: canonical_decimal(made[cell.key][-1]) for cell in lay_out(plan, unit).entry_cells}


def keys_of(texts):
    return {address: [f'"{text}'] for address, text in texts.items()}


def procuratorate(folder):
    """A figure that nobody collected, asked back and answered; another by its key; the sheet for the key."""
    right = figures("liuhe", "procuratorate")
    first, _, last = right
    keys = keys_of(right) | {first: ['"无', "Enter", "Alt+1"], last: ["Alt+1"]}
    yield from begin("柳河县", "jcy", choose_path(str(folder / "data.db")))
    yield from fill(keys)
    yield from review(right)
    yield from freeze()
    yield from make_key()
    yield from keep_sheet(str(folder / "sheet.pdf"))
    yield from send()


def market_regulation(folder):
    """Rows by Tab, a part above its whole, and a second submission."""
    right = figures("luzhai", "market-regulation")
    part = next(address for address in right if address.endswith("SEX=F"))
    yield from begin("鹿寨县", "scjd", type_path(folder / "data.db"))
    yield from fill(keys_of(right) | {part: [f'"{right[part]}0']}, ("Tab", "Enter"))
    yield from review(right)
    yield from freeze()
    yield from make_key()
    yield from tab_to("密钥口令", "Shift+Tab")
    yield from send()
    yield from withdraw("dsh", str(int(right[next(iter(right))]) + 1))
    yield from review(right)
    yield from freeze()
    yield from settled()
    yield from tab_to("密钥口令")
    yield from send()


def medical_insurance(folder):
    """Two forms, a cell to which the definition doesn't apply, another folder for the package."""
    right = figures("jinan", "medical-insurance")
    kept = next(address for address in reversed(right) if address.endswith("SEX=F"))
    yield from begin("晋安区", "ylbz", type_path(folder / "data.db"))
    yield from fill(keys_of(right) | {kept: ['"不适用']})
    yield from review(right)
    yield from freeze()
    yield from make_key()
    yield from tab_to("导出到")
    yield "Ctrl+A"
    yield f'"{folder / "out"}'
    yield from tab_to("密钥口令", "Shift+Tab")
    yield from send()
    yield from tab_to("下一步")
    yield "Enter"


def health(folder):
    """The widest unit, cell by cell; not among the tests."""
    right = figures("liuhe", "health")
    yield from begin("柳河县", "wsjk", type_path(folder / "data.db"))
    yield from fill(keys_of(right), ("Enter", "Tab"))
    yield from review(right)
    yield from freeze()
    yield from make_key()
    yield from tab_to("密钥口令", "Shift+Tab")
    yield from send()


STORIES = {story.__name__: story for story in (procuratorate, market_regulation, medical_insurance, health)}
IN_TESTS = list(STORIES)[:3]


class Opened(QObject):
    """What the system has for opening files: keeps what it was given."""

    def __init__(self):
        super().__init__()
        self.paths = []
        QDesktopServices.setUrlHandler("file", self, "take")

    @Slot(QUrl)
    def take(self, url):
        self.paths.append(url.toLocalFile())


def main(folder, unit):
    """Live through a year; prints which keys were pressed and what was opened."""
    looking.begin(folder, (SCALE,))
    from desktop.app.starting import run

    opened, keyboard = Opened(), Keyboard(STORIES[unit](folder))
    run(folder)
    if keyboard.failure:
        sys.exit(keyboard.failure)
    sys.stdout.reconfigure(encoding="utf-8")  # a console of Windows may have another
    print(json.dumps({"keys": keyboard.done, "opened": opened.paths}, ensure_ascii=False))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])

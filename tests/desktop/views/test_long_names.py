"""Long names of a unit, a plan and a form: the window still fits the screen of an office."""

import pytest
from PySide6.QtWidgets import QDialog

from desktop.services.plans.packs import read_pack
from desktop.services.unit.desk import create_desk
from forms.bounded_json import parse_json
from forms.canonical import canonical_json
from forms.filing.stage import Stage
from tests.desktop.models.desks import Clock
from tests.desktop.views.file_dialogs import Answers
from tests.desktop.views.test_pages import idle
from tests.plans import sample, wanghua

pytestmark = pytest.mark.gui
SCREEN = 1366
UNIT = "区卫生健康局" * 30


@pytest.fixture
def window(open_window, tmp_path):
    document = parse_json(wanghua().data)
    document["title"] = "望花区妇女发展规划" * 20
    next(unit for unit in document["units"] if unit["code"] == "health")["name"] = UNIT
    for form in document["forms"]:
        form["title"] = "妇女健康情况" * 30
    pack = read_pack(canonical_json(document))
    desk = create_desk(tmp_path / "a.db", pack, "health", Clock())
    desk.name_people(**sample().people)
    return open_window(desk)


def test_every_page_fits(qtbot, window):
    for stage in Stage:
        window.show_stage(stage)
        idle(qtbot, window)
        assert window.minimumSizeHint().width() <= SCREEN, stage
    assert UNIT in window.bar.unit.toolTip()


def test_every_dialog_about_the_file_fits(window):
    keeping = window.keeping()
    for ask in (keeping.ask_handover, keeping.show_past, keeping.ask_restore, keeping.show_kept):
        dialog = ask()
        assert isinstance(dialog, QDialog)
        assert max(dialog.width(), dialog.minimumSizeHint().width()) <= SCREEN
        dialog.close()


def test_a_name_that_is_suggested_can_be_written(window, tmp_path):
    answers = Answers(None, None)
    window.workbooks().ask_export()
    window.keeping().ask_log_place()
    assert len(answers.suggested) == 2
    for name in answers.suggested:
        (tmp_path / name).write_bytes(b"")

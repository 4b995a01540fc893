"""A further version of the plan at the office's window: looked at, then adopted or kept to check by."""

import json
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt

from desktop.models.office.deed import DeskDeed
from desktop.services.office.plans import versions_in_force
from desktop.services.plans.packs import load_bundled
from forms.canonical import canonical_json
from tests.desktop.models.desks import YEAR
from tests.desktop.views.office.deeds import HEAD, OFFICER, READER, AtDialog, make_office
from tests.plans import wanghua

pytestmark = pytest.mark.gui
KEY = Qt.Key


@pytest.fixture
def window(office_path, clock, open_office):
    window = open_office(make_office(office_path, clock), clock=clock)
    window.desk_year.desk.work_as(HEAD)
    return window


@pytest.fixture
def newer(tmp_path):
    """A pack file of a version that the office does not have."""
    path = tmp_path / "望花区 新版.json"
    document = {**json.loads(wanghua().data, parse_float=Decimal), "version": "2026.9"}
    path.write_bytes(canonical_json(document))
    return path


def desk_of(window):
    return window.desk_year.desk


def choose(at, path):
    at.tab_to("规划数据包")
    at.type(str(path))
    at.press(KEY.Key_Tab)


def versions(window):
    return [(one.first, one.pack.plan.version) for one in versions_in_force(desk_of(window))]


def test_a_version_is_looked_at_and_put_in_force_from_a_year_on(qtbot, window, newer):
    before = versions(window)
    at = AtDialog(qtbot, window, DeskDeed.PLAN)
    assert "先选规划数据包" in at.told
    choose(at, newer)
    said = at.dialog.file.says.toPlainText()
    assert "版本 2026.9" in said
    assert "本局没有这一版；没有报送包在等这一版" in said
    assert versions(window) == before, "looking changes nothing"
    at.tab_to("作为本局的版本采用，起用年份")
    at.press(KEY.Key_Space)
    at.dialog.go.setFocus()
    at.press(KEY.Key_Return)
    assert f"{YEAR} 年起用版本 2026.9" in at.told
    assert versions(window) == [*before, (YEAR, "2026.9")]


def test_a_version_is_kept_to_check_by_and_the_office_goes_on_with_its_own(qtbot, window, newer):
    before = versions(window)
    desk_of(window).work_as(OFFICER)
    at = AtDialog(qtbot, window, DeskDeed.PLAN)
    choose(at, newer)
    at.tab_to("作为本局的版本采用，起用年份")
    at.press(KEY.Key_Space)
    assert HEAD in at.told, "the head adopts a version"
    at.press(KEY.Key_Down)
    at.dialog.go.setFocus()
    at.press(KEY.Key_Return)
    assert "只用来核对" in at.told
    assert versions(window) == before
    assert "2026.9" in {version for _, _, version in desk_of(window).store.plans()}


def test_another_plan_can_only_be_checked_by(qtbot, window, tmp_path):
    path = tmp_path / "鹿寨县.json"
    path.write_bytes(load_bundled("luzhai").data)
    at = AtDialog(qtbot, window, DeskDeed.PLAN)
    choose(at, path)
    assert (at.dialog.adopt.isEnabled(), at.dialog.check.isChecked()) == (False, True)


def test_a_reader_is_told_who_does_it(qtbot, window, newer):
    desk_of(window).work_as(READER)
    at = AtDialog(qtbot, window, DeskDeed.PLAN)
    choose(at, newer)
    at.dialog.check.setChecked(True)
    assert HEAD in at.told
    assert not at.dialog.go.isEnabled()


def test_what_is_no_plan_is_named(qtbot, window, tmp_path):
    path = tmp_path / "别的.json"
    path.write_text("{}", encoding="utf-8")
    at = AtDialog(qtbot, window, DeskDeed.PLAN)
    choose(at, path)
    assert "E-PLAN" in at.dialog.file.says.toPlainText()
    assert not at.dialog.go.isEnabled()

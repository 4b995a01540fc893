"""定库 in the window: locked while a unit is not accepted, then signed, and told."""

import pytest
from PySide6.QtCore import Qt

from desktop.models.office.deed import DeskDeed
from desktop.services.office.acceptance.accepting import accept
from desktop.services.office.decisions.deciding import excuse
from desktop.views.office.window import OfficeWindow
from forms.receiving.state import OfficeState
from tests.desktop.services.both import YEAR
from tests.desktop.services.conftest import (  # noqa: F401 - fixtures of an office and a unit
    PASSPHRASE,
    both,
    clock,
    desk,
    final,
    identity,
    made_both,
    made_store,
    pack,
    sample,
    store_path,
)
from tests.desktop.views.office.deeds import AtDialog

pytestmark = pytest.mark.gui
KEY = Qt.Key


def test_the_year_is_frozen_once_nobody_is_wanting(qtbot, both):  # noqa: F811
    office = both.office
    window = OfficeWindow(office, YEAR)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: window.desk_year.board is not None and not window.tasks.is_busy)
    at = AtDialog(qtbot, window, DeskDeed.CLOSE)
    wanting = len(office.plan.reporting_units)
    assert at.told.startswith(f"还有 {wanting} 个单位没有验收")
    assert not at.dialog.go.isEnabled()
    at.press(KEY.Key_Escape)
    for unit in office.plan.reporting_units:
        if unit.code != "health":
            excuse(office, unit.code, YEAR, "演示：没有要报的")
    both.type_paper()
    accept(office, "health", YEAR, both.office_key, both.folder)
    window.desk_year.reread()
    qtbot.waitUntil(lambda: window.desk_year.not_accepted == 0)
    at = AtDialog(qtbot, window, DeskDeed.CLOSE)
    assert at.dialog.before.text() == "还没有定过库。"
    assert not at.dialog.caution.isVisible(), "it is sent to no unit that would have to know the office"
    at.dialog.folder.line.setText(str(both.folder))
    at.dialog.key.passphrase.setFocus()
    at.type(PASSPHRASE)
    at.press(KEY.Key_Return)
    qtbot.waitUntil(lambda: at.told.startswith("已定库，第 1 次"), timeout=30_000)
    qtbot.waitUntil(lambda: window.desk_year.row_of("health").state is OfficeState.CLOSED, timeout=30_000)
    at.press(KEY.Key_Escape)
    at = AtDialog(qtbot, window, DeskDeed.CLOSE)
    assert at.dialog.before.text().startswith("上一次定库：第 1 次")
    at.press(KEY.Key_Escape)
    window.close()

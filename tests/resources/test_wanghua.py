"""The bundled plan of 望花区: what only it has; tests.resources.texts has the rest."""

import pytest

from forms.reporting.layout import lay_out
from tests.resources.packs import load_plan


@pytest.fixture(scope="module")
def plan():
    return load_plan("wanghua")


# --- indicators, units and forms -------------------------------------------------------------------


def test_maternal_health_form_reads_like_the_paper_one(plan):
    form = lay_out(plan, "health").forms[0]
    assert [(row.code, row.label.strip("　")) for row in form.rows][:8] == [
        ("01", "活产数"),
        ("02", "孕产妇死亡人数"),
        ("03", "孕产妇死亡率"),
        ("04", "产妇系统管理人数"),
        ("05", "孕产妇系统管理率"),
        ("06", "孕期血红蛋白检测人数"),
        ("07", "其中：贫血人数"),
        ("08", "孕妇贫血率"),
    ]
    assert form.column_names == ("合计", "城市", "农村")

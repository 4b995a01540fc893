"""What goes around base figures: a plan that a clerk imports, and the texts that stand beside them."""

import pytest

from desktop.services.plans.files import PlanFile
from desktop.services.plans.packs import PlanPack
from desktop.services.unit.desk import create_desk
from desktop.services.unit.filing.finalising import finalise
from desktop.services.unit.letters.opening import open_letter
from desktop.services.unit.plan.taking_over import preview_import, take_over_plan
from desktop.services.unit.year import open_year
from desktop.submission.keys.certificate import to_der
from forms.canonical import canonical_json
from forms.codes.base import BaseCode
from forms.errors import UserInputError
from forms.plan.catalogue import plan_document, read_plan
from tests.desktop.services.both import YEAR
from tests.desktop.services.giving import WOMEN, giving_office
from tests.desktop.sourced import PEOPLE, PLACES


@pytest.fixture
def giving(tmp_path):
    with giving_office(tmp_path) as made:
        yield made


def test_a_cell_that_an_imported_plan_asks_for_is_filled_at_once(giving, tmp_path):
    """As before, and the clerk imports the new version instead of opening another task."""
    document = plan_document(giving.desk.plan)
    wide = giving.desk.pack
    document["forms"][0]["columns"] = ["_T"]
    document["version"] = "0"
    narrow = PlanPack(read_plan(document), canonical_json(document))
    clock = giving.desk.clock
    with create_desk(tmp_path / "other.db", narrow, "health", clock) as desk:
        desk.store.trust_office(to_der(giving.office_key.certificate), clock(), actor="", now=clock())
        open_letter(desk, giving.issue(("_T", 900), ("女", 450)))
        take_over_plan(desk, preview_import(desk, PlanFile(pack=wide)))
        year = open_year(desk, YEAR)
        assert (year.reading(PEOPLE).text, year.reading(WOMEN).text) == ("900", "450")
        with pytest.raises(UserInputError) as caught:
            year.enter({WOMEN: "449"})
        assert caught.value.code is BaseCode.GIVEN
        assert desk.store.verify_log().ok


@pytest.mark.parametrize("text", ["人口年报，其中 7 人住院", "人口年报，其中七人住院"])
def test_a_source_that_tells_a_sensitive_figure_of_a_unit_is_not_signed(tmp_path, text):
    with giving_office(tmp_path, sensitive=["places"]) as giving:
        giving.year.enter(
            {PEOPLE: "900", WOMEN: "450", PLACES: "7"}, sources={PEOPLE: "统计局函", WOMEN: "统计局函"}
        )
        for finding in giving.year.report.unexplained:
            giving.year.explain(finding, "已与原始台账逐项核对，数据无误")
        finalise(giving.year)
        giving.file()
        table = giving.table(("_T", 900), ("女", 450))
        with pytest.raises(UserInputError) as caught:
            giving.issue(table=table.replace("人口年报".encode(), text.replace("，", "；").encode(), 1))
        assert caught.value.code is BaseCode.SENSITIVE
        assert giving.office.store.bases(YEAR) == []
        assert giving.issue(table=table.replace("人口年报".encode(), "人口年报第7页".encode()))

"""Small real stores with figures of the statistics office and of a special survey."""

from desktop.services.clock import local_now
from desktop.services.plans.packs import PlanPack
from desktop.services.unit.desk import create_desk
from forms.canonical import canonical_json
from forms.figures.breakdown import SeriesKey
from forms.plan.catalogue import plan_document, read_plan
from tests.builders import form, indicator, item, pack

PEOPLE, PLACES, SLEEP = SeriesKey("people"), SeriesKey("places"), SeriesKey("sleep")
_UNITS = [
    {"code": "health", "name": "区卫生健康局", "full_name": "测试区卫生健康局"},
    {"code": "statistics", "name": "区统计局", "full_name": "测试区统计局"},
]
_SURVEY = {"method": "睡眠日志", "sampling": "分层抽样", "error": "写明 95% 置信区间"}


def sourced_desk(folder, rows=("people", "places", "sleep"), clock=local_now, sensitive=()):
    """A unit that is given its population, counts its own places, and asks people how long they sleep.

    ``sensitive`` are items of which small figures point to a person.
    """
    items = {
        "people": item("people", "常住人口数", owner="statistics", breakdown=["SEX=F"]),
        "places": item("places", "托位数"),
        "sleep": item("sleep", "睡眠时间", unit="分钟", decimals=1),
    }
    surveyed = indicator("slept", ["sleep"], unit="分钟", name="平均睡眠时间", special_survey=_SURVEY)
    document = plan_document(
        read_plan(
            pack(
                units=_UNITS,
                items=[{**items[code], "sensitive": code in sensitive} for code in rows],
                indicators=[surveyed] if "sleep" in rows else [],
                forms=[form(rows, columns=["_T", "SEX=F"])],
            )
        )
    )
    made = PlanPack(read_plan(document), canonical_json(document))
    return create_desk(folder / "unit.db", made, "health", clock)

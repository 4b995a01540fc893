"""A draft of another year with a lost decimal point, and the commands of the year after it."""

import json

from forms.figures.breakdown import SeriesKey
from forms.reporting.layout import lay_out
from tests.plans import wanghua

OBESITY = lay_out(wanghua().plan, "health").cells_by_key[SeriesKey("women-obesity-rate")][0].address


def test_every_command_of_the_year_after_answers(tianbao, store, tmp_path):
    tianbao("set", "--store", store, "--year", 2024, OBESITY, "152")
    tianbao("set", "--store", store, "--year", 2023, OBESITY, "14.9")
    tianbao("set", "--store", store, "--year", 2022, OBESITY, "14.5")
    tianbao("set", "--store", store, "--year", 2025, OBESITY, "15.4")
    found = json.loads(tianbao("get", "--store", store, "--year", 2025, OBESITY, "--json").stdout)
    assert found["text"] == "15.4", "what is typed is stored"
    checked = json.loads(tianbao("check", "--store", store, "--year", 2025, "--json", expect=1).stdout)
    (named,) = [f for f in checked["findings"] if f["code"] == "TB-YEAR-004"]
    assert (named["cells"], named["enforcement"]) == ([OBESITY], "advisory")
    assert "2024 年是 152.00，最大只能是 100" in named["message"]
    assert "TB-CHECK-001" not in {f["code"] for f in checked["findings"]}
    form = tmp_path / "表.xlsx"
    tianbao("template", "--store", store, "--year", 2025, "-o", form)
    tianbao("fill", "--store", store, "--year", 2025, form)
    tianbao("warnings", "--store", store, "--year", 2025)
    tianbao("print", "--store", store, "--year", 2025, "-o", tmp_path / "草稿.pdf")
    done = tianbao("finalise", "--store", store, "--year", 2025, expect=1)
    assert "E-STATE-002" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_year_before_is_mended_while_the_year_after_stands(tianbao, store):
    tianbao("set", "--store", store, "--year", 2025, OBESITY, "15.4")
    tianbao("set", "--store", store, "--year", 2024, OBESITY, "152")
    tianbao("set", "--store", store, "--year", 2024, OBESITY, "15.2")
    checked = json.loads(tianbao("check", "--store", store, "--year", 2025, "--json", expect=1).stdout)
    assert "TB-YEAR-004" not in {f["code"] for f in checked["findings"]}

"""A plan has one dash between its years wherever its title is read; the published title stays as it is."""

from dataclasses import replace

import pytest

from forms.plan.catalogue import plan_document
from tests.plans import small


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("柳河县妇女发展规划（2021—2030年）", "柳河县妇女发展规划（2021—2030年）"),
        ("大连市妇女发展规划（2021-2030年）", "大连市妇女发展规划（2021—2030年）"),
        ("某县 2021–2030 年", "某县 2021—2030 年"),
        ("wdp-2021 第 3-4 项", "wdp-2021 第 3-4 项"),
    ],
)
def test_years_have_one_dash(title, shown):
    plan = replace(small().plan, title=title)
    assert plan.shown_title == shown
    assert plan_document(plan)["title"] == title

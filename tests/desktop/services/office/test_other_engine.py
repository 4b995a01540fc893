"""A package that names another engine: the desk's own judgement of its figures counts."""

import pytest

from desktop.services.office.acceptance.accepting import accept, obstacles
from desktop.services.office.acceptance.accepting_all import without_doubt
from desktop.services.office.intake.receiving import Batch, receive
from desktop.services.unit.filing.exporting import export
from desktop.services.unit.filing.finalising import withdraw
from desktop.services.unit.year import open_year
from forms.receiving.state import OfficeState
from tests.desktop.services.both import YEAR
from tests.packages.resigning import Opened

ANAEMIC = "pregnancy-anaemia-cases"


def filed(both, change):
    """The unit's second revision, changed and signed again with its own key, at the office."""
    withdraw(open_year(both.desk, YEAR), "更正")
    both.revise()
    path = export(open_year(both.desk, YEAR), both.unit_key, both.folder).path
    opened = Opened(path.read_bytes())
    opened.identity = both.unit_key
    opened.submission["engine"] += 1
    change(opened)
    path.write_bytes(opened.sealed())
    assert [one.refusal for one in receive(both.office, Batch([path]))] == [None]
    both.type_paper()


def more_than_were_examined(opened):
    path = "data/observations.csv"
    columns, *rows = opened.rows(path)
    place = {name: columns.index(name) for name in columns}
    for row in rows:
        if (row[place["item"]], row[place["year"]]) == (ANAEMIC, str(YEAR)):
            row[place["value"]] = row[place["text"]] = "99999999"
    opened.put_rows(path, [columns, *rows])


@pytest.mark.parametrize("is_contradiction", [True, False])
def test_figures_that_break_our_own_rules_are_not_without_doubt(both, is_contradiction):
    filed(both, more_than_were_examined if is_contradiction else lambda _: None)
    found = without_doubt(both.office, YEAR)
    assert ("health" in found.units) is not is_contradiction
    if is_contradiction:
        reasons = next(one.reasons for one in found.others if one.unit == "health")
        own_rules = [reason for reason in reasons if "按本机的规则有 1 个强制性问题" in reason]
        assert len(own_rules) == 1, "beside it stands that the figure was changed unasked"
        assert "孕期贫血人数" in own_rules[0]
    assert obstacles(both.office, both.at_office) == [], "another engine accuses nobody: a person decides"
    both.send(accept)
    assert both.at_office.state is OfficeState.ACCEPTED

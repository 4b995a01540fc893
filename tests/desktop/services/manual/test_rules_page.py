"""Pages of the manual that the program writes itself."""

import re

import resources
from desktop.services.manual.rules_page import remedy, rules_page
from forms.findings import RULES

RULES_PAGE = "manual/rules.md"
_HOW_TO_MEND = f"write it anew: python -m desktop rules > resources/{RULES_PAGE}"


def test_the_committed_list_of_rules_says_what_the_code_says():
    assert resources.read_text(RULES_PAGE) == rules_page(), _HOW_TO_MEND


def test_every_rule_stands_on_the_page_once_with_a_remedy():
    rows = re.findall(r"^\| (TB-[A-Z]+-\d{3}) \|", rules_page(), re.MULTILINE)
    assert rows == [rule.code for rule in RULES]
    assert all(remedy(rule) for rule in RULES)


def test_no_text_breaks_the_table():
    assert not [r.code for r in RULES if re.search(r"[|\n]", r.title + r.meaning + remedy(r))]

"""Bundled plan packs as the tests need them: exact numbers, linked with the shared library."""

import json
import re
import unicodedata
from decimal import Decimal
from functools import cache

import resources
from forms.plan.catalogue import read_plan
from forms.plan.linking import link
from forms.plan.targets import Op


def load_json(name):
    """A JSON resource with exact numbers."""
    return json.loads(resources.read_text(name), parse_float=Decimal, parse_int=int)


def library_documents():
    """All documents of the shared library of items and indicators."""
    return [load_json(name) for name in resources.names("plans/library")]


@cache
def load_plan(plan_id):
    """A bundled plan, complete and checked."""
    return read_plan(link(load_json(f"plans/{plan_id}.json"), library_documents()))


def targets_like(plan, check):
    """Targets of one spot check: section, domain, item, fragment, op, value, year, indicator."""
    section, domain, item, _, op, value, year, indicator = check
    wanted = (section, domain, item, op, None if value is None else Decimal(value), year, indicator)
    return [
        t for t in plan.targets if (t.section, t.domain, t.item, t.op, t.value, t.year, t.indicator) == wanted
    ]


def is_as_printed(target, fragment):
    """Whether numbers in the quoted fragment are the target's value and year, however wide they are printed.

    A ratio (3:2) is held against its quotient; half (1/2) is 50 per cent. What is asked of each of many
    bodies (每2年 1 次, 每个委员会至少 1 名) is judged as the share of those that have it, 100 per cent.
    """
    if target.unit == "%" and target.value == 100 and "%" not in unicodedata.normalize("NFKC", fragment):
        return True
    if "1/2" in fragment:
        return target.value == 50
    printed = {Decimal(n) for n in re.findall(r"\d+(?:\.\d+)?", unicodedata.normalize("NFKC", fragment))}
    if not printed or target.value is None or target.op is Op.RELATIVE_INCREASE:
        return True
    if re.search("[:：]", fragment):
        return target.value == max(printed) / min(printed)
    return target.value in printed and (target.year is None or Decimal(target.year) in printed)

"""Commands that print pages of the manual."""

from __future__ import annotations

from argparse import Namespace

from desktop.cli.answer import Answer
from desktop.services.manual.rules_page import remedy, rules_page
from forms.findings import RULES


def rules(options: Namespace) -> Answer:
    """List every rule of the checks; without JSON it is the manual's page."""
    del options
    listed = [
        {
            "code": rule.code,
            "level": rule.level.value,
            "title": rule.title,
            "meaning": rule.meaning,
            "remedy": remedy(rule),
        }
        for rule in RULES
    ]
    return Answer("rules", {"rules": listed}, rules_page().splitlines())

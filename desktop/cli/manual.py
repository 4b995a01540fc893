"""Commands about the manual."""

from __future__ import annotations

from argparse import Namespace

from desktop.cli.answer import Answer
from desktop.services.manual.book import write_manual
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


def manual(options: Namespace) -> Answer:
    """Write the whole manual as PDF."""
    written = write_manual(options.output)
    document = {
        "path": str(options.output),
        "bytes": written.size,
        "pages": written.pages,
        "chapters": written.chapters,
    }
    told = f"已写出使用手册（{written.chapters} 章，{written.pages} 页）：{options.output}"
    return Answer("manual", document, [told])

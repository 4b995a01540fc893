"""Contradicting revisions of a unit's year, made by hand: some that replace the second one."""

from datetime import UTC, datetime
from decimal import Decimal

from desktop.services.office.acceptance.contending import ChainLink, Contender, Contention
from desktop.services.office.acceptance.contending_cells import ContendingCell, SeenFigure
from forms.canonical import check_code
from forms.filing.people import People

NOW = datetime(2026, 5, 5, 8, 41, tzinfo=UTC)
CONTENTS = [f"{number:x}" * 64 for number in (11, 3, 7)]
OLDER, STRANGE = "5" * 64, "9" * 64


def contender(content, **changes):
    """A third revision, whose paper nobody compared."""
    facts = {
        "content": content,
        "revision": 3,
        "replaces": OLDER,
        "check_code": check_code(content),
        "arrived": NOW,
        "is_mailed": True,
        "signer": None,
        "fingerprint": "",
        "signed_at": None,
        "people": People(filler="陈静"),
        "log_head": "ab" * 32,
        "log_count": 214,
        "blocking": 0,
        "queries": 3,
        "explained": 3,
        "on_paper": None,
    }
    return Contender(**{**facts, **changes})


def cell(*values, before=None, **changes):
    """A cell as each candidate states it."""
    facts = {
        "address": "a/01/_T",
        "form": "表",
        "code": "01",
        "name": "某数",
        "unit": "%",
        "decimals": 2,
        "year": 2025,
        "is_computed": False,
        "last": None,
        "before": None if before is None else SeenFigure(Decimal(before)),
        "stated": tuple(SeenFigure(None if value is None else Decimal(value)) for value in values),
        "verdicts": (None,) * len(values),
    }
    return ContendingCell(**{**facts, **changes})


def link(content, **changes):
    """A revision that was received."""
    facts = {
        "content": content,
        "revision": 2,
        "check_code": check_code(content),
        "arrived": NOW,
        "is_mailed": False,
        "letters": (),
        "is_passed_over": False,
    }
    return ChainLink(**{**facts, **changes})


def fork(count=2, *, cells=(), **changes):
    """Between what a person chooses."""
    facts = {
        "unit": "civil-affairs",
        "unit_name": "区民政局",
        "year": 2025,
        "is_restart": False,
        "contenders": tuple(contender(content) for content in CONTENTS[:count]),
        "cells": tuple(cells),
        "same": 45,
        "predecessor": 2,
        "log_shared": 198,
        "otherwise": (),
        "chain": (link(OLDER),),
        "chosen": "",
        "typed": "",
        "is_paper_waived": False,
        "asked": None,
        "others": (),
    }
    return Contention(**{**facts, **changes})

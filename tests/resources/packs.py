"""Bundled plan packs as the tests need them: exact numbers, linked with the shared library."""

import json
from decimal import Decimal

import resources
from forms.catalogue import link, read_plan


def load_json(name):
    """A JSON resource with exact numbers."""
    return json.loads(resources.read_text(name), parse_float=Decimal, parse_int=int)


def library_documents():
    """All documents of the shared library of items and indicators."""
    return [load_json(name) for name in resources.names("plans/library")]


def load_plan(plan_id):
    """A bundled plan, complete and checked."""
    return read_plan(link(load_json(f"plans/{plan_id}.json"), library_documents()))

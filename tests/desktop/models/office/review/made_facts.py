"""Facts about a package made by hand, put into a review in the place of those that it has."""

from dataclasses import replace

from desktop.services.office.facts.fact import UNDECIDED, OfficeFact
from desktop.submission.facts import FactState


def fact(name, state=FactState.OK, status="", **changes):
    """A fact with a sentence and a step of its own."""
    facts = {
        "name": name,
        "state": state,
        "code": "TB-TEST",
        "sentence": f"{name}的句子。",
        "step": f"{name}的办法。",
        "status": status,
    }
    return OfficeFact(**{**facts, **changes})


def undecided(name, **details):
    """A fact that says a difference about which nobody decided."""
    return fact(name, status=UNDECIDED, details=details)


def with_facts(review, *facts):
    """The same review with other facts."""
    return replace(review, facts=facts)

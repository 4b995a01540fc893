"""Who answers for a package, as it says itself."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from desktop.submission.package import inspect
from desktop.submission.profile.published import SUBMISSION_NAME
from forms.filing.people import People


def submission_in(data: bytes) -> Mapping[str, Any]:
    """What a package says of itself; nothing where that cannot be read."""
    text = next((one.data for one in inspect(data).payload if one.name == SUBMISSION_NAME), b"{}")
    with suppress(ValueError):
        found = json.loads(text)
        return found if isinstance(found, dict) else {}
    return {}


def people_in(said: Mapping[str, Any]) -> People:
    """Who answers for it; nobody where it names none."""
    stated = said.get("people")
    return People.from_mapping(stated) if isinstance(stated, dict) else People()

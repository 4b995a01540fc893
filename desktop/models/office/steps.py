"""What a person does about a fact or a file, as the window says it: without the commands of the services."""

from __future__ import annotations

import re

_BRACKETS = re.compile(r"（[a-z][a-z -]*）")
"""A command behind a step, as the services name it: ``（decide --fact paper）``."""
_CLAUSES = re.compile(r"[^；，：]+[；，：]?")
"""A clause with the mark that ends it."""
_COMMANDS = re.compile(r"--[a-z]|(?:tianbao|office|decide|show) ")
"""By what a clause is known that is about a command."""


def window_step(step: str) -> str:
    """A step without the commands that it names.

    Args:
        step: as the services say it (Chinese).
    """
    clauses = [one for one in _CLAUSES.findall(_BRACKETS.sub("", step)) if not _COMMANDS.search(one)]
    return "".join(clauses).rstrip("；，：")

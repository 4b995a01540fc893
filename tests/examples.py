"""How much a test tries that could try for ever: enough to notice a fault in every run, all where asked."""

import os

from hypothesis import settings

PROFILE = "HYPOTHESIS_PROFILE"
_SHARE = 5


def examples(count, **more):
    """Settings of a property test.

    Args:
        count: examples of a long run (``HYPOTHESIS_PROFILE=long``); other runs try a fifth.
        more: further settings.
    """
    return settings(max_examples=share(count), deadline=None, **more)


def share(count):
    """The number of examples or steps of this run, where a long run tries ``count``."""
    return count if is_long() else max(count // _SHARE, 1)


def is_long():
    """Whether this is a long run."""
    return os.environ.get(PROFILE) == "long"

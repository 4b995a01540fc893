"""How many examples a property test tries: enough to notice a fault in every run, all of them where asked."""

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
    tried = count if os.environ.get(PROFILE) == "long" else max(count // _SHARE, 1)
    return settings(max_examples=tried, deadline=None, **more)

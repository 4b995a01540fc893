"""The number of the calculation that made a package: the office can repeat its own number only.

The number is raised by the commit after which a derived value, a finding's code, level, enforcement, cells or
digest, or a verdict differs for any figures that a released program accepted. It is not raised for another
wording of a sentence, for the print, or for a plan pack. Between two releases it is raised once, whatever the
number of such commits. A released package of each engine is kept in ``tests/packages``.

1: program 0.1.0 (packages name no engine).
2: program 0.2.0: figures of earlier years enter checks and verdicts only as far as they are possible; parts
   that lack a figure for the reason of their whole are not questioned; a move away from a direction that the
   stated decimals do not show raises no warning (the verdict stays);
   a power of ten is asked about beside one earlier year alone.
"""

from __future__ import annotations

ENGINE = 2
"""The engine of this program; chosen by us, one more with each release whose rules answer otherwise."""

FIRST_ENGINE = 1
"""By definition the engine of packages that name none."""

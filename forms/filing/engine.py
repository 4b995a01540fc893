"""Which calculation a package was made by, so that the office knows whether it can repeat it.

The number is raised in the commit that lets a derived value, a finding's code, level, enforcement, cells
or digest, or a verdict come out differently for any figures that a released program took. It is not
raised for another wording of a sentence, for the print, or for a plan pack. Before a release it is raised
once, whatever the number of such commits since the last. A released package of each engine is kept in
``tests/packages``.

1: program 0.1.0 (packages name no engine).
2: program 0.2.0: figures of earlier years enter checks and verdicts only as far as they are possible.
"""

from __future__ import annotations

ENGINE = 2
"""The engine of this program."""

FIRST_ENGINE = 1
"""The engine of packages that name none."""

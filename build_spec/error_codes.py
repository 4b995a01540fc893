"""Write the page of all stable codes: ``python -m build_spec.error_codes``.

Run it after a code was added, and commit ``resources/specification/error-codes.md`` and the chapter of the
manual that it writes as well; tests compare them.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from pathlib import Path

from build_spec import manual
from build_spec.code_areas import Area, areas

PAGE = Path(__file__).resolve().parents[1] / "resources" / "specification" / "error-codes.md"
_INTRODUCTION = """\
# Stable codes

<!-- Written by python -m build_spec.error_codes; do not edit. -->

Every answer of the program that a person may ask about bears a code. A code is never reused, renumbered or
given another meaning; other programs may rely on it, never on the sentence beside it. `E-` is a refusal or
something that does not hold, `TB-` a remark or something that does. The codes of findings are those of the
rules, listed in [the manual](../manual/rules.md).
"""


def page() -> str:
    """The page as it must be committed."""
    return _INTRODUCTION + "".join(part for area in areas() for part in _section(area))


def _section(area: Area) -> Iterator[str]:
    prefixes = ", ".join(dict.fromkeys(code.rpartition("-")[0] for _, code in area.codes))
    said = (inspect.getdoc(area.home) or "").removeprefix(f"{prefixes}: ")
    yield f"\n## {prefixes}\n\n{said[:1].upper()}{said[1:]}\n\n| 代码 | 含义 | 怎么办 |\n|---|---|---|\n"
    yield from (f"| {code} | {code.meaning} | {code.remedy} |\n" for _, code in area.codes)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    manual.write()

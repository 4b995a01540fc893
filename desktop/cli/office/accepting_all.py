"""``accept --all-without-doubt``: who is accepted, and why each other unit is not."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from desktop.cli.answer import FINE, NO, Answer
from desktop.cli.office.signing import open_signing_key
from desktop.services.office.acceptance.accepting_all import accept_all, without_doubt
from desktop.services.office.desk import OfficeDesk
from desktop.services.office.letters.cautions import letter_cautions
from desktop.services.office.letters.outgoing import mail_of, paper_of


def accepted_all(desk: OfficeDesk, options: Namespace) -> Answer:
    """Accept all without doubt, or list them; the answer is no where nobody can be accepted."""
    if options.dry_run:
        found = without_doubt(desk, options.year)
        letters: dict[str, Path] = {}
    else:
        identity = open_signing_key(desk, options)
        made, found = accept_all(desk, options.year, identity, options.output)
        letters = dict(made)
    document = {
        "year": options.year,
        "dry_run": options.dry_run,
        "accepted": [
            {
                "unit": unit,
                "letter": str(letters[unit]) if unit in letters else None,
                "mail": str(mail_of(letters[unit])) if unit in letters else None,
                "paper": str(paper_of(letters[unit])) if unit in letters else None,
            }
            for unit in found.units
        ],
        "others": [
            {"unit": one.unit, "state": one.state.value, "reasons": list(one.reasons)} for one in found.others
        ],
    }
    word = "可以验收" if options.dry_run else "已验收"
    lines = [f"{word} {len(found.units)} 个，不能验收或不用验收 {len(found.others)} 个"]
    for unit in found.units:
        path = f"：{letters[unit]}" if unit in letters else ""
        lines.append(f"  {word}　{desk.unit_name(unit)}{path}")
    lines += [f"  —　{desk.unit_name(one.unit)}：{'；'.join(one.reasons)}" for one in found.others]
    lines += letter_cautions(desk, letters, options.year)
    return Answer("accept-all", document, lines, FINE if found.units else NO)

"""Commands by which the office sends what is neither a question nor a decision: receipts."""

from __future__ import annotations

from argparse import Namespace

from desktop.cli.answer import Answer
from desktop.cli.office.opening import open_office_desk
from desktop.cli.office.signing import open_signing_key
from desktop.services.office.letters.cautions import letter_cautions
from desktop.services.office.letters.outgoing import mail_of, paper_of
from desktop.services.office.letters.receipts import Receipt, receipt, receipts


def write_receipts(options: Namespace) -> Answer:
    """Write the receipt for a unit's year, or one for every unit that has none yet."""
    with open_office_desk(options) as desk:
        identity = open_signing_key(desk, options)
        if options.every:
            made = receipts(desk, options.year, identity, options.output)
        else:
            made = [receipt(desk, options.unit, options.year, identity, options.output)]
        lines = [f"{desk.unit_name(one.unit)}：{_line(one)}" for one in made]
        lines += letter_cautions(desk, [one.unit for one in made], options.year)
    document = {
        "year": options.year,
        "receipts": [
            {
                "unit": one.unit,
                "n": one.number,
                "letter": str(one.path),
                "mail": str(mail_of(one.path)),
                "paper": str(paper_of(one.path)),
                "new": one.is_new,
            }
            for one in made
        ],
    }
    return Answer("receipt", document, lines or ["收下的各单位都已有回执，没有要签发的"])


def _line(one: Receipt) -> str:
    word = "已签发" if one.is_new else "以前签发过，再写出"
    return f"{word}回执单第 {one.number} 号：{one.path}"

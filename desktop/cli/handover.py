"""The command that prints the handover sheet."""

from __future__ import annotations

from argparse import Namespace

from desktop.cli import office_keeping
from desktop.cli.answer import Answer
from desktop.cli.opening import open_desk
from desktop.services.files import require_ending, write_file
from desktop.services.unit.handover import hand_over, handed_years


def handover(options: Namespace) -> Answer:
    """Write the handover sheet and the copy of the data file that goes with it."""
    require_ending(options.output, ".pdf")
    if options.office is not None:
        return office_keeping.handover(options)
    with open_desk(options.store) as desk:
        made, years = hand_over(desk, options.key), handed_years(desk)
    write_file(options.output, made.pdf)
    document = {
        "path": str(options.output),
        "copy": str(made.copy),
        "digest": made.digest,
        "log_entries": made.sheet.log_length,
        "log_head": made.log_head,
        "fingerprint": made.fingerprint,
        "last_change": made.sheet.last_change,
        "people": [{"role": role, "name": name} for role, name in made.sheet.people],
        "years": [
            {"year": year.year, "state": year.state, "revision": year.revision, "check_code": year.check_code}
            for year in years
        ],
    }
    lines = [
        f"已写出交接单：{options.output}（打印后由移交人、接收人、监交人签字）",
        f"交接副本：{made.copy}",
        f"副本 SHA-256：{made.digest}",
    ]
    return Answer("handover", document, lines)

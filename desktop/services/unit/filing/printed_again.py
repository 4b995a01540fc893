"""Whether the stored forms of a 定稿 are those that its figures give.

The content cannot state the digest of the printed form, because the form shows the digest of the content. So
a form that was replaced, with the log made to agree, is detected only by printing the frozen figures again.
"""

from __future__ import annotations

from db.unit.records import Revision
from desktop import __version__
from desktop.services.packages.form import forms_fact
from desktop.services.packages.plan import plan_fact
from desktop.services.packages.recheck import recheck_fact
from desktop.services.packages.schema import read_content
from desktop.services.plans.packs import PlanPack, stored_pack
from desktop.services.unit.desk import Desk
from desktop.services.unit.filing.exporting import payload
from desktop.submission.container.manifest import Manifest
from desktop.submission.facts import Fact, FactState
from desktop.submission.package import Package
from forms.bounded_json import parse_json
from forms.errors import TianbaoError
from forms.frozen import frozen


@frozen
class PrintedAgain:
    """The result of printing all frozen forms again.

    Attributes:
        same: forms whose content is the same to the byte.
        not_compared: those that could not be printed again, of another version of the program above all.
        mismatches: sentences about those that differ, with year and revision.
    """

    same: int
    not_compared: int
    mismatches: tuple[str, ...]


def print_frozen_again(desk: Desk) -> PrintedAgain:
    """Print the form of every frozen revision from its tables, and compare it with the stored one.

    Only the version of the program that printed a form gives the same content to the byte.
    """
    states, mismatches = [], []
    for year in desk.store.years():
        for number in _numbers(desk, year):
            fact = _fact(desk, year, number)
            states.append(fact.state if fact is not None else FactState.UNKNOWN)
            if fact is not None and fact.state is FactState.BAD:
                mismatches.append(f"{year} 年第 {number} 版：{fact.sentence}")
    return PrintedAgain(states.count(FactState.OK), states.count(FactState.UNKNOWN), tuple(mismatches))


def _numbers(desk: Desk, year: int) -> list[int]:
    try:
        return [revision.number for revision in desk.store.revisions(year)]
    except TianbaoError:
        return []  # damaged, which is told elsewhere


def _fact(desk: Desk, year: int, number: int) -> Fact | None:
    """The fact about the forms of one revision, or an earlier one that is already bad.

    None where the revision cannot be read, which is told elsewhere. What another version of the program
    froze is not judged by the rules of this one.
    """
    try:
        revision = desk.store.revision(year, number)
        assert revision is not None
        files = payload(revision, desk.store.documents(year, number))
        content = read_content(
            Package(payload=tuple(files), manifest=Manifest(()), manifest_bytes=b"", signature=b"", size=0),
            lambda *_: _pack(desk, revision),
            None,
        )
        recheck = recheck_fact(content, plan_fact(content.submission, content.pack))
        is_ours = parse_json(revision.content)["program_version"] == __version__
    except (TianbaoError, ValueError, KeyError):
        return None
    facts = (content.schema, recheck, forms_fact(content, recheck, print_again=is_ours))
    return next((fact for fact in facts if is_ours and fact.state is FactState.BAD), facts[-1])


def _pack(desk: Desk, revision: Revision) -> PlanPack:
    stored = desk.store.plan(revision.plan_digest)
    return stored_pack(stored.document)

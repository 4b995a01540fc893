"""What became of a handed file, in a clerk's words: units by their names, and each trouble once."""

from __future__ import annotations

import re
from collections.abc import Iterator

from db.office.records import ReceivedPackage
from desktop.kinds.doors import KINDS, kind_word, spaced
from desktop.kinds.kind import Kind
from desktop.services.office.desk import OfficeDesk
from desktop.services.office.facts.fact import OfficeFact
from desktop.services.office.facts.revision_fact import ASIDE, UNUSED
from desktop.services.office.intake.not_taken import NotTaken
from desktop.services.office.intake.receiving import FileReport, LeftBeside, PackageReport


def refusal_sentence(report: FileReport | LeftBeside) -> str:
    """Why nothing was taken in of a file, or why it waits; empty where packages were read of it."""
    why = report.refusal
    if why is None:
        return ""
    if why is NotTaken.NOT_OURS and report.kind == Kind.UNKNOWN:
        return "认不出是什么文件，也可能在传送中损坏了：选对了的，请发送单位重新发来"
    if why is NotTaken.NOT_OURS and report.kind is not None:
        return f"这是{spaced(KINDS[Kind(report.kind)].subject)}，不是报送包"
    if why is NotTaken.OTHER_KIND:
        where = "这" if report.kind == Kind.LETTER else "里面"
        return f"{where}是{spaced(kind_word(Kind.LETTER, report.letter))}，不是报送包"
    return why.code.meaning


def whose(desk: OfficeDesk, package: ReceivedPackage) -> str:
    """Of which unit, year and revision a package is; a unit of elsewhere may have the code of one of ours."""
    unit = desk.unit_name(package.unit) if package.region == desk.region else package.unit
    return f"{unit} {package.year} 年第 {package.revision} 版"


_NAMED = re.compile(r"wdp-(?P<region>[0-9]{6})-(?P<unit>[a-z][a-z-]*)-(?P<year>[0-9]{4})-r[0-9]+\.")
"""The name that a package is exported under (``package.md``); a mail program may put something behind it."""


def named_after(desk: OfficeDesk, name: str) -> str:
    """Whose package a file should be by its name, where nothing could be read of it; empty for none."""
    found = _NAMED.search(name)
    if found is None or found["region"] != desk.region or found["unit"] not in desk.plan.unit_by_code:
        return ""
    return f"按文件名是{desk.unit_name(found['unit'])} {found['year']} 年的"


def open_points(report: PackageReport) -> Iterator[OfficeFact]:
    """Facts of a package that a person must see to or decide about; of two that say the same, the first.

    What is bad comes before what is merely unknown: nobody registers a key for a unit of elsewhere.
    """
    found = [one for one in report.facts if one.is_doubtful or (report.waits and one.holds_back)]
    causes = [one for one in found if not one.follows] or found
    causes.sort(key=lambda one: not one.is_bad)
    said = set()
    for one in causes:
        if one.sentence not in said:
            said.add(one.sentence)
            yield one


def unused_word(report: PackageReport) -> str:
    """Chinese word for a package that a person decided not to use; empty for every other."""
    if report.package.digest in report.unit_year.put_aside:
        return UNUSED[ASIDE]
    place = report.unit_year.lineage.places.get(report.package.content)
    return "" if place is None else UNUSED.get(place.value, "")

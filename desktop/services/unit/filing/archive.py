"""Past submissions, opened as they were frozen: under their own plan version, with the same bytes.

Nothing is computed again, so a later program shows the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from datetime import datetime
from typing import Any

from db.errors import StoreCorrupt, fault
from db.translation import decoding
from db.unit.records import PackageRecord, UnitProfile, YearRecord
from desktop.services.packages.encryption import ENCRYPTED_SUFFIX
from desktop.services.plans.packs import PlanPack, stored_pack
from desktop.services.unit.desk import Desk
from desktop.submission.profile.datapackage import FINDINGS, OBSERVATIONS, VERDICTS
from desktop.submission.profile.published import PDF_NAME, PROFILES, WORKBOOK_NAME
from desktop.submission.profile.tables import read_table
from forms.bounded_json import parse_json
from forms.canonical import check_code, digest_of, format_check_code
from forms.codes.desk import ArchiveCode
from forms.errors import UserInputError
from forms.figures.breakdown import SeriesKey
from forms.filing.tables import Row, figures_from_rows
from forms.frozen import frozen
from forms.reporting.earlier import DefinitionChange, series_breaks
from forms.reporting.entry import Figures
from forms.reporting.layout import UnitLayout, lay_out


@frozen
class PastSubmission:
    """A frozen revision of a year.

    Attributes:
        year: reporting year.
        number: revision.
        at: when it was frozen.
        actor: who froze it.
        people: the people named on the form.
        content_digest: the content digest, whose check code is on paper.
        replaces: content digest of the revision before, None for the first.
        pack: the plan version under which it was checked.
        layout: the unit's forms in that version.
        figures: the figures, with the earlier years they were compared with.
        findings: findings with their explanations, as written.
        verdicts: target verdicts, as written.
        pdf: the official form, the bytes that were printed.
        workbook: the same as xlsx.
        packages: files that were exported of it, the encrypted ones included.
    """

    year: int
    number: int
    at: datetime
    actor: str
    people: UnitProfile
    content_digest: str
    replaces: str | None
    pack: PlanPack
    layout: UnitLayout
    figures: Figures
    findings: Sequence[Row]
    verdicts: Sequence[Row]
    pdf: bytes = field(repr=False)
    workbook: bytes = field(repr=False)
    packages: Sequence[PackageRecord]

    @property
    def exports(self) -> int:
        """How often it was exported; one that was encrypted as well is recorded as two files."""
        return sum(not package.file_name.endswith(ENCRYPTED_SUFFIX) for package in self.packages)

    def text(self, key: SeriesKey) -> str:
        """The text of a cell, as it was typed; empty for an empty cell."""
        found = self.figures.observations.get(key)
        return found.reading.text if found is not None else ""


def revision_numbers(desk: Desk, year: int) -> list[int]:
    """Revisions of a year that can be opened, oldest first."""
    return [revision.number for revision in desk.store.revisions(year)]


@frozen
class PastEntry:
    """A line in the list of past submissions.

    Attributes:
        year: reporting year.
        number: revision.
        at: when it was frozen, in the time of this PC.
        actor: who froze it.
        check_code: the 校验码 on its printed form.
        packages: file names of the packages that were exported of it.
        in_force: whether it is the newest of its year and stands.
    """

    year: int
    number: int
    at: datetime
    actor: str
    check_code: str
    packages: tuple[str, ...]
    in_force: bool


def past_entries(desk: Desk) -> list[PastEntry]:
    """All revisions that were ever frozen, newest year and revision first."""
    found = [entry for record in desk.store.year_records() for entry in _entries_of(desk, record)]
    return sorted(found, key=lambda entry: (entry.year, entry.number), reverse=True)


def _entries_of(desk: Desk, record: YearRecord) -> list[PastEntry]:
    packages, zone = desk.store.packages(record.year), desk.clock().tzinfo
    return [
        PastEntry(
            year=record.year,
            number=revision.number,
            at=revision.at.astimezone(zone),
            actor=revision.actor,
            check_code=format_check_code(check_code(revision.content_digest)),
            packages=tuple(p.file_name for p in packages if p.revision == revision.number),
            in_force=record.state.is_frozen and revision.number == record.revision,
        )
        for revision in desk.store.revisions(record.year)
    ]


def past_submission(desk: Desk, year: int, number: int) -> PastSubmission:
    """Open a frozen revision.

    Raises:
        UserInputError: there is no such revision (E-ARCHIVE-001).
        EnvironmentFault: the file is damaged: something no longer has its digest.
    """
    revision = desk.store.revision(year, number)
    if revision is None:
        known = "、".join(f"第 {n} 版" for n in revision_numbers(desk, year)) or "还没有定稿过"
        raise UserInputError(ArchiveCode.NO_SUCH_REVISION, f"{year} 年没有第 {number} 版，现有：{known}")
    plan = desk.store.plan(revision.plan_digest)
    pack = stored_pack(plan.document)
    content: Mapping[str, Any] = parse_json(revision.content)
    files = {document.name: document.data for document in desk.store.documents(year, number)}
    for name, digest in content["tables"].items():
        if digest_of(files.get(name, b"")) != digest:
            raise fault(StoreCorrupt, desk.path, table=name)
    profile = PROFILES[content["schema"]]
    tables = {table.name: read_table(files[table.path], table.columns) for table in profile.tables}
    with decoding(desk.path):
        figures = figures_from_rows(pack.plan, year, tables[OBSERVATIONS.name])
    changes = [DefinitionChange(c["code"], c["year"], c["note"]) for c in content["definition_changes"]]
    return PastSubmission(
        year=year,
        number=number,
        at=revision.at,
        actor=revision.actor,
        people=revision.people,
        content_digest=revision.content_digest,
        replaces=content["replaces"],
        pack=pack,
        layout=lay_out(pack.plan, content["unit"]["code"]),
        figures=replace(figures, breaks=series_breaks(changes, year)),
        findings=tables[FINDINGS.name],
        verdicts=tables[VERDICTS.name],
        pdf=files[PDF_NAME],
        workbook=files[WORKBOOK_NAME],
        packages=[package for package in desk.store.packages(year) if package.revision == number],
    )

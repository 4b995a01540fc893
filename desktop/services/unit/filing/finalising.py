"""定稿 and its undoing.

定稿 freezes figures, explanations, plan version and people under one content digest, prints the
official form with that digest, and stores all of it. What is signed later is exactly this.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from db.log.records import LogHead
from db.unit.records import StoredDocument
from desktop import __version__
from desktop.documents.official.by_hand import refusal
from desktop.documents.official.content import LogMark
from desktop.documents.official.form import render_official_pdf
from desktop.documents.official.workbook import render_official_workbook
from desktop.services.clock import require_clock
from desktop.services.keeping import back_up_before
from desktop.services.unit.evidence import attached_documents, over_room
from desktop.services.unit.letters.acceptance import told_of_acceptance
from desktop.services.unit.letters.kept_task import task_letter
from desktop.services.unit.letters.questions import answer_rows
from desktop.services.unit.printing import left_by_hand, print_content
from desktop.services.unit.stored_texts import refused_texts
from desktop.services.unit.year import YearDesk
from desktop.submission.profile.datapackage import (
    ANSWERS,
    FINDINGS,
    INDICATORS,
    OBSERVATIONS,
    TABLE_MEDIA_TYPE,
    VERDICTS,
    Table,
)
from desktop.submission.profile.media_types import PDF_TYPE, WORKBOOK_TYPE
from desktop.submission.profile.published import PDF_NAME, WORKBOOK_NAME
from desktop.submission.profile.tables import write_table
from forms.canonical import canonical_json, digest_of
from forms.codes.desk import EvidenceCode, PeopleCode, StateCode, TextCode
from forms.codes.letter import OpenCode
from forms.errors import StateError, UserInputError
from forms.filing.content import AttachedFile, SubmissionContent
from forms.filing.state import Step, YearState
from forms.filing.tables import (
    Row,
    finding_rows,
    indicator_rows,
    observation_rows,
    unit_verdicts,
    verdict_rows,
)
from forms.text.typed import require_text

_SHORTEST_REASON = 2
"""Characters of the reason for taking a year back. Chosen by us: 补报 and 更正 say enough, because the change
itself is logged."""


def obstacles(year: YearDesk) -> list[str]:
    """The obstacles to 定稿 as Chinese sentences; empty without any."""
    found = []
    if blank := len(year.report.blank_cells):
        found.append(f"还有 {blank} 格没有填")
    if year.report.to_mend:
        found.append(f"还有 {len(year.report.to_mend)} 个强制性问题没有改正")
    if year.report.unexplained:
        found.append(f"还有 {len(year.report.unexplained)} 个核实性问题没有说明原因")
    missing = year.desk.people.missing()
    if missing:
        found.append(f"还没有填写{'、'.join(missing)}")
    if accepted := told_of_acceptance(year):
        found.append(accepted)
    return found + refused_texts(year) + over_room(year)


def finalise(
    year: YearDesk, *, by_hand: bool = False, clock_is_right: bool = False, annex: bool = True
) -> int:
    """Freeze the year as its next revision.

    Args:
        year: a year against which nothing stands.
        by_hand: a person confirmed that what no font can draw will be written on paper by hand.
        clock_is_right: a person confirmed it although the data file records a later time.
        annex: whether the early warnings follow the printed form as an annex.

    Returns:
        The revision number.

    Raises:
        StateError: findings stand against it (E-STATE-002), the year is frozen (E-STATE-001), or nothing can
            be stored here (E-STATE-003).
        UserInputError: people are not named (E-PEOPLE-001), or a stored text holds control or direction
            characters (E-TEXT-001), or there is more attached than a package carries (E-EVIDENCE-004).
        GlyphMissing: a character cannot be printed, and nobody confirmed that it will be written (E-DOC-001).
        EnvironmentFault: the store could not be written, or the clock is wrong (E-CLOCK-001 to E-CLOCK-003);
            nothing changed.
    """
    _require_clear(year)
    now = require_clock(year.desk, is_confirmed=clock_is_right)
    if not by_hand and (blank := left_by_hand(year)):
        raise refusal(blank)
    back_up_before(year.desk, "before-finalise")
    desk = year.desk
    # Freezing is refused where anything is entered after this head was read (E-DB-040).
    tables, log = data_tables(year), desk.store.log_position()
    attached, attachments = attached_documents(year)
    # Content first, then the paper that shows its digest: so the content names no paper (contracts 6).
    content = _content(year, now, tables, log, attached)
    frozen = canonical_json(content.document())
    digest = digest_of(frozen)
    documents = [
        *_forms(year, content, digest, now, annex=annex),
        *(StoredDocument(name, TABLE_MEDIA_TYPE, data) for name, data in tables.items()),
        *attachments,
    ]
    desk.store.freeze(
        year.year,
        content.revision,
        content_bytes=frozen,
        content_digest=digest,
        plan_digest=desk.pack.digest,
        documents=documents,
        people=desk.people,
        actor=desk.actor,
        now=now,
    )
    return content.revision


def _content(
    year: YearDesk, now: datetime, tables: Mapping[str, bytes], log: LogHead, attached: Iterable[AttachedFile]
) -> SubmissionContent:
    """What is frozen of a year; it names tables and attachments by their digests."""
    desk = year.desk
    previous = desk.store.latest_revision(year.year)
    task = task_letter(desk, year.year)
    return SubmissionContent(
        plan_id=desk.plan.id,
        plan_version=desk.plan.version,
        plan_digest=desk.pack.digest,
        region_code=desk.plan.region_code,
        unit=desk.unit.code,
        unit_name=desk.unit.official_name,
        year=year.year,
        revision=year.record.revision + 1,
        replaces=previous.content_digest if previous is not None else None,
        people=desk.people,
        finalised_at=now.isoformat(timespec="seconds"),
        program_version=__version__,
        log_head=log.hash,
        log_count=log.entries or 0,
        tables={name: digest_of(data) for name, data in tables.items()},
        definition_changes=desk.definition_changes(),
        attachments=tuple(attached),
        base=year.given.document,
        task=None if task is None else task.digest,
    )


def _forms(
    year: YearDesk, content: SubmissionContent, digest: str, now: datetime, *, annex: bool
) -> Iterator[StoredDocument]:
    """The official form, as it is printed with the digest of what is frozen."""
    printed = print_content(
        year,
        revision=content.revision,
        digest=digest,
        reported=now.date(),
        log=LogMark(content.log_count, content.log_head),
        annex=annex,
    )
    yield StoredDocument(PDF_NAME, PDF_TYPE, render_official_pdf(printed))
    yield StoredDocument(WORKBOOK_NAME, WORKBOOK_TYPE, render_official_workbook(printed))


def withdraw(year: YearDesk, reason: str) -> None:
    """Take a finalised or exported year back for a change (撤回).

    Raises:
        UserInputError: no reason is given (E-STATE-004), or it holds control or direction characters
            (E-TEXT-001) or is too long (E-TEXT-002).
        StateError: the year cannot be withdrawn now (E-STATE-001), or nothing can be stored here
            (E-STATE-003).
        EnvironmentFault: the store could not be written.
    """
    words = require_text(reason, "撤回原因", lines=True)
    if len(words) < _SHORTEST_REASON:
        raise UserInputError(StateCode.WITHOUT_REASON, "撤回定稿必须写明原因，例如“更正产妇系统管理人数”")
    year.step(Step.WITHDRAW, words)


def data_tables(year: YearDesk) -> dict[str, bytes]:
    """The data tables of the year, entry name to bytes; answers only where a question was answered."""
    figures, layout = year.figures, year.layout
    rows: list[tuple[Table, list[Row]]] = [
        (OBSERVATIONS, observation_rows(figures, layout)),
        (INDICATORS, indicator_rows(figures, layout)),
        (FINDINGS, finding_rows(year.report)),
        (VERDICTS, verdict_rows(unit_verdicts(figures, layout))),
    ]
    if answers := answer_rows(year):
        rows.append((ANSWERS, answers))
    return {table.path: write_table(table.columns, found) for table, found in rows}


def _require_clear(year: YearDesk) -> None:
    year.require_writable()
    if year.state.is_frozen:
        year.next_state(Step.FINALISE)  # what is said of findings would lead nowhere
    if not year.report.is_clear:
        raise StateError(StateCode.NOT_CLEAR, f"不能定稿：{'；'.join(obstacles(year))}。")
    missing = year.desk.people.missing()
    if missing:
        raise UserInputError(PeopleCode.MISSING, f"请先填写{'、'.join(missing)}，再定稿")
    refused = refused_texts(year)
    if refused:
        raise UserInputError(TextCode.REFUSED, f"不能定稿：{'；'.join(refused)}。")
    over = over_room(year)
    if over:
        raise UserInputError(EvidenceCode.NO_ROOM, f"不能定稿：{'；'.join(over)}。请删去不需要的附件")
    if accepted := told_of_acceptance(year):
        raise UserInputError(OpenCode.ACCEPTED, f"不能定稿：{accepted}。")
    if year.state is YearState.EMPTY and year.layout.forms and not year.layout.asks:
        year.step(Step.PASS)  # nothing is to be typed in a year without a survey
    year.next_state(Step.FINALISE)

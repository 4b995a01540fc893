"""The content of a print: one frozen record, made of a year's figures and drawn as PDF and as workbook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import date

from forms.filing.people import People
from forms.frozen import frozen
from forms.plan.pack import Plan
from forms.reporting.entry import Figures
from forms.reporting.layout import FormLayout


@frozen
class PrintedFinding:
    """One finding with its explanation, as listed on the explanation pages."""

    level: str
    """Label of the level: 强制, 核实 or 提示."""
    place: str
    """Its place in Chinese, e.g. ``健康表 07行 合计``."""
    sentence: str
    explanation: str = ""
    by: str = ""
    """Who explained it."""


@frozen
class PrintedWarning:
    """One target that needs attention, as listed on the early warning page."""

    kind: str
    """Label: 未达标, 预计达标困难 ..."""
    indicator: str
    target: str
    """Place in the plan, bound and year, e.g. ``目标（一）8　2030 年``."""
    basis: str
    """The verdict's arithmetic."""
    need: str
    """The change still needed, per year where years are left, in Chinese; empty without a range to reach."""


@frozen
class LogMark:
    """The change log at 定稿. Printed on stamped paper, it can be compared with the log later."""

    count: int
    """Number of rows."""
    head: str
    """Hash of the last row, 64 hexadecimal digits."""


@frozen
class PrintContent:
    """Everything that is printed for one unit and one year.

    Attributes:
        unit: code of the reporting unit; its name comes from the plan.
        people: who signs.
        forms: the unit's forms in order.
        figures: this year's entries, earlier years' values and the plan.
        program_version: version of this program, which the file names as its producer.
        report_date: 报出日期, None for a blank; it is also the date inside the files, so that the same
            content gives the same bytes.
        revision: number of the submission (第 n 次报送) after 定稿; None is a draft.
        content_digest: SHA-256 of the frozen content, 64 hexadecimal digits; None is a draft.
        log: the change log at 定稿; None for a draft, and for content that does not state it.
        verdicts: :func:`row_key` to a short text such as 达标, 未达标, 预计达标困难.
        findings: findings with explanations, in the order in which they are listed.
        warnings: targets that need attention, most urgent first, for the annex; empty where it is left out.
        notes: form code to further sentences (assumptions, remarks) below the table of that form.
        sensitive: whether a person could be identified from small figures; every page then says so.
        blank: whether it is a form without figures, to be filled in by hand; it is no draft then.
    """

    unit: str
    people: People
    forms: Sequence[FormLayout]
    figures: Figures
    program_version: str
    report_date: date | None = None
    revision: int | None = None
    content_digest: str | None = None
    log: LogMark | None = None
    verdicts: Mapping[str, str] = field(default_factory=dict)
    findings: Sequence[PrintedFinding] = ()
    warnings: Sequence[PrintedWarning] = ()
    notes: Mapping[str, Sequence[str]] = field(default_factory=dict)
    sensitive: bool = False
    blank: bool = False

    def __post_init__(self) -> None:
        """A finalised print has both a revision and a digest; a draft has neither."""
        if (self.revision is None) != (self.content_digest is None):
            raise ValueError("revision and content_digest belong together")

    @property
    def plan(self) -> Plan:
        """The plan version in force."""
        return self.figures.plan

    @property
    def year(self) -> int:
        """The reporting year."""
        return self.figures.year

    @property
    def unit_name(self) -> str:
        """Official name of the reporting unit (填报单位), as on its seal."""
        return self.plan.unit_by_code[self.unit].official_name

    @property
    def is_draft(self) -> bool:
        """Whether these are figures before 定稿."""
        return self.revision is None and not self.blank


def row_key(form: str, row: str) -> str:
    """Key of a row in :attr:`PrintContent.verdicts`: ``<form>/<row>``, the start of its cell addresses."""
    return f"{form}/{row}"

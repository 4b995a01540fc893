"""Fact ``schema``: whether descriptor, files and tables agree with the published format and the plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from datetime import datetime
from typing import Any

from desktop.services.packages.columns import plan_fault, type_fault
from desktop.services.packages.descriptor import contradiction, read_descriptor
from desktop.services.packages.fact import Objection, bad, ok
from desktop.services.packages.files import descriptor_fault, file_fault
from desktop.services.packages.kept_texts import text_fault
from desktop.services.packages.plan import known_plan
from desktop.services.plans.known import PlanFinder
from desktop.services.plans.packs import PlanPack
from desktop.submission.facts import Fact, FactState
from desktop.submission.package import Package
from desktop.submission.profile.datapackage import OBSERVATIONS
from desktop.submission.profile.published import Profile
from desktop.submission.profile.tables import read_table
from forms.codes.verify import VerifyCode
from forms.errors import TianbaoError
from forms.figures.breakdown import SeriesKey
from forms.filing.tables import Row, figures_from_rows
from forms.frozen import frozen
from forms.plan.pack import Plan
from forms.reporting.earlier import DefinitionChange, series_breaks
from forms.reporting.entry import Figures
from forms.reporting.layout import UnitLayout, lay_out


@frozen
class Content:
    """The content of a package, as far as it could be read.

    Attributes:
        schema: the fact.
        package: the package.
        submission: its descriptor, None where that is not sound in itself.
        tables: table name to rows, empty where one cannot be read.
        pack: the plan pack that it names, or the nearest known one, or None.
        layout: the unit's forms; None where the pack or the unit is not known.
        figures: the figures, None where they cannot be made of the rows.
        unreadable: why they cannot.
    """

    schema: Fact
    package: Package
    submission: Mapping[str, Any] | None = None
    tables: Mapping[str, list[Row]] = field(default_factory=dict)
    pack: PlanPack | None = None
    layout: UnitLayout | None = None
    figures: Figures | None = None
    unreadable: str = ""

    @property
    def is_sound(self) -> bool:
        """Whether the schema fact holds."""
        return self.schema.state is FactState.OK


def read_content(package: Package, find_plan: PlanFinder, signed_at: datetime | None) -> Content:
    """Read a package and judge whether it is what the format and the plan say.

    Args:
        package: the opened package.
        find_plan: gives the plan pack that the package names.
        signed_at: the signing time; None where there is no sound signature.
    """
    try:
        submission, profile = read_descriptor(package)
        tables = _read_tables(package, profile)
    except Objection as reason:
        return Content(schema=reason.fact("schema"), package=package)
    except TianbaoError as error:
        return Content(schema=bad("schema", error.code, error.message), package=package)
    content = Content(
        schema=ok("schema", VerifyCode.FORMAT_SOUND, ""),
        package=package,
        submission=submission,
        tables=tables,
    )
    content = _with_plan(replace(content, pack=known_plan(submission, find_plan)))
    fault = (
        contradiction(submission, signed_at)
        or file_fault(submission, package, profile)
        or text_fault(submission, tables)
        or type_fault(submission, tables, profile)
        or descriptor_fault(submission, package, profile)
        or _plan_fault(content)
    )
    return replace(content, schema=_sound(content, profile) if fault is None else fault.fact("schema"))


def _read_tables(package: Package, profile: Profile) -> dict[str, list[Row]]:
    """Every table of the profile that must or may be there, with the columns that are known here."""
    present = {file.name for file in package.payload}
    wanted = [*profile.tables, *(table for table in profile.optional_tables if table.path in present)]
    more = profile.may_have_more_columns
    return {
        table.name: [
            {name: row[name] for name in table.columns}
            for row in read_table(package.data(table.path), table.columns, or_more=more)
        ]
        for table in wanted
    }


def _with_plan(content: Content) -> Content:
    """Lay out the unit's forms and make the figures, where the very pack and the unit are known."""
    submission, pack = content.submission or {}, content.pack
    if pack is None or pack.digest != submission["plan"]["digest"]:
        return content
    unit = submission["unit"]["code"]
    if unit not in pack.plan.unit_by_code:
        return content
    layout = lay_out(pack.plan, unit)
    stated = [DefinitionChange(c["code"], c["year"], c["note"]) for c in submission["definition_changes"]]
    try:
        figures = figures_from_rows(pack.plan, submission["year"], content.tables[OBSERVATIONS.name])
    except ValueError as error:
        return replace(content, layout=layout, unreadable=str(error))
    return replace(
        content, layout=layout, figures=replace(figures, breaks=series_breaks(stated, submission["year"]))
    )


def _plan_fault(content: Content) -> Objection | None:
    """What the plan, where it is known, says otherwise of descriptor and tables."""
    submission, pack, layout = content.submission, content.pack, content.layout
    if submission is None or pack is None or layout is None:
        return None
    plan, (first, last) = pack.plan, pack.plan.period
    if submission["unit"]["name"] != plan.unit_by_code[submission["unit"]["code"]].official_name:
        return Objection(VerifyCode.NOT_OF_PLAN, "单位名称与规划不符")
    if not first <= submission["year"] <= last:
        return Objection(VerifyCode.NOT_OF_PLAN, f"报送年份不在规划期 {first}—{last} 年内")
    return _named_fault(submission, plan, layout) or (
        None if content.figures is None else plan_fault(submission, content.tables, content.figures, layout)
    )


def _named_fault(submission: Mapping[str, Any], plan: Plan, layout: UnitLayout) -> Objection | None:
    """What the descriptor says of an item, a cell or a year that the plan does not have."""
    first, last = plan.period
    for change in submission["definition_changes"]:
        is_known = change["code"] in plan.item_by_code or change["code"] in plan.indicator_by_code
        if not is_known or not first <= change["year"] <= last:
            return Objection(
                VerifyCode.NOT_OF_PLAN, f"口径变动“{change['code']}”（{change['year']} 年）与规划不符"
            )
    for entry in submission["attachments"]:
        if SeriesKey(entry["item"], entry["breakdown"]) not in layout.cells_by_key:
            return Objection(VerifyCode.NOT_OF_PLAN, f"附件所属的“{entry['item']}”不在本单位的报表里")
    for entry in submission.get("corrections", ()):
        if entry["cell"] not in layout.cell_by_address or not first <= entry["year"] <= last:
            return Objection(
                VerifyCode.NOT_OF_PLAN, f"更正的“{entry['cell']}”（{entry['year']} 年）不在本单位的报表里"
            )
    return None


def _sound(content: Content, profile: Profile) -> Fact:
    """The fact that holds, saying what was compared and what was not."""
    rows = sum(len(rows) for rows in content.tables.values())
    columns = "没有与规划逐栏核对" if content.figures is None else "逐栏与规划和报表相符"
    said = [
        f"描述文件符合 {profile.schema}，{len(content.package.payload)} 个文件与它逐一相符，没有多余的",
        f"{len(content.tables)} 张数据表 {rows} 行的格式正确，{columns}",
    ]
    said.append("备注、来源、说明等文字只看格式")
    if _has_earlier_years(content):
        said.append("往年数是不是单位的全部没有旁证，这里没有核对（统计局收件时与已验收、已公布的逐个比）")
    said.append("变更记录的条数和末条校验值没有旁证，这里没有核对（由单位用 log --verify --package 核对）")
    return ok("schema", VerifyCode.FORMAT_SOUND, "；".join(said))


def _has_earlier_years(content: Content) -> bool:
    year = str((content.submission or {}).get("year"))
    return any(row["year"] != year for row in content.tables[OBSERVATIONS.name])

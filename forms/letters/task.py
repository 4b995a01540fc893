"""The task that starts a year, as a record, and as members of ``letter.json``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from forms.frozen import frozen

_NUMBER = re.compile(r"[1-9][0-9]{0,6}")
"""How base figures are numbered within their year."""
LONGEST_NOTICE = 10_000
"""Most characters of a notice, as in ``letter-1.json``. Chosen by us: some pages of text."""


@frozen
class TaskUnit:
    """What one unit is to do.

    Attributes:
        unit: code.
        deadline: last day on which its figures are in time; None where none is set.
        files: whether it has to file this year.
    """

    unit: str
    deadline: date | None
    files: bool


@frozen
class Named:
    """A pack that a task vouches for.

    Attributes:
        version: its version.
        digest: SHA-256 of its bytes.
        id: of the plan; empty for base figures.
    """

    version: str
    digest: str
    id: str = ""


@frozen
class YearTask:
    """The task of a year.

    Attributes:
        plan: the plan pack.
        units: every unit of the plan.
        base: the base figures; None where none are given.
        notice: text of the notice; empty where there is none.
        waives_paper: whether acceptance needs no stamped paper.
        signing: fingerprint of the office's signing certificate.
        receiving: that of its receiving certificate; None where there is none.
        former: fingerprints of its earlier signing certificates.
    """

    plan: Named
    units: tuple[TaskUnit, ...]
    base: Named | None
    notice: str
    waives_paper: bool
    signing: str
    receiving: str | None
    former: tuple[str, ...]


def task_members(task: YearTask) -> dict[str, Any]:
    """A task as members of ``letter.json``."""
    base = task.base
    return {
        "plan": {"id": task.plan.id, "version": task.plan.version, "digest": task.plan.digest},
        "units": [
            {
                "unit": one.unit,
                "deadline": None if one.deadline is None else one.deadline.isoformat(),
                "files": one.files,
            }
            for one in task.units
        ],
        "base": None if base is None else {"version": base.version, "digest": base.digest},
        "notice": task.notice,
        "waives_paper": task.waives_paper,
        "signing": task.signing,
        "receiving": task.receiving,
        "former": list(task.former),
    }


def task_of(document: Mapping[str, Any]) -> YearTask:
    """The task in a document that fits the published schema.

    Raises:
        ValueError: a member is missing, or contradicts another, as a Chinese clause.
    """
    absent = [name for name in ("plan", "units", "notice", "waives_paper", "signing") if name not in document]
    if absent:
        raise ValueError(f"任务缺少 {'、'.join(absent)}")
    units = tuple(_unit(one) for one in document["units"])
    if len({one.unit for one in units}) != len(units):
        raise ValueError("同一个单位在任务里出现了两次")
    plan = document["plan"]
    return YearTask(
        plan=Named(version=plan["version"], digest=plan["digest"], id=plan["id"]),
        units=units,
        base=named_base(document),
        notice=document["notice"],
        waives_paper=document["waives_paper"],
        signing=document["signing"],
        receiving=document.get("receiving"),
        former=tuple(document.get("former", ())),
    )


def named_base(document: Mapping[str, Any]) -> Named | None:
    """The base figures that a document vouches for; None where it names none.

    Raises:
        ValueError: their version is no number, as a Chinese clause.
    """
    base = document.get("base")
    if base is None:
        return None
    if not _NUMBER.fullmatch(base["version"]):
        raise ValueError("基础数据的编号不对")
    return Named(version=base["version"], digest=base["digest"])


def _unit(row: Mapping[str, Any]) -> TaskUnit:
    try:
        day = None if row["deadline"] is None else date.fromisoformat(row["deadline"])
    except ValueError as error:
        raise ValueError("任务里期限的日期不对") from error
    return TaskUnit(unit=row["unit"], deadline=day, files=row["files"])

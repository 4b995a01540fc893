"""Checks that could not be made because the program failed: one finding for each fault (审核没能做成).

Such a check neither passes nor fails. It must not be passed over, yet a person must be able to go on. So the
finding is 核实: 定稿 waits until somebody has checked the figures and written down the result, which goes
into the package like any explanation. Where the checks could only have given a 提示, it is a 提示.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from forms.canonical import document_digest
from forms.fault import Fault, attempt
from forms.figures.breakdown import SeriesKey
from forms.findings.finding import Finding, Level, Trait, Unmade
from forms.findings.registry import Check, Rule, Scope
from forms.frozen import frozen
from forms.reporting.entry import Figures

_NAMED = 3
"""Figures named in the sentence; chosen by us, as many as can be read at a glance."""


@frozen
class UnmadeCheck:
    """A check that the program failed in.

    Attributes:
        check: the check.
        enforcement: the enforcement that its finding would have had.
        fault: the error.
    """

    check: Check
    enforcement: Level
    fault: Fault


def _made_by_the_checker(scope: Scope, rule: Rule) -> Iterator[Check]:
    """No checks: the checker reports these findings by :func:`report_unmade`."""
    del scope, rule
    return iter(())


UNMADE = Rule(
    code="TB-CHECK-001", level=Level.QUERY, title="审核没能做成",
    meaning="程序自己出了错，这几项审核没有结果；其他审核照常，数据已保存。只涉及提示的，也只作提示。",
    make=_made_by_the_checker,
    remedy="自己核对有关各格，写明核对结果；并把程序日志交给维护人员。", traits=frozenset({Trait.FIXED}),
)  # fmt: skip
RULES = (UNMADE,)


def report_unmade(
    faults: Sequence[UnmadeCheck], scope: Scope, figures: Figures
) -> tuple[tuple[Finding, ...], tuple[Unmade, ...]]:
    """One finding and one entry for the log for each different fault.

    Args:
        faults: the checks that failed, in the order of the catalogue.
        scope: the unit's forms.
        figures: the figures that were checked.
    """
    by_fault: dict[Fault, list[UnmadeCheck]] = {}
    for one in faults:
        by_fault.setdefault(one.fault, []).append(one)
    findings = tuple(_finding(unmade, scope, figures) for unmade in by_fault.values())
    return findings, tuple(Unmade(_codes(unmade), fault) for fault, unmade in by_fault.items())


def _codes(unmade: Sequence[UnmadeCheck]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.check.rule.code for one in unmade))


def _finding(unmade: Sequence[UnmadeCheck], scope: Scope, figures: Figures) -> Finding:
    keys = tuple(dict.fromkeys(key for one in unmade for key in one.check.keys[:1]))
    read = sorted({key for one in unmade for key in (*one.check.keys, *one.check.inputs)})
    is_advisory = all(one.enforcement is Level.ADVISORY for one in unmade)
    named = "、".join(_name(scope, key) for key in keys[:_NAMED]) + (" 等" if len(keys) > _NAMED else "")
    cells, codes = scope.layout.cells_by_key, _codes(unmade)
    return Finding(
        code=UNMADE.code,
        level=UNMADE.level,
        enforcement=Level.ADVISORY if is_advisory else UNMADE.level,
        keys=keys,
        cells=tuple(cells[key][0].address for key in keys if key in cells),
        message=f"{named}有 {len(unmade)} 项审核没能做成（{'、'.join(codes)}），程序出错，不是数据的问题",
        next_step="请自己核对有关各格，写明核对结果；并告知维护人员",
        imbalance=None,
        suggestions=(),
        digest=document_digest(
            {"code": UNMADE.code, "rules": list(codes), "values": dict(_values(figures, read))}
        ),
        traits=UNMADE.traits,
    )


def _name(scope: Scope, key: SeriesKey) -> str:
    """Name of a figure; its key where that fails as well."""
    name = attempt(scope.name, key)
    return str(key) if isinstance(name, Fault) else name


def _values(figures: Figures, keys: Sequence[SeriesKey]) -> Iterator[tuple[str, str]]:
    """Texts of cells and values of earlier years as stored: computing anything might fail again."""
    for key in keys:
        observation = figures.observations.get(key)
        yield str(key), observation.reading.text if observation is not None else ""
        for year, values in figures.history.items():
            if key in values:
                yield f"{key}@{year}", str(values[key])

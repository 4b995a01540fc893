"""How many slips the detective finds, and how often it is wrong on clean figures.

``python -m tests.benchmarks.slips [number of cases]``

Series come from :mod:`tests.benchmarks.slip_series`, slips from :mod:`tests.benchmarks.slip_hands`.
Thresholds were tuned on the seed ``TRAINING``; what is printed is measured on ``TESTING``. Every figure
goes through the program's whole checker, once on a form that asks for nothing else (own years alone)
and once beside its parts, the larger figure it belongs to, or the size of its sample.

*found*: a slip finding points at the cell (for a copied year also the advice that it equals last
year's). *right*: the true figure is its first suggestion, among slips from which it can be told (which
digits were lost at the end cannot). *ceiling*: what :mod:`tests.benchmarks.slip_oracle` finds at the same
false alarms, knowing the true course and noise of each series. *any rule*: any mandatory rule lights the
cell, too.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from random import Random

from forms.figures.breakdown import SeriesKey
from forms.figures.quantity import parse_quantity
from forms.findings import RULES, Checker, Finding, Level
from forms.plan.pack import Plan
from forms.reporting.entry import Figures, Observation
from forms.reporting.layout import lay_out
from tests.benchmarks.slip_hands import MIX, PAIRS, Typed, slip
from tests.benchmarks.slip_oracle import ceilings
from tests.benchmarks.slip_series import KINDS, YEAR, Case, draw
from tests.builders import form, indicator, item, plan

TRAINING, TESTING = 20210908, 20301231
CASES = 4000

CLASSES = (*MIX, *PAIRS)
POOLED = {
    "factor, unit, transposed": {
        name: MIX[name] for name in ("tenfold", "hundredfold", "thousandfold", "unit of 10,000", "transposed")
    },
    "the whole mix": MIX,
}
"""Classes taken together, each by its weight: the two lines for which the aim is stated."""

_KEYS = {
    "x": SeriesKey("x"),
    "x/A": SeriesKey("x", "RES=U"),
    "x/B": SeriesKey("x", "RES=R"),
    "above": SeriesKey("above"),
    "sample": SeriesKey("sample"),
}


@dataclass
class Tally:
    """Counts of one class of slip, or of one kind of clean series."""

    cases: int = 0
    counts: Counter[str] = field(default_factory=Counter)

    def add(self, facts: Mapping[str, bool]) -> None:
        """Count one case."""
        self.cases += 1
        self.counts.update(name for name, holds in facts.items() if holds)

    def rate(self, name: str) -> float:
        """Share of the cases in which something held, in percent."""
        return 100 * self.counts[name] / self.cases if self.cases else 0.0

    def right(self) -> float:
        """Share of the slips whose true figure can be told at all, in which it was offered first."""
        tellable = self.counts["tellable"]
        return 100 * self.counts["right"] / tellable if tellable else 0.0


# --- forms ----------------------------------------------------------------------------------------------


@cache
def _checker(kind: str, decimals: int, places: tuple[str, ...]) -> tuple[Plan, Checker]:
    """The checker of a form that asks for the figure in the given places."""
    unit = "人" if not decimals else "1/10万" if kind == "rare event rates" else "%"
    limit = {"maximum": 100} if unit == "%" else {}
    parts = ["RES=U", "RES=R"] if "x/A" in places else []
    items = [item("x", "某指标", unit=unit, decimals=decimals, breakdown=parts, **limit)]
    items += [item(code, code) for code in ("above", "sample") if code in places]
    relations = [{"kind": "chain", "items": ["above", "x"], "enforcement": "mandatory"}]
    judged = []
    if kind == "elected counts":
        judged = [indicator("i", ["x"], unit="人", election=True)]
    elif decimals:
        changes = {"sample_item": "sample"} if "sample" in places else {}
        judged = [indicator("i", ["x"], unit=unit, **changes)]
    made = plan(
        items=items, indicators=judged,
        forms=[form([i["code"] for i in items], columns=["_T", *parts])],
        relations=relations if "above" in places else [],
    )  # fmt: skip
    return made, Checker(made, "health", lay_out(made, "health"), RULES)


def findings(case: Case, texts: Mapping[str, str], places: Iterable[str]) -> tuple[Finding, ...]:
    """What the program says when some cells of a case are typed as given and the others rightly."""
    shown = tuple(p for p in _KEYS if p in places and p in case.now)
    made, checker = _checker(case.kind, case.decimals, shown)
    observations = {}
    for place in shown:
        key = _KEYS[place]
        text = texts.get(place, format(case.now[place], "f"))
        observations[key] = Observation(
            key=key, reading=parse_quantity(text, made.item_by_code[key.code].unit)
        )
    history = {
        year: {_KEYS[p]: value for p, value in values.items() if p in shown}
        for year, values in case.past.items()
    }
    return checker.check(Figures(plan=made, year=YEAR, observations=observations, history=history)).findings


def _is_slip(finding: Finding) -> bool:
    return finding.code.startswith("TB-SLIP-")


# --- measuring ------------------------------------------------------------------------------------------


def judge(case: Case, name: str, typed: Typed, places: Iterable[str]) -> dict[str, bool]:
    """What the program made of one slip."""
    found = findings(case, typed.texts, places)
    key = _KEYS[typed.place]
    asked = [f for f in found if _is_slip(f) and key in f.keys[:2] and f.keys[0].code == "x"]
    if name == "copied year":
        asked += [f for f in found if f.code == "TB-YEAR-003" and key in f.keys]
    true = case.now[typed.place]
    offered = [s.value for f in asked for s in f.suggestions if s.key == key]
    return {
        "found": bool(asked),
        "right": typed.exact and offered[:1] == [true],
        "any": bool(asked) or any(f.level is Level.MANDATORY and key in f.keys for f in found),
        "tellable": typed.exact,
    }


def _last(case: Case, years: int | None) -> Case:
    """The case with no more than so many of its earlier years, the last ones; with all for None."""
    if years is not None:
        case.past = {year: case.past[year] for year in sorted(case.past)[-years:]}
    return case


def measure_slips(
    seed: int, cases: int, *, with_neighbours: bool, years: int | None = None
) -> dict[tuple[str, str], Tally]:
    """Tallies by class of slip and kind of series; with ``years``, as where only so many years are known."""
    random, tallies = Random(seed), {}
    for _ in range(cases):
        case = _last(draw(random), years)
        for name in CLASSES:
            place, places = _where(random, case, name, with_neighbours=with_neighbours)
            typed = slip(random, case, name, place)
            if typed is not None:
                tally = tallies.setdefault((name, case.kind), Tally())
                tally.add(judge(case, name, typed, places))
    return tallies


def _where(random: Random, case: Case, name: str, *, with_neighbours: bool) -> tuple[str, tuple[str, ...]]:
    """The cell that will be wrong, and the cells on the form."""
    if with_neighbours:
        able = [p for p in ("x", "x/A", "x/B") if p in case.now]
        return random.choice(able), ("x", "x/A", "x/B", "above", "sample")
    if name == "siblings swapped":
        return "x/A", ("x", "x/A", "x/B")
    return "x", ("x",)


def measure_clean(
    seed: int, cases: int, *, with_neighbours: bool, years: int | None = None
) -> dict[str, Tally]:
    """Tallies of clean series by kind, one case per figure; ``years`` as in :func:`measure_slips`."""
    random, tallies = Random(seed), {kind: Tally() for kind in KINDS}
    places = ("x", "x/A", "x/B", "above", "sample") if with_neighbours else ("x",)
    for kind in KINDS:
        for _ in range(cases):
            case = _last(draw(random, kind), years)
            found = findings(case, {}, places)
            for place in (p for p in places if p in case.now):
                about = [f for f in found if f.keys[0] == _KEYS[place]]
                slips, copied = any(map(_is_slip, about)), any(f.code == "TB-YEAR-003" for f in about)
                tallies[kind].add({"slip": slips, "copied": copied, "either": slips or copied})
    return tallies


def pooled(tallies: Iterable[Tally]) -> Tally:
    """Several tallies as one."""
    whole = Tally()
    for tally in tallies:
        whole.cases += tally.cases
        whole.counts.update(tally.counts)
    return whole


def mixed(by_class: Mapping[str, Tally], what: str, mix: Mapping[str, int] = MIX) -> float:
    """A rate over several classes, each by its weight."""
    return sum(weight * by_class[name].rate(what) for name, weight in mix.items()) / sum(mix.values())


def overall(clean: Mapping[str, Tally], what: str) -> float:
    """A rate over all kinds of clean series, each by its share."""
    return sum(share * clean[kind].rate(what) for kind, share in KINDS.items()) / sum(KINDS.values())


def by_class(tallies: Mapping[tuple[str, str], Tally]) -> dict[str, Tally]:
    """One tally per class of slip."""
    return {name: pooled(t for (n, _), t in tallies.items() if n == name) for name in CLASSES}


# --- printing -------------------------------------------------------------------------------------------


def report_slips(seed: int, cases: int, false_alarms: float) -> None:
    """Print what is found, by class of slip, and what could be at the same percentage of false alarms."""
    alone = measure_slips(seed, cases, with_neighbours=False)
    beside = measure_slips(seed, cases, with_neighbours=True)
    a, b, ceiling = by_class(alone), by_class(beside), _ceilings(seed, cases, false_alarms)
    print(f"{'':32} | {'own years alone':^29} | {'beside its neighbours':^30}")
    print(
        f"{'slip':25}{'weight':>7} | {'found':>9}{'ceiling':>10}{'right':>10} | "
        f"{'found':>9}{'right':>10}{'any rule':>11}"
    )
    for name in CLASSES:
        print(
            f"{name:25}{MIX.get(name, 0):7} | {a[name].rate('found'):9.1f}{ceiling[name]:10.1f}"
            f"{a[name].right():10.1f} | {b[name].rate('found'):9.1f}{b[name].right():10.1f}"
            f"{b[name].rate('any'):11.1f}"
        )
    for name, mix in POOLED.items():
        print(
            f"{name:25}{sum(mix.values()):7} | {mixed(a, 'found', mix):9.1f}{ceiling[name]:10.1f}{'':10} | "
            f"{mixed(b, 'found', mix):9.1f}{'':10}{mixed(b, 'any', mix):11.1f}"
        )
    print("\nfound in the whole mix, by kind of series:  alone   beside")
    for kind in KINDS:
        rates = [_mix_of_kind(tallies, kind) for tallies in (alone, beside)]
        print(f"  {kind:40}{rates[0]:7.1f}{rates[1]:9.1f}")


def _ceilings(seed: int, cases: int, false_alarms: float) -> dict[str, float]:
    random = Random(seed)
    drawn = [draw(random) for _ in range(cases)]
    return ceilings(drawn, random, {name: {name: 1} for name in CLASSES} | POOLED, false_alarms / 100)


def _mix_of_kind(tallies: Mapping[tuple[str, str], Tally], kind: str) -> float:
    able = [(MIX[name], t) for (name, k), t in tallies.items() if k == kind and name in MIX]
    return sum(weight * t.rate("found") for weight, t in able) / sum(weight for weight, _ in able)


def report_clean(alone: Mapping[str, Tally], beside: Mapping[str, Tally]) -> None:
    """Print the false alarms, by kind of series."""
    print(f"\n{'false alarms, % of clean figures':36}{'alone':>8}{'beside':>9}{'TB-YEAR-003':>13}")
    for kind in KINDS:
        print(
            f"  {kind:34}{alone[kind].rate('slip'):8.2f}{beside[kind].rate('slip'):9.2f}"
            f"{alone[kind].rate('copied'):13.2f}"
        )
    print(
        f"  {'all, by their share':34}{overall(alone, 'slip'):8.2f}{overall(beside, 'slip'):9.2f}"
        f"{overall(alone, 'copied'):13.2f}"
    )


def report_one_year(seed: int, cases: int) -> None:
    """Print what is found of powers of ten, and the false alarms, where last year alone is known."""
    pairs = [
        (
            by_class(measure_slips(seed, cases, with_neighbours=beside, years=1)),
            measure_clean(seed, cases // 2, with_neighbours=beside, years=1),
        )
        for beside in (False, True)
    ]
    print("\nwith last year alone:                       alone   beside")
    for name in ("tenfold", "hundredfold", "thousandfold", "unit of 10,000"):
        rates = [found[name].rate("found") for found, _ in pairs]
        print(f"  found, {name:33}{rates[0]:7.1f}{rates[1]:9.1f}")
    for kind in KINDS:
        alarms = [clean[kind].rate("slip") for _, clean in pairs]
        print(f"  false, {kind:33}{alarms[0]:7.2f}{alarms[1]:9.2f}")
    print(
        f"  {'false, all by their share':40}"
        + "{:7.2f}{:9.2f}".format(*(overall(c, "slip") for _, c in pairs))
    )


def main(arguments: Sequence[str] = ()) -> int:
    """Print both tables."""
    cases = int(arguments[0]) if arguments else CASES
    seed = TRAINING if "training" in arguments else TESTING
    print(f"{cases} series, seed {seed}; percent\n")
    alone, beside = (measure_clean(seed, cases // 2, with_neighbours=also) for also in (False, True))
    report_slips(seed, cases, overall(alone, "either"))
    report_clean(alone, beside)
    report_one_year(seed, cases)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

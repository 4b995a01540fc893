"""The inputs of all conformance cases of a unit, made from its plan whenever they are needed.

Nothing of them is kept but a digest (``expected.json``): nobody reads 700 files that a program wrote, and
what matters in a change would drown in them. The same plan gives the same figures on every machine.
"""

from dataclasses import dataclass, field
from functools import cache

from desktop.services.demonstration.figures import invent
from desktop.services.plans.packs import load_bundled
from forms.canonical import canonical_json, digest_of
from forms.figures.quantity import canonical_decimal
from tests.conformance.limits import Limits, Slowings
from tests.conformance.spoiling import Spoiler

_SPOILED = ("health", "education", "civil-affairs", "organization", "human-resources", "womens-federation")
_DIGITS = 12


@dataclass(frozen=True)
class Input:
    """Figures of a unit, and what they are meant to bring about.

    Attributes:
        unit: its code.
        rows: the texts of all years by figure; of a spoiled case only what differs from the clean one.
        is_spoiled: whether it is based on the clean case of the unit.
        meant: findings by rule with the figures they are about, which must come.
        silent: the same for rules that must keep silent.
        outlooks: by indicator.
        outcomes: by indicator and number among its targets.
        by_chance: indicators whose verdict must say that it may be chance; None where nothing is said of it.
    """

    unit: str
    rows: dict[str, str]
    is_spoiled: bool = False
    meant: dict = field(default_factory=dict)
    silent: dict = field(default_factory=dict)
    outlooks: dict = field(default_factory=dict)
    outcomes: dict = field(default_factory=dict)
    by_chance: tuple = ()

    @property
    def document(self):
        """All of it as JSON."""
        return {
            "unit": self.unit,
            "figures": self.rows,
            "meant": self.meant,
            "silent": self.silent,
            "outlooks": self.outlooks,
            "outcomes": self.outcomes,
            "by_chance": list(self.by_chance),
        }

    @property
    def digest(self):
        """The first digits of the SHA-256 of its canonical JSON."""
        return digest_of(canonical_json(self.document))[:_DIGITS]


@cache
def inputs(plan_id, unit):
    """Every input of a unit by the name of its case; those in which nothing could be spoiled are left out."""
    plan = load_bundled(plan_id).plan
    clean = invent(plan, unit)
    rows = {str(key): " ".join(map(canonical_decimal, values)) for key, values in clean.items()}
    found = {unit: Input(unit=unit, rows=rows)}
    makers = [_courses, _at_limits, _slowings] + ([_mistakes] if unit in _SPOILED else [])
    for maker in makers:
        for kind, spoiler, meant in maker(plan, unit, clean):
            if spoiler.changes:
                rows = {str(key): " ".join(texts) for key, texts in spoiler.changes.items()}
                found[f"{unit}-{kind}"] = Input(unit=unit, rows=rows, is_spoiled=True, **meant)
    return found


def _courses(plan, unit, clean):
    """Relations turned round, and every pace there is: for every unit."""
    done = set()
    for number in range(1, 9):
        turned = Spoiler(plan, unit, clean)
        turned.orders(done)
        yield f"orders-{number}", turned, {"meant": turned.meant}
    late = Spoiler(plan, unit, clean)
    behind = invent(plan, unit, behind=True)
    late.changes = {
        key: [canonical_decimal(v) for v in values] for key, values in behind.items() if values != clean[key]
    }
    yield "behind", late, {}
    slow = Spoiler(plan, unit, clean)
    yield "paces", slow, {"outlooks": slow.paces()}


def _at_limits(plan, unit, clean):
    """Every target just met and just missed."""
    done = set()
    for number in range(1, 5):
        before = set(done)
        for side in ("inside", "outside"):
            near = Limits(plan, unit, clean, inside=side == "inside")
            near.targets(treated := set(before))
            if number == 1:
                near.years()
            meant = {"meant": near.meant, "silent": near.silent, "outcomes": near.outcomes}
            yield f"limits-{number}-{side}", near, meant
            done |= treated


def _slowings(plan, unit, clean):
    """Every rise that should slow down and does not."""
    for turn in range(3):
        rising = Slowings(plan, unit, clean)
        rising.spoil(turn)
        yield (
            f"slowing-{turn + 1}",
            rising,
            {
                "outlooks": rising.outlooks,
                "by_chance": tuple(rising.by_chance),
            },
        )


def _mistakes(plan, unit, clean):
    """One mistake for every rule that the unit's forms allow."""
    wrong = Spoiler(plan, unit, clean)
    for spoil in (wrong.balances, wrong.rates, wrong.cells, wrong.years):
        spoil()
    yield "mistakes", wrong, {"meant": wrong.meant}
    slipped = Spoiler(plan, unit, clean)
    slipped.misses()
    slipped.slips()
    yield "slips", slipped, {"meant": slipped.meant}

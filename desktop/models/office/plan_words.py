"""What a plan pack says that is handed over at the office's desk, before anything is done with it."""

from __future__ import annotations

from desktop.services.office.plans import OfferedPlan, VersionInForce
from forms.plan.duties import owners_standing


def offered_words(offered: OfferedPlan) -> str:
    """What it is, by whom, whether it is known here, and what waits for it, a line each (Chinese)."""
    plan = offered.file.pack.plan
    known = (
        f"就是本局 {_years(offered.in_force)}用的一版"
        if offered.in_force
        else "本局存有这一版，没有一年用它"
        if offered.is_known
        else "本局没有这一版"
    )
    waits = f"有 {offered.waiting} 份报送包在等这一版" if offered.waiting else "没有报送包在等这一版"
    return "\n".join(
        (
            f"{plan.shown_title}　版本 {plan.version}",
            offered.file.signer,
            owners_standing(plan.owners_confirmed),
            f"{known}；{waits}。",
        )
    )


def in_force_words(versions: list[VersionInForce]) -> str:
    """Which version is in force for which years, in one sentence."""
    told = (f"{_years((one,))}用版本 {one.pack.plan.version}" for one in versions)
    return f"现在：{'，'.join(told)}。"


def _years(versions: tuple[VersionInForce, ...]) -> str:
    return "、".join(
        f"{one.first} 年" if one.first == one.last else f"{one.first}—{one.last} 年" for one in versions
    )

"""A fact about a received package as the window tells it: in the officer's words, technical words apart.

A fact is a value: name, code, status and details. The services' own sentence is for a command line and for
whoever mends a program; it may name files, columns and codes. Here each code has its words, and each step the
place of the window at which it is done.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from desktop.services.office.facts.fact import ASKED_AGAIN, SENT_BACK, OfficeFact
from desktop.submission.facts import SIGNER_FACT, SignerStatus
from forms.codes.code import CodeTrait, ErrorCode
from forms.codes.package import EnvelopeCode, KeyCode, PackageCode
from forms.codes.receive import ReceiveCode
from forms.codes.verify import VerifyCode
from forms.frozen import frozen

_OF_BYTES = frozenset({"container", "digests", "signature", "schema", "plan", "recheck"})
"""Facts whose sentences name files, columns and digits behind the point; their codes say it in words."""
_SHOWN = 3
"""Empty cells that a sentence names; the table of the year shows all. Chosen by us."""
Named = Callable[[str], str]
"""A code in words: of a unit, or an address of a cell; empty where it is none that is known."""


@frozen
class ToldFact:
    """What a person reads of a fact.

    Attributes:
        sentence: what is the matter, without its full stop.
        step: what to do, likewise; empty where there is nothing to be done.
        technical: what the program itself says of it; empty where that is the sentence.
    """

    sentence: str
    step: str
    technical: str


def told_fact(
    fact: OfficeFact,
    unit_name: Named,
    cell_name: Named = lambda _: "",
    figure_name: Named = lambda _: "",
) -> ToldFact:
    """A fact in the words of the office's window.

    Args:
        fact: the fact.
        unit_name: name of a unit of the plan by its code.
        cell_name: place of a cell of the unit's forms by its address.
        figure_name: name of an item or indicator of its plan by its code.
    """
    said = fact.sentence.rstrip("。")
    sentence = _sentence(fact, unit_name, cell_name) or said
    differing = _differing(fact.details or {}, figure_name)
    if differing:
        sentence += differing
    step = step_in_window(fact.code, fact.step).rstrip("。")
    return ToldFact(
        sentence=sentence,
        step="" if step == _NOTHING else step,
        technical="" if said in {sentence, ""} else f"{said}（{fact.code}）",
    )


_NOTHING = "不用处理"


def step_in_window(code: str, step: str = "") -> str:
    """What to do about what a code says, with places of the window.

    Args:
        code: a code of a package, or of a file that was handed over.
        step: what was said of it, where it is no code that is known here.
    """
    known = _codes().get(code)
    said = step if known is None else known.in_window or known.remedy
    return said.replace(SENT_BACK, ASKED_AGAIN)


def _sentence(fact: OfficeFact, unit_name: Named, cell_name: Named) -> str:
    """The fact in the officer's words; empty where the services' own sentence can be shown to an officer."""
    details = fact.details or {}
    if fact.name in _OF_BYTES and fact.code in _codes():
        return _codes()[fact.code].meaning
    if fact.name == SIGNER_FACT:
        return _signer(fact, details, unit_name)
    if fact.status == "gaps":
        return _gaps(details, cell_name)
    if fact.name == "answers" and fact.status == "open":
        return f"{len(details.get('questions', ()))} 个问题还没有答复"
    return ""


def _differing(details: Mapping[str, Any], figure_name: Named) -> str:
    """About which figures our own results differ, as far as they have names; empty where none differ."""
    if "differing" not in details:
        return ""
    named = [name for code in details.get("about", ()) if (name := figure_name(code))]
    which = f"：{'、'.join(named)}" if named else ""
    return f"（{details['differing']} 处{which}）"


def _signer(fact: OfficeFact, details: Mapping[str, Any], unit_name: Named) -> str:
    until = f"，证书有效期至 {details['until']}" if details.get("until") else ""
    named, filed = str(details.get("named", "")), str(details.get("filed", ""))
    whose = _holder(named, unit_name)
    if fact.status == SignerStatus.REGISTERED:
        return f"签名人已登记{until}"
    if fact.status == SignerStatus.UNKNOWN:
        return f"签名证书还没有登记{f'，证书写明是{whose}的' if whose else ''}{until}"
    known = _codes().get(fact.code)
    if known is not None and CodeTrait.OTHER_UNIT in known.traits and filed:
        registered = details.get("registered_for") if details.get("is_by_register") else None
        owner = f"登记给了{_holder(registered, unit_name)}" if registered else f"是{whose}的"
        return f"签名证书{owner}，报送的却是{_holder(filed, unit_name)}"
    return "" if known is None else f"{known.meaning}{until}"


def _holder(named: str, unit_name: Named) -> str:
    """Whom a certificate names, ``unit/region`` or a unit's code, in words; empty for nobody."""
    code, _, region = named.partition("/")
    return unit_name(code) or (f"“{code}”{f'（{region}）' if region else ''}" if code else "")


def _gaps(details: Mapping[str, Any], cell_name: Named) -> str:
    cells = list(details.get("cells", ()))
    named = [name for cell in cells[:_SHOWN] if (name := cell_name(cell))]
    more = "……" if named and len(cells) > len(named) else ""
    where = f"：{'、'.join(named)}{more}" if named else ""
    return f"{len(cells)} 格是空的{where}"


@cache
def _codes() -> Mapping[str, ErrorCode]:
    """Codes that facts and handed files bear, by their text: a stored fact has the text alone."""
    areas = (PackageCode, KeyCode, EnvelopeCode, VerifyCode, ReceiveCode)
    members = (one for area in areas for one in vars(area).values() if isinstance(one, ErrorCode))
    return {str(one): one for one in members}

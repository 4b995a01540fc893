"""A fact about a received package, as the office tells it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from desktop.services.packages.fact import shown
from desktop.submission.facts import FactState
from forms.codes.code import CodeTrait, ErrorCode
from forms.codes.receive import ReceiveCode
from forms.frozen import frozen

_PLAIN = frozenset({"", "registered", "first", "successor", "matched"})
"""Statuses of facts that hold and need nobody's attention."""
CONTRADICTS = "contradicts"
"""Status of fact ``recheck`` where another engine made the results and our own rules find a 强制 question."""
_STATES = {one.value: one for one in FactState}
"""States by stored value: a board looks up thousands, and calling ``FactState`` takes ten times as long."""
UNDECIDED = "differs"
"""Status of a fact that differs from what the office holds, and about which nobody has decided."""


@frozen
class OfficeFact:
    """One answer about a received package.

    Attributes:
        name: stable name, e.g. ``history``.
        state: ok, bad or unknown.
        code: stable code of what was found.
        sentence: Chinese sentence that says what.
        step: what a person does about it, in Chinese.
        status: a finer word, e.g. ``gap``; empty where there is none.
        details: figures, codes or days that are named; None where there are none.
        required: whether the package waits while this is unknown.
        follows: whether it was not looked at because of another fact, which is told.
    """

    name: str
    state: FactState
    code: str
    sentence: str
    step: str
    status: str = ""
    details: Mapping[str, Any] | None = None
    required: bool = True
    follows: bool = False

    @property
    def is_bad(self) -> bool:
        """Whether it does not hold."""
        return self.state is FactState.BAD

    @property
    def is_doubtful(self) -> bool:
        """Whether it does not hold, or states a difference about which nobody decided."""
        return self.is_bad or self.status == UNDECIDED

    @property
    def is_plain(self) -> bool:
        """Whether it holds, and there is nothing about it that somebody should read."""
        return self.state is FactState.OK and self.status in _PLAIN

    @property
    def holds_back(self) -> bool:
        """Whether the package is not taken for its unit's because of this."""
        return self.is_bad or (self.required and self.state is FactState.UNKNOWN)

    @property
    def line(self) -> str:
        """What is the matter, what a person does about it, and the code, in one line."""
        return f"{self.sentence.rstrip('。')}。{self.step}（{self.code}）"

    def document(self) -> dict[str, Any]:
        """The fact as JSON."""
        told: dict[str, Any] = {
            "fact": self.name,
            "state": self.state.value,
            "status": self.status,
            "code": self.code,
            "sentence": self.sentence,
            "step": self.step,
        }
        return told if self.details is None else {**told, "details": dict(self.details)}


def told(  # noqa: PLR0913 - the parts of a fact
    name: str,
    state: FactState,
    code: ErrorCode,
    sentence: str,
    *,
    status: str = "",
    details: Mapping[str, Any] | None = None,
    required: bool = True,
) -> OfficeFact:
    """A fact, with the step that its code advises.

    Args:
        name: what it is about, as decisions name it, such as ``signer``.
        state: whether it holds.
        code: of what was found.
        sentence: what was found, in Chinese; what it quotes is made visible.
        status: a finer state than ``state``; empty where there is none.
        details: what its sentence does not list, as JSON types; None where there is nothing.
        required: whether a package with this fact open is not taken for its unit's.
    """
    return OfficeFact(
        name=name,
        state=state,
        code=str(code),
        sentence=shown(sentence),
        step=code.remedy,
        status=status,
        details=details,
        required=required,
        follows=CodeTrait.FOLLOWS in code.traits,
    )


SENT_BACK = "退回发送单位，请用程序重新导出"
"""What whoever verifies one package does; at the desk 退回 is the letter about what was taken in."""
ASKED_AGAIN = "告诉发送单位，请用程序重新导出、再发来；这一份可以不予采用"
"""What the office does with it instead: no letter can be about what is not taken for the unit's."""
_GIVE_THE_PLAN = ("，请用 --plan 给出那一份再验证", "：命令行请用 --plan 给出，再验证")
"""Said to whoever verifies one package; the desk takes the plan in, and judges again by itself."""
_AT_DESK = (
    (SENT_BACK, f"{ASKED_AGAIN}（decide --aside）"),
    (
        "向单位索取规划数据包，再收一次并用 --plan 给出；本局自己的新版才用 office plan",
        ReceiveCode.DEFINITION_UNKNOWN.remedy,
    ),
)
"""Steps that stored judgements state, also those of older programs, each with the office's own step."""


def at_desk(fact: OfficeFact) -> OfficeFact:
    """A fact of a stored judgement with what the office does about it."""
    step, sentence = fact.step, fact.sentence
    for said in _GIVE_THE_PLAN:
        sentence = sentence.replace(said, "")
    for said, instead in _AT_DESK:
        step = step.replace(said, instead)
    same = (step, sentence) == (fact.step, fact.sentence)
    return fact if same else replace(fact, step=step, sentence=sentence)


def stored_fact(name: str, found: Mapping[str, Any]) -> OfficeFact:
    """A fact of a stored judgement.

    Args:
        name: what it is about.
        found: the rest of it, as the judgement has it; judgements of older programs lack what is optional.
    """
    return OfficeFact(
        name=name,
        state=_STATES[found["state"]],
        code=found["code"],
        sentence=found["sentence"],
        step=found["step"],
        status=found.get("status", ""),
        details=found.get("details"),
        required=found["required"],
        follows=found.get("follows", False),
    )

"""All facts about a package, and one bottom line.

A verification is a value, never a bool: "the digests match" cannot be mistaken for "the signer is
known". Later stages append their own facts (``schema``, ``plan``, ``revision``, ``recheck``,
``paper``) with ``Verification.with_facts``.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.submission.facts import RECHECK_FACT, SIGNER_FACT, Fact, FactState, SignerStatus
from forms.codes.code import CodeTrait
from forms.frozen import frozen

if TYPE_CHECKING:
    from desktop.submission.package import Package
    from desktop.submission.signing.cms import SignatureStatus


@frozen
class Verification:
    """All facts about one package.

    Attributes:
        facts: in the order in which they were found.
        package: the opened package where container and digests are sound, else ``None``.
        signature: what is known about the signature, ``None`` if there is none.
        allow_unregistered: whether an unknown signer is acceptable to the caller.
        other_kind: sentence about a file that is no package at all; empty for a package.
    """

    facts: tuple[Fact, ...]
    package: Package | None = None
    signature: SignatureStatus | None = None
    allow_unregistered: bool = False
    other_kind: str = ""

    def with_facts(self, *facts: Fact) -> Verification:
        """Give a verification with further facts; one of the same name replaces the earlier.

        Args:
            facts: what a later stage found.
        """
        merged = {fact.name: fact for fact in (*self.facts, *facts)}
        return replace(self, facts=tuple(merged.values()))

    def fact(self, name: str) -> Fact | None:
        """Give the fact of this name, or ``None``."""
        return next((fact for fact in self.facts if fact.name == name), None)

    @property
    def bottom_line(self) -> FactState:
        """``ok`` only if no fact is bad and none that matters is unknown."""
        if any(fact.state is FactState.BAD for fact in self.facts):
            return FactState.BAD
        if not self.facts or any(self._is_open(fact) for fact in self.facts):
            return FactState.UNKNOWN
        return FactState.OK

    def _is_open(self, fact: Fact) -> bool:
        """Tell whether an unknown fact keeps the bottom line from being ``ok``."""
        if fact.state is not FactState.UNKNOWN or not fact.required:
            return False
        tolerated = self.allow_unregistered and fact.name == SIGNER_FACT
        return not (tolerated and fact.status == SignerStatus.UNKNOWN)

    @property
    def sentence(self) -> str:
        """The bottom line as one Chinese sentence."""
        if self.other_kind:
            return self.other_kind
        line = self.bottom_line
        signer = self.fact(SIGNER_FACT)
        if line is FactState.OK and signer is not None and CodeTrait.NOT_COMPARED in signer.code.traits:
            return "文件完整，签名有效，内容核对一致。签名人是否登记过，这里没有核对。"
        if line is FactState.OK and signer is not None and signer.state is not FactState.OK:
            return f"文件完整、签名有效，但签名人未登记：{signer.sentence}"
        recheck = self.fact(RECHECK_FACT)
        if line is FactState.OK and recheck is not None and recheck.state is not FactState.OK:
            return f"验证通过，但没有认定计算结果：{recheck.sentence}。"
        if line is FactState.OK:
            return "验证通过。"
        if line is FactState.BAD:
            lead = "验证未通过："
            decisive = [fact for fact in self.facts if fact.state is FactState.BAD]
        else:
            lead = "尚不能认定："
            decisive = [fact for fact in self.facts if self._is_open(fact)]
        return lead + (decisive[0].sentence if decisive else "没有任何核验结果。")

    def to_dict(self) -> dict[str, object]:
        """Give facts and bottom line as plain JSON types."""
        return {
            "facts": {fact.name: fact.to_dict() for fact in self.facts},
            "bottom_line": self.bottom_line.value,
            "sentence": self.sentence,
        }

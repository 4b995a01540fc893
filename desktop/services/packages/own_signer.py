"""Who signed, said where no register of certificates is at hand: in the window of a unit."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import Any, TypeAlias

from desktop.submission.facts import SIGNER_FACT, Fact, FactState, SignerStatus
from desktop.submission.keys.certificate import fingerprint
from desktop.submission.signing.signer import own_signer, signer_not_compared
from desktop.submission.verified import Verification
from forms.filing.receipt_time import ReceiptTime

OwnPrints: TypeAlias = Mapping[str, AbstractSet[str]]
"""Fingerprints of the certificates with which units of this computer signed, by ``<unit>/<region>``."""


def signer_without_register(
    verification: Verification, submission: Mapping[str, Any] | None, own: OwnPrints, received: ReceiptTime
) -> list[Fact]:
    """The signer fact in place of one that says unregistered; empty where it says something else."""
    signature, found = verification.signature, verification.fact(SIGNER_FACT)
    if found is None or found.state is not FactState.UNKNOWN or found.status != SignerStatus.UNKNOWN:
        return []
    if signature is None or signature.certificate is None:
        return []
    unit = "" if submission is None else f"{submission['unit']['code']}/{submission['region_code']}"
    if fingerprint(signature.certificate) in own.get(unit, frozenset()):
        return [own_signer(signature.certificate)]
    return [signer_not_compared(signature.certificate, received)]

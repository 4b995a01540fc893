"""Fact ``signer``, as far as the content decides it: may this certificate sign for this unit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from desktop.services.packages.fact import bad
from desktop.submission.certificate import foreign_unit, subject_of
from desktop.submission.facts import Fact, Verification


def foreign_signer(verification: Verification, submission: Mapping[str, Any] | None) -> list[Fact]:
    """A key made for one unit must not sign for another; keys made elsewhere do not name a unit code."""
    signature = verification.signature
    if submission is None or signature is None or signature.certificate is None:
        return []
    signer = subject_of(signature.certificate)
    expected = f"{submission['unit']['code']}/{submission['region_code']}"
    if not foreign_unit(signer.common_name, expected):
        return []
    named = signer.organisation or signer.common_name
    sentence = f"签名证书属于“{named}”，报送包却是“{submission['unit']['name']}”的，请核对是谁签的名"
    return [bad("signer", "E-VERIFY-060", sentence)]

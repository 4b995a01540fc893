"""Fact ``signer``, as far as the content decides it: a certificate is valid for one unit (contracts 7)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from cryptography import x509

from desktop.services.packages.fact import bad
from desktop.services.packages.trust import Registration
from desktop.submission.facts import SIGNER_FACT, Fact, FactState, SignerStatus
from desktop.submission.keys.certificate import fingerprint, named_unit, subject_of
from desktop.submission.verified import Verification
from forms.codes.verify import VerifyCode


def unit_of_signer(
    verification: Verification, submission: Mapping[str, Any] | None, register: Sequence[Registration]
) -> list[Fact]:
    """Judge whether the signer's certificate speaks for the unit whose figures these are.

    Args:
        verification: the facts about the bytes.
        submission: the descriptor, None if unreadable.
        register: registered certificates, each with the unit for which it was registered.

    Returns:
        The fact in its final form, or nothing where the bytes decided it already.
    """
    signature, found = verification.signature, verification.fact(SIGNER_FACT)
    if submission is None or found is None or signature is None or signature.certificate is None:
        return []
    if found.status == SignerStatus.REVOKED:
        return []
    unit = f"{submission['unit']['code']}/{submission['region_code']}"
    named = named_unit(signature.certificate)
    if named not in {None, unit}:
        return [_made_for_another(signature.certificate, f"{named}", submission, unit)]
    if found.state is not FactState.OK:
        return []
    return _registered_for(signature.certificate, named, submission, register)


def _made_for_another(
    certificate: x509.Certificate, named: str, submission: Mapping[str, Any], unit: str
) -> Fact:
    """A key made for one unit must not sign for another, registered or not; codes tell two of one name."""
    owner, other = subject_of(certificate).name, submission["unit"]["name"]
    codes = (f"（代码 {named}）", f"（代码 {unit}）") if owner == other else ("", "")
    sentence = f"签名证书属于“{owner}”{codes[0]}，报送包却是“{other}”{codes[1]}的，请核对是谁签的名"
    return bad(SIGNER_FACT, VerifyCode.SIGNER_OF_OTHER_UNIT, sentence)


def _registered_for(
    certificate: x509.Certificate,
    named: str | None,
    submission: Mapping[str, Any],
    register: Sequence[Registration],
) -> list[Fact]:
    """Compare the unit with the one for which a certificate of no unit's name was registered."""
    print_ = fingerprint(certificate)
    units = {one.unit for one in register if one.fingerprint == print_ and one.unit is not None}
    if named is not None or any(_is_unit(one, submission) for one in units):
        return []
    if units:
        sentence = (
            f"签名证书登记给单位“{'、'.join(sorted(units))}”，报送包却是"
            f"“{submission['unit']['name']}”（{submission['unit']['code']}）的，请核对是谁签的名"
        )
        return [bad(SIGNER_FACT, VerifyCode.REGISTERED_FOR_OTHER, sentence)]
    sentence = (
        "签名证书没有写明单位代码，登记时也没有说明它代表哪个单位：核对登记表后，请用"
        " --trust 单位代码=证书文件 给出，再验证"
    )
    return [
        Fact(
            name=SIGNER_FACT,
            state=FactState.UNKNOWN,
            code=VerifyCode.SIGNER_WITHOUT_UNIT,
            sentence=sentence,
            status=SignerStatus.UNKNOWN,
        )
    ]


def _is_unit(registered: str, submission: Mapping[str, Any]) -> bool:
    """Whether a unit as registered, with or without its region, is the one that submits."""
    code, _, region = registered.partition("/")
    return code == submission["unit"]["code"] and region in {"", submission["region_code"]}

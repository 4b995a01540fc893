"""Receiving keys of every accepted kind."""

from __future__ import annotations

from functools import cache

from cryptography.hazmat.primitives.asymmetric import ec

from desktop.submission.encryption.envelope import ReceivingKey, create_receiving_key
from desktop.submission.keys.self_signed import UnitSubject
from tests.desktop.submission.builders import NOW, certify, key_usage, rsa_key

OFFICE = UnitSubject("望花区统计局", "office", "210404")
KINDS = ("P-256", "P-384", "RSA")


@cache
def office() -> ReceivingKey:
    """The key of the office, made by this program."""
    return create_receiving_key(OFFICE, NOW)


@cache
def receiver(kind: str) -> ReceivingKey:
    """A key of one kind, with a certificate that allows what it is for."""
    if kind == "RSA":
        return ReceivingKey(rsa_key(2048), certify(rsa_key(2048), usage=key_usage(key_encipherment=True)))
    if kind == "P-256":
        return office()
    key = ec.generate_private_key(ec.SECP384R1())
    return ReceivingKey(key, certify(key, usage=key_usage(key_agreement=True)))

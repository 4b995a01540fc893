"""Records of what the office received, registered and decided: plain frozen values, no database objects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from forms.figures.breakdown import SeriesKey
from forms.frozen import frozen
from forms.letters.sum_code import StatedFigure


class CertificatePurpose(StrEnum):
    """What a certificate is for."""

    SIGNING = "signing"
    RECEIVING = "receiving"

    @property
    def label(self) -> str:
        """Chinese word."""
        return "签名" if self is CertificatePurpose.SIGNING else "收件"


class ArrivalOutcome(StrEnum):
    """What became of a file that was handed over."""

    KEPT = "kept"
    """Its bytes are kept: a package, or what may be one once it can be read."""
    OPENED = "opened"
    """A mail, an archive or an encrypted file: what it holds was looked at by itself."""
    REFUSED = "refused"
    """None of ours: only name, size and digest are kept."""


class DecisionKind(StrEnum):
    """What an officer decided; the values are part of the log."""

    EXCUSE = "excuse"
    CALL = "call"
    BRIDGE = "bridge"
    CHOOSE = "choose"
    ACCEPT = "accept"
    REOPEN = "reopen"
    PAPER = "paper"
    """A 校验码 was typed from the stamped paper, or paper is waived."""
    ARRIVAL = "arrival"
    """On which day it arrived, as the officer states."""
    HISTORY = "history"
    DEFINITION = "definition"
    BASE = "base"
    ASIDE = "aside"
    """A package, the subject, counts as if it had not come; it stays readable."""
    UNDO = "undo"
    """An earlier decision, whose number is the subject, is taken back."""
    WITHDRAW_QUESTION = "withdraw_question"
    """A question is not sent; here and below ``answer`` is the number of the letter before it."""
    ASK_AGAIN = "ask_again"
    CLOSE_QUESTION = "close_question"
    REMIND = "remind"
    """A reminder was sent, as an officer ticks."""
    ASK_WHICH = "ask_which"
    """A mail draft asks the unit which of its contradicting revisions counts; none was chosen."""


@frozen
class OfficeIdentity:
    """Facts about the office's file.

    Attributes:
        store_id: random, the same in all copies and backups of the file.
        region: administrative division (GB/T 2260) of the office.
        created_at: when the file was made.
    """

    store_id: str
    region: str
    created_at: datetime


@frozen
class RegisteredCertificate:
    """A certificate that an officer compared with a stamped sheet.

    Attributes:
        fingerprint: SHA-256, 64 hexadecimal digits.
        data: the certificate, DER.
        unit: code of the unit for which it speaks.
        holder: whom it names.
        purpose: for signing or for receiving.
        valid_from: first moment of its validity.
        valid_until: last moment.
        renews: fingerprint of the certificate from which it takes over, as its stamped sheet or the signature
            of that one's key says; None where there is none.
        actor: who registered it.
        at: when.
    """

    fingerprint: str
    data: bytes
    unit: str
    holder: str
    purpose: CertificatePurpose
    valid_from: datetime
    valid_until: datetime
    renews: str | None
    actor: str
    at: datetime


@frozen
class CertificateRevocation:
    """From when on a certificate no longer speaks for its unit.

    Attributes:
        fingerprint: of the certificate.
        since: first moment.
        reason: why.
        actor: who revoked it.
        at: when that was entered.
    """

    fingerprint: str
    since: datetime
    reason: str
    actor: str
    at: datetime


@frozen
class RegisterCorrection:
    """A later entry that corrects an earlier one in the register; both stay.

    Attributes:
        fingerprint: of the certificate.
        since: of the revocation that it corrects; None where it corrects the registration.
        unit: the unit for which the certificate speaks from now on; empty where it speaks for none, and where
            a revocation is corrected.
        stands: whether the registration or the revocation is in force from now on.
        reason: why.
        actor: who corrected it.
        at: when.
    """

    fingerprint: str
    since: datetime | None
    unit: str
    stands: bool
    reason: str
    actor: str
    at: datetime


@frozen
class Arrival:
    """A file that was handed over, or a file inside it.

    Attributes:
        digest: SHA-256 of the file that was handed over.
        place: where in it the file lies, as ``/name`` for each step; empty for itself.
        name: file name.
        size: bytes.
        kind: what it is (``desktop.kinds``).
        outcome: what became of it.
        code: why, where it was refused or waits; else empty.
        file: digest of its bytes, where they are kept.
        mailed_at: date of the mail that brought it, as that says; None where there is none.
    """

    digest: str
    place: str
    name: str
    size: int
    kind: str
    outcome: ArrivalOutcome
    code: str = ""
    file: str | None = None
    mailed_at: datetime | None = None


@frozen
class Signer:
    """Who signed a package.

    Attributes:
        fingerprint: SHA-256 of the certificate.
        unit: ``<unit>/<region>`` in its common name; empty where it names none.
        valid_from: first moment of its validity.
        valid_until: last moment.
        signed_at: signing time that the signature states.
    """

    fingerprint: str
    unit: str
    valid_from: datetime
    valid_until: datetime
    signed_at: datetime


@frozen
class StatedValue(StatedFigure):
    """A row of a package's observations, with what the unit says beside the figure.

    Attributes:
        text: as it was typed.
        note: the unit's remark.
        source: where it is from.
    """

    text: str
    note: str
    source: str


@frozen
class ReceivedPackage:
    """What a received package says of itself.

    Attributes:
        digest: SHA-256 of its bytes.
        content: content digest.
        unit, year, revision: whose it is.
        replaces: content digest of the revision that it replaces, or None.
        region: administrative division.
        plan_id: id of the plan under which it was filed.
        plan_digest: of its pack.
        signer: who signed it; None without a sound signature.
        at: when the file that it is, or that holds it, was handed over; it may have been opened only later.
    """

    digest: str
    content: str
    unit: str
    year: int
    revision: int
    replaces: str | None
    region: str
    plan_id: str
    plan_digest: str
    signer: Signer | None
    at: datetime


@frozen
class Judgement:
    """What the program found in a package by its bytes and its plan alone.

    Attributes:
        package: its digest.
        engine: number of the engine that judged (``forms.filing.engine``).
        facts: facts by name, each as JSON.
    """

    package: str
    engine: int
    facts: Mapping[str, Any]


@frozen
class TakenIn:
    """Everything of a package that is stored in one transaction.

    Attributes:
        package: what it says of itself.
        data: its bytes.
        values: its observations.
        judgement: what was found.
    """

    package: ReceivedPackage
    data: bytes
    values: Sequence[StatedValue]
    judgement: Judgement


@frozen
class Decision:
    """What an officer decided about a unit's year.

    Attributes:
        id: number, ascending in time.
        unit, year: whose year it is.
        kind: what was decided.
        content: content digest that it speaks of; empty where it speaks of the year.
        subject: cell, indicator, or what else within it; empty where there is none.
        answer: how it was decided.
        reason: why.
        actor: who.
        at: when.
    """

    id: int
    unit: str
    year: int
    kind: DecisionKind
    content: str
    subject: str
    answer: str
    reason: str
    actor: str
    at: datetime


@frozen
class PastValue:
    """A figure of an earlier year that the office itself published."""

    year: int
    key: SeriesKey
    value: Decimal
    source: str

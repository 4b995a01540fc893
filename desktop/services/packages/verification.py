"""Facts about a package: whether it is whole, who signed it, whether its results follow from its figures.

The facts about the container come from ``desktop.submission``. Here the content is read: plan, revision, and
the findings and verdicts of our own calculation compared with those stated. The bottom line follows from all
facts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from desktop.kinds.doors import VERIFY, refusal
from desktop.kinds.kind import Kind
from desktop.kinds.recognition import recognise
from desktop.services.files import read_file, read_start
from desktop.services.packages.fact import unknown, unread
from desktop.services.packages.form import forms_fact
from desktop.services.packages.own_signer import OwnPrints, signer_without_register
from desktop.services.packages.paper import paper_fact
from desktop.services.packages.plan import plan_fact, revision_fact
from desktop.services.packages.recheck import recheck_fact
from desktop.services.packages.schema import read_content
from desktop.services.packages.signer import unit_of_signer
from desktop.services.packages.trust import Registration, registrations
from desktop.services.plans.known import PlanFinder
from desktop.submission.facts import SIGNER_FACT
from desktop.submission.signing.signer import Revocation
from desktop.submission.verification import verify_container
from desktop.submission.verified import Verification
from forms.codes.code import ErrorCode
from forms.filing.receipt_time import ReceiptTime
from forms.filing.tables import Row
from forms.frozen import frozen

MAX_PACKAGE_FILE = 20_000_000
"""Bytes; larger files are not read at all. Chosen by us as twice the largest package, so that one that is
somewhat too large is still named as such."""

_OF_CONTENT = ("schema", "plan", "revision", "recheck", "forms", "paper")


@frozen
class Premises:
    """What the verifier knows beforehand.

    Attributes:
        trusted: registered certificates; PEM or DER alone speaks for the unit in its common name.
        revoked: revoked certificates; a bare fingerprint was never valid.
        allow_unregistered: whether an unknown signer is acceptable.
        paper_code: 校验码 typed from a printed page, or None.
        now: the present time.
        received: when the package was received, at which certificates are judged; None: now.
        print_again: whether the official form is printed again and compared.
        own: fingerprints of the units of this computer; given where no register is at hand, else None.
    """

    now: datetime
    trusted: Sequence[bytes | Registration] = ()
    revoked: Sequence[str | Revocation] = ()
    allow_unregistered: bool = False
    paper_code: str | None = None
    received: ReceiptTime | None = None
    print_again: bool = False
    own: OwnPrints | None = None

    @property
    def judged_at(self) -> ReceiptTime:
        """The time at which certificates are judged."""
        return self.received or ReceiptTime.at_examination(self.now)


@frozen
class VerifiedSubmission:
    """Facts about a package, and what it says where it could be read.

    Attributes:
        kind: what the file is; where it is no package, all facts are unknown, and the first says what it is.
        verification: all facts and the bottom line.
        submission: the ``submission.json`` document, None if unreadable.
        tables: table name to rows, empty where unreadable.
    """

    kind: Kind
    verification: Verification
    submission: Mapping[str, Any] | None
    tables: Mapping[str, Sequence[Row]]


def verify_file(path: Path, find_plan: PlanFinder, expected: Premises) -> VerifiedSubmission:
    """Examine a file that should be a package; see ``verify_package``.

    Raises:
        EnvironmentFault: the file cannot be read, or is a package larger than any of ours.
    """
    data = read_start(path, MAX_PACKAGE_FILE + 1)
    if len(data) > MAX_PACKAGE_FILE and recognise(data).kind in VERIFY.takes:
        # Read again only to be refused, in the words for a file that is too large.
        data = read_file(path, MAX_PACKAGE_FILE)
    return verify_package(data, find_plan, expected, path.name)


def verify_package(
    data: bytes, find_plan: PlanFinder, expected: Premises, name: str = ""
) -> VerifiedSubmission:
    """Examine a package; never raises for anything the bytes contain.

    Args:
        data: the whole file.
        find_plan: gives the plan pack that the package names.
        expected: trust, times and paper code.
        name: the file's name, for the sentence about a file of another kind.
    """
    found = recognise(data)
    answer = refusal(VERIFY, found, name)
    if answer is not None:
        return VerifiedSubmission(found.kind, _of_another_kind(*answer), None, {})
    register = registrations(expected.trusted)
    verification = verify_container(
        data,
        [one.certificate for one in register],
        expected.revoked,
        now=expected.now,
        received=expected.judged_at,
        allow_unregistered=expected.allow_unregistered,
    )
    if verification.package is None:
        absent = [unread(name) for name in _OF_CONTENT]
        if expected.own is not None:
            absent += signer_without_register(verification, None, expected.own, expected.judged_at)
        return VerifiedSubmission(found.kind, verification.with_facts(*absent), None, {})
    signature = verification.signature
    signed_at = signature.signing_time if signature is not None and signature.sound else None
    content = read_content(verification.package, find_plan, signed_at)
    submission = content.submission
    plan = plan_fact(submission, content.pack)
    recheck = recheck_fact(content, plan)
    facts = (
        content.schema,
        plan,
        revision_fact(submission),
        recheck,
        forms_fact(content, recheck, print_again=expected.print_again),
        paper_fact(submission, expected.paper_code),
    )
    signer = unit_of_signer(verification, submission, register)
    if not signer and expected.own is not None:
        signer = signer_without_register(verification, submission, expected.own, expected.judged_at)
    verification = verification.with_facts(*facts, *signer)
    return VerifiedSubmission(found.kind, verification, submission, content.tables)


def _of_another_kind(code: ErrorCode, sentence: str) -> Verification:
    """Facts about a file that is no package: nothing was examined, and nothing is wrong with it."""
    absent = (unread(name) for name in ("digests", "signature", SIGNER_FACT, *_OF_CONTENT))
    return Verification(facts=(unknown("container", code, sentence), *absent), other_kind=sentence)

"""The signed annual submission package of a finalised year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field
from pathlib import Path

from db.unit.records import Revision, StoredDocument
from desktop.documents.sheets.mail import MailDraft, draft_mail
from desktop.services.clock import require_clock
from desktop.services.files import write_file
from desktop.services.keeping import back_up_before
from desktop.services.keys.key_files import CERTIFICATE_SUFFIX
from desktop.services.packages.encryption import ENCRYPTED_SUFFIX, PACKAGE_SUFFIX, Receiver, encrypt_package
from desktop.services.places import file_name
from desktop.services.unit.filing.signing import require_own
from desktop.services.unit.letters.kept_task import waives_paper
from desktop.services.unit.printing import small_cell_caution
from desktop.services.unit.year import YearDesk
from desktop.submission.keys.certificate import to_pem
from desktop.submission.keys.identity import Identity
from desktop.submission.keys.validity import CertificateEnd, certificate_end
from desktop.submission.package import PayloadFile, build, size_warning
from desktop.submission.profile.datapackage import DESCRIPTOR_MEDIA_TYPE, DESCRIPTOR_NAME, encode
from desktop.submission.profile.published import SUBMISSION_NAME, table_descriptor
from forms.bounded_json import parse_json
from forms.canonical import check_code, digest_of, format_check_code
from forms.codes.desk import StateCode
from forms.errors import StateError
from forms.filing.content import submission_bytes, submission_document
from forms.filing.state import Step
from forms.frozen import frozen

KEPT_FOLDER = "本单位留存"
"""Beside the data file: where the signed package stays when only the encrypted one is sent."""


@frozen
class EncryptedFile:
    """What is sent instead of the signed package.

    Attributes:
        path: the file.
        digest: SHA-256 of the file.
        size: bytes of the file.
        receivers: to whom it was encrypted just now; empty for a file that was found on disk.
        warning: sentence about an unencrypted package that lies beside it, or None.
        openers: names of those who can open it: of the receivers, or as a file that was found on disk claims;
            empty where that cannot be read.
    """

    path: Path
    digest: str
    size: int
    receivers: tuple[Receiver, ...]
    warning: str | None
    openers: tuple[str, ...] = ()


@frozen
class Exported:
    """A package that was written.

    Attributes:
        path: the signed package; where it was encrypted, the unit keeps this file and does not send it.
        mail_path: an e-mail draft with what is sent attached, to be opened in the mail program.
        digest: SHA-256 of the package file; empty where the unit no longer has the one that it kept.
        size: bytes of the package file; 0 where the unit no longer has it.
        check_code: the 校验码 printed on the paper forms, grouped for people.
        warning: sentence about a size that mailboxes may refuse, or None.
        caution: sentence that names figures from which a person could be guessed, or None.
        encrypted: what is sent instead of the package, or None where the package itself is sent.
        end: how near the end of the signer's certificate was; None where nobody looked.
        signer: fingerprint of the signer's certificate; empty where nobody looked.
    """

    path: Path
    mail_path: Path
    digest: str
    size: int
    check_code: str
    warning: str | None
    caution: str | None = None
    encrypted: EncryptedFile | None = None
    end: CertificateEnd | None = field(default=None, compare=False)
    signer: str = field(default="", compare=False)

    @property
    def sent(self) -> Path:
        """The file that is sent."""
        return self.path if self.encrypted is None else self.encrypted.path


def package_stem(year: YearDesk) -> str:
    """What the names of all packages of a year begin with, ASCII; ``-r`` and the revision follow."""
    desk = year.desk
    return f"wdp-{desk.plan.region_code}-{desk.unit.code}-{year.year}"


def package_name(year: YearDesk, revision: int) -> str:
    """File name of a package."""
    return f"{package_stem(year)}-r{revision}{PACKAGE_SUFFIX}"


def export(
    year: YearDesk,
    identity: Identity,
    folder: Path,
    receivers: Sequence[Receiver] = (),
    *,
    clock_is_right: bool = False,
) -> Exported:
    """Sign the frozen revision and write what is sent, with an e-mail draft, into a folder.

    Args:
        year: the year.
        identity: who signs.
        folder: where everything that is sent is put.
        receivers: to whom the package is encrypted; then only the encrypted file goes into the folder, and
            the signed package stays with the unit (``KEPT_FOLDER``).
        clock_is_right: a person confirmed it although the data file records a later time.

    Raises:
        ClockBehind: the computer's clock is behind the data file (E-CLOCK-002).
        StateError: the year is not finalised (E-STATE-001), or nothing can be stored here (E-STATE-003).
        UserInputError: the key was made for another unit (E-KEY-023).
        IdentityError: the key cannot sign now, or a receiver's certificate has expired or is not yet valid.
        PackageError: the package would be too large.
        EnvelopeError: too many receivers, or one of them twice.
        EnvironmentFault: a folder cannot be written, or the clock is absurd (E-CLOCK-001, E-CLOCK-003).
    """
    desk = year.desk
    year.require_writable()
    year.next_state(Step.EXPORT)
    now = require_clock(desk, is_confirmed=clock_is_right)
    revision = desk.store.latest_revision(year.year)
    if revision is None:
        raise StateError(StateCode.NOT_NOW, "本年度还没有定稿，不能导出。请先定稿。")
    require_own(desk, identity.certificate)
    # What may be refused comes before anything is written.
    data = build(payload(revision, desk.store.documents(year.year, revision.number)), identity, now)
    sealed = encrypt_package(data, receivers, now) if receivers else None
    back_up_before(desk, "before-export")
    name = package_name(year, revision.number)
    digest = digest_of(data)
    caution = small_cell_caution(year)
    made = Exported(
        path=(folder if sealed is None else desk.path.parent / KEPT_FOLDER) / name,
        mail_path=(folder / name).with_suffix(".eml"),
        digest=digest,
        size=len(data),
        check_code=format_check_code(check_code(revision.content_digest)),
        warning=size_warning(len(sealed or data)),
        caution=caution,
        encrypted=None if sealed is None else _encrypted(folder / name, sealed, receivers),
        end=certificate_end(identity.certificate, now),
        signer=identity.fingerprint,
    )
    # The files before the record: interrupted between the two, no package is listed that nobody has.
    write_file(made.path, data)
    if sealed is not None:
        write_file(made.sent, sealed)
    write_file(made.mail_path, draft_mail(_mail(year, revision.number, made, sealed or data)))
    desk.store.record_package(year.year, revision.number, file_name=name, digest=digest, now=now)
    if made.encrypted is not None:
        sent = made.encrypted
        desk.store.record_package(year.year, revision.number, sent.path.name, sent.digest, now=now)
    year.step(Step.EXPORT)
    return made


def _encrypted(package: Path, sealed: bytes, receivers: Sequence[Receiver]) -> EncryptedFile:
    """Name the encrypted file after the package, and look whether an earlier export left that there."""
    path = package.with_name(package.name + ENCRYPTED_SUFFIX)
    beside = f"“{package.parent.name}”文件夹里还有以前导出的未加密报送包 {package.name}，请勿外送。"
    warning = beside if package.exists() else None
    names = tuple(one.name for one in receivers)
    return EncryptedFile(
        path=path,
        digest=digest_of(sealed),
        size=len(sealed),
        receivers=tuple(receivers),
        warning=warning,
        openers=names,
    )


def _mail(year: YearDesk, revision: int, made: Exported, attachment: bytes) -> MailDraft:
    """The e-mail with what is sent."""
    receivers = made.encrypted.receivers if made.encrypted else ()
    return MailDraft(
        plan_title=year.desk.plan.shown_title,
        unit_name=year.desk.unit.official_name,
        year=year.year,
        revision=revision,
        attachment_name=made.sent.name,
        package=attachment,
        office=year.desk.plan.office,
        check_code=made.check_code,
        is_sensitive=made.caution is not None,
        encrypted_for="；".join(f"{one.name}（指纹前 16 位 {one.fingerprint[:16]}）" for one in receivers),
        waives_paper=waives_paper(year.desk, year.year),
        registers_key=is_first_year(year),
    )


def put_certificate(year: YearDesk, identity: Identity, folder: Path) -> None:
    """Put the public certificate beside what is sent, in the unit's first year, when the office needs it.

    Under a name that says so: beside the key it lies next to the file that must never be sent.

    Raises:
        EnvironmentFault: the folder cannot be written.
    """
    if is_first_year(year):
        write_file(folder / certificate_name(year), to_pem(identity.certificate))


def certificate_name(year: YearDesk) -> str:
    """File name of the public certificate where it is put to be sent."""
    return f"{file_name(year.desk.unit.official_name)}公开证书（送统计局登记）{CERTIFICATE_SUFFIX}"


def is_first_year(year: YearDesk) -> bool:
    """Whether the unit exported nothing of an earlier year: its certificate may be unknown to the office."""
    store = year.desk.store
    return not any(store.packages(other) for other in range(year.desk.plan.period[0], year.year))


def payload(revision: Revision, documents: list[StoredDocument]) -> list[PayloadFile]:
    """Files of a package, exactly as frozen, with the two descriptors made from them.

    A year that an older program froze is sent in the profile in which it was frozen: its digest stands on
    stamped paper.
    """
    content = parse_json(revision.content)
    tables = {d.name: d.data for d in documents if d.name.startswith("data/")}
    submission = submission_document(content, {d.name: digest_of(d.data) for d in documents})
    return [
        PayloadFile(SUBMISSION_NAME, "application/json", submission_bytes(submission)),
        PayloadFile(DESCRIPTOR_NAME, DESCRIPTOR_MEDIA_TYPE, encode(table_descriptor(content, tables))),
        *(PayloadFile(d.name, d.media_type, d.data) for d in documents),
    ]

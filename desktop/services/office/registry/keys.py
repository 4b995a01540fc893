"""The office's own keys: one that signs what it sends, one that opens what is encrypted to it."""

from __future__ import annotations

from pathlib import Path

from db.office.records import CertificatePurpose, RegisteredCertificate
from desktop.documents.sheets.key_sheet import OFFICE_PUBLICATION, PUBLICATION
from desktop.services.files import is_there
from desktop.services.keys.key_files import (
    AnyKey,
    import_key,
    keep_key,
    key_facts,
    open_any_key,
    passphrase_of_source,
    require_new,
)
from desktop.services.keys.sheets import key_sheet
from desktop.services.office.desk import OfficeDesk
from desktop.services.office.facts.ledger import plan_finder
from desktop.services.office.intake.receiving import judge_waiting
from desktop.services.packages.receiving_key import (
    create_key_for_receiving,
    import_key_for_receiving,
)
from desktop.submission.encryption.envelope import ReceivingKey
from desktop.submission.keys.certificate import OFFICE, named_unit, subject_of, to_der
from desktop.submission.keys.identity import Identity
from desktop.submission.keys.self_signed import UnitSubject, create_pair
from forms.codes.office import OfficeCode
from forms.errors import TianbaoError, UserInputError
from forms.receiving.permission import Act

KeyUse = CertificatePurpose
"""What a key of the office is for."""
_SETTINGS = {CertificatePurpose.SIGNING: "signing_key", CertificatePurpose.RECEIVING: "receiving_key"}
_WORDS = {CertificatePurpose.SIGNING: "签名密钥", CertificatePurpose.RECEIVING: "收件密钥"}


def usual_key(desk: OfficeDesk, purpose: CertificatePurpose) -> Path:
    """Where a new key file is put unless told otherwise: beside the office's file."""
    return desk.path.with_name(f"{desk.path.stem}-{_WORDS[purpose]}.p12")


def known_key(desk: OfficeDesk, purpose: CertificatePurpose) -> Path | None:
    """The key file that was made or imported last; None where there is none, or it is not where it was."""
    path = noted_key(desk, purpose)
    return path if path is not None and is_there(path) else None


def noted_key(desk: OfficeDesk, purpose: CertificatePurpose) -> Path | None:
    """The same, whether or not it is where it was; None where none was made or imported."""
    noted = desk.store.setting(_SETTINGS[purpose])
    return desk.path.parent / noted if noted else None  # an absolute one stays as it is


def remembered_key(desk: OfficeDesk, purpose: CertificatePurpose) -> Path:
    """The key file that was made or imported last.

    Raises:
        UserInputError: there is none, or it is not where it was (E-OFFICE-027).
    """
    path = known_key(desk, purpose)
    if path is None:
        noted, word = desk.store.setting(_SETTINGS[purpose]), _WORDS[purpose]
        gone = f"记下的{word}“{Path(noted).name}”不在原处了" if noted else f"还没有{word}"
        raise UserInputError(
            OfficeCode.KEY_WANTED,
            f"{gone}：请用 office key new 新建，用 office key import 导入，或用 --key 指明密钥文件",
        )
    return path


def create_office_key(desk: OfficeDesk, purpose: CertificatePurpose, path: Path, passphrase: str) -> AnyKey:
    """Make a new key for the office; its certificate lies beside it and is entered as the office's own.

    Raises:
        ClockBehind: the computer's clock is behind the office's file (E-CLOCK-002).
        UserInputError: whoever works at the desk may not (E-OFFICE-002 to 004), or the file exists
            already (E-KEY-020).
        IdentityError: the passphrase is refused, or the office's name cannot stand in a certificate.
        EnvironmentFault: a file or the store could not be written, or the clock is absurd (E-CLOCK-001,
            E-CLOCK-003).
    """
    actor, now = desk.acting(act_of(purpose)), desk.clock()
    require_new(path)
    if purpose is CertificatePurpose.RECEIVING:
        key: AnyKey = create_key_for_receiving(desk.plan, path, passphrase, now)
    else:
        subject = UnitSubject(desk.holder, OFFICE, desk.region)
        key = Identity.of(create_pair(subject, now, "digital_signature"))
        keep_key(key, path, passphrase)
    _remember(desk, key, path, actor)
    return key


def import_office_key(
    desk: OfficeDesk, source: Path, path: Path | None, passphrase: str, purpose: CertificatePurpose | None
) -> tuple[AnyKey, Path]:
    """Take over an existing key file as the office's, re-encrypted under the same passphrase.

    Args:
        desk: the office's desk.
        source: the key file.
        path: the copy; None for the usual place. The source itself, or the same key, may stand there already.
        passphrase: of the source, and of the copy.
        purpose: what it is for; None for what its certificate says.

    Returns:
        The key, and the file that is the office's now.

    Raises:
        UserInputError: whoever works at the desk may not (E-OFFICE-002 to 004), the copy exists
            already (E-KEY-020), or the certificate names another unit or office (E-OFFICE-026).
        IdentityError: wrong passphrase, or a key that cannot be used for this.
        EnvironmentFault: a file or the store could not be read or written.
    """
    now = desk.clock()
    _ = desk.actor  # before a passphrase is tried
    found = open_any_key(source, passphrase_of_source(source, passphrase))
    require_own_office(desk, found)
    use = purpose or _purpose_of(found)
    target = path or usual_key(desk, use)
    if _is_kept(target, source, found, passphrase):
        actor = desk.acting(act_of(_purpose_of(found)))
        _remember(desk, found, target, actor)
        return found, target
    actor = desk.acting(act_of(use))
    take = import_key if use is CertificatePurpose.SIGNING else import_key_for_receiving
    key: AnyKey = take(source, target, passphrase, now)
    _remember(desk, key, target, actor)
    return key, target


def _is_kept(target: Path, source: Path, found: AnyKey, passphrase: str) -> bool:
    """Whether the same key stands where it would be copied to, and opens with the same passphrase."""
    if not is_there(target):
        return False
    if is_there(source) and target.samefile(source):
        return True
    try:
        return open_any_key(target, passphrase).fingerprint == found.fingerprint
    except TianbaoError:
        return False  # another file, or another passphrase: it is not written over


def require_own_office(desk: OfficeDesk, key: AnyKey) -> None:
    """Refuse a key that was made for a unit or another office; those of authorities name neither.

    Raises:
        UserInputError: it names another (E-OFFICE-026).
    """
    named = named_unit(key.certificate)
    if named not in {None, f"{OFFICE}/{desk.region}"}:
        raise UserInputError(
            OfficeCode.OTHER_KEY,
            f"这是“{subject_of(key.certificate).name}”（{named}）的密钥，不是{desk.holder}的，没有记下",
        )


def act_of(use: KeyUse) -> Act:
    """What making or importing a key of a use is, for who may do it."""
    return Act.SIGNING_KEY if use is KeyUse.SIGNING else Act.RECEIVING_KEY


def _purpose_of(key: AnyKey) -> CertificatePurpose:
    return CertificatePurpose(key_facts(key).purpose)


def _remember(desk: OfficeDesk, key: AnyKey, path: Path, actor: str) -> None:
    """Note where the key file lies, and enter its certificate, by which later letters are known as ours.

    What waited for a key to open it is opened.
    """
    purpose, certificate = _purpose_of(key), key.certificate
    folder, place = desk.path.absolute().parent, path.absolute()
    noted = place.relative_to(folder) if place.is_relative_to(folder) else place
    entry = RegisteredCertificate(
        fingerprint=key.fingerprint,
        data=to_der(certificate),
        unit=OFFICE,
        holder=subject_of(certificate).name,
        purpose=purpose,
        valid_from=certificate.not_valid_before_utc,
        valid_until=certificate.not_valid_after_utc,
        renews=None,
        actor=actor,
        at=desk.clock(),
    )
    with desk.store.transaction():
        desk.store.register(entry)
        desk.store.set_setting(_SETTINGS[purpose], noted.as_posix(), actor=actor, now=desk.clock())
    if isinstance(key, ReceivingKey):
        judge_waiting(desk, plan_finder(desk), key)


def office_sheet(desk: OfficeDesk, key: AnyKey, path: Path) -> bytes:
    """The stamped sheet by which the office makes a certificate of its own known, as PDF.

    Args:
        desk: the office's desk.
        key: the opened key.
        path: the key file, beside which the certificate lies.

    Raises:
        UserInputError: the certificate names another unit or office (E-OFFICE-026).
    """
    require_own_office(desk, key)
    words = OFFICE_PUBLICATION if isinstance(key, Identity) else PUBLICATION
    algorithm = key_facts(key).algorithm
    return key_sheet(words, desk.plan, desk.holder, key.certificate, path, desk.clock(), algorithm=algorithm)

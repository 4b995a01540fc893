"""The signed annual submission package of a finalised year."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from db.records import Revision, StoredDocument
from desktop.documents.mail import MailDraft, draft_mail
from desktop.services.files import write_file
from desktop.services.keeping import back_up_before
from desktop.services.plans import parse_json
from desktop.services.printing import small_cell_caution
from desktop.services.year import YearDesk
from desktop.submission.certificate import foreign_unit, subject_of
from desktop.submission.datapackage import DESCRIPTOR_MEDIA_TYPE, DESCRIPTOR_NAME, describe, encode
from desktop.submission.identity import Identity
from desktop.submission.package import PayloadFile, build, size_warning
from forms.canonical import canonical_json, check_code, digest_of, format_check_code
from forms.content import submission_document
from forms.errors import StateError, UserInputError
from forms.state import Step, next_state

SUBMISSION_NAME = "submission.json"
PACKAGE_SUFFIX = ".asice"


@dataclass(frozen=True)
class Exported:
    """A package that was written.

    Attributes:
        path: the package file.
        mail_path: an e-mail draft with the package attached, to be opened in the mail program.
        digest: SHA-256 of the package file.
        size: bytes of the package file.
        check_code: the 校验码 printed on the paper forms, grouped for people.
        warning: sentence about a size that mailboxes may refuse, or None.
        caution: sentence that names figures from which a person could be guessed, or None.
    """

    path: Path
    mail_path: Path
    digest: str
    size: int
    check_code: str
    warning: str | None
    caution: str | None = None


def package_name(region_code: str, unit: str, year: int, revision: int) -> str:
    """File name of a package, ASCII."""
    return f"wdp-{region_code}-{unit}-{year}-r{revision}{PACKAGE_SUFFIX}"


def export(year: YearDesk, identity: Identity, folder: Path) -> Exported:
    """Sign the frozen revision and write the package and an e-mail draft into a folder.

    Raises:
        StateError: the year is not finalised (E-STATE-001).
        UserInputError: the key was made for another unit (E-KEY-023).
        IdentityError: the key cannot sign now.
        PackageError: the package would be too large.
        EnvironmentFault: the folder cannot be written.
    """
    next_state(year.state, Step.EXPORT)
    desk, now = year.desk, year.desk.clock()
    revision = desk.store.latest_revision(year.year)
    if revision is None:
        raise StateError("E-STATE-001", "本年度还没有定稿，不能导出。请先定稿。")
    _require_own_key(year, identity)
    data = build(payload(revision, desk.store.documents(year.year, revision.number)), identity, now)
    back_up_before(desk, "before-export")
    name = package_name(desk.plan.region_code, desk.unit.code, year.year, revision.number)
    digest = digest_of(data)
    code = format_check_code(check_code(revision.content_digest))
    caution = small_cell_caution(year)
    mail = MailDraft(
        plan_title=desk.plan.title,
        unit_name=desk.unit.name,
        year=year.year,
        revision=revision.number,
        attachment_name=name,
        package=data,
        office=desk.plan.office,
        check_code=code,
        is_sensitive=caution is not None,
    )
    path, mail_path = folder / name, (folder / name).with_suffix(".eml")
    write_file(path, data)
    write_file(mail_path, draft_mail(mail))
    desk.store.record_package(year.year, revision.number, file_name=name, digest=digest, now=now)
    year.step(Step.EXPORT)
    return Exported(path, mail_path, digest, len(data), code, size_warning(len(data)), caution)


def _require_own_key(year: YearDesk, identity: Identity) -> None:
    """A key made for another unit must not sign; keys made elsewhere do not name a unit code."""
    own = f"{year.desk.unit.code}/{year.desk.plan.region_code}"
    subject = subject_of(identity.certificate)
    if foreign_unit(subject.common_name, own):
        raise UserInputError(
            "E-KEY-023",
            f"这是“{subject.organisation}”的密钥，不能为{year.desk.unit.name}签名，请换用本单位的密钥文件",
        )


def payload(revision: Revision, documents: list[StoredDocument]) -> list[PayloadFile]:
    """Files of a package, exactly as frozen, with the two descriptors made from them."""
    content = parse_json(revision.content)
    tables = {
        d.name.removeprefix("data/").removesuffix(".csv"): d.data
        for d in documents
        if d.name.startswith("data/")
    }
    title = f"{content['unit']['name']} {content['year']} 年度监测数据"
    name = f"wdp-{content['region_code']}-{content['unit']['code']}-{content['year']}"
    descriptor = describe(name, title, content["finalised_at"], tables)
    submission = submission_document(content, {d.name: digest_of(d.data) for d in documents})
    return [
        PayloadFile(SUBMISSION_NAME, "application/json", canonical_json(submission)),
        PayloadFile(DESCRIPTOR_NAME, DESCRIPTOR_MEDIA_TYPE, encode(descriptor)),
        *(PayloadFile(d.name, d.media_type, d.data) for d in documents),
    ]

"""Handing the work of either desk over to another PC or person: one file, one key, one printed sheet."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from db.store.backup import list_backups
from desktop.documents.sheets.handed_over import HandedYear, HandoverSheet, HandoverWords, OfficeYear
from desktop.documents.sheets.handover_sheet import render_handover_sheet
from desktop.services.files import read_file
from desktop.services.keeping import AnyDesk, back_up_before, backup_folder
from desktop.services.keys.key_files import certificate_path
from desktop.submission.keys.certificate import fingerprint, grouped_fingerprint, load_certificate
from forms.canonical import grouped_head
from forms.filing.receipt_time import day_in_beijing
from forms.frozen import frozen
from forms.text.typed import shown_name

_CERTIFICATE_LIMIT = 100_000
"""Bytes of a file with a certificate that are read; chosen by us, it has about a thousand."""


@frozen
class Handover:
    """A sheet that was made.

    Attributes:
        sheet: what it says.
        pdf: the sheet.
        copy: the checked copy of the data file that was made for it.
        digest: SHA-256 of the copy.
        log_head: head of the change log.
        fingerprint: SHA-256 of the certificate, None without a key.
    """

    sheet: HandoverSheet
    pdf: bytes
    copy: Path
    digest: str
    log_head: str
    fingerprint: str | None


def make_handover(
    desk: AnyDesk,
    words: HandoverWords,
    people: Sequence[tuple[str, str]],
    years: Sequence[HandedYear | OfficeYear],
    key: Path | None,
) -> Handover:
    """Make the copy and the sheet; the passphrase is not needed and not shown.

    Args:
        desk: the open desk.
        words: which kind of desk it is.
        people: role and name of the people.
        years: how far each year is, oldest first.
        key: the key file, beside which the certificate lies; None where there is none.

    Raises:
        EnvironmentFault: the copy cannot be made, or the certificate cannot be read.
        IdentityError: what lies beside the key is damaged, or no certificate for signing.
    """
    print_of_key, certificate = None, ""
    if key is not None:
        path = certificate_path(key)
        found = load_certificate(read_file(path, _CERTIFICATE_LIMIT))
        print_of_key = fingerprint(found)
        certificate = (
            f"{path.name}（密钥文件 {key.name}，有效期至 {day_in_beijing(found.not_valid_after_utc)}）"
        )
    copy = back_up_before(desk, "handover")
    digest = _digest_of_file(copy)
    position = desk.store.log_position()
    sheet = HandoverSheet(
        words=words,
        plan=f"{desk.plan.shown_title}　规划数据包 {desk.plan.version}",
        unit_name=desk.holder,
        region_code=desk.plan.region_code,
        store_name=desk.path.name,
        store_folder=str(desk.path.absolute().parent),
        copy_name=f"{copy.parent.name}\\{copy.name}",
        copy_digest=grouped_fingerprint(digest),
        last_change=_last_change(desk),
        log_length=position.entries or 0,
        log_head=grouped_head(position.hash),
        backups=_backups(desk),
        certificate=certificate,
        fingerprint=grouped_fingerprint(print_of_key) if print_of_key else "",
        people=people,
        years=years,
        printed=desk.clock().date(),
    )
    return Handover(
        sheet=sheet,
        pdf=render_handover_sheet(sheet),
        copy=copy,
        digest=digest,
        log_head=position.hash,
        fingerprint=print_of_key,
    )


def _digest_of_file(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _last_change(desk: AnyDesk) -> str:
    newest = desk.store.log_entries(newest=1)[-1]
    return f"{newest.at.astimezone(desk.clock().tzinfo):%Y-%m-%d %H:%M}　{shown_name(newest.actor)}"


def _backups(desk: AnyDesk) -> str:
    folder = backup_folder(desk)
    found = list_backups(folder, desk.path.stem)
    return f"{folder.name} 文件夹，共 {len(found)} 个；每个做好时都打开检查过"

"""The sheet with which one clerk hands the work over to the next (交接单).

It lists the files and their places, the state of each year, and the digests by which the next person can
check that the files are the same; and it has room for three signatures. It never shows a passphrase.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from forms.frozen import frozen


@frozen
class HandedYear:
    """The state of one year.

    Attributes:
        year: reporting year.
        state: name of its state.
        revision: newest frozen revision, 0 before the first.
        check_code: 校验码 of that revision, empty before the first.
        changed: when its state changed last, as text.
    """

    year: int
    state: str
    revision: int
    check_code: str
    changed: str


@frozen
class HandoverSheet:
    """The content of the sheet.

    Attributes:
        plan: title and version of the plan.
        unit_name: the unit whose file it is.
        region_code: GB/T 2260 code of its place.
        store_name: name of the data file.
        store_folder: folder in which it lies.
        copy_name: name of the copy that was made for the handover.
        copy_digest: SHA-256 of that copy in groups.
        last_change: when and by whom the file was changed last.
        log_length: rows of the change log.
        log_head: head of the change log in groups.
        backups: where backups lie, how many there are, the newest one.
        certificate: name of the certificate file and its last day; empty where there is no key yet.
        fingerprint: SHA-256 of the certificate in groups; empty where there is no key yet.
        people: role and name.
        years: how far each year is, oldest first.
        printed: date of the sheet.
    """

    plan: str
    unit_name: str
    region_code: str
    store_name: str
    store_folder: str
    copy_name: str
    copy_digest: str
    last_change: str
    log_length: int
    log_head: str
    backups: str
    certificate: str
    fingerprint: str
    people: Sequence[tuple[str, str]]
    years: Sequence[HandedYear]
    printed: date

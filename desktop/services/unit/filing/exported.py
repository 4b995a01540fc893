"""The exported files of the revision in force, and whether they are still where they were put.

It is read anew each time: the store has the files made of each revision with their digests, the disk has what
is there now.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

from db.unit.records import PackageRecord
from desktop.documents.sheets.mail import carries
from desktop.services.files import is_there, read_file
from desktop.services.packages.encryption import ENCRYPTED_SUFFIX, who_can_open
from desktop.services.unit.filing.exporting import (
    KEPT_FOLDER,
    EncryptedFile,
    Exported,
    certificate_name,
    is_first_year,
    package_stem,
)
from desktop.services.unit.letters.correspondence import happenings
from desktop.services.unit.letters.kept_task import waives_paper
from desktop.services.unit.printing import small_cell_caution
from desktop.services.unit.year import YearDesk
from desktop.submission.package import size_warning
from forms.canonical import check_code, digest_of, format_check_code
from forms.errors import TianbaoError
from forms.filing.state import YearState
from forms.frozen import frozen

_BACK = frozenset((YearState.RETURNED, YearState.WITHDRAWN))
_MAX_FILE = 64 * 1024 * 1024
"""Bytes. Chosen above every file that is exported, a mail draft with its attachment included."""


@frozen
class StandingExport:
    """The export of the revision in force, as the disk shows it now.

    Attributes:
        revision: number of the submission.
        at: when it was exported last.
        made: the files, byte for byte those that were exported; None where they are not to be found.
        has_mail: whether the mail draft beside them carries exactly the file that is sent.
        trouble: what is wrong with the files and what to do, in sentences; empty where nothing is.
        others: names of files of other submissions of this year that lie in the same folder.
        waives_paper: whether the office's task wants no stamped paper.
        certificate: name of the public certificate in the folder, to be sent too; empty for none.
    """

    revision: int
    at: datetime
    made: Exported | None
    has_mail: bool
    trouble: str
    others: tuple[str, ...] = ()
    waives_paper: bool = False
    certificate: str = ""


def standing_export(year: YearDesk, folders: Iterable[Path]) -> StandingExport | None:
    """Look for the files of the revision in force.

    Args:
        year: the year.
        folders: where packages of this unit are put, most likely place first.

    Returns:
        None while no revision is in force, or nothing was exported of it yet.
    """
    record = year.record
    if not record.state.is_frozen:
        return None
    made = [p for p in year.desk.store.packages(year.year) if p.revision == record.revision]
    if not made:
        return None
    last = made[-1]
    encrypted = last.file_name.endswith(ENCRYPTED_SUFFIX)
    sent = [p for p in made if p.file_name.endswith(ENCRYPTED_SUFFIX) == encrypted]
    places = list(dict.fromkeys(folder.absolute() for folder in folders))
    found, changed = _find(sent, places)
    if found is None:
        trouble = _altered(changed) if changed is not None else _gone(last, places)
        return StandingExport(
            revision=record.revision, at=last.at, made=None, has_mail=False, trouble=trouble
        )
    exported = _encrypted(year, made, found) if encrypted else _plain(year, found)
    has_mail = _carries(exported)
    trouble = "" if has_mail else _no_mail(exported)
    others = _others(year, exported)
    return StandingExport(
        revision=record.revision,
        at=last.at,
        made=exported,
        has_mail=has_mail,
        trouble=trouble,
        others=others,
        certificate=_certificate(year, exported.sent.parent),
        waives_paper=waives_paper(year.desk, year.year),
    )


def _certificate(year: YearDesk, folder: Path) -> str:
    name = certificate_name(year)
    return name if is_first_year(year) and is_there(folder / name) else ""


def why_nothing_stands(year: YearDesk) -> str:
    """What to say where no exported file is in force: nothing was exported, or it came back since."""
    record = year.record
    sent = max((p.revision for p in year.desk.store.packages(year.year)), default=0)
    if record.state.is_frozen or not sent:
        return "还没有导出。"
    back = max(
        (one for one in happenings(year.desk, year.year) if one.state in _BACK),
        key=lambda one: one.at,
        default=None,
    )
    told = "统计局退回了" if back is not None and back.state is YearState.RETURNED else "后来撤回了"
    return f"第 {sent} 次报送导出过，{told}；改好、重新定稿和导出以后，新的一次显示在这里。"


def _find(records: Sequence[PackageRecord], folders: Sequence[Path]) -> tuple[Path | None, Path | None]:
    """The newest of some exported files that is still the same, else one of its name that is not."""
    changed = None
    for record in reversed(records):
        for folder in folders:
            path = folder / record.file_name
            digest = _digest(path)
            if digest == record.digest:
                return path, None
            changed = changed or (path if digest else None)
    return None, changed


def _plain(year: YearDesk, path: Path) -> Exported:
    data = read_file(path, _MAX_FILE)
    return Exported(
        path=path,
        mail_path=path.with_suffix(".eml"),
        digest=digest_of(data),
        size=len(data),
        check_code=_check_code(year),
        warning=size_warning(len(data)),
        caution=small_cell_caution(year),
    )


def _encrypted(year: YearDesk, made: Sequence[PackageRecord], path: Path) -> Exported:
    """What is sent is the encrypted file; the signed package stays with the unit, and may be gone."""
    data = read_file(path, _MAX_FILE)
    name = path.name.removesuffix(ENCRYPTED_SUFFIX)
    kept = year.desk.path.parent / KEPT_FOLDER / name
    digests = {p.digest for p in made if p.file_name == name}
    digest = _digest(kept)
    try:
        openers = tuple(who_can_open(path))
    except TianbaoError:
        openers = ()
    beside = path.with_name(name)
    sealed = EncryptedFile(
        path=path,
        digest=digest_of(data),
        size=len(data),
        receivers=(),
        warning=f"同一文件夹里还有未加密的报送包 {name}，请勿外送。" if beside.exists() else None,
        openers=openers,
    )
    return Exported(
        path=kept,
        mail_path=beside.with_suffix(".eml"),
        digest=digest if digest in digests else "",
        size=kept.stat().st_size if digest in digests else 0,
        check_code=_check_code(year),
        warning=size_warning(len(data)),
        caution=small_cell_caution(year),
        encrypted=sealed,
    )


def _check_code(year: YearDesk) -> str:
    digest = year.content_digest
    assert digest is not None
    return format_check_code(check_code(digest))


def _carries(exported: Exported) -> bool:
    try:
        mail = read_file(exported.mail_path, _MAX_FILE)
        return carries(mail, exported.sent.name, read_file(exported.sent, _MAX_FILE))
    except TianbaoError:
        return False


def _digest(path: Path) -> str:
    """SHA-256 of a file; empty where there is none that can be read."""
    try:
        return digest_of(read_file(path, _MAX_FILE))
    except (TianbaoError, ValueError):  # a name with NUL is no name
        return ""


def _others(year: YearDesk, exported: Exported) -> tuple[str, ...]:
    """Files of other submissions beside the one that is sent: they are easily taken for it."""
    stem, own = package_stem(year), exported.path.name.partition(".")[0]
    try:
        names = [path.name for path in exported.sent.parent.iterdir()]
    except OSError:
        return ()
    return tuple(sorted(n for n in names if n.startswith(f"{stem}-r") and n.partition(".")[0] != own))


def _gone(record: PackageRecord, folders: Sequence[Path]) -> str:
    where = "、".join(f"“{folder}”" for folder in folders)
    return (
        f"{where}里没有当时导出的文件 {record.file_name}：可能已移动、删除，或在没有插上的 U 盘里。"
        "还要再发送时，请重新签名并导出。"
    )


def _altered(path: Path) -> str:
    return f"“{path}”已经不是当时导出的文件（内容被改动或替换），请勿外送；请重新签名并导出。"


def _no_mail(exported: Exported) -> str:
    name, sent = exported.mail_path.name, exported.sent.name
    found = "里附的不是这个文件，请勿发出" if exported.mail_path.exists() else "已不在这个文件夹里"
    return f"邮件草稿 {name} {found}；请重新导出，或自己写邮件并附上 {sent}。"

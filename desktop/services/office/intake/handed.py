"""Files that people hand over: folders are gone through, and each file is opened as far as it can be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from desktop.kinds.kind import Kind, Recognised, shown_name
from desktop.kinds.recognition import recognise
from desktop.kinds.text import in_utf8
from desktop.services.files import read_file, read_start
from desktop.services.office.intake.attached import (
    MAX_MAIL,
    Attached,
    Unopened,
    read_archive,
    read_mail,
    read_mailbox,
)
from desktop.services.office.intake.not_taken import NotTaken
from desktop.services.packages.encryption import decrypted_name
from desktop.services.packages.verification import MAX_PACKAGE_FILE
from desktop.submission.encryption.envelope import ReceivingKey, decrypt
from desktop.submission.encryption.envelope_structure import decode
from desktop.submission.errors import EnvelopeError, NotForThisKey
from forms.canonical import digest_of
from forms.codes.code import CodeTrait
from forms.errors import EnvironmentFault
from forms.frozen import frozen

_NOT_OPENED_AGAIN = frozenset({Kind.MAIL, Kind.ARCHIVE})
"""What is not opened once more inside an archive: one level of an outer zip is opened, as a mail is."""

_OWN_WAY_OUT: Mapping[Kind, NotTaken] = {
    Kind.OTHER_ENCRYPTED: NotTaken.OTHER_ENCRYPTION,
    Kind.ENCODED: NotTaken.AS_TEXT,
    Kind.UNPACKED: NotTaken.UNPACKED,
}
"""What may well hold a package, so that whoever sent it can be told what to do."""

_START = 65_536
"""Bytes by which the kind of a file is told before it is read. Chosen by us."""


@frozen
class Opened:
    """A file that was handed over, or one that lies in it.

    Attributes:
        name: file name.
        place: where in what was handed over it lies; empty for itself.
        kind: what it is.
        size: bytes.
        data: its bytes, where it is a package or could be one once it can be read; else None.
        refusal: why it is not taken in, or waits; None where it is a package or was opened.
        inside: the files in it.
        mailed_at: when the mail that brought it was sent, as that says.
        letter: of a letter of the office, its kind as it says itself; else empty.
    """

    name: str
    place: str
    kind: Kind
    size: int
    data: bytes | None = None
    refusal: NotTaken | None = None
    inside: tuple[Opened, ...] = ()
    mailed_at: datetime | None = None
    letter: str = ""

    @property
    def is_package(self) -> bool:
        """Whether it is a package that can be judged."""
        return self.kind is Kind.PACKAGE and self.data is not None and self.refusal is None

    def all(self) -> Iterator[Opened]:
        """It and everything in it."""
        yield self
        for one in self.inside:
            yield from one.all()


@frozen
class HandedFile:
    """A file on disk.

    Attributes:
        path: where it lies.
        digest: SHA-256 of its bytes; empty where it cannot be read.
        data: its bytes; None where it is too large or cannot be read.
        size: bytes, as far as known.
        error: why it cannot be read, else None.
    """

    path: Path
    digest: str
    data: bytes | None
    size: int
    error: EnvironmentFault | None = None


def files_in(paths: Iterable[Path]) -> Iterator[Path]:
    """The files that are handed over, those in folders by name; what begins with a dot is left out."""
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        for found in sorted(path.rglob("*")):
            parts = found.relative_to(path).parts
            # Marks that file managers and synchronising programs leave are nobody's delivery.
            # A pipe or a broken link is no folder either: it is told of, and not passed over.
            if not found.is_dir() and not any(part.startswith((".", "~$")) for part in parts):
                yield found


def may_be_encrypted(paths: Iterable[Path]) -> bool:
    """Whether any of the files is encrypted, or may hold one that is."""
    for path in files_in(paths):
        try:
            kind = recognise(read_start(path, _START)).kind
        except (OSError, EnvironmentFault):
            continue  # what cannot be read is told when it is taken in
        if kind in {Kind.ENCRYPTED, *_NOT_OPENED_AGAIN}:
            return True
    return False


def holds_encrypted(paths: Iterable[Path]) -> bool:
    """Whether a receiving key opens anything: a file is encrypted, or one in a mail or archive is.

    More exact than :func:`may_be_encrypted` and as slow as reading every mail: who asks a person for a
    passphrase asks this first.
    """
    for path in files_in(paths):
        try:
            kind = recognise(read_start(path, _START)).kind
        except (OSError, EnvironmentFault):
            continue  # what cannot be read is told when it is taken in
        if kind is Kind.ENCRYPTED:
            return True
        handed = read_handed(path) if kind in _NOT_OPENED_AGAIN else None
        if handed is None or handed.data is None:
            continue
        if any(one.kind is Kind.ENCRYPTED for one in open_handed(path.name, handed.data, None).all()):
            return True
    return False


def read_handed(path: Path) -> HandedFile:
    """Read a file; that it cannot be read is a result and not an error."""
    try:
        size = path.stat().st_size
        if size > MAX_MAIL:
            return _unread(path, size)
        data = read_file(path, MAX_MAIL)
    except OSError as error:
        fault = EnvironmentFault(NotTaken.UNREADABLE.code, f"读不出“{path.name}”：{error.strerror or error}")
        return _unread(path, 0, fault)
    except EnvironmentFault as error:
        return _unread(path, 0, error)
    return HandedFile(path=path, digest=digest_of(data), data=data, size=len(data))


def _unread(path: Path, size: int, error: EnvironmentFault | None = None) -> HandedFile:
    return HandedFile(path=path, digest="", data=None, size=size, error=error)


def open_handed(name: str, data: bytes, key: ReceivingKey | None) -> Opened:
    """Open a file as far as it can be.

    Args:
        name: file name.
        data: its bytes; nothing of them is trusted.
        key: the office's receiving key; None where it was not given.
    """
    return _open(Attached(shown_name(name), data), "", key, inside=None)


def _open(file: Attached, place: str, key: ReceivingKey | None, inside: Kind | None) -> Opened:
    found = recognise(file.data)
    one = Opened(name=file.name, place=place, kind=found.kind, size=len(file.data))
    if found.kind is Kind.EMPTY:
        return replace(one, refusal=NotTaken.EMPTY)
    # Only now: how much is read depends on the kind, since a mail brings its packages in base64.
    if len(file.data) > (MAX_MAIL if found.kind is Kind.MAIL else MAX_PACKAGE_FILE):
        return replace(one, refusal=NotTaken.TOO_LARGE)
    if found.kind is Kind.PACKAGE:
        return replace(one, data=file.data)
    if found.kind is Kind.LETTER:
        return replace(one, refusal=NotTaken.OTHER_KIND, letter=found.letter)
    if found.kind is Kind.ENCRYPTED:
        return _decrypted(one, file.data, key)
    if found.kind is Kind.MAIL and inside is None and not found.is_closed:
        return _mails(one, in_utf8(file.data), key)
    if found.kind is Kind.ARCHIVE and inside in {None, Kind.MAIL} and not found.is_closed:
        return _archive(one, file.data, key)
    return replace(one, refusal=_refusal(found, inside))


def _refusal(found: Recognised, inside: Kind | None) -> NotTaken:
    if found.is_closed:
        return NotTaken.CLOSED
    if inside is not None and found.kind in _NOT_OPENED_AGAIN:
        return NotTaken.NESTED
    return _OWN_WAY_OUT.get(found.kind, NotTaken.NOT_OURS)


def _decrypted(one: Opened, data: bytes, key: ReceivingKey | None) -> Opened:
    try:
        if key is None:
            decode(data)  # where no key could open it, none is asked for
            return replace(one, data=data, refusal=NotTaken.NO_KEY)
        content = decrypt(data, key)
    except NotForThisKey:
        return replace(one, data=data, refusal=NotTaken.OTHER_KEY)
    except EnvelopeError as error:
        is_foreign = CodeTrait.FOREIGN in error.code.traits
        return replace(one, data=data, refusal=NotTaken.OTHER_ENCRYPTION if is_foreign else NotTaken.DAMAGED)
    name = decrypted_name(one.name)
    # Without the key, and as lying inside: an envelope, a mail or an archive within an envelope ends here, so
    # that what one file costs stays bounded.
    inner = _open(Attached(name, content), f"{one.place}/{name}", None, inside=Kind.ENCRYPTED)
    return replace(one, inside=(inner,))


def _mails(one: Opened, data: bytes, key: ReceivingKey | None) -> Opened:
    """A mail, or each mail of a mailbox file."""
    try:
        mails = read_mailbox(data)
    except Unopened as reason:
        return replace(one, refusal=reason.why)
    if len(mails) == 1:
        return _mail(one, data, key)
    opened = (
        _mail(
            Opened(
                name=f"第 {number} 封邮件", place=f"{one.place}/{number}:", kind=Kind.MAIL, size=len(mail)
            ),
            mail,
            key,
        )
        for number, mail in enumerate(mails, 1)
    )
    wanted = tuple(mail for mail in opened if mail.refusal is not NotTaken.NO_PACKAGE)
    return replace(one, inside=wanted, refusal=None if wanted else NotTaken.NO_PACKAGE)


def _mail(one: Opened, data: bytes, key: ReceivingKey | None) -> Opened:
    try:
        mail = read_mail(data)
    except Unopened as reason:
        return replace(one, refusal=reason.why)
    inside = _all(one, mail.files, key, Kind.MAIL)
    # A mail has signatures, logos and the like beside what matters: they are nobody's delivery.
    wanted = tuple(file for file in inside if file.refusal is not NotTaken.NOT_OURS)
    if not wanted:
        return replace(one, refusal=NotTaken.NO_PACKAGE, inside=inside, mailed_at=mail.sent)
    dated = tuple(_dated(file, mail.sent) for file in wanted)
    return replace(one, inside=dated, mailed_at=mail.sent)


def _dated(file: Opened, sent: datetime | None) -> Opened:
    return replace(file, mailed_at=sent, inside=tuple(_dated(one, sent) for one in file.inside))


def _archive(one: Opened, data: bytes, key: ReceivingKey | None) -> Opened:
    try:
        inside = _all(one, read_archive(data), key, Kind.ARCHIVE)
    except Unopened as reason:
        return replace(one, refusal=reason.why)
    if not inside:
        return replace(one, refusal=NotTaken.NO_PACKAGE)
    if not any(file.data is not None or file.inside for file in inside):
        # Nothing in it can be taken in or waits: the archive itself bears the first reason about which
        # somebody can do something.
        first = next((file.refusal for file in inside if file.refusal is not NotTaken.NOT_OURS), None)
        return replace(one, refusal=first or NotTaken.NO_PACKAGE, inside=inside)
    return replace(one, inside=inside)


def _all(one: Opened, files: Iterable[Attached], key: ReceivingKey | None, kind: Kind) -> tuple[Opened, ...]:
    """The files of a mail or an archive; two of one name are told apart by their place."""
    return tuple(
        _open(file, f"{one.place}/{number}:{file.name}", key, inside=kind)
        for number, file in enumerate(files, 1)
    )

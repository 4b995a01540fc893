"""The submission package: payload files, their manifest and its signature in one container.

    mimetype                     application/vnd.etsi.asic-e+zip, first (EN 319 162-1 A.1)
    META-INF/ASiCManifest.xml    second
    META-INF/signature.p7s       third
    payload                      in the order of ``canonical_order``

Letters of the office (receipt, return and others) are packages of the same kind with other payload.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from desktop.submission.container import layout as container
from desktop.submission.container import manifest
from desktop.submission.container import reader as container_reader
from desktop.submission.container.entry_name import printable
from desktop.submission.container.layout import MAX_PACKAGE_BYTES, Entry
from desktop.submission.container.manifest import MANIFEST_NAME, SIGNATURE_NAME, Manifest
from desktop.submission.errors import (
    ManifestError,
    PackageError,
    PayloadRefused,
)
from forms.codes.package import PackageCode
from forms.errors import Problem
from forms.frozen import frozen

if TYPE_CHECKING:
    from desktop.submission.keys.identity import Identity

MIMETYPE_NAME: Final = "mimetype"
MEDIA_TYPE: Final = "application/vnd.etsi.asic-e+zip"

WARN_PACKAGE_BYTES: Final = 8_000_000
"""Size in bytes above which ``size_warning`` warns that a mailbox may refuse it: base64 makes 11 MB of 8 MB.
Chosen by us; the limit is ``MAX_PACKAGE_BYTES``."""

_PROLOGUE: Final = (MIMETYPE_NAME, MANIFEST_NAME, SIGNATURE_NAME)
_FIXED_ORDER: Final = (
    "submission.json",
    "receipt.json",
    "return.json",
    "datapackage.json",
    "data/observations.csv",
    "data/indicators.csv",
    "data/findings.csv",
    "data/verdicts.csv",
)
_FOLDER_ORDER: Final = ("data/", "forms/", "narrative.", "attachments/")


@dataclass(frozen=True, slots=True)
class PayloadFile:
    """One file that is sent.

    Attributes:
        name: entry name, ASCII, outside ``META-INF``.
        media_type: e.g. ``application/pdf``.
        data: its bytes.
    """

    name: str
    media_type: str
    data: bytes


@frozen
class Package:
    """An opened package whose container and digests are sound; its signer is not judged here.

    Attributes:
        payload: the files in container order.
        manifest: what was signed.
        manifest_bytes: the signed bytes.
        signature: the CMS signature file; empty where the package is not signed.
        size: bytes of the whole package.
    """

    payload: tuple[PayloadFile, ...]
    manifest: Manifest
    manifest_bytes: bytes
    signature: bytes
    size: int

    @property
    def warning(self) -> str | None:
        """Sentence about a size that mailboxes may refuse, or ``None``."""
        return size_warning(self.size)

    def data(self, name: str) -> bytes:
        """Give the bytes of one payload file.

        Raises:
            PackageError: the package has no such file.
        """
        for file in self.payload:
            if file.name == name:
                return file.data
        raise PackageError(
            PackageCode.PAYLOAD_MISSING, f"报送包中没有 {printable(name)}，请向发送单位索取完整的包。"
        )


@frozen
class Inspection:
    """The content of a package and its problems, the signature aside.

    Attributes:
        container_problems: departures from the container profile; empty means sound.
        digest_problems: differences between manifest and payload, or why the manifest cannot be read;
            ``None`` where there is no manifest.
        manifest: the parsed manifest, if it could be read.
        manifest_bytes: the manifest entry, if present.
        signature: the signature entry, if present.
        payload: the payload entries found.
    """

    container_problems: tuple[Problem, ...]
    digest_problems: tuple[Problem, ...] | None
    manifest: Manifest | None
    manifest_bytes: bytes | None
    signature: bytes | None
    payload: tuple[Entry, ...]


def canonical_order(names: Iterable[str]) -> list[str]:
    """Put payload names in the fixed order of a package.

    Args:
        names: payload entry names.

    Returns:
        Descriptions and the four tables first, in their own order; then further tables, forms, narrative,
        attachments and anything else, by name within each group.
    """

    def rank(name: str) -> tuple[int, int, str]:
        if name in _FIXED_ORDER:
            return (0, _FIXED_ORDER.index(name), name)
        folders = (i for i, folder in enumerate(_FOLDER_ORDER) if name.startswith(folder))
        return (1, next(folders, len(_FOLDER_ORDER)), name)

    return sorted(names, key=rank)


def size_warning(size: int) -> str | None:
    """Warn about a package that mailboxes may refuse.

    Args:
        size: bytes of the package.
    """
    if size <= WARN_PACKAGE_BYTES:
        return None
    return (
        f"报送包 {size / 1_000_000:.1f} MB，超过 {WARN_PACKAGE_BYTES // 1_000_000} MB，"
        "有的邮箱可能拒收；可减少附件，或用 U 盘报送。"
    )


def build(payload: Sequence[PayloadFile], identity: Identity | None, signing_time: datetime) -> bytes:
    """Build a signed package.

    Args:
        payload: at least one file, in any order.
        identity: who signs; None leaves the signature out, which only a plan pack may do.
        signing_time: the present time, aware.

    Returns:
        The package, at most ``MAX_PACKAGE_BYTES``; equal input gives equal bytes (RSA-PSS, which is
        salted, aside). Pass its length to ``size_warning``.

    Raises:
        PayloadRefused: a name is not allowed, reserved or repeated, there are too many files, or the
            package would be too large.
        ManifestError: no payload, or a media type is not allowed.
        IdentityError: the key cannot sign at this time.
    """
    from desktop.submission.signing import cms

    by_name = {file.name: file for file in payload}
    ordered = [by_name[name] for name in canonical_order(by_name)]
    entries = [Entry(file.name, file.data) for file in ordered]
    _require_payload(payload, entries)
    references = (
        manifest.refer(entry, file.media_type) for entry, file in zip(entries, ordered, strict=True)
    )
    manifest_bytes = manifest.encode(Manifest(tuple(references)))
    prologue = [MEDIA_TYPE.encode("ascii"), manifest_bytes]
    if identity is not None:
        prologue.append(cms.sign(manifest_bytes, identity, signing_time))
    first = [Entry(name, data) for name, data in zip(_PROLOGUE, prologue, strict=False)]
    return container.write([*first, *entries])


def _require_payload(payload: Sequence[PayloadFile], entries: Sequence[Entry]) -> None:
    """Refuse repeated, reserved or unusable names before anything is signed."""
    problems = container.entry_problems([Entry(file.name, b"") for file in payload])
    problems += [
        Problem(PackageCode.ENTRY_NAME, shown, f"{shown} 是报送包内部使用的名称，附件请改名。")
        for shown in (printable(entry.name) for entry in entries if _is_reserved(entry.name))
    ]
    size = container.container_size(entries)
    if size > MAX_PACKAGE_BYTES:
        problems.append(container.too_large(size))
    if problems:
        raise PayloadRefused(problems)


def _is_reserved(name: str) -> bool:
    """Tell whether a name belongs to the container itself."""
    folded = name.lower()
    return folded == MIMETYPE_NAME or folded.split("/")[0] == "meta-inf"


def inspect(data: bytes, *, signature_required: bool = True) -> Inspection:
    """Read any bytes as a package; never raises for any bytes.

    Args:
        data: the whole file; nothing about it is trusted.
        signature_required: whether a package without any signature departs from the profile.
    """
    contents = container_reader.read(data)
    found: dict[str, bytes] = {}
    for entry in contents.entries:
        found.setdefault(entry.name, entry.data)
    payload = tuple(entry for entry in contents.entries if entry.name not in _PROLOGUE)
    problems = list(contents.problems)
    if contents.entries or not problems:
        is_unsigned = not signature_required and SIGNATURE_NAME not in found
        prologue = _PROLOGUE[:-1] if is_unsigned else _PROLOGUE
        problems += _structure_problems(contents.entries, prologue)
    manifest_bytes = found.get(MANIFEST_NAME)
    parsed, digest_problems = _compare(manifest_bytes, payload)
    return Inspection(
        container_problems=tuple(problems),
        digest_problems=digest_problems,
        manifest=parsed,
        manifest_bytes=manifest_bytes,
        signature=found.get(SIGNATURE_NAME),
        payload=payload,
    )


def _compare(
    manifest_bytes: bytes | None, payload: tuple[Entry, ...]
) -> tuple[Manifest | None, tuple[Problem, ...] | None]:
    """Parse the manifest and compare it with the payload."""
    if manifest_bytes is None:
        return None, None
    try:
        parsed = manifest.parse(manifest_bytes)
    except ManifestError as error:
        return None, (Problem(error.code, MANIFEST_NAME, error.message),)
    return parsed, tuple(manifest.compare(parsed, payload))


def _structure_problems(entries: Sequence[Entry], prologue: tuple[str, ...]) -> list[Problem]:
    """Check the three entries of the container itself and the order of the others."""
    names = [entry.name for entry in entries]
    problems = [
        Problem(PackageCode.ENTRY_REQUIRED, name, f"报送包缺少条目 {name}。")
        for name in prologue
        if name not in names
    ]
    for entry in entries:
        if entry.name == MIMETYPE_NAME and entry.data != MEDIA_TYPE.encode("ascii"):
            message = f"条目 {MIMETYPE_NAME} 的内容不是 {MEDIA_TYPE}。"
            problems.append(Problem(PackageCode.MEDIA_TYPE, MIMETYPE_NAME, message))
    payload = [name for name in names if name not in _PROLOGUE]
    if not problems and names != [*prologue, *canonical_order(payload)]:
        expected = [*prologue, *canonical_order(payload)]
        place = next((a for a, b in zip(names, expected, strict=False) if a != b), names[-1])
        shown = printable(place)
        message = f"条目次序不对，从 {shown} 起与规定次序不符。"
        problems.append(Problem(PackageCode.ENTRY_ORDER, shown, message))
    return problems


def to_package(inspection: Inspection, size: int) -> Package | None:
    """Make the package of an inspection, or ``None`` if container or digests are not sound.

    Args:
        inspection: what ``inspect`` found.
        size: bytes of the whole file.
    """
    signed = inspection.manifest
    if inspection.container_problems or inspection.digest_problems != () or signed is None:
        return None
    payload = tuple(
        PayloadFile(entry.name, reference.media_type, entry.data)
        for entry, reference in zip(inspection.payload, signed.references, strict=True)
    )
    return Package(
        payload=payload,
        manifest=signed,
        manifest_bytes=inspection.manifest_bytes or b"",
        signature=inspection.signature or b"",
        size=size,
    )

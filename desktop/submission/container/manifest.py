"""META-INF/ASiCManifest.xml: the digests of all payload files, in one canonical form.

The document follows ETSI EN 319 162-1 clause 4.4.2 (``ASiCManifest`` with one ``SigReference`` and
one ``DataObjectReference`` per file). One manifest has exactly one sequence of bytes; a document
that is not byte-equal to its rewriting is refused.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.submission.container.entry_name import name_fault, printable
from desktop.submission.container.layout import MAX_ENTRIES, Entry
from desktop.submission.errors import ManifestError
from forms.codes.package import PackageCode
from forms.errors import Problem
from forms.frozen import frozen

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

MANIFEST_NAME = "META-INF/ASiCManifest.xml"
SIGNATURE_NAME = "META-INF/signature.p7s"
SIGNATURE_MEDIA_TYPE = "application/pkcs7-signature"
MAX_MANIFEST_BYTES = 200_000
"""Follows from ``MAX_ENTRIES``: so many references with the longest names take 90,000 bytes."""

_ASIC = "http://uri.etsi.org/02918/v1.2.1#"
_DSIG = "http://www.w3.org/2000/09/xmldsig#"
_SHA256 = "http://www.w3.org/2001/04/xmlenc#sha256"
_MEDIA_TYPE = re.compile(r"[a-z0-9]+/[a-z0-9][a-z0-9.+-]*")

_HEAD = f"""<?xml version="1.0" encoding="UTF-8"?>
<asic:ASiCManifest xmlns:asic="{_ASIC}" xmlns:ds="{_DSIG}">
  <asic:SigReference URI="{SIGNATURE_NAME}" MimeType="{SIGNATURE_MEDIA_TYPE}"/>
"""
_TAIL = "</asic:ASiCManifest>\n"


@dataclass(frozen=True, slots=True)
class DataObjectReference:
    """What the manifest says about one payload file.

    Attributes:
        name: entry name.
        media_type: e.g. ``text/csv``.
        digest: SHA-256 of the file, 32 bytes.
    """

    name: str
    media_type: str
    digest: bytes


@frozen
class Manifest:
    """All payload files in container order; at least one."""

    references: tuple[DataObjectReference, ...]


def media_type_is_allowed(media_type: str) -> bool:
    """Whether a media type is plain ``type/subtype`` in lower case, at most 100 characters."""
    return len(media_type) <= 100 and _MEDIA_TYPE.fullmatch(media_type) is not None


def refer(entry: Entry, media_type: str) -> DataObjectReference:
    """The reference of the manifest to one payload file, with its digest.

    Args:
        entry: the file.
        media_type: its media type.
    """
    return DataObjectReference(entry.name, media_type, hashlib.sha256(entry.data).digest())


def encode(manifest: Manifest) -> bytes:
    """Write the canonical bytes of a manifest.

    Args:
        manifest: names allowed by ``entry_name``, media types by ``media_type_is_allowed``; such
            text needs no XML escape.

    Raises:
        ManifestError: a name or media type is not allowed, or there is no reference at all.
    """
    if not manifest.references:
        raise ManifestError(PackageCode.MANIFEST_UNREADABLE, "清单中没有任何文件，不能生成报送包。")
    parts = [_HEAD]
    for reference in manifest.references:
        _require_plain(reference)
        value = base64.b64encode(reference.digest).decode("ascii")
        parts.append(
            f'  <asic:DataObjectReference URI="{reference.name}"'
            f' MimeType="{reference.media_type}">\n'
            f'    <ds:DigestMethod Algorithm="{_SHA256}"/>\n'
            f"    <ds:DigestValue>{value}</ds:DigestValue>\n"
            "  </asic:DataObjectReference>\n"
        )
    parts.append(_TAIL)
    return "".join(parts).encode("ascii")


def parse(data: bytes) -> Manifest:
    """Read a manifest from hostile bytes.

    Args:
        data: the entry ``MANIFEST_NAME``.

    Returns:
        The manifest; ``encode`` of it gives ``data`` again.

    Raises:
        ManifestError: too large, not XML, with a document type or entities, of another structure,
            or not in canonical form.
    """
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import ParseError, fromstring

    # Before the parser: with our own beginning there is no document type, no other encoding and no byte order
    # mark.
    if len(data) > MAX_MANIFEST_BYTES or not data.startswith(_HEAD.encode("ascii")):
        raise _unreadable("开头不是规定的格式")
    try:
        root = fromstring(data, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise _unreadable("不是有效的 XML，或含有实体、文档类型定义") from error
    # The first child is the reference to the signature, which `_HEAD` has fixed.
    manifest = Manifest(tuple(_reference(element) for element in list(root)[1:]))
    if len(manifest.references) > MAX_ENTRIES:
        raise _unreadable(f"文件数超过 {MAX_ENTRIES}")
    names = [reference.name for reference in manifest.references]
    if len(set(names)) != len(names):
        raise _unreadable("同一文件列出两次")
    # What was not looked at above (further attributes, comments, blanks, text between elements) is found
    # here: none of it would be written again.
    if encode(manifest) != data:
        raise ManifestError(
            PackageCode.MANIFEST_NOT_CANONICAL,
            f"清单 {MANIFEST_NAME} 的写法与规定格式不逐字节一致，清单被改写过。",
        )
    return manifest


def _reference(element: Element) -> DataObjectReference:
    """Read one ``DataObjectReference``.

    Elements and attributes that are not read here are detected by the comparison of bytes in ``parse``.
    """
    value = element.findtext(f"{{{_DSIG}}}DigestValue") or ""
    try:
        digest = base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError) as error:
        raise _unreadable("摘要值不是 Base64") from error
    if len(digest) != hashlib.sha256().digest_size:
        raise _unreadable("摘要值长度不是 SHA-256")
    return DataObjectReference(element.get("URI", ""), element.get("MimeType", ""), digest)


def _require_plain(reference: DataObjectReference) -> None:
    """Raise for a name or media type that would need an escape in XML."""
    fault = name_fault(reference.name)
    if fault is not None:
        raise ManifestError(PackageCode.ENTRY_NAME, f"清单中的文件名不可用：{fault}。")
    if not media_type_is_allowed(reference.media_type):
        raise ManifestError(PackageCode.MEDIA_TYPE, f"{reference.name} 的媒体类型写法不可用。")


def _unreadable(reason: str) -> ManifestError:
    """The error of a manifest that cannot be read."""
    return ManifestError(PackageCode.MANIFEST_UNREADABLE, f"清单 {MANIFEST_NAME} 读不出：{reason}。")


def compare(manifest: Manifest, payload: Sequence[Entry]) -> list[Problem]:
    """List every difference between the manifest and the payload files of the container.

    Args:
        manifest: what was signed.
        payload: the payload entries found, without ``mimetype`` and ``META-INF``.

    Returns:
        One problem for each file that is missing, added, renamed or changed; if there is none, one where a
        file stands there twice or the order differs.
    """
    present: dict[str, Entry] = {}
    for entry in payload:
        present.setdefault(entry.name, entry)
    promised = {reference.name: reference for reference in manifest.references}
    digests = {name: hashlib.sha256(entry.data).digest() for name, entry in present.items()}
    added = [name for name in present if name not in promised]
    problems = []
    for reference in manifest.references:
        name = reference.name
        if name in present:
            if digests[name] != reference.digest:
                message = f"{name} 的内容与签名清单中的摘要不符：内容被改动。"
                problems.append(Problem(PackageCode.PAYLOAD_CHANGED, name, message))
            continue
        # The same contents under a name that the manifest lacks were renamed: one sentence about it, not two
        # about a file lost and one added.
        twin = next((other for other in added if digests[other] == reference.digest), None)
        if twin is None:
            message = f"清单列有 {name}，包中没有：文件被删除。"
            problems.append(Problem(PackageCode.PAYLOAD_MISSING, name, message))
        else:
            added.remove(twin)
            message = f"{name} 在包中被改名为 {printable(twin)}。"
            problems.append(Problem(PackageCode.PAYLOAD_RENAMED, name, message))
    for shown in map(printable, added):
        message = f"{shown} 不在签名清单中：文件是后来加进去的。"
        problems.append(Problem(PackageCode.PAYLOAD_ADDED, shown, message))
    # Asked last: after any other difference the order differs as a matter of course.
    if not problems and [entry.name for entry in payload] != list(promised):
        problems.append(_misplaced([entry.name for entry in payload]))
    return problems


def _misplaced(names: list[str]) -> Problem:
    """The problem of a file that stands there twice, or of another order."""
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        shown = printable(twice)
        return Problem(PackageCode.ENTRY_DUPLICATED, shown, f"{shown} 在包中有两份，签名清单里只有一份。")
    return Problem(PackageCode.ENTRY_ORDER, "", "包中文件的次序与签名清单不一致。")

"""From any bytes to a kind. Nothing is judged: a damaged package is a package."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from desktop.kinds.archive import Listing, beginning, list_entries
from desktop.kinds.binary import kind_of_binary
from desktop.kinds.encoded import uuencoded_in, written_as_text
from desktop.kinds.kind import MOST_INSIDE, Inside, Kind, Recognised, shown_name
from desktop.kinds.mail import attachments, is_cut_off
from desktop.kinds.text import beginning_of_mail, beginning_of_text, in_utf8, kind_of_text

MAX_LOOKED_AT: Final = 20_000_000
"""Most bytes of a file that are looked at. Chosen so that it is twice the largest package."""

_INSIDE_REACH = 65_536
"""Bytes of a file within another that are looked at. Chosen by us: kinds are told by their beginning."""
_DEPTH = 2
"""How many archives within each other are opened. Chosen by us: a zip file in a mail."""
_ASIC = "application/vnd.etsi.asic"
_OUR_MIMETYPE = b"application/vnd.etsi.asic-e+zip"
_MANIFEST = "META-INF/ASiCManifest.xml"
_DESCRIPTORS: Final = ("submission.json", "letter.json", "receipt.json", "return.json")
_SUBMISSION, _LETTER = "submission.json", "letter.json"
_LETTER_KIND: Final = re.compile(rb'\s*\{\s*"kind"\s*:\s*"([a-z_]{1,40})"')
"""The kind stands first in the descriptor of a letter (``letters.md``)."""
_OUR_FILES: Final = (*_DESCRIPTORS, "datapackage.json", "data/observations.csv", "data/verdicts.csv")
_OUR_HEADINGS: Final = (b"form,row,item,", b"indicator,section,")
"""Of ``data/observations.csv`` and ``data/verdicts.csv`` (contracts 8)."""
_PLAN_FILES: Final = ("plan.json", "approval.json")
_OUR_REFERENCES: Final = re.compile(rb'URI="(submission|letter|receipt|return)\.json"')
_PLAN_REFERENCE = b'URI="plan.json"'
_SIGNATURES: Final = re.compile(
    r"META-INF/(.*signatures?.*\.xml|.*\.p7s|ASiC.*\.xml|.*timestamp.*\.tst|evidencerecord.*)",
    re.IGNORECASE,
)
_OFFICE_PARTS: Final = (
    ("xl/", Kind.WORKBOOK),
    ("word/", Kind.DOCUMENT),
    ("ppt/", Kind.PRESENTATION),
)
_MIMETYPES: Final = (
    ("application/vnd.oasis.opendocument.spreadsheet", Kind.OPEN_WORKBOOK),
    ("application/vnd.oasis.opendocument.presentation", Kind.PRESENTATION),
    ("application/vnd.oasis.opendocument", Kind.DOCUMENT),
    ("application/epub+zip", Kind.EBOOK),
)
_MARKS: Final = (
    ("[Content_Types].xml", Kind.DOCUMENT),
    ("OFD.xml", Kind.OFD),
    ("META-INF/MANIFEST.MF", Kind.PROGRAM),
    ("AndroidManifest.xml", Kind.PROGRAM),
)
_NAMED: Final = ((".asice.cms", Kind.ENCRYPTED), (".asice", Kind.PACKAGE), (".wdpplan", Kind.PLAN_PACK))
_NAMED_LETTER: Final = re.compile(r"wdp-.*-[a-z]+-[0-9]+\.asice", re.IGNORECASE)
"""How a letter is named; a package ends with its revision, such as ``-r1`` (``letters.md``)."""
_LOOKED_INTO: Final = (Kind.ARCHIVE, Kind.CONTAINER)
_CLOSED: Final = frozenset({Kind.ARCHIVE, Kind.MAIL, Kind.SIGNED})
"""Kinds that may hold a package, where they are known by fixed bytes: none of these is looked into."""
_ZIP: Final = b"PK\x03\x04"


def recognise(data: bytes) -> Recognised:
    """Say what a file is.

    Args:
        data: the file, or its first ``MAX_LOOKED_AT`` bytes; it may be anything.
    """
    return _recognise(data[:MAX_LOOKED_AT], _DEPTH, MOST_INSIDE)


def _recognise(data: bytes, depth: int, most: int) -> Recognised:
    if not data:
        return Recognised(kind=Kind.EMPTY)
    if not data.strip(b"\x00"):
        return Recognised(kind=Kind.BLANK)
    binary = kind_of_binary(data)
    if binary is not None:
        return Recognised(kind=binary, is_closed=binary in _CLOSED)
    mail = beginning_of_mail(data)
    listing = list_entries(data) if mail is None else None  # its bytes may hold a zip as it is
    if listing is not None and (listing.is_whole or any(listing.names)):
        return _recognise_zip(data, listing, depth, most)
    data = in_utf8(data)
    written = written_as_text(data, _INSIDE_REACH)
    if written is not None:
        return Recognised(kind=Kind.ENCODED, inside=_look_into([written], depth, most))
    text = mail or beginning_of_text(data)
    if text is not None:
        kind = kind_of_text(text)
        if kind is not Kind.MAIL:
            return Recognised(kind=kind)
        is_cut = len(data) < MAX_LOOKED_AT and is_cut_off(data)
        return Recognised(kind=kind, inside=_look_into(_attached(data), depth, most), is_cut_off=is_cut)
    return Recognised(kind=_ours_by_reference(data) if _holds_our_names(data) else Kind.UNKNOWN)


def _attached(mail: bytes) -> Iterator[tuple[str, bytes]]:
    """What a mail carries, as parts of their own or written out in its text."""
    yield from attachments(mail, _INSIDE_REACH)
    yield from uuencoded_in(mail, _INSIDE_REACH, MOST_INSIDE)


def _recognise_zip(data: bytes, listing: Listing, depth: int, most: int) -> Recognised:
    kind = _kind_of_zip(data, listing)
    if kind in _LOOKED_INTO and not listing.is_whole and _began_as_ours(data):
        kind = _ours_by_reference(data)
    if kind not in _LOOKED_INTO:
        return Recognised(kind=kind, letter=_kind_of_letter(data, listing) if kind is Kind.LETTER else "")
    files = ((entry.name, beginning(data, entry, _INSIDE_REACH)) for entry in listing.entries)
    found = _look_into(((name, start) for name, start in files if not name.endswith("/")), depth, most)
    is_unpacked = kind is Kind.ARCHIVE and any(name.endswith(f"/{_MANIFEST}") for name in listing.names)
    is_cut = kind is Kind.ARCHIVE and not listing.has_end and len(data) < MAX_LOOKED_AT
    kind = Kind.UNPACKED if is_unpacked and not _has_ours(found) else kind
    return Recognised(kind=kind, inside=found, is_cut_off=is_cut)


def _has_ours(found: tuple[Inside, ...]) -> bool:
    return any(one.kind in {Kind.PACKAGE, Kind.LETTER, Kind.ENCRYPTED} for one in found)


def _kind_of_zip(data: bytes, listing: Listing) -> Kind:
    """Which program's zip it is; ARCHIVE where it is only a zip."""
    names, mimetype = listing.names, _mimetype(data, listing)
    # From the most certain marks to the least: an OpenDocument or e-book may bear signatures too, and a
    # workbook of Excel has the parts of its kind beside those that all documents have.
    is_asic = mimetype.startswith(_ASIC) or _MANIFEST in names
    if is_asic and not names.isdisjoint(_PLAN_FILES) and names.isdisjoint(_DESCRIPTORS):
        return Kind.PLAN_PACK
    is_ours = is_asic and _says_that_it_is_ours(data, listing)
    if is_ours or _is_ours_cut_off(data, listing):
        return Kind.PLAN_PACK if _is_plan_cut_off(data, listing) else _ours(data, names)
    found = next((kind for start, kind in _MIMETYPES if mimetype.startswith(start)), None)
    if found is not None:
        return found
    if is_asic or any(_SIGNATURES.fullmatch(name) for name in names):
        return Kind.CONTAINER
    if "[Content_Types].xml" in names or "_rels/.rels" in names:
        parts = (kind for part, kind in _OFFICE_PARTS if any(name.startswith(part) for name in names))
        return next(parts, Kind.DOCUMENT)
    return next((kind for name, kind in _MARKS if name in names), Kind.ARCHIVE)


def _ours(data: bytes, names: frozenset[str]) -> Kind:
    """Whether a container of ours is a package or a letter of the office, by the name of its descriptor."""
    if names.isdisjoint((_SUBMISSION, _LETTER)):
        return _ours_by_reference(data)
    return Kind.PACKAGE if _SUBMISSION in names else Kind.LETTER


def _ours_by_reference(data: bytes) -> Kind:
    """The same where the names cannot be read, by what the manifest refers to."""
    named = {found[1] for found in _OUR_REFERENCES.finditer(data)}
    return Kind.LETTER if named == {b"letter"} else Kind.PACKAGE


def _kind_of_letter(data: bytes, listing: Listing) -> str:
    """What a letter says that it is; empty where that cannot be read."""
    entry = next((entry for entry in listing.entries if entry.name == _LETTER), None)
    found = None if entry is None else _LETTER_KIND.match(beginning(data, entry, _INSIDE_REACH))
    return "" if found is None else found[1].decode("ascii")


def _says_that_it_is_ours(data: bytes, listing: Listing) -> bool:
    """Whether a file of ours is in it by name, and does not begin as a file of another program does."""
    begins = {e.name: beginning(data, e, _INSIDE_REACH) for e in listing.entries if e.name in _OUR_FILES}
    return any(not start or _begins_as_ours(name, start) for name, start in begins.items())


def _begins_as_ours(name: str, start: bytes) -> bool:
    if name.endswith(".csv"):
        return start.startswith(_OUR_HEADINGS)
    return not start.lstrip().startswith(b"{") or b'"tianbao/' in start or b'"wdp-' in start


def _mimetype(data: bytes, listing: Listing) -> str:
    entry = next((entry for entry in listing.entries if entry.name == "mimetype"), None)
    return "" if entry is None else beginning(data, entry, 200).decode("ascii", "replace").strip()


def _is_ours_cut_off(data: bytes, listing: Listing) -> bool:
    """Whether a container that ends too early is one of ours.

    By what its manifest refers to; where that is not reached, because what there is are the first entries of
    ours and nothing else.
    """
    if listing.is_whole:
        return False
    if listing.names == {"mimetype"}:
        return _OUR_MIMETYPE.decode("ascii").startswith(_mimetype(data, listing))
    if _OUR_REFERENCES.search(data) or _PLAN_REFERENCE in data:
        return True
    *first, last = (entry.name for entry in listing.entries)  # the last name may be cut off as well
    return first == ["mimetype"] and _MANIFEST.startswith(last)


def _is_plan_cut_off(data: bytes, listing: Listing) -> bool:
    return listing.names.isdisjoint(_DESCRIPTORS) and _PLAN_REFERENCE in data


def _began_as_ours(data: bytes) -> bool:
    """Whether the first entry is that of our container, whatever became of the rest."""
    return b"mimetype" + _OUR_MIMETYPE in data[:200] and _holds_our_names(data)


def _holds_our_names(data: bytes) -> bool:
    """Whether the names of our container stand in bytes that are no zip any more."""
    return _OUR_MIMETYPE in data and _MANIFEST.encode("ascii") in data and bool(_OUR_REFERENCES.search(data))


def _look_into(files: Iterable[tuple[str, bytes]], depth: int, most: int) -> tuple[Inside, ...]:
    """What an archive or a message holds, the archives within it included; ``most`` files in all."""
    found: list[Inside] = []
    for name, start in files:
        if len(found) >= most:
            break
        base = name.replace("\\", "/").rpartition("/")[2]
        one = Recognised(kind=_kind_by_name(base))
        if start and depth:
            one = _recognise(start, depth - 1, most - len(found) - 1)
        elif start.startswith(_ZIP) and one.kind is Kind.UNKNOWN:
            one = Recognised(kind=Kind.ARCHIVE, is_closed=True)  # too deep to be looked into
        here = shown_name(base)
        found.append(Inside(name=here, kind=one.kind, is_closed=one.is_closed, letter=one.letter))
        found += (replace(inner, within=here) for inner in one.inside)
    return tuple(found)


def _kind_by_name(name: str) -> Kind:
    """What a file that cannot be read, such as one under a password, is likely to be."""
    if _NAMED_LETTER.fullmatch(name):
        return Kind.LETTER
    return next((kind for end, kind in _NAMED if name.lower().endswith(end)), Kind.UNKNOWN)

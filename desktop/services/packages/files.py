"""The files of a package compared with its descriptor: none missing, none added, each of its type."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from desktop.services.packages.fact import Objection
from desktop.submission.container.entry_name import printable
from desktop.submission.errors import TableError
from desktop.submission.package import Package
from desktop.submission.profile.datapackage import (
    DESCRIPTOR_MEDIA_TYPE,
    DESCRIPTOR_NAME,
    TABLE_MEDIA_TYPE,
    encode,
)
from desktop.submission.profile.media_types import ATTACHED_TYPES, PDF_TYPE, WORKBOOK_TYPE
from desktop.submission.profile.published import (
    ATTACHMENTS,
    FORMS,
    NARRATIVE_NAME,
    PDF_NAME,
    SUBMISSION_NAME,
    WORKBOOK_NAME,
    Profile,
    table_descriptor,
)
from forms.bounded_json import parse_json
from forms.canonical import digest_of
from forms.codes.verify import VerifyCode

_DESCRIPTORS = {SUBMISSION_NAME: "application/json", DESCRIPTOR_NAME: DESCRIPTOR_MEDIA_TYPE}
_END_OF_ZIP = b"PK\x05\x06"
_ZIP_TAIL = 22
"""Bytes of the end record of a zip file without comment (APPNOTE.TXT 4.3.16)."""


def file_fault(submission: Mapping[str, Any], package: Package, profile: Profile) -> Objection | None:
    """Where files, descriptor, media types and the lists of tables and attachments disagree."""
    present = {file.name: digest_of(file.data) for file in package.payload}
    checks = (
        _unlisted(submission, present, profile),
        _changed(submission, present),
        _tables_fault(submission, present, profile),
        _attachment_fault(submission, present),
        _media_fault(package),
        _form_fault(package),
    )
    return next((found for found in checks if found is not None), None)


def _unlisted(
    submission: Mapping[str, Any], present: Mapping[str, str], profile: Profile
) -> Objection | None:
    """A file that the descriptor does not name, or that no package of this profile has."""
    known = {*_DESCRIPTORS, *FORMS, *profile.optional_files, *(table.path for table in profile.all_tables)}
    for name in present:
        if name not in known and not name.startswith(ATTACHMENTS):
            return Objection(VerifyCode.FILES, f"包里有规定之外的文件“{printable(name)}”")
        if name not in submission["files"] and name not in _DESCRIPTORS:
            return Objection(VerifyCode.FILES, f"包里有 {SUBMISSION_NAME} 没有列出的文件“{printable(name)}”")
    return None


def _changed(submission: Mapping[str, Any], present: Mapping[str, str]) -> Objection | None:
    """A file that is listed and not there, or there with other content."""
    listed = {**submission["files"], **submission["tables"]}
    for name in (*FORMS, DESCRIPTOR_NAME, *submission["files"], *submission["tables"]):
        if name not in present:
            return Objection(VerifyCode.DIGESTS, f"包里缺少“{printable(name)}”")
        if present[name] != listed.get(name, present[name]) or (name in _DESCRIPTORS and name in listed):
            return Objection(VerifyCode.DIGESTS, f"“{printable(name)}”与 {SUBMISSION_NAME} 所列摘要不符")
    # A table stands in both lists. Above, that of the tables counted; the other may differ from it.
    for name, digest in submission["files"].items():
        if present[name] != digest:
            return Objection(VerifyCode.DIGESTS, f"“{printable(name)}”与 {SUBMISSION_NAME} 所列摘要不符")
    return None


def _tables_fault(
    submission: Mapping[str, Any], present: Mapping[str, str], profile: Profile
) -> Objection | None:
    """The content lists every table that is there, the four among them; words come with their table."""
    tables = {name for name in present if name.startswith("data/")}
    if set(submission["tables"]) != tables or not tables >= {table.path for table in profile.tables}:
        return Objection(VerifyCode.DIGESTS, "内容没有列全数据表")
    if NARRATIVE_NAME in present and "data/narrative.csv" not in present:
        return Objection(VerifyCode.DIGESTS, f"有 {NARRATIVE_NAME} 而没有它所依据的数据表")
    return None


def _attachment_fault(submission: Mapping[str, Any], present: Mapping[str, str]) -> Objection | None:
    """Every attachment belongs to a figure, and is there as listed."""
    listed = Counter(entry["file"] for entry in submission["attachments"])
    there = {name for name in present if name.startswith(ATTACHMENTS)}
    if set(listed) != there or any(count > 1 for count in listed.values()):
        return Objection(VerifyCode.FILES, f"附件与 {SUBMISSION_NAME} 所列的附件不一致")
    for entry in submission["attachments"]:
        if present[entry["file"]] != entry["digest"]:
            return Objection(VerifyCode.DIGESTS, f"附件“{printable(entry['file'])}”与所列摘要不符")
    return None


def _media_fault(package: Package) -> Objection | None:
    """The signed list calls every file what its name says."""
    for file in package.payload:
        expected = _media_type(file.name)
        if file.media_type != expected:
            return Objection(VerifyCode.FILES, f"“{printable(file.name)}”的文件类型不对")
    return None


def _media_type(name: str) -> str | None:
    fixed = {**_DESCRIPTORS, PDF_NAME: PDF_TYPE, WORKBOOK_NAME: WORKBOOK_TYPE}
    if name in fixed:
        return fixed[name]
    if name.startswith("data/"):
        return TABLE_MEDIA_TYPE
    return ATTACHED_TYPES.get(PurePosixPath(name).suffix.lower())


def _form_fault(package: Package) -> Objection | None:
    """The official form is a PDF and a workbook at all; whether it is the right one, printing again tells."""
    pdf, workbook = package.data(PDF_NAME), package.data(WORKBOOK_NAME)
    if not pdf.startswith(b"%PDF-1.") or not pdf.rstrip().endswith(b"%%EOF") or b"/Page" not in pdf:
        return Objection(VerifyCode.FORM_KIND, f"{PDF_NAME} 不是完整的 PDF，或后面还加了内容")
    is_zip = workbook.startswith(b"PK\x03\x04") and workbook[-_ZIP_TAIL:].startswith(_END_OF_ZIP)
    if not is_zip or b"xl/workbook.xml" not in workbook:
        return Objection(VerifyCode.FORM_KIND, f"{WORKBOOK_NAME} 不是完整的 xlsx，或后面还加了内容")
    return None


def descriptor_fault(submission: Mapping[str, Any], package: Package, profile: Profile) -> Objection | None:
    """Where ``datapackage.json`` does not describe the tables that are there.

    Further columns of a later program may be described in any way; everything else is as it is written here.
    """
    data = package.data(DESCRIPTOR_NAME)
    tables = {file.name: file.data for file in package.payload if file.name.startswith("data/")}
    expected = table_descriptor(submission, tables)
    if encode(expected) == data:
        return None
    wrong = Objection(VerifyCode.DESCRIPTOR, f"{DESCRIPTOR_NAME} 与数据表不符")
    if not profile.may_have_more_columns:
        return wrong
    try:
        given = parse_json(data)
        _drop_further_fields(given, tables, profile)
        return None if encode(given) == encode(expected) else wrong
    except (ValueError, RecursionError, LookupError, TypeError, AttributeError, TableError):
        return wrong


def _drop_further_fields(given: dict[str, Any], tables: Mapping[str, bytes], profile: Profile) -> None:
    """Take off the fields of columns that stand in a table's header and are not known here."""
    known = {table.path: table.columns for table in profile.all_tables}
    for resource in given["resources"]:
        columns, fields = known[resource["path"]], resource["schema"]["fields"]
        header = tables[resource["path"]].split(b"\r\n", 1)[0].decode().split(",")
        if [field["name"] for field in fields] != header:
            raise ValueError(resource["path"])
        del fields[len(columns) :]

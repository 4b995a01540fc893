"""The content of a package of figures in each profile that was ever published."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from desktop.submission.profile.datapackage import (
    OPTIONAL_TABLES,
    TABLES,
    TABLES_1,
    Table,
    describe,
)
from forms.filing.content import SCHEMA, SCHEMA_1
from forms.frozen import frozen

SUBMISSION_NAME: Final = "submission.json"
LETTER_NAME: Final = "letter.json"
"""What a letter of the office has in its place."""
QUESTIONS_NAME: Final = "data/questions.csv"
"""The open questions, in a letter that has any."""
CERTIFICATES = "certificates/"
"""Folder of the office's own certificates in a task: the present ones, and ``former-1`` and on."""
SIGNING_NAME, RECEIVING_NAME = f"{CERTIFICATES}signing.cer.pem", f"{CERTIFICATES}receiving.cer.pem"
PDF_NAME: Final = "forms/official-form.pdf"
WORKBOOK_NAME: Final = "forms/official-form.xlsx"
FORMS: Final = (PDF_NAME, WORKBOOK_NAME)
"""The official form, as it was printed."""
NARRATIVE_NAME: Final = "narrative.docx"
ATTACHMENTS: Final = "attachments/"


@frozen
class Profile:
    """A published form of the package.

    Attributes:
        schema: the member ``schema`` of ``submission.json``.
        tables: required tables, in order.
        optional_tables: tables that may be there.
        optional_files: other files that may be there, attachments apart.
        may_have_more_columns: whether a later program may have added columns at the end of a table.
    """

    schema: str
    tables: tuple[Table, ...]
    optional_tables: tuple[Table, ...] = ()
    optional_files: tuple[str, ...] = ()
    may_have_more_columns: bool = False

    @property
    def resource(self) -> str:
        """Resource name of the published JSON schema of ``submission.json``."""
        name, _, version = self.schema.removeprefix("tianbao/").partition("/")
        return f"schemas/{name}-{version}.json"

    @property
    def all_tables(self) -> tuple[Table, ...]:
        """Every table that a package may have, in order."""
        return (*self.tables, *self.optional_tables)


PROFILE_1: Final = Profile(schema=SCHEMA_1, tables=TABLES_1)
PROFILE_2: Final = Profile(
    schema=SCHEMA,
    tables=TABLES,
    optional_tables=OPTIONAL_TABLES,
    optional_files=(NARRATIVE_NAME,),
    may_have_more_columns=True,
)
PROFILES: Final = {profile.schema: profile for profile in (PROFILE_1, PROFILE_2)}
"""By what ``submission.json`` calls itself."""


def table_descriptor(content: Mapping[str, Any], tables: Mapping[str, bytes]) -> dict[str, object]:
    """The Frictionless descriptor of a package.

    Args:
        content: content of the package, or its ``submission.json``.
        tables: entry name to bytes of every table in it.
    """
    unit, year = content["unit"], content["year"]
    return describe(
        f"wdp-{content['region_code']}-{unit['code']}-{year}",
        f"{unit['name']} {year} 年度监测数据",
        content["finalised_at"],
        {name.removeprefix("data/").removesuffix(".csv"): data for name, data in tables.items()},
        PROFILES[content["schema"]].all_tables,
    )

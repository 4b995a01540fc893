"""The office's store as a kind of store: its schemas, and what is checked beyond the change log."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from db.file.schema import Schema
from db.file.session import Executes
from db.log.kind import LoggedKind
from db.office.tables import METADATA
from db.office.values import differing_contents

APPLICATION_ID = 0x74626F66
"""Marks the office's files in the header of SQLite (``tbof``, the four letters as a number). Chosen by us."""


class OfficeKind(LoggedKind):
    """The office's store."""

    def contradictions(
        self,
        session: Executes,
        found: Sequence[Any],  # noqa: ARG002 - of frozen content, which this store has not
        places: Mapping[str, int],  # noqa: ARG002 - likewise
    ) -> list[str]:
        """Override: the figures of each package are those whose digest was logged when it was taken in."""
        differing = differing_contents(session)
        if not differing:
            return []
        return [f"{len(differing)} 份报送的数据与收件时记下的不一致"]


OFFICE_STORE = OfficeKind(Schema(APPLICATION_ID, METADATA, Path(__file__).with_name("migrations")))

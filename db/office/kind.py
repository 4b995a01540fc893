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
    """The office's store.

    It has no spare. Where its file is replaced or written over while it is open, and the program is killed
    before it notices, what this window stored is lost: packages are taken in again from mails and folders,
    decisions have to be made again. The last backup has what was decided before it.
    """

    has_spare = False
    remedy = "请停止收件和办理，恢复最近的备份并查明原因。"
    whole_up_to = 32 * 1024 * 1024
    """A hundred packages; a file of this size is compared whole within a tenth of a second. Chosen by us."""

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


OFFICE_STORE = OfficeKind(
    Schema(APPLICATION_ID, METADATA, Path(__file__).with_name("migrations"), refuses_replacing=True)
)

"""Why nothing is taken in of a file."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from forms.codes.code import ErrorCode
from forms.codes.receive import ReceiveCode


class NotTaken(StrEnum):
    """Why nothing is taken in of a file; the values stand in JSON answers."""

    DAMAGED = "damaged"
    NO_KEY = "no_key"
    KEY_CLOSED = "key_closed"
    """Said where :attr:`NO_KEY` is stored, and a key was given that could not be opened."""
    OTHER_KEY = "other_key"
    TOO_LARGE = "too_large"
    NESTED = "nested"
    UNSAFE_NAME = "unsafe_name"
    NOT_OURS = "not_ours"
    OTHER_KIND = "other_kind"
    EMPTY = "empty"
    NO_PACKAGE = "no_package"
    LOCKED = "locked"
    TOO_MANY = "too_many"
    UNREADABLE = "unreadable"
    REPACKED = "repacked"
    OTHER_ENCRYPTION = "other_encryption"
    CLOSED = "closed"
    AS_TEXT = "as_text"
    UNPACKED = "unpacked"

    @property
    def code(self) -> ErrorCode:
        """Stable code, which has the words."""
        return _CODES[self]


_CODES: Mapping[NotTaken, ErrorCode] = {
    NotTaken.DAMAGED: ReceiveCode.DAMAGED,
    NotTaken.NO_KEY: ReceiveCode.NO_KEY,
    NotTaken.KEY_CLOSED: ReceiveCode.KEY_CLOSED,
    NotTaken.OTHER_KEY: ReceiveCode.OTHER_KEY,
    NotTaken.TOO_LARGE: ReceiveCode.TOO_LARGE,
    NotTaken.NESTED: ReceiveCode.NESTED,
    NotTaken.UNSAFE_NAME: ReceiveCode.UNSAFE_NAME,
    NotTaken.NOT_OURS: ReceiveCode.NOT_OURS,
    NotTaken.OTHER_KIND: ReceiveCode.OTHER_KIND,
    NotTaken.EMPTY: ReceiveCode.EMPTY,
    NotTaken.NO_PACKAGE: ReceiveCode.NO_PACKAGE,
    NotTaken.LOCKED: ReceiveCode.LOCKED,
    NotTaken.TOO_MANY: ReceiveCode.TOO_MANY,
    NotTaken.UNREADABLE: ReceiveCode.UNREADABLE,
    NotTaken.REPACKED: ReceiveCode.REPACKED,
    NotTaken.OTHER_ENCRYPTION: ReceiveCode.OTHER_ENCRYPTION,
    NotTaken.CLOSED: ReceiveCode.CLOSED,
    NotTaken.AS_TEXT: ReceiveCode.AS_TEXT,
    NotTaken.UNPACKED: ReceiveCode.UNPACKED,
}

"""The office's signing key for a command, and what is said of it."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

from desktop.cli.secret import passphrase
from desktop.services.keys.key_files import SigningKey, end_of, open_key
from desktop.services.office.desk import OfficeDesk
from desktop.services.office.registry.keys import KeyUse, remembered_key


def signing_key(desk: OfficeDesk, options: Namespace) -> Path:
    """The file of the office's signing key: the one that is named, else the one that the desk remembers."""
    named: Path | None = options.key
    return named or remembered_key(desk, KeyUse.SIGNING)


def open_signing_key(desk: OfficeDesk, options: Namespace) -> SigningKey:
    """Open that key with the passphrase; where its certificate ends soon, that is told beside the answer.

    Raises:
        UserInputError, IdentityError, EnvironmentFault: as :func:`passphrase` and :func:`open_key`.
    """
    path = signing_key(desk, options)
    identity = open_key(path, passphrase(options, path))
    end = end_of(identity, desk.clock()).sentence
    if end:
        print(f"注意：{end}", file=sys.stderr)
    return identity

"""Opening what was encrypted to the office."""

from __future__ import annotations

from argparse import Namespace

from desktop.cli.answer import Answer
from desktop.cli.secret import passphrase
from desktop.kinds.doors import DECRYPT
from desktop.services.incoming import require_kind
from desktop.services.packages.encryption import decrypt_package
from desktop.services.packages.receiving_key import open_key_for_receiving


def decrypt(options: Namespace) -> Answer:
    """Decrypt a package; ``verify`` then says who signed it."""
    require_kind(options.file, DECRYPT)  # before a passphrase is asked for in vain
    key = open_key_for_receiving(options.key, passphrase(options, options.key))
    made = decrypt_package(options.file, key, options.output)
    document = {
        "path": str(made.path),
        "bytes": made.size,
        "digest": made.digest,
        "fingerprint": key.fingerprint,
    }
    lines = [f"已解密：{made.path}", "是谁报送的、有没有被改过，请再用 tianbao verify 验证"]
    return Answer("decrypt", document, lines)

"""Commands about the office's own keys; which file is the office's is remembered in its data file."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from desktop.cli.answer import Answer
from desktop.cli.keys import key_answer, told_of_certificate
from desktop.cli.office.opening import open_office_desk
from desktop.cli.secret import passphrase
from desktop.services.clock import require_clock
from desktop.services.files import require_ending, write_file
from desktop.services.keys.key_files import open_any_key, opens_without_passphrase, require_new
from desktop.services.office.desk import OfficeDesk
from desktop.services.office.registry.keys import (
    KeyUse,
    act_of,
    create_office_key,
    import_office_key,
    office_sheet,
    remembered_key,
    usual_key,
)


def key_new(options: Namespace) -> Answer:
    """Make a key for the office."""
    use = KeyUse(options.purpose or KeyUse.SIGNING)
    with open_office_desk(options) as desk:
        path = options.key or usual_key(desk, use)
        desk.acting(act_of(use))  # before a passphrase is asked for
        require_clock(desk)
        require_new(path)
        key = create_office_key(desk, use, path, passphrase(options, new=True))
    return key_answer("key-new", path, key)


def key_import(options: Namespace) -> Answer:
    """Take over an existing key for the office."""
    use = None if options.purpose is None else KeyUse(options.purpose)
    with open_office_desk(options) as desk:
        _ = desk.actor if use is None else desk.acting(act_of(use))  # before a passphrase is asked for
        words = passphrase(options, options.source, new=opens_without_passphrase(options.source))
        known = {one.fingerprint for one in desk.store.certificates()}
        key, path = import_office_key(desk, options.source, options.key, words, use)
    told = ["这把密钥的证书以前已记下，没有重复记"] if key.fingerprint in known else []
    return key_answer("key-import", path, key, told)


def key_show(options: Namespace) -> Answer:
    """Show what may be shown of the office's key."""
    with open_office_desk(options) as desk:
        path = _path(desk, options)
    key = open_any_key(path, passphrase(options, path))
    return key_answer("key-show", path, key, told_of_certificate(path, key))


def key_sheet(options: Namespace) -> Answer:
    """Print the sheet by which the office makes its certificate known."""
    require_ending(options.output, ".pdf")
    with open_office_desk(options) as desk:
        path = _path(desk, options)
        data = office_sheet(desk, open_any_key(path, passphrase(options, path)), path)
    write_file(options.output, data)
    line = f"已写出公布表：{options.output}（打印盖章后连同证书发给各单位）"
    return Answer("key-sheet", {"path": str(options.output), "bytes": len(data)}, [line])


def _path(desk: OfficeDesk, options: Namespace) -> Path:
    """The key file that was named, else the one that is remembered."""
    named: Path | None = options.key
    return named or remembered_key(desk, KeyUse(options.purpose or KeyUse.SIGNING))

"""Commands about key files: the unit's for signing and for letters, the office's for what is encrypted."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from desktop.cli.answer import Answer
from desktop.cli.opening import open_desk
from desktop.cli.secret import passphrase
from desktop.services.clock import local_now, require_clock
from desktop.services.files import require_ending, write_file
from desktop.services.keys.key_files import (
    AnyKey,
    certificate_path,
    end_of,
    import_key,
    is_its_certificate,
    keep_certificate,
    key_facts,
    open_any_key,
    opens_without_passphrase,
)
from desktop.services.keys.sheets import print_of_certificate
from desktop.services.packages.receiving_key import (
    create_key_for_receiving,
    import_key_for_receiving,
    open_key_for_receiving,
    publication_sheet,
)
from desktop.services.plans.files import load_plan
from desktop.services.unit.filing.key_sheets import certificate_beside, certificate_within, registration_sheet
from desktop.services.unit.filing.signing import create_key, create_letter_key
from forms.codes.package import KeyCode
from forms.errors import UserInputError
from forms.filing.receipt_time import day_in_beijing
from forms.plan.pack import Plan

_PURPOSES = {"signing": "签名密钥", "receiving": "收件密钥"}


def key_new(options: Namespace) -> Answer:
    """Make a key for signing or for receiving."""
    if options.purpose == "receiving" and options.store is None:
        plan, words = _plan(options), passphrase(options, new=True)
        key: AnyKey = create_key_for_receiving(plan, options.key, words, local_now())
    else:
        create = create_letter_key if options.purpose == "receiving" else create_key
        with open_desk(_store(options)) as desk:
            require_clock(desk, is_confirmed=options.clock_is_right)  # before a passphrase is asked for
            words = passphrase(options, new=True)
            key = create(desk, options.key, words, clock_is_right=options.clock_is_right)
    return key_answer("key-new", options.key, key)


def key_import(options: Namespace) -> Answer:
    """Take over an existing key."""
    take = import_key_for_receiving if options.purpose == "receiving" else import_key
    is_for_copy = opens_without_passphrase(options.source)
    words = passphrase(options, options.source, new=is_for_copy)
    key = take(options.source, options.key, words, local_now())
    return key_answer("key-import", options.key, key)


def key_show(options: Namespace) -> Answer:
    """Show what may be shown of a key; its public certificate is written again where it is missing."""
    key = open_any_key(options.key, passphrase(options, options.key))
    return key_answer("key-show", options.key, key, told_of_certificate(options.key, key))


def told_of_certificate(path: Path, key: AnyKey) -> list[str]:
    """Write the public certificate again where it is missing, and say so; or that another one lies there."""
    if keep_certificate(key, path):
        return ["公开证书不在密钥旁边，已重新写出。"]
    if is_its_certificate(key, path):
        return []
    name = certificate_path(path).name
    return [f"注意：“{name}”不是这个密钥的证书，请移到别处，再执行一次，会重新写出。"]


def key_sheet(options: Namespace) -> Answer:
    """Print the sheet by which the office registers a unit's certificate, or publishes its own."""
    require_ending(options.output, ".pdf")
    if options.purpose == "receiving":
        plan, key = _plan(options), open_key_for_receiving(options.key, passphrase(options, options.key))
        data = publication_sheet(plan, key, options.key, local_now())
        line = f"已写出公布表：{options.output}（打印盖章后连同证书发给各单位）"
    else:
        with open_desk(_store(options)) as desk:
            replaced = None if options.replaces is None else print_of_certificate(options.replaces)
            found = certificate_beside(desk, options.key)
            found = found or certificate_within(desk, options.key, passphrase(options, options.key))
            data = registration_sheet(
                desk, found, options.key, replaced=replaced, receiving=options.receiving
            )
        line = f"已写出登记表：{options.output}（打印盖章后交统计局登记）"
    write_file(options.output, data)
    return Answer("key-sheet", {"path": str(options.output), "bytes": len(data)}, [line])


def _store(options: Namespace) -> Path:
    """The data file of the unit that signs."""
    store: Path | None = options.store
    if store is None:
        raise UserInputError(KeyCode.STORE_WANTED, "签名密钥属于填报单位，请用 --store 指明本单位的数据文件")
    return store


def _plan(options: Namespace) -> Plan:
    """The plan whose office receives."""
    if options.plan is None:
        raise UserInputError(
            KeyCode.PLAN_WANTED,
            "公布表是统计局的，请用 --plan 指明规划，如 --plan wanghua；"
            "单位的收件证书写在登记表上，用 --receiving 指明它的密钥文件",
        )
    return load_plan(options.plan, now=local_now()).pack.plan


def key_answer(command: str, path: Path, key: AnyKey, told: Sequence[str] = ()) -> Answer:
    """What may be shown of a key."""
    facts, end = key_facts(key), end_of(key, local_now())
    document = {
        "key": str(path),
        "certificate": str(certificate_path(path)),
        "purpose": facts.purpose,
        "unit_name": facts.unit_name,
        "fingerprint": facts.fingerprint,
        "valid_from": facts.valid_from.isoformat(),
        "valid_until": facts.valid_until.isoformat(),
        "algorithm": facts.algorithm,
        "end": end.to_dict(),
    }
    lines = [
        f"{_PURPOSES[facts.purpose]}：{path}",
        f"公开证书：{certificate_path(path)}",
        f"单位：{facts.unit_name}（{facts.algorithm}，有效期至 {day_in_beijing(facts.valid_until)}）",
        f"指纹：{facts.fingerprint}",
    ]
    lines += [*told, end.sentence] if end.sentence else told
    return Answer(command, document, lines)

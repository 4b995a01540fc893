"""Commands that finalise, print, sign, export and verify."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import Any

from desktop.cli.answer import NO, Answer
from desktop.cli.opening import open_desk
from desktop.cli.secret import passphrase
from desktop.services.desk import local_now
from desktop.services.exporting import export
from desktop.services.files import read_file, write_file
from desktop.services.finalising import finalise, withdraw
from desktop.services.known_plans import finder, packs_in
from desktop.services.printing import official_pdf, official_workbook, small_cell_caution
from desktop.services.signing import (
    KeyFacts,
    certificate_path,
    create_key,
    import_key,
    key_facts,
    open_key,
    registration_sheet,
)
from desktop.services.trust import read_certificates
from desktop.services.verification import MAX_PACKAGE_FILE, Expectation, verify_package
from forms.errors import UserInputError
from forms.state import Step, next_state


def finalise_year(options: Namespace) -> Answer:
    """定稿."""
    with open_desk(options.store) as desk:
        year = desk.year(options.year)
        revision = finalise(year)
        digest = year.content_digest
    document = {"year": options.year, "revision": revision, "content_digest": digest}
    return Answer("finalise", document, [f"{options.year} 年已定稿，第 {revision} 版"])


def withdraw_year(options: Namespace) -> Answer:
    """Take 定稿 back."""
    with open_desk(options.store) as desk:
        year = desk.year(options.year)
        withdraw(year, options.reason)
        document = {"year": options.year, "state": year.state.value}
    return Answer("withdraw", document, [f"{options.year} 年已撤回，修改后须重新定稿"])


_RENDERERS = {".pdf": official_pdf, ".xlsx": official_workbook}


def print_form(options: Namespace) -> Answer:
    """Write the official form."""
    with open_desk(options.store) as desk:
        year = desk.year(options.year)
        render = _RENDERERS.get(options.output.suffix.lower())
        if render is None:
            raise UserInputError("E-PRINT-001", f"“{options.output.name}”的扩展名应是 .pdf 或 .xlsx")
        data = render(year)
        state, caution = year.state, small_cell_caution(year)
    write_file(options.output, data)
    document = {
        "path": str(options.output),
        "bytes": len(data),
        "draft": state.is_open,
        "caution": caution,
    }
    kind = "草稿" if state.is_open else "正式报表"
    lines = [f"已写出{kind}：{options.output}"]
    return Answer("print", document, lines + _cautioned(caution))


def key_new(options: Namespace) -> Answer:
    """Make a signing key."""
    with open_desk(options.store) as desk:
        identity = create_key(desk, options.key, passphrase(options, new=True))
    return _key_answer("key-new", options.key, key_facts(identity))


def key_import(options: Namespace) -> Answer:
    """Take over an existing key."""
    identity = import_key(options.source, options.key, passphrase(options))
    return _key_answer("key-import", options.key, key_facts(identity))


def key_show(options: Namespace) -> Answer:
    """Show what may be shown of a key."""
    return _key_answer("key-show", options.key, key_facts(open_key(options.key, passphrase(options))))


def _key_answer(command: str, path: Path, facts: KeyFacts) -> Answer:
    document = {
        "key": str(path),
        "certificate": str(certificate_path(path)),
        "unit_name": facts.unit_name,
        "fingerprint": facts.fingerprint,
        "valid_from": facts.valid_from.isoformat(),
        "valid_until": facts.valid_until.isoformat(),
        "algorithm": facts.algorithm,
    }
    lines = [
        f"密钥文件：{path}",
        f"公开证书：{certificate_path(path)}",
        f"单位：{facts.unit_name}（{facts.algorithm}，有效期至 {facts.valid_until:%Y-%m-%d}）",
        f"指纹：{facts.fingerprint}",
    ]
    return Answer(command, document, lines)


def key_sheet(options: Namespace) -> Answer:
    """Print the sheet by which the office registers the certificate."""
    with open_desk(options.store) as desk:
        data = registration_sheet(desk, open_key(options.key, passphrase(options)), options.key)
    write_file(options.output, data)
    lines = [f"已写出登记表：{options.output}（打印盖章后交统计局登记）"]
    return Answer("key-sheet", {"path": str(options.output), "bytes": len(data)}, lines)


def export_package(options: Namespace) -> Answer:
    """Sign and write the package."""
    with open_desk(options.store) as desk:
        year = desk.year(options.year)
        next_state(year.state, Step.EXPORT)  # before a passphrase is asked for in vain
        made = export(year, open_key(options.key, passphrase(options)), options.output)
    document = {
        "path": str(made.path),
        "mail": str(made.mail_path),
        "digest": made.digest,
        "bytes": made.size,
        "check_code": made.check_code,
        "warning": made.warning,
        "caution": made.caution,
    }
    lines = [f"报送包：{made.path}", f"邮件草稿：{made.mail_path}", f"纸质表校验码：{made.check_code}"]
    lines += [made.warning] if made.warning else []
    return Answer("export", document, lines + _cautioned(made.caution))


def _cautioned(caution: str | None) -> list[str]:
    return [f"注意保密：{caution}"] if caution else []


def verify(options: Namespace) -> Answer:
    """Give facts about a package."""
    expected = Expectation(
        now=local_now(),
        trusted=read_certificates(options.trust),
        allow_unregistered=options.allow_unregistered,
        paper_code=options.paper,
    )
    given = [pack for source in options.plan for pack in packs_in(source, local_now())]
    data = read_file(options.package, MAX_PACKAGE_FILE)
    verification = verify_package(data, finder(given), expected).verification
    document: dict[str, Any] = verification.to_dict()
    lines = [f"{_SIGNS[f['state']]} {name}：{f['sentence']}" for name, f in document["facts"].items()]
    lines.append(document["sentence"])
    return Answer("verify", document, lines, 0 if verification.bottom_line == "ok" else NO)


_SIGNS = {"ok": "✓", "bad": "✗", "unknown": "?"}

"""Inputs made to cost much, by door; each stands for a kind."""

from __future__ import annotations

import base64
import json
import shutil
import sqlite3
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, suppress
from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from desktop.submission import der
from desktop.submission.package import PayloadFile, build
from forms.bounded_json import parse_json
from forms.canonical import canonical_json, document_digest
from forms.filing.content import content_of
from tests.desktop.documents.workbook import test_parts as workbooks
from tests.desktop.submission.builders import NOW, entries_of, health, pack, repacked, rsa_key
from tests.desktop.submission.keys import test_key_file_bounds as keys
from tests.fuzz import mails
from tests.fuzz.runner import COMMAND_LINE
from tests.fuzz.scene import sound

Inputs = Iterator[tuple[str, bytes]]

_JSON = {
    "giant exponent": b'{"schema":1e999999999,"id":[1e999999999,-1e-999999999]}',
    "giant number": b'{"schema":' + b"9" * 3_000_000 + b"}",
    "deep": b"[" * 1_900_000 + b"]" * 1_900_000,
    "deep maps": b'{"a":' * 600_000 + b"1" + b"}" * 600_000,
    "many lists": b"[" + b"[]," * 1_300_000 + b"[]]",
    "many maps": b"[" + b'{"a":1},' * 480_000 + b"{}]",
    "many numbers": b"[" + b"1.5," * 950_000 + b"1]",
    "one text": b'{"schema":"' + b"a" * 3_900_000 + b'"}',
    "escapes": b'{"schema":"' + b"\\u0041" * 650_000 + b'"}',
    "open quote": b'{"schema":"' + b'\\"' * 1_900_000,
    "same key": b"{" + b'"a":1,' * 600_000 + b'"a":1}',
    "half a character": b'{"schema":"\\ud800","id":"\\udfff"}',
    "no number": b'{"schema":NaN,"id":Infinity}',
}
_TABLES = {
    "empty lines": b"\r\n" * 4_000_000,
    "wide row": b"," * 8_000_000,
    "quotes": b'"' * 8_000_000,
    "quoted lines": b'"' + b"\n" * 8_000_000 + b'"\r\n',
    "long field": b"a" * 8_000_000,
    "many rows": b",,,,,,,,,,,,\r\n" * 19_000,
    "not text": bytes(range(256)) * 30_000,
}


def of_door(door: str, scene: Path, folder: Path, every: int = 1) -> Inputs:
    """Name and bytes of each hostile input.

    Args:
        door: its name.
        scene: where the sound files are.
        folder: for what has to be made in a file.
        every: of the many packages with one changed field, and of stores, only each so many is made.
    """
    yield "empty", b""
    yield "zeros", b"\0" * 10_000_000
    yield "blanks", b" \n" * 5_000_000
    if door in {"package", "log package"}:
        yield from _packages(scene, every)
    elif door in {"store", "backup"}:
        yield from _stores(scene, folder, every)
    else:
        yield from _DOORS.get(door, lambda *_: iter(()))(scene, folder)


# --- package and pack --------------------------------------------------------------------------------


def _packages(scene: Path, every: int) -> Inputs:
    original = sound(scene, "package")
    files = {
        name: data for name, data in entries_of(original).items() if not name.startswith(("META", "mime"))
    }
    for name, data in _JSON.items():
        yield f"submission {name}", _signed({**files, "submission.json": data})
        yield f"datapackage {name}", _signed({**files, "datapackage.json": data})
    for name, data in _TABLES.items():
        head = files["data/observations.csv"].split(b"\r\n")[0] + b"\r\n"
        yield f"table {name}", _signed({**files, "data/observations.csv": head + data})
    document = parse_json(files["submission.json"])
    for name, changes in islice(_descriptors(document), 0, None, every):
        yield f"descriptor {name}", _signed(_restated(files, {**document, **changes}))
    yield "many files", pack([(f"f{i}", b"") for i in range(60_000)])
    yield "manifest", repacked(original, manifest=_manifest(b"<a>" * 40_000))
    yield "manifest wide", repacked(original, manifest=_manifest(b"<a/>" * 40_000))
    for name, data in _signatures():
        yield f"signature {name}", repacked(original, signature=data)


_MEMBERS = (
    None,
    True,
    -1,
    10**30,
    "",
    "x" * 5_000,
    "\u202e",
    [],
    [[]],
    {},
    {"a": {}},
    [None],
    ["a"] * 100_000,
)
"""What may stand in a member of a descriptor that anybody signs."""


def _letters(scene: Path, _: Path) -> Inputs:
    files = {
        n: d for n, d in entries_of(sound(scene, "letter")).items() if not n.startswith(("META", "mime"))
    }
    document = parse_json(files["letter.json"])
    for name, data in _JSON.items():
        yield f"letter {name}", _signed({**files, "letter.json": data})
    for name, data in _TABLES.items():
        head = b"id,scope,cell,other_cell,code,text,asked_by,asked_at,deadline\r\n"
        yield f"questions {name}", _signed({**files, "data/questions.csv": head + data})
    for member in document:
        for number, value in enumerate(_MEMBERS):
            stated = json.dumps({**document, member: value}).encode()
            yield f"{member} {number}", _signed({**files, "letter.json": stated})


def _descriptors(document: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for number in (0, -1, 10**18, 10**30):
        yield f"year {number}", {"year": number}
        yield f"revision {number}", {"revision": number}
    for name in document:
        for kind in (
            None,
            True,
            [],
            {},
            "",
            "x" * 3_000_000,
            [[]] * 60_000,
            {str(i): 1 for i in range(60_000)},
        ):
            yield f"{name} {type(kind).__name__} {len(str(kind))}", {name: kind}
    change = {"code": "live-births", "year": 2020, "note": "x"}
    yield "changes", {"definition_changes": [change] * 14_000}
    yield (
        "attachments",
        {"attachments": [dict.fromkeys(("file", "item", "breakdown", "name", "digest"), "x")] * 30_000},
    )


def _restated(files: Mapping[str, bytes], document: dict[str, Any]) -> dict[str, bytes]:
    """The files with a descriptor whose digest is right, unless it is the digest that was changed."""
    if isinstance(document["content_digest"], str) and len(document["content_digest"]) == 64:
        document["content_digest"] = document_digest(content_of(document))
    return {**files, "submission.json": canonical_json(document)}


def _signed(files: Mapping[str, bytes]) -> bytes:
    payload = [PayloadFile(name, "application/octet-stream", data) for name, data in files.items()]
    return build(payload, health(), NOW)


def _manifest(body: bytes) -> bytes:
    from desktop.submission.container.manifest import _HEAD, _TAIL

    return _HEAD.encode() + body + _TAIL.encode()


_SIGNED_DATA = bytes.fromhex("06092a864886f70d010702")


def _signatures() -> Inputs:
    yield "nested", _nested(6_000)
    yield "giant integer", der.element(der.SEQUENCE, der.element(der.INTEGER, b"\x7f" * 19_000))
    yield "long length", b"\x30\x84\xff\xff\xff\xff" + b"\0" * 100
    for name, data in _certificates_der():
        body = der.element(
            der.SEQUENCE, der.VERSION_1, der.element(der.SET), der.element(der.CONTEXT_0, data)
        )
        oid = bytes.fromhex("06092a864886f70d010702")
        yield name, der.element(der.SEQUENCE, oid, der.element(der.CONTEXT_0, body))


def _nested(levels: int) -> bytes:
    data = b""
    for _ in range(levels):
        data = der.element(der.SEQUENCE, data)
        if len(data) > 19_900:
            break
    return data


def _plan_packs(scene: Path, _: Path) -> Inputs:
    original = sound(scene, "plan pack")
    files = entries_of(original)
    for name, data in _JSON.items():
        yield f"bare {name}", data
        yield f"plan {name}", pack({**files, "plan.json": data})
        yield f"approval {name}", pack({**files, "approval.json": data})
    document = parse_json(files["plan.json"])
    for name, value in document.items():
        if isinstance(value, list) and value:
            yield (
                f"many {name}",
                canonical_json({**document, name: (value * 5_000)[: 55_000 // _size(value[0])]}),
            )
            yield f"distinct {name}", canonical_json({**document, name: _distinct(value[0])})
        yield f"deep {name}", canonical_json({**document, name: json.loads("[" * 25 + "]" * 25)})


def _distinct(record: Any) -> list[Any]:
    """One record many times, each time under another code."""
    count = 55_000 // _size(record)
    if not isinstance(record, dict):
        return [record] * count
    return [{**record, **({"code": f"c{i}"} if "code" in record else {})} for i in range(count)]


def _size(value: Any) -> int:
    return 1 + len(str(value)) // 8


# --- workbooks and tables ----------------------------------------------------------------------------


def _workbooks(scene: Path, _: Path) -> Inputs:
    yield from workbooks.HOSTILE.items()
    formats = workbooks.part(workbooks.STYLES).replace(
        "<cellXfs",
        f'<numFmts count="1"><numFmt numFmtId="170" formatCode="{"0" * 900_000}%"/></numFmts><cellXfs',
    )
    yield "long number format", workbooks.with_part(workbooks.STYLES, formats)
    far = workbooks.plain(sheets=60)
    for i in range(1, 61):
        name = f"xl/worksheets/sheet{i}.xml"
        far = workbooks.with_part(name, _far_sheet(), base=far)
    yield "cells far below", far
    yield "as much as allowed", workbooks.sheet(("<row>" + "<c/>" * 58 + "</row>") * 2_150)
    yield "figures as allowed", workbooks.sheet(("<row>" + "<c><v>1.5</v></c>" * 29 + "</row>") * 2_150)


def _histories(scene: Path, folder: Path) -> Inputs:
    yield from _workbooks(scene, folder)
    head = _text_cell("代码") + "".join(_text_cell(str(year)) for year in range(1995, 2023))
    row = _text_cell("live-births") + "<c><v>1.5</v></c>" * 28
    yield "figures under a head", workbooks.sheet(f"<row>{head}</row>" + f"<row>{row}</row>" * 2_100)
    few = _text_cell("live-births") + "<c><v>-1.5</v></c>" * 9
    yield "wrong figures", workbooks.sheet(f"<row>{head}</row>" + f"<row>{few}</row>" * 2_200)
    blank = "<row>" + "<c><v>1.5</v></c>" * 29 + "</row>"
    yield "figures below a head", workbooks.sheet(f"<row>{_text_cell('代码')}</row>" + blank * 2_100)


def _text_cell(text: str) -> str:
    return f'<c t="inlineStr"><is><t>{text}</t></is></c>'


def _far_sheet() -> str:
    return f'<worksheet xmlns="{workbooks.NS}"><sheetData><row r="3000"><c/></row></sheetData></worksheet>'


def _csv(_: Path, __: Path) -> Inputs:
    head = "代码,分组,2020\r\n".encode()
    for name, data in _TABLES.items():
        yield name, head + data[:1_900_000]
    yield (
        "year columns",
        ("代码" + ",2020" * 290 + "\r\n").encode() + (b"live-births" + b",7" * 290 + b"\r\n") * 2_900,
    )
    yield (
        "as much as allowed",
        ("代码" + ",2020" * 6 + "\r\n").encode() + (b"live-births" + b",7" * 6 + b"\r\n") * 2_990,
    )
    yield "unknown codes", head + b"x,,7\r\n" * 2_990


# --- keys, certificates ------------------------------------------------------------------------------


def _keys(_: Path, __: Path) -> Inputs:
    for rounds in (3_000_000, 2_000_000_000, 2**31 - 1, 2**63, 10**300, -1):
        yield f"mac {rounds % 10**12}", keys.with_mac_rounds(keys.OURS, rounds)
        for i, kind in enumerate(keys.KINDS):
            for which in (0, 1):
                yield (
                    f"part {i} {which} {rounds % 10**12}",
                    keys.with_part_rounds(keys.written(kind), which, rounds),
                )
        for i, kind in enumerate(keys.KINDS):
            yield f"hidden {i} {rounds % 10**12}", keys.hidden(kind, rounds)
    yield "nested", _nested(40_000)
    yield "giant integer", der.element(der.SEQUENCE, der.element(der.INTEGER, b"\x7f" * 99_000))
    yield "long length", b"\x30\x84\xff\xff\xff\xff" + b"\0" * 90_000


def _passphrases(_: Path, __: Path) -> Inputs:
    from tests.fuzz.runner import PASSPHRASE

    for encoding in ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "gbk", "utf-8-sig"):
        yield encoding, (PASSPHRASE + "\r\n").encode(encoding)
    yield "nul", PASSPHRASE.encode() + b"\0x"
    yield "long", PASSPHRASE.encode() * 400
    yield "binary", bytes(range(256)) * 30


def _certificates_der() -> Inputs:
    for bits in (8192, 16384):
        public = rsa.RSAPublicNumbers(65537, (1 << bits) - 159).public_key()
        yield f"rsa {bits}", _certified(public)
    exponent = rsa.RSAPublicNumbers((1 << 2040) + 1, (1 << 2048) - 159).public_key()
    yield "giant exponent", _certified(exponent)


def _certified(public: rsa.RSAPublicKey) -> bytes:
    """A certificate of a public key that nobody has the private one of."""
    name = x509.Name([x509.NameAttribute(NameOID.ORGANIZATION_NAME, "试验单位")])
    builder = x509.CertificateBuilder(name, name, public, 1, NOW, NOW + timedelta(days=9))
    return builder.sign(rsa_key(2048), hashes.SHA256()).public_bytes(Encoding.DER)


def _certificates(scene: Path, _: Path) -> Inputs:
    yield "nested", _nested(6_000)
    yield "giant integer", der.element(der.SEQUENCE, der.element(der.INTEGER, b"\x7f" * 19_000))
    yield "many", sound(scene, "certificate") * 90
    yield (
        "long line",
        b"-----BEGIN CERTIFICATE-----\n"
        + base64.b64encode(b"\x30" * 60_000)
        + b"\n-----END CERTIFICATE-----\n",
    )
    yield from _certificates_der()


# --- stores ------------------------------------------------------------------------------------------

_ENDLESS = "WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n) SELECT max(i)"
_VIEWS = (("alembic_version", "version_num"), ("log_state", "entries"), ("observation", "year"))
_CHANGES = {
    **{
        f"endless {name}": f"DROP TABLE {name}; CREATE VIEW {name} AS {_ENDLESS} AS {column} FROM n"
        for name, column in (
            ("alembic_version", "version_num"),
            ("log_state", "entries"),
            ("observation", "year"),
        )
    },
    "trigger": f"CREATE TRIGGER t AFTER INSERT ON log_state BEGIN {_ENDLESS} FROM n; END",
    "bomb": "UPDATE revision SET content = bomb(900000000)",
    "brackets": "UPDATE revision SET content = bomb(3900000)",
    "long identity": "UPDATE store_meta SET value = hex(zeroblob(30000000))",
    "giant plan": "UPDATE plan_version SET document = zeroblob(60000000)",
    "computed": "DROP TABLE store_meta; CREATE TABLE store_meta (name, value AS (hex(zeroblob(90000000))))",
    "giant year": "PRAGMA ignore_check_constraints = 1; UPDATE report_year SET year = 9223372036854775807",
    "many tables": ";".join(f"CREATE TABLE t{i} (a)" for i in range(3_000)),
}


def _bomb(length: int) -> bytes:
    """So many brackets, compressed."""
    worker, piece = zlib.compressobj(9), b"[" * 100_000
    return b"".join(worker.compress(piece) for _ in range(length // len(piece))) + worker.flush()


def _stores(scene: Path, folder: Path, every: int) -> Inputs:
    for name, statements in islice(_CHANGES.items(), 0, None, every):
        path = folder / "made.db"
        shutil.copyfile(scene / "a.db", path)
        with closing(sqlite3.connect(path, isolation_level=None)) as store:
            triggers = store.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
            for trigger, _ in triggers:
                store.execute(f'DROP TRIGGER "{trigger}"')
            store.create_function("bomb", 1, _bomb)
            store.execute("PRAGMA foreign_keys = 0")
            store.execute("PRAGMA journal_mode = DELETE")
            store.executescript(statements)
            for _, again in triggers:  # so that the content is read, and not only the schema refused
                with suppress(sqlite3.Error):
                    store.execute(again)
        yield name, path.read_bytes()
        path.unlink()


# --- typed and pasted --------------------------------------------------------------------------------

_TEXTS = {
    "digits": "9" * 31, "many digits": "9" * 100_000, "exponent": "1e999999999", "signs": "-" * 50_000,
    "wide": "９" * 50_000, "invisible": "\u200b" * 50_000, "ligature": "\ufdfa" * 20_000,
    "braces": "[" * 50_000, "half": "\udcff" * 100, "controls": "\x1b[2J\x07\x08",
    "direction": "\u202e" * 100, "path": "../" * 20_000,
}  # fmt: skip


def _received(scene: Path, _: Path) -> Inputs:
    yield from mails.hostile(sound(scene, "package"), sound(scene, "receiver"))


def _texts(_: Path, __: Path) -> Inputs:
    for name, text in _TEXTS.items():
        yield name, text.encode("utf-8", "surrogateescape")


def _pasted(scene: Path, folder: Path) -> Inputs:
    yield from _texts(scene, folder)
    for name, text in {
        "tabs": "\t",
        "lines": "\n",
        "quotes": '"',
        "cells": "９\t",
        "rows": "1\n",
        "open": '"\t',
    }.items():
        yield f"much {name}", (text * 400_000)[:400_000].encode()
        yield f"too much {name}", (text * 3_000_000).encode()


def _settings(scene: Path, folder: Path) -> Inputs:
    yield from _texts(scene, folder)
    yield "many files", b"[General]\nrecent=" + b", ".join([b"/a"] * 300_000) + b"\n"
    yield "numbers", b"[General]\nrecent=1\n[recent]\nsize=999999999\n1\\x=2\n"
    yield "long name", b"[General]\nrecent=" + b"a" * 1_000_000 + b"\n"


_DOORS: dict[str, Callable[[Path, Path], Inputs]] = {
    "plan pack": _plan_packs,
    "plan workbook": _workbooks,
    "form": _workbooks,
    "history workbook": _histories,
    "history csv": _csv,
    "key": _keys,
    "passphrase file": _passphrases,
    "certificate": _certificates,
    "receive": _received,
    "letter": _letters,
    "own figures": _csv,
    "base figures": _csv,
    "office plan": _plan_packs,
    "registering": _certificates,
    "fingerprints": _texts,
    **dict.fromkeys(COMMAND_LINE, _texts),
    "paste": _pasted,
    "settings": _settings,
}

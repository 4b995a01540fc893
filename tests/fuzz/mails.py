"""Mails and archives made to cost much."""

import base64
import io
import struct
import zipfile
from collections.abc import Iterator

_HEAD = b"From: a@b.cn\r\nDate: Mon, 09 Mar 2026 10:00:00 +0800\r\nMIME-Version: 1.0\r\n"
_MIXED = _HEAD + b"Content-Type: multipart/mixed; boundary=x\r\n\r\n"
_BYTES = b"Content-Type: application/octet-stream; name=a.asice\r\n"
_END = b"\r\n--x--\r\n"


def mail(*files: tuple[str, bytes]) -> bytes:
    """A mail with files attached."""
    return _MIXED + b"".join(_part(f'filename="{name}"'.encode(), data) for name, data in files) + _END


def archive(*files: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip file."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", method) as made:
        for name, content in files:
            made.writestr(name, content)
    return data.getvalue()


def _part(disposition: bytes, data: bytes) -> bytes:
    head = b"--x\r\nContent-Disposition: attachment; " + disposition
    return head + b"\r\nContent-Transfer-Encoding: base64\r\n\r\n" + base64.encodebytes(data) + b"\r\n"


def hostile(package: bytes, envelope: bytes) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each, around a sound package and a sound envelope."""
    yield from _mails(package)
    yield from _mailboxes()
    yield from _archives(package)
    yield "two envelopes", mail(("a.asice.cms", envelope), ("b.asice.cms", envelope[:-9]))
    yield "envelope around a mail", archive(("a.eml", mail(("a.asice.cms", envelope))))
    for name, length in (("short", 200), ("half", len(envelope) // 2)):
        yield f"envelope {name}", envelope[:length]


def _mailboxes() -> Iterator[tuple[str, bytes]]:
    begin = b"From a\n" + _HEAD.replace(b"\r", b"") + b"\nx"
    yield "blank lines", begin + b"\n" * 29_000_000
    yield "blank lines of two bytes", begin + b"\r\n" * 14_000_000
    yield "lines that begin mails", begin + b"\n\nFrom x" * 3_000_000
    yield "mails without end", begin + (b"\n\nFrom x\n" + b"a" * 60) * 400_000
    yield "many mails", begin + (b"\n\nFrom x\nA: b\n\n") * 1_500_000
    yield "one long line", begin + b"\n\nFrom " + b"x" * 28_000_000


def _mails(package: bytes) -> Iterator[tuple[str, bytes]]:
    for name, disposition in {
        "encoded words": b'filename="' + b"=?utf-8?B?YQ==?= " * 50_000 + b'"',
        "continuations": b"; ".join(b"filename*%d=a" % i for i in range(20_000)),
        "brackets": b"filename=" + b"(" * 50_000,
        "quotes": b'filename="' + b'\\"' * 200_000,
        "controls": b'filename="\x1b[2J\x00\x07.asice"',
        "half a character": "filename=卫健局".encode("gb18030")[:-1],
        "climbing": b'filename="../../../../etc/a.asice"',
    }.items():
        yield f"name of {name}", _MIXED + _part(disposition, package) + _END
    yield (
        "quotes in the boundary",
        _HEAD + b'Content-Type: a/b; boundary="' + b'\\"' * 200_000 + b'"\r\n\r\nx',
    )
    for name, date in (("long", b"9" * 100_000), ("zone", b"Mon, 09 Mar 2026 10:00:00 +99999999")):
        yield f"date {name}", b"Date: " + date + b"\r\n" + _MIXED + _part(b"filename=a", package) + _END
    yield "many parts", _MIXED + b"--x\r\n\r\n\r\n" * 1_000_000 + _END
    yield "many files", mail(*((f"{i}.asice", b"x") for i in range(1_900)))
    yield from dividing()
    yield from naming()
    deep = b"x"
    for i in range(1_500):
        deep = b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (i, i) + deep
    yield "deep parts", _HEAD + deep
    yield "deep mails", _HEAD + b"Content-Type: message/rfc822\r\n\r\n" * 3_000
    yield "mail in mail in mail", mail(("a.eml", mail(("a.eml", mail(("a.asice", package))))))
    yield "many lines", _MIXED + b"\n" * 29_000_000
    yield "lines as allowed", _MIXED + b"\n" * 990_000
    for encoding, content in (("base64", b"QUFB" * 7_300_000), ("quoted-printable", b"=41" * 9_600_000)):
        yield (
            encoding,
            _HEAD + _BYTES + b"Content-Transfer-Encoding: %s\r\n\r\n" % encoding.encode() + content,
        )
    for encoding in (b"rot13", b"x-uuencode"):
        yield (
            encoding.decode(),
            _HEAD + _BYTES + b"Content-Transfer-Encoding: " + encoding + b"\r\n\r\nbegin\nM",
        )
    yield "outlook", mail(("winmail.dat", b"\x78\x9f\x3e\x22" + bytes(1_000)))


def dividing() -> Iterator[tuple[str, bytes]]:
    """What divides a mail into parts, and how often."""
    for name, boundary in (
        ("letters", b"B" * 6_000_000),
        ("brackets", b'([\\"' * 2_000_000),
        ("as allowed", b"B" * 200),
    ):
        yield f"boundary of {name}", _divided(boundary, b"x")
    yield "boundary of many parts", _divided(b"B" * 300_000, *[b"x"] * 60)
    yield (
        "boundary in pieces",
        _HEAD
        + b"Content-Type: multipart/mixed"
        + b"".join(b";\r\n boundary*%d=%%41" % i for i in range(60_000))
        + b"\r\n\r\n--"
        + b"A" * 60_000
        + b"\r\n\r\nx\r\n",
    )
    for depth in (14, 300):
        inner = b"\r\n".join([b"a line of its own"] * 490_000)
        for i in range(depth):
            inner = b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (i, i) + inner
        yield f"many lines, {depth} deep", _HEAD + inner
    yield "one long line", _HEAD + b"\r\n" + b"\xff" * 29_000_000


def naming() -> Iterator[tuple[str, bytes]]:
    """Heads in which a name has to be looked for, of as many files as are read."""
    for name, field in {
        "long head": b"name=a;" + b" a=b;" * 2_000_000,
        "brackets": b"name=" + b"(" * 3_900,
        "quotes": b'name="' + b'\\"' * 1_900,
        "encoded words": b"name=" + b"=?utf-8?B?YQ==?= " * 220,
        "continuations": b"; ".join(b"name*%d=a" % i for i in range(300)),
        "commas": b"name=" + b"," * 3_900,
    }.items():
        count = 1 if len(field) > 10_000 else 199
        part = b"Content-Type: a/b; " + field + b"\r\nContent-Transfer-Encoding: base64\r\n\r\nUEsDBA==\r\n"
        yield f"names of {name}", _divided(b"x", *[part] * count)
    lines = b"begin 644 a.asice\n" + b"#86)C\n" * 9_000
    yield "many written out", _HEAD + b"\r\n" + lines * 54
    yield "one written out", _HEAD + b"\r\nbegin 644 a.asice\n" + b"#86)C\n" * 499_000
    yield "largest written out", _HEAD + b"\r\nbegin 644 a.asice\n" + (b"M" + b"!" * 60 + b"\r\n") * 470_000
    yield "fields", _HEAD + b"X-A: b\r\n" * 490_000 + b"\r\nhi"
    yield "continued field", _HEAD + b"Subject: a\r\n" + b" b\r\n" * 490_000 + b"\r\nhi"


def _divided(boundary: bytes, *parts: bytes) -> bytes:
    head = _HEAD + b'Content-Type: multipart/mixed; boundary="' + boundary + b'"\r\n\r\n'
    line = b"--" + boundary
    return head + b"".join(line + b"\r\n" + part + b"\r\n" for part in parts) + line + b"--\r\n"


def _archives(package: bytes) -> Iterator[tuple[str, bytes]]:
    zeros = bytes(70_000_000)
    for name, method in (("deflate", 8), ("bzip2", 12), ("lzma", 14)):
        yield f"bomb {name}", archive(("a.asice", zeros), method=method)
    yield "bombs", archive(*((f"{i}.asice", zeros[:9_000_000]) for i in range(9)))
    yield "entries", archive(*((str(i), b"") for i in range(100_000)))
    inner = archive(("a.asice", package))
    yield "nested", archive(("a.zip", inner), ("b.asice", package))
    yield "nested in a mail", mail(("a.zip", archive(("a.zip", inner))))
    for name, at, value in (
        ("size", 24, struct.pack("<I", 10)),
        ("great size", 24, b"\xf0\xff\xff\xff"),
        ("packed size", 20, b"\xf0\xff\xff\xff"),
        ("method", 10, b"\x63\0"),
        ("offset", 42, b"\xf0\xff\xff\xff"),
        ("locked", 8, b"\x01\0"),
    ):
        data = bytearray(inner)
        place = data.rindex(b"PK\x01\x02") + at
        data[place : place + len(value)] = value
        yield f"lying {name}", bytes(data)

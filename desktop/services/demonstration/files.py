"""Faults of the invented county that are files: broken ones, foreign ones, and several in one."""

from __future__ import annotations

import io
import zipfile
from email import policy
from email.header import Header
from email.mime.application import MIMEApplication
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

from desktop.services.demonstration.expected import ExpectedPackage, Reception, say, sound_but
from desktop.services.demonstration.fault import Plant, PlantedFault, Turn, Where
from desktop.services.demonstration.filing import MARK, Filed
from desktop.services.demonstration.scene import Scene
from desktop.services.packages.encryption import ENCRYPTED_SUFFIX, encrypt_package, receiver_of
from desktop.submission.encryption.envelope import create_receiving_key
from desktop.submission.keys.self_signed import UnitSubject
from desktop.submission.package import PayloadFile, build
from desktop.submission.profile.published import PDF_NAME, WORKBOOK_NAME
from forms.canonical import canonical_json

_TOO_LARGE = 20_500_000
"""Bytes: more than a desk reads of any file but a mail. Chosen above ``MAX_PACKAGE_FILE``, 20 MB."""
_BOMB = 100_000_000
"""Bytes that a small archive stands for. Chosen far above ``MAX_PACKAGE_FILE``: five times as many."""
_BLOCK = 1_000_000
"""Bytes written at a time. Chosen by us."""
_TEXT = f"{MARK}：这个文件是为演示和测试编造的。\n".encode()
_DATE = (2026, 3, 9, 9, 0, 0)
"""Date of every entry of an archive, so that it is the same in every run. Chosen by us."""


def _zip(entries: dict[str, bytes], *, packed: bool = True) -> bytes:
    """An archive as any zip program writes it."""
    made = io.BytesIO()
    kind = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
    with zipfile.ZipFile(made, "w", kind) as archive:
        for name, data in entries.items():
            archive.writestr(zipfile.ZipInfo(name, _DATE), data, kind)
    return made.getvalue()


def _mail(attachments: dict[str, bytes]) -> bytes:
    """A mail as any mail program sends it."""
    message = MIMEMultipart(boundary="=_yanshi_=")
    message["Subject"] = Header(MARK, "utf-8").encode()
    message["Date"] = "Tue, 10 Mar 2026 09:00:00 +0800"
    message.attach(MIMEText(_TEXT.decode(), _charset="utf-8"))
    for name, data in attachments.items():
        attachment = MIMEApplication(data, "octet-stream")
        attachment.add_header("Content-Disposition", "attachment", filename=name)
        message.attach(attachment)
    return message.as_bytes(policy=policy.SMTP)


def _truncated(turn: Turn) -> None:
    """Half a package, as a broken download leaves it."""
    _unreadable(turn.scene, "truncated", turn.filed.name, turn.filed.data[: len(turn.filed.data) // 2])


def _bit_flipped(turn: Turn) -> None:
    """One bit of a package is another."""
    _unreadable(turn.scene, "bit-flipped", turn.filed.name, _with_a_bit_turned(turn.filed.data))


def _with_a_bit_turned(data: bytes) -> bytes:
    middle = len(data) // 2
    return data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]


def _damaged_envelope(turn: Turn) -> None:
    """One bit of an encrypted package is another."""
    sealed = encrypt_package(turn.filed.data, [turn.scene.receiver], turn.now)
    name = f"{turn.filed.name}{ENCRYPTED_SUFFIX}"
    _unreadable(turn.scene, "damaged-envelope", name, _with_a_bit_turned(sealed), "encrypted_package")


def _unreadable(scene: Scene, fault: str, name: str, data: bytes, kind: str = "package") -> None:
    scene.put_file(fault, name, data, kind, refusal="damaged", outcome=Reception.WAITS)


def _other_receiver(turn: Turn) -> None:
    """Encrypted to a key that is not this office's."""
    stranger = create_receiving_key(UnitSubject(f"别处（{MARK}）", "office", "000000", MARK), turn.now)
    sealed = encrypt_package(turn.filed.data, [receiver_of(stranger.certificate)], turn.now)
    name = f"{turn.filed.name}{ENCRYPTED_SUFFIX}"
    turn.scene.put_file(
        "other-receiver", name, sealed, "encrypted_package", refusal="other_key", outcome=Reception.WAITS
    )


def _too_large(turn: Turn) -> None:
    """A package with a long tail."""
    data = turn.filed.data + bytes(_TOO_LARGE - len(turn.filed.data))
    turn.scene.put_file("too-large", turn.filed.name, data, "package", refusal="too_large")


def _bomb(turn: Turn) -> None:
    """A small archive that stands for five times what a desk reads."""
    made = io.BytesIO()
    info = zipfile.ZipInfo("wdp-000000-nobody-2025-r1.asice", _DATE)
    info.compress_type = zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(made, "w") as archive, archive.open(info, "w") as entry:
        for _ in range(_BOMB // _BLOCK):
            entry.write(bytes(_BLOCK))
    turn.scene.put_file("zip-bomb", "packages.zip", made.getvalue(), "archive", refusal="too_large")


def _nested(turn: Turn) -> None:
    """An archive in an archive: a desk opens one level."""
    inner = _zip({turn.filed.name: turn.filed.data})
    turn.scene.put_file("nested-zip", "packages.zip", _zip({"inner.zip": inner}), "archive", refusal="nested")


def _traversal(turn: Turn) -> None:
    """An archive of which an entry wants to lie outside every folder."""
    data = _zip({f"../../../{turn.filed.name}": turn.filed.data})
    turn.scene.put_file("traversal", "packages.zip", data, "archive", refusal="unsafe_name")


def _foreign_container(turn: Turn) -> None:
    """A signed container of another program."""
    entries = {
        "mimetype": b"application/vnd.etsi.asic-e+zip",
        "document.txt": _TEXT,
        "META-INF/manifest.xml": b'<?xml version="1.0"?><manifest/>',
        "META-INF/signatures.xml": b'<?xml version="1.0"?><signatures/>',
    }
    data = _zip(entries, packed=False)
    turn.scene.put_file("foreign-container", "contract.asice", data, "foreign_container", refusal="not_ours")


def _own_receipt(turn: Turn) -> None:
    """A letter of the office itself, dropped back among what came (contracts 9)."""
    letter = {
        "schema": "tianbao/letter/1",
        "unit": turn.filed.unit,
        "year": turn.filed.year,
        "n": 1,
        "content_digest": turn.filed.content_digest,
    }
    data = b'{"kind":"receipt",' + canonical_json(letter)[1:]
    signed = build([PayloadFile("letter.json", "application/json", data)], turn.scene.office, turn.now)
    name = turn.filed.name.replace(f"-r{turn.filed.revision}", "-receipt-1")
    turn.scene.put_file("own-receipt", name, signed, "letter", refusal="other_kind")


def _printed(turn: Turn) -> None:
    """The printed form as PDF and as workbook, instead of the package."""
    frozen = turn.unit.desk.store.documents(turn.filed.year, turn.filed.revision)
    documents = {one.name: one.data for one in frozen}
    stem = turn.filed.name.removesuffix(".asice")
    turn.scene.put_file("pdf", f"{stem}.pdf", documents[PDF_NAME], "pdf", refusal="not_ours")
    turn.scene.put_file("xlsx", f"{stem}.xlsx", documents[WORKBOOK_NAME], "workbook", refusal="not_ours")


def _store(turn: Turn) -> None:
    """A unit's data file, instead of the package."""
    name, data = f"{turn.filed.unit}.db", turn.unit.path.read_bytes()
    turn.scene.put_file("store", name, data, "store", refusal="not_ours")


def _small_files(turn: Turn) -> None:
    """An empty file with a package's name, and a note."""
    turn.scene.put_file("empty", turn.filed.name, b"", "empty", refusal="empty")
    turn.scene.put_file("note", "note.txt", _TEXT, "text", refusal="not_ours")


def _empty_mail(turn: Turn) -> None:
    """A mail without what was to be attached."""
    turn.scene.put_file("mail-without-attachment", "mail.eml", _mail({}), "mail", refusal="no_package")


def _again(scene: Scene, *packages: Filed) -> list[ExpectedPackage]:
    return [scene.package(one, sound_but(say("revision", "ok", "duplicate"))) for one in packages]


def _two_in_one(turn: Turn) -> None:
    """A mail with two packages, an archive with the same two, and both under one file name."""
    other = turn.scene.one_before
    if other.name == turn.filed.name:
        turn.scene.expectation.not_planted.append("two-in-one")
        return
    both = {one.name: one.data for one in (turn.filed, other)}
    taken, found = Reception.TAKEN, _again(turn.scene, turn.filed, other)
    turn.scene.put_file("mail-with-two", "mail.eml", _mail(both), "mail", outcome=taken, packages=found)
    turn.scene.put_file("zip-with-two", "packages.zip", _zip(both), "archive", outcome=taken, packages=found)
    turn.scene.plant("same-name", turn.filed, found[0], name=f"a/{turn.filed.name}")
    turn.scene.plant("same-name", other, found[1], name=f"b/{turn.filed.name}")


def _beside(name: str, plant: Plant) -> PlantedFault:
    return PlantedFault(name, Where.BESIDE, plant)


FAULTS = (
    _beside("truncated", _truncated),
    _beside("bit-flipped", _bit_flipped),
    _beside("damaged-envelope", _damaged_envelope),
    _beside("other-receiver", _other_receiver),
    _beside("too-large", _too_large),
    _beside("zip-bomb", _bomb),
    _beside("nested-zip", _nested),
    _beside("traversal", _traversal),
    _beside("foreign-container", _foreign_container),
    _beside("own-receipt", _own_receipt),
    _beside("printed", _printed),
    _beside("store", _store),
    _beside("small-files", _small_files),
    _beside("mail-without-attachment", _empty_mail),
    _beside("two-in-one", _two_in_one),
)

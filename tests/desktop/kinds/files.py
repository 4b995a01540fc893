"""Files of every kind, as other programs write them."""

from __future__ import annotations

import io
import sqlite3
import zipfile
from collections.abc import Mapping
from email.message import EmailMessage
from pathlib import Path

import openpyxl

from tests.desktop.public_tools import run
from tests.desktop.submission.builders import sound_package

ASIC_E, ASIC_S = "application/vnd.etsi.asic-e+zip", "application/vnd.etsi.asic-s+zip"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
SOME_XML = b'<?xml version="1.0" encoding="UTF-8"?><x>' + b"text " * 200 + b"</x>"


class _Pipe(io.BytesIO):
    """A target that cannot go back, so that sizes follow the data, as Java writes them."""

    def seekable(self) -> bool:
        return False

    def tell(self) -> int:
        raise OSError

    def seek(self, *place: int) -> int:
        raise OSError(place)


def zipped(
    files: Mapping[str, bytes | str], method: int = zipfile.ZIP_DEFLATED, *, streamed: bool = False
) -> bytes:
    """A zip in which ``mimetype`` is stored and all else packed."""
    target = _Pipe() if streamed else io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name, data, zipfile.ZIP_STORED if name == "mimetype" else method)
    return target.getvalue()


def zipped_by_tool(folder: Path, files: Mapping[str, bytes], *options: str) -> bytes:
    """The same with Info-ZIP."""
    folder.mkdir()
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    target = folder.with_suffix(".zip")
    done = run(folder, "zip", "-q", "-r", *options, str(target), *files)
    assert done.returncode == 0, done.stderr
    return target.read_bytes()


def containers() -> dict[str, bytes]:
    """Signed containers of other programs: DSS, DigiDoc, and ones with CAdES and time stamps."""
    xades = {"mimetype": ASIC_E, "合同.pdf": b"%PDF-1.7 " + bytes(999), "META-INF/manifest.xml": SOME_XML}
    cades = {"mimetype": ASIC_E, "a.txt": "text", "META-INF/ASiCManifest001.xml": SOME_XML}
    return {
        "dss.asice": zipped({**xades, "META-INF/signatures001.xml": SOME_XML}),
        "java.asice": zipped({**xades, "META-INF/signatures.xml": SOME_XML}, streamed=True),
        "digidoc.bdoc": zipped({**xades, "META-INF/signatures0.xml": SOME_XML}, zipfile.ZIP_STORED),
        "cades.asice": zipped({**cades, "META-INF/signature001.p7s": bytes(500)}),
        "ours-alike.asice": zipped(
            {
                "mimetype": ASIC_E,
                "a": "b",
                "META-INF/ASiCManifest.xml": SOME_XML,
                "META-INF/signature.p7s": b"x",
            }
        ),
        "simple.asics": zipped({"mimetype": ASIC_S, "a.pdf": b"%PDF", "META-INF/timestamp.tst": bytes(90)}),
        "without-mimetype.zip": zipped({"a.xml": SOME_XML, "META-INF/signatures.xml": SOME_XML}),
        "lzma.asice": zipped({**xades, "META-INF/signatures001.xml": SOME_XML}, zipfile.ZIP_LZMA),
        "bzip2.sce": zipped({**xades, "META-INF/signatures001.xml": SOME_XML}, zipfile.ZIP_BZIP2),
        "wrapped.asice": zipped({**xades, "wdp.asice": sound_package(), "META-INF/signatures.xml": SOME_XML}),
    }


def mail(name: str = "wdp-210404-health-2025-r1.asice", data: bytes | None = None, **options: str) -> bytes:
    """A message with a file, as a mail program saves it."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@example.org", "b@example.org", "报送"
    message.set_content("请查收。", **options)
    message.add_attachment(
        sound_package() if data is None else data,
        maintype="application",
        subtype="octet-stream",
        filename=name,
    )
    return message.as_bytes()


def workbook() -> bytes:
    """A workbook of openpyxl."""
    book, target = openpyxl.Workbook(), io.BytesIO()
    book.active["A1"] = "代码"
    book.save(target)
    return target.getvalue()


def database(path: Path, application_id: int) -> bytes:
    """A database of SQLite."""
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA application_id = {application_id}")
        connection.execute("CREATE TABLE a (b)")
    connection.close()
    return path.read_bytes()


def compound(*streams: str) -> bytes:
    """The beginning and directory of an OLE compound file."""
    entries = b"".join(name.encode("utf-16-le").ljust(128, b"\0") for name in ("Root Entry", *streams))
    return bytes.fromhex("d0cf11e0a1b11ae1").ljust(512, b"\0") + entries + bytes(2000)


def office(part: str) -> bytes:
    """An Office Open XML file."""
    return zipped({"[Content_Types].xml": SOME_XML, "_rels/.rels": SOME_XML, part: SOME_XML})


def various() -> dict[str, tuple[str, bytes]]:
    """Name to kind and bytes, of what needs no tool and no folder."""
    html = "<!DOCTYPE html>\n<html><head><title>导出</title></head><table><tr><td>1</td></tr></table></html>"
    table = "<html xmlns:x='urn:schemas-microsoft-com:office:excel'><table><tr><td>1"
    spreadsheet = '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-'
    odf = {"content.xml": SOME_XML, "META-INF/manifest.xml": SOME_XML}
    page = "From: <Saved by Blink>\r\nSnapshot-Content-Location: http://a\r\nSubject: x\r\n\r\n"
    return {
        "a.pdf": ("pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"),
        "junk.pdf": ("pdf", b"\n\n%PDF-1.4\n" + bytes(2000) + b"startxref\n9\n%%EOF"),
        "a.xlsx": ("workbook", workbook()),
        "a.xlsb": ("workbook", office("xl/workbook.bin")),
        "a.docx": ("document", office("word/document.xml")),
        "a.pptx": ("presentation", office("ppt/presentation.xml")),
        "signed.docx": ("document", zipped({"_rels/.rels": b"", "word/a": b"", "_xmlsignatures/a.xml": b""})),
        "a.ods": ("open_workbook", zipped({"mimetype": ODS, **odf})),
        "signed.ods": ("open_workbook", zipped({"mimetype": ODS, "META-INF/documentsignatures.xml": b"x"})),
        "a.odt": ("document", zipped({"mimetype": ODS.replace("spreadsheet", "text"), **odf})),
        "a.epub": ("ebook", zipped({"mimetype": "application/epub+zip", "META-INF/container.xml": SOME_XML})),
        "a.jar": ("program", zipped({"META-INF/MANIFEST.MF": "a", "A.class": b"\xca\xfe"})),
        "a.ofd": ("ofd", zipped({"OFD.xml": SOME_XML, "Doc_0/Document.xml": SOME_XML})),
        "a.xls": ("old_workbook", compound("Workbook", "\x05SummaryInformation")),
        "old.xls": ("old_workbook", compound("Book")),
        "a.doc": ("document", compound("WordDocument")),
        "locked.xlsx": ("locked_office_file", compound("EncryptionInfo", "EncryptedPackage")),
        "a.msg": ("mail", compound("__nameid_version1.0", "__properties_version1.0")),
        "page.xls": ("web_page", html.encode()),
        "gbk.xls": ("web_page", f"\n{table}".encode("gbk")),
        "utf16.htm": ("web_page", html.encode("utf-16")),
        "commented.html": ("web_page", f"<?xml version='1.0'?><!-- a -->\n<!-- b -->{html}".encode()),
        "a.mht": ("web_page", page.encode()),
        "2003.xls": ("xml_workbook", f"{spreadsheet}microsoft-com:office:spreadsheet'>".encode()),
        "a.csv": ("text", "代码,2024\na,1\n".encode("gbk")),
        "utf16.csv": ("text", "代码\t2024\na\t1\n".encode("utf-16")),
        "a.rtf": ("document", rb"{\rtf1 a}"),
        "a.png": ("image", b"\x89PNG\r\n\x1a\n" + bytes(99)),
        "a.jpg": ("image", b"\xff\xd8\xff\xe0" + bytes(99)),
        "a.heic": ("image", b"\0\0\0\x18ftypheic" + bytes(99)),
        "a.7z": ("archive", b"7z\xbc\xaf\x27\x1c" + bytes(99)),
        "a.rar": ("archive", b"Rar!\x1a\x07\x01\x00" + bytes(99)),
        "a.lzh": ("archive", b"\x24\x2b-lh5-" + bytes(99)),
        "a.arj": ("archive", b"\x60\xea\x28\x00\x1e" + bytes(99)),
        "a.lz4": ("archive", b"\x04\x22\x4d\x18" + bytes(99)),
        "a.ar": ("archive", b"!<arch>\na.txt/          0           0     0     644     4         `\ntext"),
        "a.cpio": ("archive", b"070701" + b"0" * 104 + b"a.txt\0"),
        "a.iso": ("archive", bytes(0x8000) + b"\x01CD001\x01" + bytes(2000)),
        "numbers.txt": ("text", b"070701 1 2\n" * 9),
        "a.zip": ("archive", zipped({"a/": b"", "a/b.txt": "text"})),
        "a.exe": ("program", b"MZ" + bytes(100) + b"PE\0\0" + bytes(99)),
        "a.json": ("json", b'{"a": 1}'),
        "submission.json": ("unpacked_package", b'{"content_digest":"x","schema":"tianbao/submission/1"}'),
        "a.db-wal": ("store_journal", bytes.fromhex("377f0682") + bytes(99)),
        "a.db-journal": ("store_journal", bytes.fromhex("d9d505f920a163d7") + bytes(99)),
        "empty.asice": ("empty", b""),
        "zeros.asice": ("blank", bytes(5000)),
        "noise": ("unknown", bytes(range(1, 256)) * 9),
    }  # fmt: skip

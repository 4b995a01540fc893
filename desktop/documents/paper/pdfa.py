"""From ReportLab's PDF to PDF/A-1b (ISO 19005-1): XMP, output intent, document id."""

from __future__ import annotations

import hashlib
import struct
from dataclasses import replace
from datetime import date
from io import BytesIO
from xml.sax.saxutils import escape

from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    ByteStringObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from desktop.documents.paper.characters import storable
from forms.frozen import frozen

_PROFILE_NAME = "sRGB IEC61966-2.1"
_UNDATED = date(2000, 1, 1)
"""Date inside a document without 报出日期, so that its bytes do not depend on the clock; chosen by us."""


@frozen
class DocumentFacts:
    """The metadata of a PDF.

    Attributes:
        title: title of the document.
        author: the unit.
        producer: name and version of the program.
        created: 报出日期; None for a document without one.
        identity: content digest in hexadecimal digits; empty for a draft.
    """

    title: str
    author: str
    producer: str
    created: date | None
    identity: str


def make_pdfa(raw: bytes, facts: DocumentFacts) -> bytes:
    """Rewrite a PDF with embedded fonts as PDF/A-1b.

    Args:
        raw: PDF that is the same in every run, without transparency, encryption or scripts.
        facts: metadata, written equally into the information dictionary and the XMP packet, since PDF/A-1
            refuses documents in which they differ (ISO 19005-1, 6.7.3).
    """
    # Names come from a plan: what XML cannot hold would make both places differ, or the packet unreadable.
    facts = replace(facts, title=storable(facts.title), author=storable(facts.author))
    writer = PdfWriter(clone_from=PdfReader(BytesIO(raw)))
    # The version that PDF/A-1 is built on, whatever the PDF that came in says.
    writer.pdf_header = "%PDF-1.4"
    _set_information(writer, facts)
    root = writer.root_object
    root[NameObject("/Metadata")] = writer._add_object(_xmp_stream(facts))  # noqa: SLF001 - no public way
    root[NameObject("/OutputIntents")] = ArrayObject([writer._add_object(_output_intent(writer))])  # noqa: SLF001
    root[NameObject("/Lang")] = TextStringObject("zh-CN")
    root[NameObject("/ViewerPreferences")] = DictionaryObject(
        {NameObject("/DisplayDocTitle"): BooleanObject(True)}
    )
    # The id is made of the contents, not of time and chance, so that reprinting gives the same bytes.
    seed = hashlib.sha256(raw + facts.identity.encode("ascii")).digest()[:16]
    writer._ID = ArrayObject([ByteStringObject(seed), ByteStringObject(seed)])  # noqa: SLF001 - no public way
    target = BytesIO()
    writer.write(target)
    return target.getvalue()


def _set_information(writer: PdfWriter, facts: DocumentFacts) -> None:
    stamp = f"D:{facts.created or _UNDATED:%Y%m%d}000000+08'00'"
    # Else ReportLab's own entries would stay, which the XMP packet lacks.
    writer.metadata = None
    writer.add_metadata(
        {
            "/Title": facts.title,
            "/Author": facts.author,
            "/Creator": facts.producer,
            "/Producer": facts.producer,
            "/CreationDate": stamp,
            "/ModDate": stamp,
        }
    )


def _xmp_stream(facts: DocumentFacts) -> DecodedStreamObject:
    # Not compressed: PDF/A-1 allows no filter on metadata, so that other programs find them (ISO 19005-1,
    # 6.7.2).
    stream = DecodedStreamObject()
    stream.set_data(_xmp_packet(facts).encode("utf-8"))
    stream[NameObject("/Type")] = NameObject("/Metadata")
    stream[NameObject("/Subtype")] = NameObject("/XML")
    return stream


def _xmp_packet(facts: DocumentFacts) -> str:
    stamp = f"{facts.created or _UNDATED:%Y-%m-%d}T00:00:00+08:00"
    title, author, producer = (escape(t) for t in (facts.title, facts.author, facts.producer))
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
   <pdfaid:part>1</pdfaid:part>
   <pdfaid:conformance>B</pdfaid:conformance>
  </rdf:Description>
  <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
   <dc:format>application/pdf</dc:format>
   <dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
   <dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
  </rdf:Description>
  <rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
   <xmp:CreatorTool>{producer}</xmp:CreatorTool>
   <xmp:CreateDate>{stamp}</xmp:CreateDate>
   <xmp:ModifyDate>{stamp}</xmp:ModifyDate>
  </rdf:Description>
  <rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
   <pdf:Producer>{producer}</pdf:Producer>
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""


def _output_intent(writer: PdfWriter) -> DictionaryObject:
    profile = DecodedStreamObject()
    profile.set_data(srgb_profile())
    profile[NameObject("/N")] = NumberObject(3)
    return DictionaryObject(
        {
            NameObject("/Type"): NameObject("/OutputIntent"),
            NameObject("/S"): NameObject("/GTS_PDFA1"),
            NameObject("/OutputConditionIdentifier"): TextStringObject(_PROFILE_NAME),
            NameObject("/Info"): TextStringObject(_PROFILE_NAME),
            NameObject("/DestOutputProfile"): writer._add_object(profile),  # noqa: SLF001 - no public way
        }
    )


def srgb_profile() -> bytes:
    """An ICC version 2 monitor profile with the sRGB primaries (IEC 61966-2-1), computed here.

    It is computed so that no file under another licence is shipped. Primaries are adapted to D50, as
    ICC.1:2001 demands. The tone curve is the power function 2.2, close to the sRGB curve; only greys are
    printed.
    """
    text = b"sRGB\0"
    # The zeros at the end are the empty descriptions in Unicode (language, length) and of the Macintosh
    # (code, length, 67 bytes), which version 2 demands.
    description = b"desc" + bytes(4) + struct.pack(">I", len(text)) + text + bytes(4 + 4 + 2 + 1 + 67)
    tags = {
        b"desc": description,
        b"cprt": b"text" + bytes(4) + b"No copyright, use freely\0",
        b"wtpt": _xyz(0.9505, 1.0, 1.0891),
        b"rXYZ": _xyz(0.4361, 0.2225, 0.0139),
        b"gXYZ": _xyz(0.3851, 0.7169, 0.0971),
        b"bXYZ": _xyz(0.1431, 0.0606, 0.7141),
    }
    # A curve of one number is a power function; the number has eight binary places.
    curve = b"curv" + bytes(4) + struct.pack(">IH", 1, round(2.2 * 256))
    tags |= {b"rTRC": curve, b"gTRC": curve, b"bTRC": curve}
    offset = 128 + 4 + 12 * len(tags)
    table, data = struct.pack(">I", len(tags)), b""
    for signature, content in tags.items():
        table += signature + struct.pack(">II", offset + len(data), len(content))
        # Every tag begins at a multiple of four bytes.
        data += content + bytes(-len(content) % 4)
    size = 128 + len(table) + len(data)
    return _profile_header(size) + table + data


def _xyz(x: float, y: float, z: float) -> bytes:
    return b"XYZ " + bytes(4) + struct.pack(">iii", *(round(v * 65536) for v in (x, y, z)))


def _profile_header(size: int) -> bytes:
    header = bytearray(128)
    struct.pack_into(">I4sI4s4s4s", header, 0, size, bytes(4), 0x02100000, b"mntr", b"RGB ", b"XYZ ")
    struct.pack_into(">6H", header, 24, 2000, 1, 1, 0, 0, 0)
    header[36:40] = b"acsp"
    header[68:80] = struct.pack(">iii", round(0.9642 * 65536), 65536, round(0.8249 * 65536))
    return bytes(header)

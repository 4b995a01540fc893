"""What a PDF says about itself, twice and equally; its profile and its id."""

import struct
from dataclasses import replace
from datetime import date
from io import BytesIO
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from desktop.documents.paper.characters import storable
from desktop.documents.paper.pdfa import DocumentFacts, make_pdfa, srgb_profile

NS = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "xmp": "http://ns.adobe.com/xap/1.0/",
}
FACTS = DocumentFacts(
    title="年报表 & <表>",
    author="望花区卫生健康局",
    producer="tianbao 1.0.0",
    created=date(2026, 4, 3),
    identity="ab" * 32,
)


def blank():
    writer, target = PdfWriter(), BytesIO()
    writer.add_blank_page(100, 100)
    writer.add_metadata({"/Title": "from before", "/Keywords": "secret"})
    writer.write(target)
    return target.getvalue()


RAW = blank()


def packet(pdf):
    return ET.fromstring(PdfReader(BytesIO(pdf)).trailer["/Root"]["/Metadata"].get_data())


def told(pdf, path):
    return [one.text or "" for one in packet(pdf).iterfind(f".//{path}", NS)]


TEXTS = st.text(max_size=20)


@settings(max_examples=40, deadline=None)
@given(TEXTS, TEXTS, st.none() | st.dates(date(2000, 1, 1), date(2100, 12, 31)))
def test_both_places_say_the_same_whatever_the_names_are(title, author, created):
    pdf = make_pdfa(RAW, replace(FACTS, title=title, author=author, created=created))
    information = PdfReader(BytesIO(pdf)).metadata
    assert told(pdf, "dc:title//rdf:li") == [information.title or ""] == [storable(title)]
    assert told(pdf, "dc:creator//rdf:li") == [information.author or ""] == [storable(author)]
    assert told(pdf, "pdf:Producer") == [information.producer]
    day = (created or date(2000, 1, 1)).isoformat()
    assert told(pdf, "xmp:CreateDate") == told(pdf, "xmp:ModifyDate") == [f"{day}T00:00:00+08:00"]
    assert information.creation_date.isoformat() == f"{day}T00:00:00+08:00"


def test_nothing_of_the_document_before_stays_in_it():
    pdf = make_pdfa(RAW, FACTS)
    assert b"secret" not in pdf
    assert set(PdfReader(BytesIO(pdf)).metadata) == {
        "/Title", "/Author", "/Creator", "/Producer", "/CreationDate", "/ModDate",
    }  # fmt: skip


def test_it_is_marked_as_pdfa_1b_in_chinese_with_its_title_shown():
    pdf = make_pdfa(RAW, FACTS)
    root = PdfReader(BytesIO(pdf)).trailer["/Root"]
    assert pdf.startswith(b"%PDF-1.4")
    assert (told(pdf, "pdfaid:part"), told(pdf, "pdfaid:conformance")) == (["1"], ["B"])
    assert "/Filter" not in root["/Metadata"]
    assert (root["/Lang"], root["/ViewerPreferences"]["/DisplayDocTitle"]) == ("zh-CN", True)
    (intent,) = root["/OutputIntents"]
    assert intent["/S"] == "/GTS_PDFA1"
    assert intent["/DestOutputProfile"].get_data() == srgb_profile()


@pytest.mark.parametrize("change", [{"identity": ""}, {"identity": "cd" * 32}])
def test_the_id_follows_from_contents_and_digest_alone(change):
    def ids(facts):
        return PdfReader(BytesIO(make_pdfa(RAW, facts))).trailer["/ID"]

    first, second = ids(FACTS)
    assert first == second
    assert ids(FACTS) == [first, second]
    assert ids(replace(FACTS, **change))[0] != first
    assert ids(replace(FACTS, title="another"))[0] == first


def test_the_profile_holds_what_its_table_says():
    data = srgb_profile()
    size, _, version, kind, space, connection = struct.unpack(">I4sI4s4s4s", data[:24])
    assert (size, version, kind, space, connection) == (len(data), 0x02100000, b"mntr", b"RGB ", b"XYZ ")
    assert data[36:40] == b"acsp"
    (count,) = struct.unpack(">I", data[128:132])
    tags = {
        tag: (at, length) for tag, at, length in struct.iter_unpack(">4sII", data[132 : 132 + 12 * count])
    }
    assert set(tags) == {
        b"desc",
        b"cprt",
        b"wtpt",
        *(c + b"XYZ" for c in (b"r", b"g", b"b")),
        b"rTRC",
        b"gTRC",
        b"bTRC",
    }
    for at, length in tags.values():
        assert at % 4 == 0
        assert at + length <= len(data)

    def xyz(tag):
        return struct.unpack(">iii", data[tags[tag][0] + 8 : tags[tag][0] + 20])

    # The three primaries together are the white of the connection space, D50.
    whole = [sum(parts) / 65536 for parts in zip(*map(xyz, (b"rXYZ", b"gXYZ", b"bXYZ")), strict=True)]
    assert whole == pytest.approx([0.9642, 1.0, 0.8249], abs=0.001)
    at, _ = tags[b"gTRC"]
    assert struct.unpack(">H", data[at + 12 : at + 14])[0] / 256 == pytest.approx(2.2, abs=0.01)

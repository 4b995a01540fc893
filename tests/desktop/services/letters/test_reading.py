"""A letter signed and packed, and read again: what is wrong with one is said, and nothing of it is used."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from desktop.services.letters.base_table import BASE_NAME, base_table
from desktop.services.letters.reading import PLAN_NAME, read_letter
from desktop.services.letters.writing import packed_letter
from desktop.submission.container.manifest import MANIFEST_NAME
from desktop.submission.encryption.envelope import create_receiving_key
from desktop.submission.keys.certificate import fingerprint, to_pem
from desktop.submission.keys.identity import create_identity
from desktop.submission.keys.self_signed import UnitSubject
from desktop.submission.package import PayloadFile, build
from desktop.submission.profile.published import QUESTIONS_NAME
from forms.canonical import digest_of
from forms.codes.letter import LetterCode, OpenCode
from forms.errors import UserInputError
from forms.letters.kind import OfficeLetter
from forms.letters.letter import letter_document
from forms.letters.task import Named
from tests.desktop.submission.builders import entries_of, health, repacked, signature_with, sound_package
from tests.forms.letters.test_base_figures import figure
from tests.forms.letters.test_letters import NOW, TASK, letter, question

L = LetterCode
OWN = UnitSubject("统计局", "office", "210404")
PACK = PayloadFile(PLAN_NAME, "application/json", b"{}")


@pytest.fixture(scope="module")
def office():
    return create_identity(OWN, NOW)


ASKED = (question(),)


def one(kind=OfficeLetter.RETURN, questions=ASKED, **changes):
    return letter(kind, questions=tuple(q.id for q in questions), **changes), questions


def test_a_letter_is_read_as_it_was_written(office):
    written, questions = one(questions=(question(2), question(1)))
    data = packed_letter(
        written, questions, office, [PayloadFile("forms/return-slip.pdf", "application/pdf", b"%")]
    )
    read = read_letter(data, NOW)
    assert (read.letter, read.questions, read.digest) == (written, questions, digest_of(data))
    assert read.signer == fingerprint(office.certificate)
    assert read.signed_at == NOW
    assert read.files == {"forms/return-slip.pdf": b"%"}


def task_with(office, *files, **changes):
    """A task signed by the office, with these files in it; ``changes`` are of its terms."""
    own = fingerprint(office.certificate)
    named = replace(TASK.plan, digest=digest_of(PACK.data))
    given = {"plan": named, "base": None, "signing": own, "former": ()}
    written = letter(OfficeLetter.TASK, task=replace(TASK, **(given | changes)))
    return packed_letter(written, (), office, files), written


def pem(name, certificate):
    return PayloadFile(f"certificates/{name}.cer.pem", "application/x-pem-file", to_pem(certificate))


def test_a_task_holds_the_pack_and_the_certificates_that_it_names(office):
    own, other = pem("signing", office.certificate), create_identity(OWN, NOW)
    receiving = create_receiving_key(OWN, NOW)
    data, written = task_with(
        office,
        PACK,
        own,
        pem("receiving", receiving.certificate),
        pem("former-1", other.certificate),
        receiving=receiving.fingerprint,
        former=(other.fingerprint,),
    )
    assert read_letter(data, NOW).letter == written
    for files, changes in (
        ((own,), {}),
        ((PayloadFile(PLAN_NAME, "application/json", b"[]"), own), {}),
        ((PACK,), {}),
        ((PACK, pem("signing", other.certificate)), {}),
        ((PACK, own), {"receiving": receiving.fingerprint}),
        ((PACK, own), {"former": (other.fingerprint,)}),
        # The key of a unit, one that only opens, and one that only signs, each named as it is.
        ((PACK, pem("signing", health().certificate)), {"signing": health().fingerprint}),
        ((PACK, pem("signing", receiving.certificate)), {"signing": receiving.fingerprint}),
        ((PACK, own, pem("receiving", office.certificate)), {"receiving": office.fingerprint}),
    ):
        refused(task_with(office, *files, **changes)[0], L.PAYLOAD)


def base_with(table, year=2025):
    written = letter(OfficeLetter.BASE, year=year, base=Named(version="2", digest=digest_of(table)))
    return written, [PayloadFile(BASE_NAME, "text/csv", table)]


def test_base_figures_come_with_their_letter_alone_or_with_a_task(office):
    table = base_table([figure(), figure(year=2024)])
    written, further = base_with(table)
    read = read_letter(packed_letter(written, (), office, further), NOW)
    assert (read.letter, read.base) == (written, (figure(year=2024), figure()))
    own = pem("signing", office.certificate)
    data, _ = task_with(office, PACK, own, *further, base=written.base)
    assert read_letter(data, NOW).base == read.base
    refused(packed_letter(written, (), office, ()), L.PAYLOAD)
    refused(packed_letter(written, (), office, base_with(base_table([figure()]))[1]), L.PAYLOAD)


@pytest.mark.parametrize(
    "edited",
    [
        lambda table: table.replace(b"123456", b"1234.5e2"),
        lambda table: table.replace(b",123456,", b',"123456",'),
        lambda table: table.replace(b"\r\n", b"\n"),
        lambda table: b"\xef\xbb\xbf" + table,
        lambda table: b"",
        lambda table: table + b"x" * 5_000_000,
    ],
)
def test_base_figures_that_were_edited_by_hand_and_signed_again_are_refused(office, edited):
    written, further = base_with(edited(base_table([figure()])))
    refused(packed_letter(written, (), office, further), L.BASE)


def test_base_figures_of_a_later_year_are_refused(office):
    written, further = base_with(base_table([figure()]), year=2024)
    refused(packed_letter(written, (), office, further), L.BASE)


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        (OfficeLetter.RETURN, "data/observations.csv"),
        (OfficeLetter.RETURN, BASE_NAME),
        (OfficeLetter.RETURN, "certificates/signing.cer.pem"),
        (OfficeLetter.RETURN, "forms/acceptance-slip.pdf"),
        (OfficeLetter.ACCEPTANCE, PLAN_NAME),
        (OfficeLetter.RECEIPT, "official-form.xlsx"),
    ],
    ids=str,
)
def test_a_file_that_no_letter_of_its_kind_has_is_refused(office, kind, name):
    written, questions = one(kind, ())
    further = PayloadFile(name, "application/octet-stream", b"1")
    refused(packed_letter(written, questions, office, [further]), L.PAYLOAD)


def test_a_file_that_a_task_or_base_figures_do_not_name_is_refused(office):
    own = pem("signing", office.certificate)
    figures = PayloadFile(BASE_NAME, "text/csv", base_table([figure()]))
    slip = PayloadFile("forms/task-slip.pdf", "application/pdf", b"%")
    for further in (figures, slip, pem("receiving", office.certificate), pem("former-1", office.certificate)):
        refused(task_with(office, PACK, own, further)[0], L.PAYLOAD)
    written, named = base_with(base_table([figure()]))
    refused(packed_letter(written, (), office, [*named, PACK]), L.PAYLOAD)


def refused(data, code):
    with pytest.raises(UserInputError) as caught:
        read_letter(data, NOW)
    assert caught.value.code is code
    assert "没有采用" in caught.value.message or code is L.ENCRYPTED


@pytest.mark.parametrize("flipped", [0, 40, 300, -30])
def test_one_changed_byte_is_noticed(office, flipped):
    data = bytearray(packed_letter(*one(), office))
    data[flipped] ^= 1
    refused(bytes(data), L.DAMAGED)


@pytest.mark.parametrize("data", [b"", b"PK", b"%PDF-1.7", bytes(1000)])
def test_any_bytes_are_answered(data):
    refused(data, L.DAMAGED)


def test_a_package_of_figures_is_called_by_its_name():
    refused(sound_package(), L.OTHER_KIND)


def test_a_letter_signed_by_a_unit_is_refused():
    refused(packed_letter(*one(), health()), L.NOT_THE_OFFICE)


def test_a_letter_of_another_region_than_its_signer_is_refused(office):
    written, questions = one(region="210411")
    refused(packed_letter(written, questions, office), L.NOT_THE_OFFICE)


@pytest.mark.parametrize("days", [-2, 3700])
def test_signed_outside_the_validity_is_called_by_its_name(office, days):
    data = packed_letter(*one(), office)
    content = entries_of(data)[MANIFEST_NAME]
    late = signature_with(content, office, signing_time=NOW + timedelta(days=days))
    refused(repacked(data, signature=late), OpenCode.EXPIRED)


def test_unsigned_is_refused():
    written, _ = one(questions=())
    content = json.dumps(letter_document(written)).encode()
    refused(build([PayloadFile("letter.json", "application/json", content)], None, NOW), L.DAMAGED)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"kind": "submission"}, L.OTHER_KIND),
        ({"kind": 7}, L.OTHER_KIND),
        ({"schema": "tianbao/letter/2"}, L.FORMAT),
        ({"n": 0}, L.FORMAT),
        ({"n": 1}, L.FORMAT),
        ({"year": "2025"}, L.FORMAT),
        ({"content_digest": "x"}, L.FORMAT),
        ({"made_at": "now"}, L.FORMAT),
        ({"questions": ["q-2025-health-9"]}, L.QUESTIONS),
        ({"kind": "recall", "recalls": 2}, L.FORMAT),
        ({"kind": "recall", "recalls": 3}, L.FORMAT),
        ({"kind": "recall", "recalls": 1}, None),
        ({"kind": "acceptance", "questions": ["q-2025-health-9"]}, L.FORMAT),
        ({"further": "members are ignored"}, None),
    ],
    ids=str,
)
def test_a_document_that_is_not_as_published_is_refused(office, change, code):
    document = letter_document(one(questions=())[0]) | change
    data = build([PayloadFile("letter.json", "application/json", json.dumps(document).encode())], office, NOW)
    if code is None:
        assert read_letter(data, NOW).letter.number == 2
    else:
        refused(data, code)


@pytest.mark.parametrize("table", [b"id,scope\r\n", b"\xff", b"", b"id\r\n" * 30_000])
def test_a_table_of_questions_that_cannot_be_read_is_refused(office, table):
    document = json.dumps(letter_document(one()[0])).encode()
    files = [
        PayloadFile("letter.json", "application/json", document),
        PayloadFile(QUESTIONS_NAME, "text/csv", table),
    ]
    refused(build(files, office, NOW), L.QUESTIONS)


def test_the_clock_of_the_reader_does_not_matter(office):
    data = packed_letter(*one(), office)
    assert read_letter(data, datetime(2040, 1, 1, tzinfo=UTC)).digest == digest_of(data)


HOSTILE = (
    None,
    True,
    -1,
    0,
    10**30,
    0.5,
    "",
    "x" * 5000,
    "\u202e",
    [],
    [[]],
    {},
    {"a": {}},
    [None],
    ["a", "a"],
)


def places(value, path=()):
    """Every member of a document, by the keys that lead to it."""
    yield path
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inside:
        yield from places(one, (*path, key))


def with_value(document, path, value):
    if not path:
        return value
    made = json.loads(json.dumps(document))
    place = made
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    return made


@pytest.mark.parametrize("kind", [OfficeLetter.RETURN, OfficeLetter.RECALL, OfficeLetter.TASK])
def test_whatever_stands_in_a_member_is_refused_or_read(office, kind):
    """Signed by anybody, before trust is asked: nothing but a refusal may come of it."""
    changes = {OfficeLetter.RECALL: {"recalls": 1}, OfficeLetter.TASK: {"task": TASK}}.get(kind, {})
    document = letter_document(letter(kind, questions=(), **changes))
    refused = 0
    for path in places(document):
        for value in HOSTILE:
            made = json.dumps(with_value(document, path, value)).encode()
            data = build([PayloadFile("letter.json", "application/json", made)], office, NOW)
            try:
                read_letter(data, NOW)
            except UserInputError:
                refused += 1
    assert refused > 100

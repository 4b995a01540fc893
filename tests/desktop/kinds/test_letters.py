"""A letter of the office is told from a package, whichever letter it is and wherever it lies."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.kinds import doors
from desktop.kinds.doors import Door, refusal
from desktop.kinds.kind import Kind
from desktop.kinds.recognition import recognise
from desktop.services.office.intake.handed import open_handed
from desktop.services.office.intake.not_taken import NotTaken
from desktop.services.packages.verification import Premises, verify_package
from desktop.submission.package import PayloadFile, build
from forms.letters.kind import OfficeLetter
from tests.desktop.kinds import files
from tests.desktop.submission.builders import NOW, entries_of, health, sound_package


def letter(kind, *more):
    document = f'{{"kind":"{kind}","schema":"tianbao/letter/1","unit":"health"}}'.encode()
    payload = [PayloadFile("letter.json", "application/json", document), *more]
    return build(payload, health(), NOW)


RETURN = letter("return", PayloadFile("data/questions.csv", "text/csv", b"id,scope\r\n" * 200))
DOORS = {name: door for name, door in vars(doors).items() if isinstance(door, Door)}


@pytest.mark.parametrize("kind", OfficeLetter)
def test_every_letter_is_named_at_every_door(kind):
    found = recognise(letter(kind))
    assert (found.kind, found.letter) == (Kind.LETTER, kind.value)
    for door in DOORS.values():
        answer = refusal(door, found, "a.asice")
        if Kind.LETTER in door.takes:
            assert answer is None
        else:
            assert answer[0] == "E-KIND-038"
            assert answer[1].startswith(f"“a.asice”是统计局发来的{kind.label}（.asice），不是")
            assert "打开" in answer[1]


def test_of_a_letter_that_says_nothing_of_itself_it_is_said_that_it_is_one():
    for document in (
        b"",
        b"<",
        b'{"schema":"tianbao/letter/1"}',
        b'{"kind":"poem","schema":"tianbao/letter/1"}',
    ):
        data = build([PayloadFile("letter.json", "application/json", document)], health(), NOW)
        assert recognise(data).kind is Kind.LETTER
        assert "是统计局发来的文件（.asice），" in refusal(doors.FILL, recognise(data), "a.asice")[1]


@pytest.mark.parametrize("outer", ["a.eml", "a.zip", "a.zip in a.zip"])
def test_a_letter_in_a_mail_or_an_archive_is_told(outer):
    name = "wdp-210404-health-2025-return-1.asice"
    data = files.mail(name, RETURN) if outer == "a.eml" else files.zipped({name: RETURN})
    data = files.zipped({"a.zip": data}) if " in " in outer else data
    for door in DOORS.values():
        sentence = refusal(door, recognise(data), "a")[1]
        assert "里面有统计局发来的退回单（.asice）" in sentence
        assert name in sentence
        assert "里面有报送包" not in sentence
    assert "报送包" not in refusal(doors.LETTER, recognise(data), "a")[1]


def test_a_letter_that_cannot_be_read_in_an_archive_is_told_by_its_name(tmp_path):
    for name, kind in (
        ("wdp-210404-health-2025-return-1.asice", Kind.LETTER),
        ("wdp-210404-health-2025-r1.asice", Kind.PACKAGE),
        ("wdp-210404-science-association-2025-r12.asice", Kind.PACKAGE),
    ):
        data = files.zipped_by_tool(tmp_path / name, {name: RETURN}, "-P", "secret")
        assert [one.kind for one in recognise(data).inside] == [kind]


def test_a_package_at_the_door_of_letters_is_called_one():
    code, sentence = refusal(doors.LETTER, recognise(sound_package()), "r1.asice")
    assert code == "E-LETTER-002"
    assert sentence.startswith("“r1.asice”是报送包（.asice），不是统计局发来的文件。")
    assert "tianbao verify" in sentence


def test_a_letter_that_was_packed_again_or_has_a_package_in_it():
    entries = entries_of(RETURN)
    assert recognise(files.zipped(entries)).kind is Kind.LETTER
    assert recognise(files.zipped({**entries, "submission.json": b"{}"})).kind is Kind.PACKAGE


@settings(deadline=None)
@given(st.integers(0, len(RETURN) - 1), st.integers(1, 255))
def test_a_letter_with_any_byte_changed_is_a_letter(place, change):
    data = bytearray(RETURN)
    data[place] ^= change
    assert recognise(bytes(data)).kind is Kind.LETTER


def test_a_letter_that_was_cut_off_is_a_letter():
    first = RETURN.index(b'URI="letter.json"') + 17
    for length in range(first, len(RETURN), 97):
        assert recognise(RETURN[:length]).kind is Kind.LETTER
    assert recognise(RETURN[: first - 17]).kind is Kind.PACKAGE  # nothing says yet which of both it is


def test_a_letter_that_comes_back_to_the_office_is_not_taken_in():
    found = open_handed("a.asice", RETURN, None)
    assert (found.refusal, found.letter, found.is_package) == (NotTaken.OTHER_KIND, "return", False)
    mailed = open_handed("a.eml", files.mail("a.asice", RETURN), None)
    assert [(one.refusal, one.letter) for one in mailed.inside] == [(NotTaken.OTHER_KIND, "return")]


def test_verify_checks_the_signature_of_a_letter_and_says_what_it_is():
    found = verify_package(RETURN, lambda *_: None, Premises(now=NOW))
    assert found.kind is Kind.LETTER
    assert found.verification.fact("signature").state == "ok"
    assert "这是统计局发来的退回单" in found.verification.fact("schema").sentence
    assert "tianbao open" in found.verification.fact("schema").sentence

"""JSON from outside is read exactly, or refused before it becomes much work."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.bounded_json import (
    BEYOND,
    MAX_JSON_BYTES,
    MAX_JSON_DEPTH,
    MAX_JSON_VALUES,
    MAX_NUMBER_EXPONENT,
    MAX_NUMBER_LENGTH,
    NOT_JSON,
    BeyondBounds,
    parse_json,
    told_of,
)
from forms.canonical import canonical_json
from tests.strategies import json_values


@given(json_values)
def test_what_we_write_is_read_again(value):
    try:
        data = canonical_json(value)
    except (ValueError, TypeError):
        return
    assert canonical_json(parse_json(data)) == data


@given(st.binary(max_size=60) | st.text(max_size=60).map(lambda t: t.encode("utf-8", "surrogatepass")))
def test_any_bytes_are_a_document_or_a_value_error(data):
    try:
        found = parse_json(data)
    except ValueError:
        return
    json.dumps(found, default=str).encode("utf-8")


_SIZES = {
    "depth": lambda n: b"[" * n + b"]" * n,
    "depth of objects": lambda n: b'{"a":' * n + b"1" + b"}" * n,
    "depth in turns": lambda n: b'{"[":[' * (n // 2) + b"[" * (n % 2) + b"]" * (n % 2) + b"]}" * (n // 2),
}


@pytest.mark.parametrize("document", _SIZES.values(), ids=_SIZES)
def test_nesting_ends_at_its_bound(document):
    parse_json(document(MAX_JSON_DEPTH))
    for n in (MAX_JSON_DEPTH + 1, 5_000, MAX_JSON_VALUES // 2):
        with pytest.raises(ValueError, match="levels"):
            parse_json(document(n))


def test_what_stands_in_a_text_is_no_structure():
    text = '[{"' * 50_000 + "\\" + ",]}" * 50_000
    assert parse_json(json.dumps({text: text}).encode()) == {text: text}


@pytest.mark.parametrize("entry", [b"1", b'""', b"[]", b"{}", b'{"a":1}', b"1.5"])
def test_values_are_counted(entry):
    marks = 1 + sum(entry.count(mark) for mark in (b"[", b"{"))
    most = (MAX_JSON_VALUES - 1) // marks
    assert len(parse_json(b"[" + b",".join([entry] * most) + b"]")) == most
    with pytest.raises(ValueError, match="values"):
        parse_json(b"[" + b",".join([entry] * (most + 2)) + b"]")


def test_size_ends_at_its_bound():
    assert len(parse_json(b'"' + b"a" * (MAX_JSON_BYTES - 2) + b'"')) == MAX_JSON_BYTES - 2
    with pytest.raises(ValueError, match="bytes"):
        parse_json(b" " * MAX_JSON_BYTES + b"1")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0),
        ("-12", -12),
        ("9" * MAX_NUMBER_EXPONENT, int("9" * MAX_NUMBER_EXPONENT)),
        ("95.40", Decimal("95.40")),
        ("1E3", Decimal(1000)),
        ("1e0000000000040", Decimal("1e40")),
        ("0." + "1" * (MAX_NUMBER_LENGTH - 2), Decimal("0." + "1" * (MAX_NUMBER_LENGTH - 2))),
    ],
)
def test_numbers_are_exact(text, value):
    found = parse_json(text.encode())
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    "text",
    [
        "1e999999999", "1E+41", "1e-41", "0e999999999", "-0.0e-999999999", "1e" + "9" * 5000,
        "1e99999999999999999999", "1.5e-99999999999999999999", "9" * 41, "9" * 5000, "-" + "9" * 100_000,
        "0." + "1" * 60, "0." + "0" * 50 + "1", "NaN", "Infinity", "-Infinity", "01", "+1", "1.", ".5", "0x1",
    ],
)  # fmt: skip
def test_numbers_beyond_their_bound_are_refused(text):
    for document in (text, f"[{text}]", f'{{"a": {text}}}'):
        with pytest.raises(ValueError):  # noqa: PT011 - every sort of refusal is one
            parse_json(document.encode())


@pytest.mark.parametrize(
    "data",
    [
        rb'"\ud83d"', rb'"\udE00"', rb'"\ude00\ud83d"', rb'"\ud83d\\ude00"', rb'{"\ud83d": 1}',
        rb'"\ud83d\ud83d\ude00"', b'"\xed\xa0\xbd"', b'"\xff"', b'{"a":1,"a":1}', b'{"a":1,"\\u0061":2}',
        b"\xef\xbb\xbf1", '"1"'.encode("utf-16"), b"", b'"', b"[1", b"1]", b"[1,]", b'"\n"', b'"\0"', b"1 2",
    ],
)  # fmt: skip
def test_what_is_not_one_document_is_refused(data):
    with pytest.raises(ValueError):  # noqa: PT011 - every sort of refusal is one
        parse_json(data)


def test_characters_beyond_the_first_plane_may_be_escaped():
    assert parse_json(rb'["\ud83d\ude00", "\\ud83d", "\ud842\udFB7"]') == ["\U0001f600", r"\ud83d", "𠮷"]


@pytest.mark.parametrize(
    "data",
    [
        b"[" * 40 + b"]" * 40, b"1e999999999", b"9" * 100, b"[" + b"1," * 60_000 + b"1]",
        b'"' + b"a" * MAX_JSON_BYTES + b'"',
    ],
)  # fmt: skip
def test_what_is_only_too_much_is_not_said_to_be_no_json(data):
    with pytest.raises(BeyondBounds) as caught:
        parse_json(data)
    assert told_of(caught.value) == BEYOND


@pytest.mark.parametrize("data", [b"{", b"\xff", b"1 2", b'{"a":1,"a":1}'])
def test_what_is_no_json_is_said_to_be_none(data):
    with pytest.raises(ValueError) as caught:  # noqa: PT011 - every sort of refusal is one
        parse_json(data)
    assert told_of(caught.value) == NOT_JSON

import hashlib
import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.canonical import (
    CHECK_CODE_LENGTH,
    canonical_json,
    canonical_text,
    check_code,
    digest_of,
    document_digest,
    format_check_code,
    pretty_json,
    read_check_code,
)
from tests.meta.checkout import python_files, shown
from tests.strategies import json_values, wide

SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
digests = st.binary(max_size=8).map(lambda b: hashlib.sha256(b).hexdigest())


def parse(data: bytes | str) -> Any:
    return json.loads(data, parse_float=Decimal)


def reordered(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: reordered(v) for k, v in reversed(value.items())}
    return [reordered(v) for v in value] if isinstance(value, list) else value


@given(json_values)
def test_order_of_keys_does_not_matter(document: Any) -> None:
    assert canonical_json(reordered(document)) == canonical_json(document)


@given(json_values)
def test_canonical_bytes_are_json_with_the_same_content(document: Any) -> None:
    written = canonical_json(document)
    assert parse(written) == document
    assert canonical_json(parse(written)) == written


@given(json_values)
def test_readable_text_has_the_same_content(document: Any) -> None:
    assert parse(pretty_json(document)) == document


def test_readable_text() -> None:
    document = {"b": [1, {}], "a": {"c": Decimal("1.50"), "d": []}}
    assert pretty_json(document) == (
        '{\n  "b": [\n    1,\n    {}\n  ],\n  "a": {\n    "c": 1.5,\n    "d": []\n  }\n}\n'
    )


@pytest.mark.parametrize(
    ("document", "text"),
    [
        ({"b": 1, "a": [True, False, None]}, '{"a":[true,false,null],"b":1}'),
        ({"x": Decimal("95.40")}, '{"x":95.4}'),
        ({"x": Decimal("1E+3"), "y": Decimal("-0.0")}, '{"x":1000,"y":0}'),
        ((1, -2), "[1,-2]"),
        ("", '""'),
        ("活产数", '"活产数"'),
        # RFC 8785, 3.2.2.2: two-character escapes, other control characters as lower-case \u00xx
        ('\b\t\n\f\r"\\/\x0f\x1f\x7f', '"\\b\\t\\n\\f\\r\\"\\\\/\\u000f\\u001f\x7f"'),
        ('\u20ac$\x0f\nA\'B"\\\\"/', '"\u20ac$\\u000f\\nA\'B\\"\\\\\\\\\\"/"'),
        ("\u2028\U0001f600", '"\u2028\U0001f600"'),
    ],
)
def test_canonical_text(document: object, text: str) -> None:
    assert canonical_json(document) == text.encode()


@pytest.mark.parametrize("number", ["1E+999999999", "1E-999999999", "9E+1001", "1E-1001"])
def test_a_number_that_nobody_can_write_out_is_refused(number: str) -> None:
    with pytest.raises(ValueError, match="written out"):
        canonical_json({"x": Decimal(number)})


def test_long_numbers_are_written_out() -> None:
    assert len(canonical_json(Decimal("1E+1000"))) == 1001
    assert canonical_json(Decimal("0E+999999999")) == b"0"


def test_keys_are_sorted_as_rfc_8785_does() -> None:
    # the sorting example of RFC 8785, section 3.2.3
    document = {
        "\u20ac": "Euro Sign",
        "\r": "Carriage Return",
        "\ufb33": "Hebrew Letter Dalet With Dagesh",
        "1": "One",
        "\U0001f600": "Emoji: Grinning Face",
        "\x80": "Control",
        "\u00f6": "Latin Small Letter O With Diaeresis",
    }
    assert list(parse(canonical_json(document)).values()) == [
        "Carriage Return", "One", "Control", "Latin Small Letter O With Diaeresis", "Euro Sign",
        "Emoji: Grinning Face", "Hebrew Letter Dalet With Dagesh",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "document",
    [1.5, {"a": [0.1]}, {"a": b"bytes"}, {1: "a"}, {None: "a"}, {"a": {2, 3}}, object(), {("a",): 1}],
)
def test_other_values_are_refused(document: object) -> None:
    with pytest.raises(TypeError, match=r"has no canonical form|cannot be a key"):
        canonical_json(document)


@pytest.mark.parametrize("document", [Decimal("NaN"), [Decimal("Infinity")], "\ud800", {"\udfff": 1}])
def test_what_cannot_be_written_is_refused(document: object) -> None:
    with pytest.raises(ValueError, match=r"finite|surrogates"):
        canonical_json(document)


def test_readable_text_refuses_the_same() -> None:
    for document in ([1.5], {"a": {1: 2}}):
        with pytest.raises(TypeError):
            pretty_json(document)


def test_digest_is_sha256_of_the_canonical_bytes() -> None:
    assert digest_of(b"abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert document_digest({"a": 1}) == hashlib.sha256(b'{"a":1}').hexdigest()


# --- check code ------------------------------------------------------------------------------------------


def test_check_code_is_the_start_of_the_digest_in_base_32() -> None:
    code = check_code("00443214c74254b635cf" + "0" * 44)
    assert code[:15] == "0123456789ABCDE"
    assert check_code("0" * 64) == "0" * 16
    assert check_code("f" * 64)[:15] == "Z" * 15


def test_only_the_first_75_bits_count() -> None:
    digest = "0123456789abcdef0123"
    assert check_code(digest + "0" * 44) == check_code(digest + "f" * 44)
    assert check_code(digest[:-1] + "f") == check_code(digest[:-2] + "2f")  # the last five bits
    assert check_code("1" + digest[1:]) != check_code(digest)


@given(digests)
def test_code_reads_back_as_people_type_it(digest: str) -> None:
    code = check_code(digest)
    assert len(code) == CHECK_CODE_LENGTH == 16
    assert set(code) <= set(SYMBOLS)
    grouped = format_check_code(code)
    assert [len(group) for group in grouped.split("-")] == [4, 4, 4, 4]
    variants = [code, code.lower(), grouped, grouped.replace("-", " "), f" {grouped}\n", wide(grouped),
                grouped.replace("-", "—"), code.replace("0", "O").replace("1", "I"),
                code.replace("0", "o").replace("1", "l")]  # fmt: skip
    assert {read_check_code(text) for text in variants} == {code}


@pytest.mark.parametrize(
    "typed",
    ["", "-", "0" * 15, "0" * 17, "U" + "0" * 15, "*" + "0" * 15, "校" + "0" * 15, "0" * 1000, "\ud800"],
)
def test_other_text_is_no_code(typed: str) -> None:
    assert read_check_code(typed) is None


@given(digests)
def test_every_wrong_character_is_noticed(digest: str) -> None:
    code = check_code(digest)
    for i in range(16):
        for symbol in SYMBOLS.replace(code[i], ""):
            assert read_check_code(code[:i] + symbol + code[i + 1 :]) is None


@given(digests)
def test_every_exchange_of_two_characters_is_noticed(digest: str) -> None:
    code = check_code(digest)
    for i in range(16):
        for j in range(i):
            swapped = list(code)
            swapped[i], swapped[j] = swapped[j], swapped[i]
            assert (read_check_code("".join(swapped)) is None) == (code[i] != code[j])


@given(digests)
def test_every_doubled_pair_is_noticed(digest: str) -> None:
    code = check_code(digest)
    for i in range(15):
        if code[i] == code[i + 1]:
            for symbol in SYMBOLS.replace(code[i], ""):
                assert read_check_code(code[:i] + symbol * 2 + code[i + 2 :]) is None


def test_all_pairs_of_symbols_keep_the_promise() -> None:
    # exchange of neighbours for every pair of symbols and every place, not only those of some digests
    for a in range(32):
        for b in range(a):
            for place in range(14):
                values = [7] * 15
                values[place], values[place + 1] = a, b
                bits = sum(v << (5 * (14 - i)) for i, v in enumerate(values)) << 5
                code = check_code(f"{bits:020x}")
                swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
                assert read_check_code(swapped) is None


plain_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(codec="ascii")), inner),
    max_leaves=20,
)


@given(plain_values)
def test_the_fast_text_is_that_of_the_canonical_bytes(document: Any) -> None:
    assert canonical_text(document).encode() == canonical_json(document)


@given(plain_values)
def test_readable_text_is_laid_out_as_the_library_does(document: Any) -> None:
    """The published descriptor was first written by it, and its bytes are signed."""
    assert pretty_json(document) == json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def test_nobody_else_writes_canonical_json() -> None:
    asked = {"sort_keys", "separators=(", "JSONEncoder", "indent=1", "indent=2"}
    others = {
        shown(path)
        for path in python_files("db", "desktop", "forms")
        if any(word in path.read_text(encoding="utf-8") for word in asked)
    }
    assert others == {"forms/canonical.py"}

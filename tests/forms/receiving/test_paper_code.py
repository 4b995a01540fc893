"""校验码 as people and scanners enter them."""

import pytest

from forms.canonical import check_code, format_check_code
from forms.receiving.paper_code import read_paper_code

DIGEST = "5787cdd2a668368e9eab324859b072b3ec1cef74956ddde73a4f820371ab52e1"
CODE = check_code(DIGEST)


@pytest.mark.parametrize(
    "typed",
    [
        CODE,
        format_check_code(CODE),
        format_check_code(CODE).lower(),
        f"  {CODE[:8]} {CODE[8:]}\r\n",
        "".join(chr(ord(c) + 0xFEE0) for c in CODE),
        DIGEST,
        DIGEST.upper(),
    ],
)
def test_what_stands_on_paper_is_read_however_it_is_entered(typed):
    assert read_paper_code(typed).code == CODE


def test_letters_that_look_like_digits_are_read_as_them():
    digest = next(d for d in (f"{n:064x}"[::-1] for n in range(1, 5000)) if {"0", "1"} <= set(check_code(d)))
    code = check_code(digest)
    for one, other in (("0", "O"), ("0", "o"), ("1", "I"), ("1", "l")):
        assert read_paper_code(code.replace(one, other)).code == code


def test_what_is_wrong_is_said_in_words():
    swapped = next(
        CODE[:i] + CODE[i + 1] + CODE[i] + CODE[i + 2 :] for i in range(15) if CODE[i] != CODE[i + 1]
    )
    assert "有一位输错了" in read_paper_code(swapped).flaw
    assert "16 位，现在有 15 位" in read_paper_code(CODE[:-1]).flaw
    assert "“U”" in read_paper_code("U" + CODE[1:]).flaw
    assert "“年”" in read_paper_code("年" + CODE[1:]).flaw


def test_nothing_typed_is_no_fault():
    nothing = read_paper_code("  \n")
    assert (nothing.typed, nothing.code, nothing.flaw) == (False, "", "")

"""A fingerprint as it is typed from a stamped sheet, beside that of a certificate."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.codes.office import OfficeCode
from forms.errors import UserInputError
from forms.receiving.fingerprint import difference, differing_groups, is_slip, read_fingerprint

DIGITS = "0123456789abcdef" * 4
PRINTED = " ".join(DIGITS[at : at + 4].upper() for at in range(0, 64, 4))
FINGERPRINTS = st.text("0123456789abcdef", min_size=64, max_size=64)


@given(FINGERPRINTS, st.sampled_from([" ", ":", "-", "\n", "：", "　", "  "]), st.booleans())
def test_a_fingerprint_is_read_however_it_is_grouped(digits, between, upper):
    text = between.join(digits[at : at + 4] for at in range(0, 64, 4))
    assert read_fingerprint(text.upper() if upper else text) == digits


@given(st.text(max_size=200))
def test_anything_else_is_refused_in_a_sentence(text):
    with pytest.raises(UserInputError) as refused:
        read_fingerprint(f"{text}G")
    assert refused.value.code == OfficeCode.FINGERPRINT_WRITTEN
    assert refused.value.message.isprintable()


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (PRINTED.replace("CDEF", "CDEO", 1), "第 4 组里的“O”"),
        (PRINTED.replace("0123", "O123", 1), "多半是数字 0"),
        (DIGITS[:9] + "l" + DIGITS[10:], "第 3 组里的“L”"),
        (PRINTED.replace("4567", "456", 1), "第 2 组有 3 位"),
        (PRINTED + " 0", "一共 65 位"),
        (DIGITS[:-1], "一共 63 位"),
        ("", "一共 0 位"),
        ("f" * 100_000, "一共 1000 位"),
        ("\u202e" + PRINTED, "看不见的字符"),
    ],
)
def test_the_group_that_is_wrong_is_named(typed, told):
    with pytest.raises(UserInputError) as refused:
        read_fingerprint(typed)
    assert told in refused.value.message


@given(FINGERPRINTS, st.integers(0, 63))
def test_one_wrong_digit_is_one_wrong_group(digits, at):
    other = digits[:at] + ("0" if digits[at] != "0" else "1") + digits[at + 1 :]
    assert differing_groups(other, digits) == (at // 4 + 1,)
    assert difference((at // 4 + 1,)) == f"第 {at // 4 + 1} 组不同"


def test_the_right_digits_are_never_told():
    groups = differing_groups("f" * 64, DIGITS)
    assert not is_slip(groups)
    assert "16 组里有" in difference(groups)

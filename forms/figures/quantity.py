"""Reading, keeping and showing one figure.

A figure is parsed once into an exact :class:`~decimal.Decimal`, kept as canonical decimal text and
rounded once, half up, when it is shown (四舍五入; GB/T 8170 itself rounds half to even, statistical
practice does not). Binary floating point is never used. Blank, zero and the three reasons for a
missing figure are five different things.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Context, Decimal
from enum import StrEnum

from forms.frozen import frozen
from forms.text.typed import LOST_CHARACTER, REFUSED, visible_text

MAX_INTEGER_DIGITS = 15
"""Digits before the point that a figure may have. Chosen by us: more is a faulty paste."""
MAX_DECIMALS = 8
"""Digits after the point that may be typed. Chosen by us: more is the output of another program."""

_WIDE = Context(prec=100)
"""Precision of rounding: up to 15 digits before the point of a typed figure, more of a product, 28 behind
it."""
MAX_WRITTEN_DIGITS = 1000
"""Places before or behind the point that are written out. Chosen far above the some fifty of a quotient of
two figures; beyond it a few characters (``1e999999999``) would become a gigabyte of digits."""
_ENTRY_LIMIT = 200
"""Characters of a text that is read as a figure; one with unit and blanks has some thirty. Chosen by us."""
_FOLDED_LIMIT = 10_000
"""Characters of a text that is cleaned at all: a longer one is refused as it is, so that a pasted book costs
nothing. Chosen by us, as ``forms.text.typed.LONGEST_TEXT``."""
NOT_A_NUMBER = "TB-CELL-001"
OTHER_UNIT = "TB-CELL-002"
SEPARATORS = "TB-CELL-003"
TOO_LONG = "TB-CELL-004"
"""What can be wrong with a text, as the codes of the rules that report it (:mod:`forms.findings.cell`)."""
_SHARE_SIGNS = ("%", "‰")
_MAGNITUDES = {"万": Decimal(10_000), "亿": Decimal(100_000_000)}
"""By definition of the words."""
_NUMBER = re.compile(r"(?P<sign>[+-]?)(?P<whole>\d+(?:,\d+)*|)(?:\.(?P<fraction>\d*))?")
_BETWEEN_DIGITS = re.compile(r"(?<=\d)\s+(?=\d)")
_LINES_OF_DIGITS = re.compile(r"\d *\n *\d")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+")


class Missing(StrEnum):
    """The reason given for a missing figure; an empty cell without one is not yet filled."""

    NOT_CONDUCTED = "not_conducted"
    """未开展: the work was not carried out; printed -2 as in maternal and child health forms."""
    NOT_COLLECTED = "not_collected"
    """未收集: carried out, but no data collected; printed -1."""
    NOT_APPLICABLE = "not_applicable"
    """不适用: the question does not arise here."""

    @property
    def label(self) -> str:
        """Chinese name."""
        return _MISSING_LABELS[self]

    @property
    def printed(self) -> str:
        """Text in the cell of a printed form."""
        return _MISSING_PRINTED[self]


_MISSING_LABELS = {
    Missing.NOT_CONDUCTED: "未开展",
    Missing.NOT_COLLECTED: "未收集",
    Missing.NOT_APPLICABLE: "不适用",
}
_MISSING_PRINTED = {
    Missing.NOT_CONDUCTED: "-2",
    Missing.NOT_COLLECTED: "-1",
    Missing.NOT_APPLICABLE: "不适用",
}
_MISSING_ENTRIES = {
    "-2": Missing.NOT_CONDUCTED,
    "未开展": Missing.NOT_CONDUCTED,
    "没有开展": Missing.NOT_CONDUCTED,
    "-1": Missing.NOT_COLLECTED,
    "未收集": Missing.NOT_COLLECTED,
    "未统计": Missing.NOT_COLLECTED,
    "不适用": Missing.NOT_APPLICABLE,
}


@frozen
class Reading:
    """What the program understood of the text in a cell.

    Attributes:
        text: the text as typed, without outer blanks and invisible characters and with U+FFFD in place of
            control and direction characters; empty for a blank cell.
        value: the exact figure, or None.
        missing: the reason given instead of a figure, or None.
        problem: code of the finding (``TB-CELL-nnn``) where the text could not be understood, else None.
        message: sentence for the clerk that belongs to ``problem`` (Chinese), else empty.
    """

    text: str
    value: Decimal | None = None
    missing: Missing | None = None
    problem: str | None = None
    message: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether nothing was typed."""
        return not self.text

    def says_the_same(self, other: Reading) -> bool:
        """Whether two texts mean the same: ``2,036`` and ``2036`` do; two unreadable texts never do."""
        if self.text == other.text:
            return True
        if self.is_blank or other.is_blank or self.problem or other.problem:
            return False
        return (self.value, self.missing) == (other.value, other.missing)


def parse_quantity(text: str, unit: str = "") -> Reading:
    """Read what a clerk typed or pasted into a cell.

    Understands full-width digits and signs, blanks, thousands separators, a percent or per-mille
    sign or unit word that equals the item's unit, 万 and 亿, and the codes and words for missing
    figures (``-2`` 未开展, ``-1`` 未收集, 不适用).

    Args:
        text: the cell's text, any Unicode, any length.
        unit: unit of measure of the item, e.g. ``人`` or ``%``.

    Returns:
        A reading. Text that cannot be understood keeps its wording and carries ``problem``; this
        function never raises.
    """
    reading = _parse(text, unit, "没有数据请填 -2（未开展）或 -1（未收集）")
    if len(reading.text) > _ENTRY_LIMIT:
        return reading
    missing = _MISSING_ENTRIES.get("".join(_fold(reading.text).split()))
    return reading if missing is None else Reading(text=reading.text, missing=missing)


def parse_number(text: str, unit: str = "") -> Reading:
    """Read a figure in a place that has no codes for missing ones, where ``-1`` is minus one.

    Otherwise the same as :func:`parse_quantity`. For figures of earlier years and for differences.
    """
    return _parse(text, unit, "没有数的请留空")


def _parse(text: str, unit: str, absent: str) -> Reading:
    # Bounds first, then what is broken, then the unit, and the number last: each step may rely on those
    # before.
    is_long = len(text) > _FOLDED_LIMIT
    shown = REFUSED.sub(LOST_CHARACTER, text).strip() if is_long else visible_text(text)
    folded = shown if is_long else _fold(shown)
    if not folded:
        return Reading(text="")
    if len(shown) > _ENTRY_LIMIT:
        return _unread(shown, NOT_A_NUMBER, f"这一格有 {len(shown)} 个字符，不像一个数，请重新填写")
    if LOST_CHARACTER in shown:
        place = shown.index(LOST_CHARACTER) + 1
        return _unread(
            shown, NOT_A_NUMBER, f"第 {place} 个字符是看不见的控制字符，或已损坏（显示为“�”），请删去后重填"
        )
    if _LINES_OF_DIGITS.search(folded):  # two cells copied at once; a blank would be a separator of thousands
        return _unread(shown, NOT_A_NUMBER, "这一格里有上下两个数，只能填一个，请核对后重填")
    plain = _without_unit(folded, _fold(unit))
    if plain.endswith(_SHARE_SIGNS) and plain[-1] != _fold(unit):
        wanted = f"本指标的计量单位是“{unit}”" if unit else "本指标没有计量单位"
        return _unread(shown, OTHER_UNIT, f"填的是“{plain[-1]}”，{wanted}，请换算后只填数字")
    bare, factor = _without_magnitude(plain, unit)
    return _read_number(shown, bare, factor, absent)


def converted_share(text: str, unit: str) -> Decimal | None:
    """Convert a share that was typed with the other sign: ``95‰`` is 9.5 where ``%`` is asked for.

    Args:
        text: a cell's text that cannot be read as it stands.
        unit: unit of measure of the item.

    Returns:
        The value in the item's unit; None where the unit is neither ``%`` nor ``‰`` or the text is no share.
    """
    if unit not in _SHARE_SIGNS:
        return None
    (other,) = (sign for sign in _SHARE_SIGNS if sign != unit)
    value = parse_number(text, other).value
    return value.scaleb(1 if unit == "‰" else -1) if value is not None else None


def _fold(text: str) -> str:
    """Narrow full-width forms, replace all dashes by the hyphen, drop invisible characters and outer blanks.

    Only width is folded: full compatibility folding (NFKC) would read ``10²`` as 102 and ``①`` as 1.
    """
    if text.isascii():
        return text.strip()
    folded = "".join(
        unicodedata.normalize("NFKC", c) if unicodedata.decomposition(c).startswith("<wide>") else c
        for c in text
        if unicodedata.category(c) != "Cf"
    )
    for dash in "−–—﹣":
        folded = folded.replace(dash, "-")
    return folded.strip()


def _without_unit(folded: str, unit: str) -> str:
    """The entry without its unit word and blanks; a blank between digits counts as a separator.

    A unit such as 1/10万 begins with a digit: written without a blank, its 1 is left out, so
    ``7.1/10万`` is 7.1 and never 7.
    """
    number, _, word = folded.rpartition(" ")
    if unit and word == unit and number.strip():
        folded = number
    else:
        ending = unit.lstrip("0123456789")
        folded = folded.removesuffix(ending) or folded
    return "".join(_BETWEEN_DIGITS.sub(",", folded).split())


def _without_magnitude(plain: str, unit: str) -> tuple[str, Decimal]:
    """The entry without 万 or 亿, and the factor it stands for; 1 for 万 where the unit itself is in 万."""
    if len(plain) < 2 or plain[-1] not in _MAGNITUDES:
        return plain, Decimal(1)
    return plain[:-1], _MAGNITUDES[plain[-1]] / _MAGNITUDES.get(unit[:1], Decimal(1))


def _read_number(shown: str, bare: str, factor: Decimal, absent: str) -> Reading:
    """Read the number that is left without unit and magnitude; ``absent`` advises on a missing figure."""
    match = _NUMBER.fullmatch(bare)
    if not match or not (match["whole"] or match["fraction"]) or not bare.isascii():
        if bare.startswith("="):
            return _unread(shown, NOT_A_NUMBER, f"“{shown[:20]}”是算式，这里只收算好的数，请填结果")
        return _unread(shown, NOT_A_NUMBER, f"“{shown[:20]}”不是数字；{absent}")
    whole, fraction = match["whole"], match["fraction"] or ""
    if "," in whole and not _GROUPED.fullmatch(whole):
        return _unread(shown, SEPARATORS, f"“{shown[:20]}”的千分位逗号或空格位置不对，请核对后重填")
    digits = whole.replace(",", "").lstrip("0")
    exact = Decimal(f"{match['sign']}{digits or '0'}.{fraction or '0'}")
    # Counted before the multiplication, which rounds what is longer than 28 digits.
    places = max(len(digits), exact.adjusted() + factor.adjusted() + 1)
    if places > MAX_INTEGER_DIGITS:
        return _unread(shown, TOO_LONG, f"数字有 {places} 位，太大了，请核对")
    value = exact * factor
    if len(fraction) > MAX_DECIMALS:
        return _unread(
            shown, TOO_LONG, f"小数有 {len(fraction)} 位，最多保留 {MAX_DECIMALS} 位，请四舍五入后填写"
        )
    return Reading(text=shown, value=Decimal(canonical_decimal(value)))


def _unread(text: str, code: str, message: str) -> Reading:
    return Reading(text=text, problem=code, message=message)


def canonical_decimal(value: Decimal) -> str:
    """The canonical text of a figure, by which it is stored and digested.

    No exponent, no plus sign, no leading or trailing zeros, zero is ``0``. Two equal figures have
    equal text: ``Decimal("95.40")`` and ``Decimal("95.4")`` are both ``95.4``.

    Raises:
        ValueError: the value is not finite, or takes more than ``MAX_WRITTEN_DIGITS`` to write.
    """
    if not value.is_finite():
        raise ValueError("a figure must be finite")
    if value == 0:
        return "0"
    if abs(value.adjusted()) > MAX_WRITTEN_DIGITS:
        raise ValueError("a figure must be written out")
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def decimal_places(value: Decimal) -> int:
    """Digits after the point of a finite value; trailing zeros do not count."""
    if value == value.to_integral_value():
        return 0
    _, point, fraction = canonical_decimal(value).partition(".")
    return len(fraction) if point else 0


def round_half_up(value: Decimal, decimals: int) -> Decimal:
    """Round half away from zero, to ``decimals`` digits after the point."""
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP, context=_WIDE)


def round_down(value: Decimal, decimals: int) -> Decimal:
    """Round towards minus infinity, to ``decimals`` digits: 0.9496 must not look like a reached 0.95."""
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_FLOOR, context=_WIDE)


def format_quantity(value: Decimal, decimals: int, *, grouped: bool = True) -> str:
    """Text of a figure for people.

    Args:
        value: exact figure.
        decimals: digits after the point, 0 or more; the value is rounded half up.
        grouped: whether thousands are separated by commas.
    """
    rounded = round_half_up(value, decimals)
    if rounded == 0:
        rounded = abs(rounded)
    return format(rounded, f",.{decimals}f" if grouped else f".{decimals}f")


def format_apart(one: Decimal, other: Decimal, decimals: int) -> tuple[str, str]:
    """Texts of two figures with the same digits, as many as are needed to tell them apart.

    94.96 against 95 must not be shown as 95.0 against 95.0. Equal figures get the usual digits.
    """
    shown = decimals
    while one != other and shown < MAX_DECIMALS + 20:
        if round_half_up(one, shown) != round_half_up(other, shown):
            break
        shown += 1
    return format_quantity(one, shown), format_quantity(other, shown)

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.figures.breakdown import (
    DIMENSIONS,
    TOTAL,
    SeriesKey,
    age_band,
    breakdown_name,
    canonical_breakdown,
    follow_without_gap,
    format_breakdown,
    join_breakdowns,
    parse_breakdown,
)

VALUES = {
    "SEX": ["F", "M", "_T", "_U"],
    "RES": ["U", "R", "_T", "_U"],
    "AGE": ["0-17", "35-64", "65+", "_T", "_U"],
    "AREA": ["210404", "210400"],
}
breakdowns = st.fixed_dictionaries({}, optional={d: st.sampled_from(v) for d, v in VALUES.items()})


@given(breakdowns, st.randoms())
def test_any_order_gives_one_spelling(values: dict[str, str], random: object) -> None:
    pairs = [f"{d}={v}" for d, v in values.items()]
    random.shuffle(pairs)  # type: ignore[attr-defined]
    canonical = canonical_breakdown(";".join(pairs))
    assert canonical == format_breakdown(values)
    assert canonical_breakdown(canonical) == canonical
    assert dict(parse_breakdown(canonical)) == {d: v for d, v in values.items() if v != TOTAL}
    assert list(parse_breakdown(canonical)) == [d for d in DIMENSIONS if values.get(d, TOTAL) != TOTAL]


@pytest.mark.parametrize("text", ["", "_T", "SEX=_T", "SEX=_T;RES=_T;AGE=_T"])
def test_total_has_one_spelling(text: str) -> None:
    assert canonical_breakdown(text) == TOTAL
    assert breakdown_name(text) == "合计"


@pytest.mark.parametrize(
    "text",
    ["SEX", "SEX=", "SEX=X", "sex=F", "SEX=F;", ";", "SEX=F;SEX=M", "SEX=_T;SEX=F", "AREA=21040",
     "AREA=２１０４０４",
     "AGE=1234567890123", "AGE=35", "AGE=44-35", "AGE=035-44", "AGE=35-", "AGE=+", "AGE=-5", "AGE=Y15",
     "AGE=35-44+", "AGE=３５-44", "COLOUR=RED", "SEX=F RES=U", "RES=F", " _T"],
)  # fmt: skip
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"unknown breakdown|given twice"):
        parse_breakdown(text)


def test_parsed_breakdown_cannot_be_changed_for_others() -> None:
    with pytest.raises(TypeError):
        parse_breakdown("SEX=F")["SEX"] = "M"  # type: ignore[index]
    with pytest.raises(TypeError):
        parse_breakdown(TOTAL)["SEX"] = "M"  # type: ignore[index]


@pytest.mark.parametrize(
    ("outer", "inner", "joined"),
    [
        ("_T", "_T", "_T"),
        ("RES=U", "SEX=F", "SEX=F;RES=U"),
        ("SEX=F", "SEX=M", "SEX=M"),
        ("SEX=F;RES=U", "_T", "SEX=F;RES=U"),
    ],
)
def test_join(outer: str, inner: str, joined: str) -> None:
    assert join_breakdowns(outer, inner) == joined


@given(breakdowns, breakdowns)
def test_join_keeps_every_dimension(outer: dict[str, str], inner: dict[str, str]) -> None:
    joined = parse_breakdown(join_breakdowns(format_breakdown(outer), format_breakdown(inner)))
    strip = {d: v for d, v in inner.items() if v != TOTAL}
    assert dict(joined) == {d: v for d, v in {**outer, **strip}.items() if v != TOTAL}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("SEX=F", "女"),
        ("SEX=M", "男"),
        ("SEX=_U", "性别不明"),
        ("RES=_U", "城乡不明"),
        ("AGE=_U", "年龄不明"),
        ("SEX=F;RES=U", "女·城市"),
        ("RES=R", "农村"),
        ("AGE=65+", "65岁及以上"),
        ("AGE=35-64", "35—64岁"),
        ("AGE=0-0", "0岁"),
        ("AGE=0-17", "17岁及以下"),
        ("SEX=F;AGE=15-49", "女·15—49岁"),
        ("AREA=210404", "210404"),
    ],
)
def test_names(text: str, name: str) -> None:
    assert breakdown_name(text) == name


def test_ages_of_a_band() -> None:
    assert age_band("SEX=F;AGE=35-44") == (35, 44)
    assert age_band("AGE=65+") == (65, None)
    assert [age_band(text) for text in ("_T", "SEX=F", "AGE=_U")] == [None, None, None]


@pytest.mark.parametrize(
    ("bands", "follow"),
    [
        (["0-17", "18-59", "60+"], True),
        (["35-44", "45-54", "55-64"], True),
        (["35-44", "46-54"], False),
        (["35-44", "44-54"], False),
        (["60+", "0-17"], False),
    ],
)
def test_bands_that_leave_nobody_out(bands: list[str], follow: bool) -> None:
    assert follow_without_gap([band for b in bands if (band := age_band(f"AGE={b}"))]) is follow


def test_key_text() -> None:
    assert str(SeriesKey("live-births")) == "live-births/_T"
    assert str(SeriesKey("live-births", "RES=U")) == "live-births/RES=U"


def test_areas_are_named_by_the_plan() -> None:
    assert breakdown_name("AREA=210202", {"210202": "中山区"}) == "中山区"
    assert breakdown_name("SEX=F;AREA=210202", {"210202": "中山区"}) == "女·中山区"
    assert breakdown_name("AREA=210202") == "210202"

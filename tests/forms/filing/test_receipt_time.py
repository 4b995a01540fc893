"""The time of receipt as a person states it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.errors import UserInputError
from forms.filing.receipt_time import (
    BEIJING,
    ReceiptTime,
    day_in_beijing,
    minute_in_beijing,
    read_receipt_time,
)

NOW = datetime(2026, 11, 29, 12, 0, tzinfo=UTC)


def test_a_moment_has_the_day_of_beijing_wherever_the_computer_stands():
    assert day_in_beijing(datetime(2030, 6, 1, 20, 0, tzinfo=UTC)) == date(2030, 6, 2)
    endless = datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)  # of a certificate without an end
    assert day_in_beijing(endless) == date(9999, 12, 31)
    assert minute_in_beijing(endless).startswith("9999-12-31 23:59")


def test_a_date_is_a_whole_day_in_beijing():
    read = read_receipt_time(" 2026-03-05 ", NOW)
    assert read.earliest == datetime(2026, 3, 4, 16, 0, tzinfo=UTC)
    assert read.latest == datetime(2026, 3, 5, 15, 59, 59, tzinfo=UTC)
    assert read.text == "收件日期（2026-03-05）"
    assert read_receipt_time("2026-11-29", NOW).latest > NOW  # today is not over yet


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-05T14:30",
        "2026-03-05 14:30",
        "2026-03-05T14:30:00",
        "2026-03-05T06:30Z",
        "2026-03-05T07:30+01:00",
    ],
)
def test_a_time_is_a_moment(text):
    moment = datetime(2026, 3, 5, 14, 30, tzinfo=BEIJING)
    assert read_receipt_time(text, NOW) == ReceiptTime(moment, moment)


@pytest.mark.parametrize(
    "text",
    ["", "昨天", "2026-02-30", "2026-13-01", "26-03-05", "2026-3-5", "20260305", "2026-W10-4", "0001-01-01",
     "1999-12-31", "2026-03-05T25:00", "2026-03-05T14", "2026-03-05T14:30+99:00", "2026-03-05;",
     "２０２６-03-05", "2026-03-05\n2026-03-06", "9" * 5000],
)  # fmt: skip
def test_what_is_no_time_is_refused(text):
    with pytest.raises(UserInputError) as caught:
        read_receipt_time(text, NOW)
    assert caught.value.code == "E-TIME-001"
    assert len(caught.value.message) < 200


@pytest.mark.parametrize("text", ["2026-11-30", "2026-11-29T20:00:01", "9999-12-31"])
def test_nothing_is_received_in_the_future(text):
    with pytest.raises(UserInputError) as caught:
        read_receipt_time(text, NOW)
    assert caught.value.code == "E-TIME-002"


@given(st.text(max_size=30) | st.from_regex(r"[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9:]{5}(Z|[+-][0-9:]{5})?)?"))
def test_any_text_is_a_time_or_refused(text):
    try:
        read = read_receipt_time(text, NOW)
    except UserInputError:
        return
    assert read.earliest <= NOW
    assert timedelta(0) <= read.latest - read.earliest < timedelta(days=1)


def test_a_later_time_is_shown_beside_the_present_in_one_zone() -> None:
    now = datetime(2026, 3, 5, 20, 0, tzinfo=UTC)  # already the sixth in Beijing
    with pytest.raises(UserInputError) as caught:
        read_receipt_time("2026-03-06T03:30:00-01:00", now)
    assert (
        "收件时间 2026-03-06 12:30 比本机时间 2026-03-06 04:00 还晚（都是北京时间）" in caught.value.message
    )
    with pytest.raises(UserInputError, match="E-TIME-002"):
        read_receipt_time("9999-12-31T23:59:00-12:00", now)

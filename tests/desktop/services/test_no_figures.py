"""No figure of a unit goes out: not in a letter, not on its paper, not in a mail, not in a question."""

import re
from decimal import Decimal
from email import message_from_bytes
from email.header import decode_header, make_header

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.services.office.acceptance.accepting import accept, reopen
from desktop.services.office.letters.asking import recall, send_return
from desktop.services.office.letters.receipts import receipt
from desktop.services.office.letters.reminding import write_reminders
from desktop.submission.package import inspect
from forms.codes.decide import DecideCode
from forms.errors import UserInputError
from forms.letters.spoken import spoken_numbers
from tests.desktop.documents.builders import text_of
from tests.desktop.services.both import ABORTIONS, BIRTHS, YEAR
from tests.desktop.services.forking import choose_own, fork

_MADE_BY_DIGEST = re.compile(r"[0-9a-f]{8,64}|\b[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}\b|[0-9A-Z]{16}")
"""Digests and codes made of them: their digits are chance."""
_PLACES = re.compile(
    r"[0-9T:.+-]{16,}|[0-9]{4}-[0-9]{2}-[0-9]{2}|wdp-[0-9a-z.-]+|q-[0-9a-z-]+|[0-9]+ (?:字节|格)"
)
"""Times, days, names of files, ids, and how many bytes and cells there are."""


def texts_of(letter):
    """Every text that goes out with a letter: its files, its paper and its mail."""
    for entry in inspect(letter.read_bytes()).payload:
        yield text_of(entry.data) if entry.name.endswith(".pdf") else entry.data.decode()
    yield from mail_texts(letter.with_suffix(".eml"))


def mail_texts(path):
    message = message_from_bytes(path.read_bytes())
    yield str(make_header(decode_header(message["Subject"])))
    for part in message.get_payload():
        if part.get_content_type() == "text/plain":
            yield part.get_payload(decode=True).decode()


def every_text(both):
    told = ("health", YEAR)
    fork(both)
    yield from texts_of(choose_own(both))
    both.ask(BIRTHS, "与公安人口数不符，请核对")
    both.ask(ABORTIONS, "比上年多，请说明原因")
    letters = [
        send_return(both.office, *told, both.office_key, both.folder),
        recall(both.office, *told, both.office_key, both.folder),
        receipt(both.office, *told, both.office_key, both.folder).path,
    ]
    both.type_paper()
    letters.append(accept(both.office, *told, both.office_key, both.folder))
    letters.append(reopen(both.office, *told, "补报", both.office_key, both.folder))
    for letter in letters:
        yield from texts_of(letter)
    for _, path in write_reminders(both.office, YEAR, both.folder, everyone=True):
        yield from mail_texts(path)


def test_no_value_of_the_filing_goes_out(both):
    values = both.office.store.values(both.at_office.current.content)
    sensitive = {code for code, item in both.office.plan.item_by_code.items() if item.sensitive}
    assert sensitive & {one.item for one in values if one.year == YEAR}
    # Numbers of one or two digits stand in any text, as numbers of rows and pages.
    figures = {one.value for one in values if one.value is not None and len(str(one.value)) > 2}
    figures |= {one.value for one in values if one.item in sensitive and one.value and one.value > 9}
    assert len(figures) > 100
    texts = list(every_text(both))
    assert len(texts) > 20
    years = {Decimal(year) for year in range(1990, 2101)}
    for text in texts:
        left = _PLACES.sub(" ", _MADE_BY_DIGEST.sub(" ", text))
        left = re.sub(r"《[^》]*》|\"cells\":[0-9]+", " ", left)
        assert spoken_numbers(left) & figures - years == frozenset(), left


WRITTEN = ("{0:f}", "{0:,f}", "{0:f}人", "由{0:f}改的吗", "（{0:f}%）", "{0:f}.0")


@pytest.fixture
def stated(both):
    return [one for one in both.office.store.values(both.at_office.current.content) if one.value is not None]


def test_a_question_with_any_figure_of_the_filing_is_refused(both, stated):
    before = both.office.store.log_position()

    @settings(max_examples=60, deadline=None, derandomize=True)
    @given(st.sampled_from(stated), st.sampled_from(WRITTEN))
    def refused(one, written):
        text = written.format(one.value)
        if written.endswith(".0") and "." in f"{one.value:f}":
            return
        with pytest.raises(UserInputError) as caught:
            both.ask(BIRTHS, f"请核对：{text}")
        assert caught.value.code in {DecideCode.SENSITIVE_FIGURE, DecideCode.FIGURE}
        assert one.value not in spoken_numbers(caught.value.message) - {Decimal(2024), Decimal(7)}

    refused()
    assert both.office.store.log_position() == before


@pytest.mark.parametrize("text", ["2024 年的数为什么比 2023 年多", "请看 07 行", "请在 2026-05-20 以前答复"])
def test_years_rows_and_days_may_be_named(both, text):
    assert both.ask(BIRTHS, text)


def test_the_test_would_notice_a_figure(both, monkeypatch):
    monkeypatch.setattr("desktop.services.office.letters.asking.has_figure", lambda *_: False)
    both.ask(BIRTHS, "为什么是 2036 人")
    letter = send_return(both.office, "health", YEAR, both.office_key, both.folder)
    found = [spoken_numbers(text) for text in texts_of(letter)]
    assert sum(1 for numbers in found if Decimal(2036) in numbers) == 2  # the table and the paper

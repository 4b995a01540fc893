"""No figure of a unit goes out: not in a letter, not on its paper, not in a mail, not in a question."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from email import message_from_bytes
from email.header import decode_header, make_header

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.services.letters.base_table import read_base_table
from desktop.services.office.acceptance.accepting import accept, reopen
from desktop.services.office.decisions.deadlines import ALL, set_deadline
from desktop.services.office.letters.asking import recall, send_return
from desktop.services.office.letters.receipts import receipt
from desktop.services.office.letters.reminding import write_reminders
from desktop.services.office.task.base_figures import issue_base, read_base
from desktop.submission.keys.certificate import to_pem
from desktop.submission.package import inspect
from forms.codes.decide import DecideCode
from forms.errors import UserInputError
from forms.figures.breakdown import SeriesKey
from forms.letters.spoken import spoken_numbers
from tests.desktop.documents.builders import text_of
from tests.desktop.services.both import ABORTIONS, BIRTHS, YEAR
from tests.desktop.services.forking import choose_own, fork
from tests.desktop.services.tasks import confirmed, task

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


def figures_of(both):
    """What the unit filed, but for numbers of one or two digits that are not sensitive: any text has some."""
    values = both.office.store.values(both.at_office.current.content)
    sensitive = {code for code, item in both.office.plan.item_by_code.items() if item.sensitive}
    assert sensitive & {one.item for one in values if one.year == YEAR}
    figures = {one.value for one in values if one.value is not None and len(str(one.value)) > 2}
    figures |= {one.value for one in values if one.item in sensitive and one.value and one.value > 9}
    assert len(figures) > 100
    return figures


def require_none(text, figures):
    years = {Decimal(year) for year in range(1990, 2101)}
    left = _PLACES.sub(" ", _MADE_BY_DIGEST.sub(" ", text))
    left = re.sub(r"《[^》]*》|\"cells\":[0-9]+", " ", left)
    assert spoken_numbers(left) & figures - years == frozenset(), left


def test_no_value_of_the_filing_goes_out(both):
    figures, texts = figures_of(both), list(every_text(both))
    assert len(texts) > 20
    for text in texts:
        require_none(text, figures)


GIVEN = SeriesKey("women-35-45")
"""Stands on the unit's forms, and is given in the test."""


def test_a_task_and_base_figures_hold_what_the_office_gives_and_nothing_else(both, tmp_path):
    """Base figures are there to be read by all: they stand in their table, which has no other number."""
    office, figures = both.office, figures_of(both)
    items = [replace(one, owner="statistics") if one.code == GIVEN.code else one for one in office.plan.items]
    office.adopt_plan_from(confirmed(office.pack, items=tuple(items)), 2021, "确认")
    values = office.store.values(both.at_office.current.content)
    (stated,) = [one.value for one in values if (one.item, one.breakdown, one.year) == (*GIVEN, YEAR)]
    assert stated in figures
    table = f"代码,分组,{YEAR - 1},{YEAR},来源\n{GIVEN.code},_T,61234,{stated},公安年报\n".encode()
    base = issue_base(office, read_base(office, table, YEAR), both.office_key, tmp_path)
    set_deadline(office, YEAR, ALL, date(2026, 4, 30))
    sent = task(office, both.office_key, tmp_path, notice="请按时报送")
    given = {Decimal(61234), stated}
    for data, more in (
        (base.data, ()),
        (sent.stored.data, ("plan/pack.json", "certificates/signing.cer.pem")),
    ):
        files = {one.name: one.data for one in inspect(data).payload}
        assert set(files) == {"letter.json", "data/base.csv", *more}, "and no paper"
        rows = read_base_table(files["data/base.csv"])
        assert [(one.key, one.year, one.value) for one in rows] == [
            (GIVEN, YEAR - 1, Decimal(61234)), (GIVEN, YEAR, stated),
        ]  # fmt: skip
        require_none(files["data/base.csv"].decode(), figures - given)
        require_none(files["letter.json"].decode(), figures | given)
        if more:
            assert files["plan/pack.json"] == office.pack.data
            assert files["certificates/signing.cer.pem"] == to_pem(both.office_key.certificate)
    mail = sent.path.with_suffix(".eml")
    for text in mail_texts(mail):
        require_none(text, figures | given)
    assert attachments(mail) == [sent.stored.data]
    assert {one.name for one in tmp_path.iterdir() if one.suffix in {".eml", ".pdf"}} == {mail.name}


def attachments(path):
    parts = message_from_bytes(path.read_bytes()).walk()
    return [one.get_payload(decode=True) for one in parts if one.get_filename()]


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

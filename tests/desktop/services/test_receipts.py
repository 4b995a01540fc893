"""Receipts: what the office says that it received, and what the unit makes of it."""

from contextlib import contextmanager
from dataclasses import replace
from email import message_from_bytes

import pytest

from desktop.services.letters.reading import read_letter
from desktop.services.letters.writing import packed_letter
from desktop.services.office.acceptance.accepting import accept, reopen
from desktop.services.office.letters import stored_letters
from desktop.services.office.letters.asking import send_return
from desktop.services.office.letters.receipts import (
    accepted_without_receipt,
    receipt,
    receipts,
    wanting_receipts,
)
from desktop.services.office.letters.stored_letters import write_letters
from desktop.services.office.overview.today import today_of
from desktop.services.unit.letters.kept_letters import OfficeLetters
from desktop.services.unit.letters.opening import open_letter
from desktop.services.unit.letters.papers import write_papers
from desktop.services.unit.year import open_year
from desktop.submission.package import inspect
from forms.canonical import check_code, digest_of, format_check_code
from forms.codes.decide import DecideCode
from forms.errors import EnvironmentFault, StateError
from forms.filing.state import YearState
from forms.letters.kind import OfficeLetter
from tests.desktop.documents.builders import text_of
from tests.desktop.services.both import ABORTIONS, BIRTHS, YEAR


def written(both, write=receipt):
    return write(both.office, "health", YEAR, both.office_key, both.folder)


def numbers(both):
    return [one.number for one in both.office.store.letters("health", YEAR)]


def test_a_receipt_proves_what_was_received_and_the_unit_compares_it(both):
    made = written(both)
    assert (made.number, made.is_new, made.path.name) == (1, True, "wdp-210404-health-2025-receipt-1.asice")
    read = read_letter(made.path.read_bytes(), both.office.clock())
    current = both.at_office.current
    told = read.letter.receipt
    package = inspect(both.office.store.file_bytes(current.digest))
    assert read.letter.kind is OfficeLetter.RECEIPT
    assert (read.letter.content, told.manifest_digest) == (
        current.content, digest_of(package.manifest_bytes),
    )  # fmt: skip
    assert told.received_at == current.at.replace(microsecond=0)
    assert {told.facts["digests"], told.facts["signer"]} == {"ok"}
    assert told.cells == len([one for one in both.office.store.values(current.content) if one.year == YEAR])
    opened = open_letter(both.desk, made.path.read_bytes())
    assert (opened.was, opened.state) == (YearState.EXPORTED, YearState.DELIVERED)
    assert (opened.receipted.cells_agree, opened.receipted.code_agrees) == (True, True)
    same = f"统计局收到的与本单位定稿的第 1 版相同：{told.cells} 格，核对码一致"
    assert same in opened.sentences
    (kept,) = OfficeLetters(open_year(both.desk, YEAR)).letters()
    assert same in kept.told


def test_the_same_content_again_repeats_the_number(both):
    first = written(both)
    data = first.path.read_bytes()
    first.path.unlink()
    both.file()  # the same content, exported anew
    again = written(both)
    assert (again.number, again.is_new, again.path.read_bytes()) == (1, False, data)
    assert (numbers(both), receipts(both.office, YEAR, both.office_key, both.folder)) == ([1], [])
    open_letter(both.desk, data)
    both.ask(ABORTIONS, "请核对")
    open_letter(both.desk, both.send())
    both.revise({ABORTIONS: "592"})
    both.file()
    (second,) = receipts(both.office, YEAR, both.office_key, both.folder)
    assert (second.unit, second.number, numbers(both)) == ("health", 3, [1, 2, 3])


def test_a_difference_is_named_and_nothing_else_is_said(both):
    read = read_letter(written(both).path.read_bytes(), both.office.clock())
    told = read.letter.receipt
    wrong = replace(told, cells=told.cells + 1, sum_code="0" * 16, facts={**told.facts, "history": "bad"})
    data = packed_letter(replace(read.letter, receipt=wrong), (), both.office_key)
    opened = open_letter(both.desk, data)
    assert (opened.receipted.cells_agree, opened.receipted.code_agrees) == (False, False)
    sentence = next(one for one in opened.sentences if "不同" in one)
    assert f"统计局收到 {told.cells + 1} 格，定稿的是 {told.cells} 格" in sentence
    assert "核对码统计局是 0000-0000-0000-0000" in sentence
    assert any("往年数" in one for one in opened.sentences)


def test_a_receipt_for_another_data_file_compares_nothing(both):
    read = read_letter(written(both).path.read_bytes(), both.office.clock())
    data = packed_letter(replace(read.letter, content="f" * 64), (), both.office_key)
    opened = open_letter(both.desk, data)
    assert (opened.receipted.own, opened.receipted.code_agrees) == (None, None)
    assert opened.state is YearState.EXPORTED


def test_without_a_current_revision_there_is_no_receipt(both):
    with pytest.raises(StateError) as caught:
        receipt(both.office, "education", YEAR, both.office_key, both.folder)
    assert caught.value.code is DecideCode.NOTHING_TO_DECIDE
    assert not list(both.folder.glob("*receipt*"))


def test_what_was_accepted_gets_no_receipt_any_more(both):
    """Both lie in one folder, and the unit opens them as they are listed: the acceptance must be the last."""
    both.type_paper()
    assert today_of(both.office, YEAR).dossiers["health"].wants_receipt
    acceptance = both.send(accept)
    assert not today_of(both.office, YEAR).dossiers["health"].wants_receipt
    before = both.office.store.log_position()
    assert (
        wanting_receipts(both.office, YEAR) == receipts(both.office, YEAR, both.office_key, both.folder) == []
    )
    assert accepted_without_receipt(both.office, YEAR) == ["health"]
    with pytest.raises(StateError) as caught:
        written(both)
    assert caught.value.code is DecideCode.NOT_NOW
    assert "已经验收过：验收单就是收到的凭据，不再签发回执" in caught.value.message
    assert both.office.store.log_position() == before
    assert not list(both.folder.glob("*receipt*"))
    reopening = reopen(both.office, "health", YEAR, "补报", both.office_key, both.folder).read_bytes()
    with pytest.raises(StateError):
        written(both)
    assert open_letter(both.desk, acceptance).state is YearState.ACCEPTED
    assert open_letter(both.desk, reopening).state is YearState.RETURNED
    both.revise({ABORTIONS: "592"})
    both.file()
    assert (wanting_receipts(both.office, YEAR), written(both).number) == (["health"], 3)


def test_a_receipt_that_was_signed_before_is_written_again_after_acceptance(both):
    first = written(both)
    data = first.path.read_bytes()
    both.type_paper()
    acceptance = both.send(accept)
    first.path.unlink()
    again = written(both)
    assert (again.number, again.is_new, again.path.read_bytes()) == (1, False, data)
    assert accepted_without_receipt(both.office, YEAR) == []
    assert open_letter(both.desk, acceptance).state is YearState.ACCEPTED
    late = open_letter(both.desk, data)
    assert (late.is_applied, late.state) == (False, YearState.ACCEPTED)


def test_a_folder_that_cannot_be_made_signs_nothing(both):
    taken = both.folder / "占着"
    taken.write_text("x")
    with pytest.raises(EnvironmentFault):
        receipt(both.office, "health", YEAR, both.office_key, taken)
    assert numbers(both) == []


def test_killed_between_store_and_file_the_letter_is_written_again(both, monkeypatch):
    class Killed(BaseException):
        pass

    real = stored_letters.staged_file

    @contextmanager
    def killed(path, data):
        with real(path, data):
            yield
            raise Killed

    monkeypatch.setattr(stored_letters, "staged_file", killed)
    with pytest.raises(Killed):
        written(both)
    monkeypatch.undo()
    assert (numbers(both), [one.name for one in both.folder.glob("*receipt*")]) == ([1], [])
    ((letter, path),) = write_letters(both.office, "health", YEAR, both.folder)
    assert path.read_bytes() == letter.data
    assert written(both).number == 1


def test_a_mail_draft_lies_beside_it(both):
    made = written(both)
    mail = message_from_bytes(made.path.with_suffix(".eml").read_bytes())
    text, attached = mail.get_payload()
    assert (attached.get_filename(), attached.get_payload(decode=True)) == (
        made.path.name, made.path.read_bytes(),
    )  # fmt: skip
    words = text.get_payload(decode=True).decode()
    assert words.startswith(f"{both.office.unit_name('health')}：\r\n")
    assert "回执单第 1 号" in words


def test_the_paper_lies_in_it_and_beside_it(both):
    births = both.ask(BIRTHS, "与公安人口数不符，请核对")
    path = send_return(both.office, "health", YEAR, both.office_key, both.folder)
    slip = path.with_suffix(".pdf").read_bytes()
    read = read_letter(path.read_bytes(), both.office.clock())
    assert (list(read.files), read.files["forms/return-slip.pdf"]) == (["forms/return-slip.pdf"], slip)
    text = "".join(text_of(slip).split())
    row = open_year(both.desk, YEAR).layout.row_by_cell[both.cell(BIRTHS)]
    assert "".join(f"{row.code} 行 {row.name}".split()) in text
    assert "与公安人口数不符，请核对" in text
    assert format_check_code(check_code(both.at_office.current.content)) in text
    assert (births in text, both.cell(BIRTHS) in text) == (False, False)
    receipt_text = "".join(text_of(written(both).path.with_suffix(".pdf").read_bytes()).split())
    assert "收到的报送第1次" in receipt_text
    assert "另有1个问题等待贵单位答复" in receipt_text


def test_the_unit_gets_the_paper_of_its_letters_out(both, tmp_path):
    both.ask(BIRTHS, "与公安人口数不符，请核对")
    path = send_return(both.office, "health", YEAR, both.office_key, both.folder)
    open_letter(both.desk, path.read_bytes())
    open_letter(both.desk, written(both).path.read_bytes())
    found = write_papers(open_year(both.desk, YEAR), tmp_path / "来件")
    assert [one.name for one in found] == ["2025 退回单第 1 号.pdf", "2025 回执单第 2 号.pdf"]
    assert found[0].read_bytes() == path.with_suffix(".pdf").read_bytes()


def test_the_window_finds_the_paper_in_each_letter(both):
    both.ask(BIRTHS, "与公安人口数不符，请核对")
    path = send_return(both.office, "health", YEAR, both.office_key, both.folder)
    open_letter(both.desk, path.read_bytes())
    kept = OfficeLetters(open_year(both.desk, YEAR))
    (paper,) = kept.letters()[0].papers
    assert kept.paper(paper) == path.with_suffix(".pdf").read_bytes()

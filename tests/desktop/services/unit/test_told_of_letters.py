"""What is said of a letter that is lost, doubled, late, foreign, forged, or from a restored desk."""

import pytest

from desktop.models.unit.overview import overview
from desktop.models.unit.standing import year_head
from desktop.models.unit.working_year import WorkingYear
from desktop.services.unit.desk import create_desk
from desktop.services.unit.filing.finalising import finalise
from desktop.services.unit.letters.acceptance import accepted_label, accepted_revision
from desktop.services.unit.letters.opening import open_letter
from desktop.services.unit.letters.questions import answer
from desktop.services.unit.year import open_year
from desktop.submission.keys.identity import create_identity
from desktop.submission.keys.self_signed import UnitSubject
from forms.canonical import check_code, format_check_code
from forms.errors import TianbaoError
from forms.filing.state import YearState
from forms.letters.kind import OfficeLetter
from tests.desktop.services.conftest import START
from tests.desktop.services.letters.trust import trust
from tests.desktop.services.unit.test_letters import (  # noqa: F401 - fixtures of a unit and an office
    OTHER,
    Office,
    bytes_of,
    cell_question,
    office,
    post,
    sent,
)

K = OfficeLetter


def forged(met):
    """Signed by a key that anybody can make: its certificate names the office."""
    imitated = create_identity(UnitSubject("统计局", "office", "210404"), START)
    made = Office(met.year, imitated)
    made.number, made.previous = met.number, met.previous
    return made.write(K.RETURN)


def edited(data):
    place = data.index(b'"n":')
    return data[: place + 4] + b"9" + data[place + 5 :]


def again(met):
    return met.year.desk.store.letters(2025)[0].data


REFUSED = {
    "doubled": (again, "E-OPEN-017", "回执单第 1 号已处理过，没有再做一次"),
    "the same number with other content": (
        lambda met: met.write(K.RECEIPT, number=1, previous=None),
        "E-OPEN-014", "回执单第 1 号与已打开的来件编号相同或前后不接，内容却不同，没有采用",
    ),
    "another one before it": (
        lambda met: met.write(K.RETURN, previous=OTHER),
        "E-OPEN-014", "退回单第 2 号与已打开的来件编号相同或前后不接，内容却不同，没有采用",
    ),
    "of what another file froze": (
        lambda met: met.write(K.RETURN, OTHER),
        "E-OPEN-013", "退回单第 2 号说的报送不是这个数据文件定稿的，没有采用",
    ),
    "to another unit": (
        lambda met: met.write(K.RETURN, unit="education"),
        "E-OPEN-012", "这份退回单是发给“区教育局”的，不是本单位的，没有采用",
    ),
    "to a unit that the plan does not know": (
        lambda met: met.write(K.RETURN, unit="nobody"),
        "E-OPEN-012", "这份退回单是发给“nobody”的，不是本单位的，没有采用",
    ),
    "of a year outside the plan": (
        lambda met: met.write(K.RETURN, year=2031, number=1, previous=None),
        "E-YEAR-001", "这份退回单是 2031 年的，不在规划期 2021—2030 年内，没有采用；请向统计局核实",
    ),
    "forged": (forged, "E-OPEN-018", "签名的统计局证书还没有信任，退回单没有采用"),
    "edited": (lambda met: edited(met.write(K.RETURN)), "E-LETTER-001", "内容已损坏或被改动"),
    "a recall of what comes later": (
        lambda met: met.write(K.RECALL, recalls=7), "E-LETTER-003", "撤回的不是比它早的一份，没有采用",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused_with_its_code_and_sentence_and_the_file_stays_as_it_was(post, name):  # noqa: F811
    make, code, said = REFUSED[name]
    data, desk = make(post), post.year.desk
    before = bytes_of(desk)
    with pytest.raises(TianbaoError) as caught:
        open_letter(desk, data)
    assert str(caught.value.code).startswith(code)
    assert said in caught.value.message
    assert bytes_of(desk) == before


def test_numbers_that_did_not_come_are_named(post):  # noqa: F811
    post.write(K.RETURN)
    opened = open_letter(post.year.desk, post.write(K.RECEIPT))
    assert "第 2 号来件没有收到，收到时可以打开留存" in opened.sentences


def test_of_a_desk_that_was_restored_the_first_numbers_are_named_and_nothing_is_in_the_way(post):  # noqa: F811
    """It leaves a hundred out, and knows nothing of the letter that it wrote last."""
    opened = open_letter(post.year.desk, post.write(K.RETURN, number=102, previous=OTHER))
    assert opened.state is YearState.RETURNED
    assert "第 2、3、4、5、6 号 等来件没有收到，收到时可以打开留存" in opened.sentences


def test_one_that_comes_late_says_that_it_changed_nothing(post):  # noqa: F811
    late, newest = post.write(K.RETURN), post.write(K.ACCEPTANCE)
    open_letter(post.year.desk, newest)
    opened = open_letter(post.year.desk, late)
    assert opened.state is YearState.ACCEPTED
    assert opened.sentences == ("望花区统计局 2025 年退回单第 2 号晚到，只留存备查，没有改变什么",)


def test_in_a_new_data_file_it_is_taken_and_the_year_stays_as_it_is(post, pack, clock, tmp_path):  # noqa: F811
    post.write(K.RETURN)
    data = post.write(K.RETURN)
    with create_desk(tmp_path / "新.db", pack, "health", clock) as desk:
        trust(desk, post.identity)
        opened = open_letter(desk, data)
        assert (opened.is_applied, opened.was, opened.state) == (True, YearState.EMPTY, YearState.EMPTY)
        assert "第 1、2 号来件没有收到，收到时可以打开留存" in opened.sentences


def test_only_what_still_waits_for_an_answer_is_counted(post):  # noqa: F811
    """A letter lists what the office did not settle yet, answered here or not."""
    desk = post.year.desk
    cell = next(iter(post.year.layout.entry_cells)).address
    asked = [cell_question(cell, desk.clock(), 1), cell_question("no-form/01/_T", desk.clock(), 2)]
    opened = open_letter(desk, post.write(K.RETURN, questions=asked))
    assert opened.sentences[-1] == "待答 1 问", "the other's cell is on none of the forms"
    answer(desk, asked[0].id, "数无误，已与台账核对")
    finalise(open_year(desk, 2025))
    opened = open_letter(desk, post.write(K.CHOICE, questions=asked, not_chosen=(OTHER,)))
    assert (opened.state, opened.sentences[1:]) == (YearState.DELIVERED, ("2025 年度由已定稿变为已送达",))


def test_in_a_file_that_was_not_chosen_nothing_waits_for_an_answer(post):  # noqa: F811
    desk = post.year.desk
    own = desk.store.latest_revision(2025).content_digest
    asked = [cell_question(next(iter(post.year.layout.entry_cells)).address, desk.clock())]
    opened = open_letter(desk, post.write(K.CHOICE, OTHER, asked, not_chosen=(own,)))
    assert opened.state is YearState.SUPERSEDED
    assert "待答" not in "".join(opened.sentences)


def test_that_an_earlier_revision_was_accepted_is_told_where_the_next_one_is_frozen(post):  # noqa: F811
    """The office does not take the next one in before it opens the year again: nobody is to wait for that."""
    desk = post.year.desk
    first = desk.store.latest_revision(2025).content_digest
    open_letter(desk, post.write(K.RETURN))
    assert finalise(open_year(desk, 2025)) == 2
    told = "已验收第 1 版；第 2 版要等统计局重开以后才收得下，请先同统计局联系"
    opened = open_letter(desk, post.write(K.ACCEPTANCE, first))
    assert (opened.state, opened.sentences[1:]) == (YearState.FINAL, (told,))
    year = open_year(desk, 2025)
    assert accepted_revision(year) == 1
    assert f"{told}。" in overview(WorkingYear(year)).cautions
    assert year_head(WorkingYear(year))[1] == f"{told}。"
    open_letter(desk, post.write(K.REOPENING, first))
    assert accepted_revision(year) is None
    assert f"{told}。" not in overview(WorkingYear(year)).cautions


def test_a_desk_that_was_restored_before_its_acceptance_and_chooses_keeps_no_year_closed(post):  # noqa: F811
    desk = post.year.desk
    first = desk.store.latest_revision(2025).content_digest
    open_letter(desk, post.write(K.RETURN))
    open_letter(desk, post.write(K.ACCEPTANCE, first))
    year = open_year(desk, 2025)
    assert accepted_label(year) == "已验收第 1 版"
    open_letter(desk, post.write(K.CHOICE, first, not_chosen=(OTHER,)))
    assert (accepted_label(year), accepted_revision(year)) == ("", None)
    assert finalise(year) == 2


@pytest.mark.parametrize("kind", [K.RETURN, K.REOPENING])
def test_a_first_letter_about_what_another_file_froze_says_so(sent, office, kind):  # noqa: F811
    """A file that has none yet takes every letter; whoever holds the wrong one of two files must see it."""
    desk, made = sent.desk, Office(sent, office)
    trust(desk, office)
    made.number, made.previous = 3, OTHER
    asked = [cell_question(next(iter(sent.layout.entry_cells)).address, desk.clock())]
    opened = open_letter(desk, made.write(kind, "e" * 64, asked if kind is K.RETURN else ()))
    code = format_check_code(check_code("e" * 64))
    told = f"它说的是另一个数据文件定稿的一版，报表上校验码是 {code}，请用那个文件；这里没有改变"
    assert (opened.state, told in opened.sentences) == (YearState.EXPORTED, True)

"""The page of a fork as texts: names by time of receipt, digits that tell figures apart, what paper says."""

import pytest

from desktop.models.office.cells import Look
from desktop.models.office.choice.choosing import paper_answer, why_not
from desktop.models.office.choice.fork import fork_picture, table_text
from forms.canonical import check_code
from forms.letters.kind import OfficeLetter
from tests.desktop.models.office.choice.made_fork import (
    CONTENTS,
    NOW,
    OLDER,
    STRANGE,
    cell,
    contender,
    fork,
    link,
)


def picture(found):
    return fork_picture(found, str)


def test_three_have_names_and_columns_of_their_own():
    shown = picture(fork(3, cells=[cell(1, 2, 3, before=1)]))
    assert shown.names == ("甲", "乙", "丙")
    assert shown.heads[5:] == (
        *("第 2 版", "甲", "乙", "丙", "乙 − 甲", "丙 − 甲"),
        *("按甲判定", "按乙判定", "按丙判定"),
    )
    texts = [one.text for one in shown.lines[0].cells]
    assert texts[5:11] == ["1.00", "1.00", "2.00", "3.00", "+1.00", "+2.00"]
    assert [one.look is Look.STRONG for one in shown.lines[0].cells[6:9]] == [False, True, True]
    assert len(table_text(shown).split("\n")) == 2


def test_different_figures_are_never_shown_as_the_same():
    line = picture(fork(cells=[cell("51.29607", "51.29250", before="51.29786")])).lines[0]
    assert [one.text for one in line.cells[5:9]] == ["51.298", "51.296", "51.293", "−0.004"]


def test_a_figure_that_is_missing_is_no_zero_and_has_no_difference():
    line = picture(fork(cells=[cell(None, "0", before="0")])).lines[0]
    assert [one.text for one in line.cells[5:9]] == ["0.00", "（空）", "0.00", ""]


def test_where_all_figures_are_the_same_what_differs_is_named():
    shown = picture(fork(otherwise=("填表人", "审核说明")))
    assert shown.count == 0
    assert shown.summary == "45 格的数都相同，不同的只有：填表人、审核说明"


def test_earlier_years_are_told_to_be_such():
    shown = picture(fork(cells=[cell(1, 2), cell(5, 6, form="", code="", year=2020)]))
    assert shown.groups == ((0, 1), (1, 1))
    assert shown.lines[1].cells[0].text == "2020 年往年数"
    assert "往年 1" in shown.summary


def test_a_lost_data_file_is_asked_about():
    shown = picture(fork(is_restart=True, predecessor=None, log_shared=None))
    assert "重装程序或换了电脑" in shown.about
    assert "从空文件又填了一遍" in shown.told


def test_one_alone_waits_where_the_chosen_one_is_trusted_no_more():
    shown = picture(fork(1))
    assert "以前没有选它" in shown.heading
    assert shown.names == ("甲",)


@pytest.mark.parametrize(
    ("content", "said", "place"),
    [(CONTENTS[1], "与乙相符，与甲不符", 1), (OLDER, "是第 2 版的纸质表", None), (STRANGE, "都不符", None)],
)
def test_the_paper_says_whose_it_is(content, said, place):
    answer = paper_answer(fork(), check_code(content))
    assert said in answer.sentence
    assert (answer.place, answer.code) == (place, check_code(content))
    assert answer.advice


def test_a_choice_is_locked_with_words_and_numbers():
    found = fork(chosen=CONTENTS[0])
    assert why_not(found, 1, "已核", "") == "选定理由至少 4 个字，已写 2 个"
    assert why_not(found, 1, "123456", "")
    assert why_not(found, 1, "已电话问过单位", "") == ""
    assert why_not(found, 0, "已电话问过单位", "") == "现在用的就是甲"
    assert why_not(found, 1, "已电话问过单位", "由组长办理") == "由组长办理"


@pytest.mark.parametrize(
    ("count", "revisions", "said"),
    [
        (2, (3, 3), "第 3 版有两份"),
        (3, (3, 3, 3), "第 3 版有三份"),
        (2, (3, 4), "第 3、4 版互相矛盾"),
        (3, (4, 3, 4), "第 3、4 版互相矛盾"),
        (1, (3,), "第 3 版以前没有选它"),
    ],
)
def test_the_heading_says_which_revisions_contradict_each_other(count, revisions, said):
    contenders = tuple(contender(CONTENTS[place], revision=revisions[place]) for place in range(count))
    shown = picture(fork(contenders=contenders))
    assert shown.heading == f"{said}，选定一份"
    assert shown.state == f"待选定：{said}"


def test_a_choice_that_was_made_may_be_made_again_and_waits_for_nobody():
    shown = picture(fork(chosen=CONTENTS[0], asked=NOW))
    assert shown.heading.endswith("，改选一份")
    assert shown.state == "已选定，可以改选：第 3 版有两份"


def test_that_the_unit_was_asked_is_said_with_the_day_in_beijing():
    assert picture(fork(asked=NOW)).state.endswith("；05-05 已写邮件请单位说明")
    late = NOW.replace(hour=17)
    assert picture(fork(asked=late)).state.endswith("；05-06 已写邮件请单位说明")


def test_of_two_numbers_it_is_said_that_both_replace_one():
    contenders = contender(CONTENTS[0]), contender(CONTENTS[1], revision=4)
    assert picture(fork(contenders=contenders)).about == "替代的是同一版，内容不同"
    assert picture(fork()).about == "版次相同，内容不同"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "各份的操作日志到第 198 条（第 2 版定稿）相同"),
        ({"log_shared": None}, "多半是同一个数据文件有了两个副本"),
        ({"predecessor": None}, "多半是同一个数据文件有了两个副本"),
    ],
)
def test_what_may_have_happened_follows_from_the_log(changes, said):
    assert said in picture(fork(**changes)).told


def test_choosing_drops_nothing_and_changes_no_figure():
    assert picture(fork(2)).follows[1] == "另一份原样保存，随时可看"
    assert picture(fork(3)).follows[1] == "其余各份原样保存，随时可看"
    alone = picture(fork(1)).follows
    assert not [one for one in alone if "保存" in one]
    assert alone[-1] == "接收台不改任何一份中的任何数"


def test_the_chain_says_of_each_when_it_came_and_what_was_written_about_it():
    letters = (OfficeLetter.RECEIPT, 1, 0), (OfficeLetter.RETURN, 2, 3)
    chain = (
        link(OLDER, revision=2, letters=letters),
        link(CONTENTS[0], revision=3, is_mailed=True),
        link(CONTENTS[1], revision=3, is_passed_over=True),
    )
    nodes = picture(fork(chain=chain, chosen=CONTENTS[0])).chain
    assert [one.text for one in nodes] == ["第 2 版", "第 3 版　甲　已选定", "第 3 版　乙"]
    assert [one.detail for one in nodes] == [
        "05-05 收到，文件，回执单第 1 号，退回 3 问",
        "05-05 收到，邮件",
        "05-05 收到，文件，未选用",
    ]
    assert [(one.is_candidate, one.is_passed_over) for one in nodes] == [
        (False, False),
        (True, False),
        (True, True),
    ]


def test_other_units_that_wait_for_a_choice_are_named():
    shown = fork_picture(
        fork(others=("education", "police")), {"education": "教育局", "police": "公安局"}.get
    )
    assert shown.others == (("education", "教育局"), ("police", "公安局"))

"""The page of a fork as texts: names by time of receipt, digits that tell figures apart, what paper says."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from desktop.models.office.cells import Look
from desktop.models.office.choice.choosing import paper_answer, why_not
from desktop.models.office.choice.fork import fork_picture, table_text
from desktop.services.office.acceptance.contending import ChainLink, Contender, Contention
from desktop.services.office.acceptance.contending_cells import ContendingCell, SeenFigure
from forms.canonical import check_code
from forms.filing.people import People

NOW = datetime(2026, 5, 5, 8, 41, tzinfo=UTC)
CONTENTS = [f"{number:x}" * 64 for number in (11, 3, 7)]
OLDER, STRANGE = "5" * 64, "9" * 64


def contender(content, **changes):
    facts = {
        "content": content,
        "revision": 3,
        "replaces": OLDER,
        "check_code": check_code(content),
        "arrived": NOW,
        "is_mailed": True,
        "signer": None,
        "fingerprint": "",
        "signed_at": None,
        "people": People(filler="陈静"),
        "log_head": "ab" * 32,
        "log_count": 214,
        "blocking": 0,
        "queries": 3,
        "explained": 3,
        "on_paper": None,
    }
    return Contender(**{**facts, **changes})


def cell(*values, before=None, **changes):
    facts = {
        "address": "a/01/_T",
        "form": "表",
        "code": "01",
        "name": "某数",
        "unit": "%",
        "decimals": 2,
        "year": 2025,
        "is_computed": False,
        "last": None,
        "before": None if before is None else SeenFigure(Decimal(before)),
        "stated": tuple(SeenFigure(None if value is None else Decimal(value)) for value in values),
        "verdicts": (None,) * len(values),
    }
    return ContendingCell(**{**facts, **changes})


def fork(count=2, *, cells=(), **changes):
    link = ChainLink(
        content=OLDER,
        revision=2,
        check_code=check_code(OLDER),
        arrived=NOW,
        is_mailed=False,
        letters=(),
        is_passed_over=False,
    )
    facts = {
        "unit": "civil-affairs",
        "unit_name": "区民政局",
        "year": 2025,
        "is_restart": False,
        "contenders": tuple(contender(content) for content in CONTENTS[:count]),
        "cells": tuple(cells),
        "same": 45,
        "predecessor": 2,
        "log_shared": 198,
        "otherwise": (),
        "chain": (link,),
        "chosen": "",
        "typed": "",
        "is_paper_waived": False,
        "asked": None,
        "others": (),
    }
    return Contention(**{**facts, **changes})


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

"""What is known of each candidate beside the others: what is the same is grey, and no 校验码 before paper."""

import pytest

from desktop.models.grid.roles import Mark
from desktop.models.office.cells import Look
from desktop.models.office.choice.candidates import called, differing, facts_of, is_compared
from desktop.services.office.facts.fact import OfficeFact
from desktop.submission.facts import FactState
from forms.canonical import check_code, format_check_code
from forms.filing.people import People
from tests.desktop.models.office.choice.made_fork import CONTENTS, NOW, OLDER, STRANGE, contender, fork, link

CODES = [format_check_code(check_code(content)) for content in CONTENTS]
SIGNED = OfficeFact(
    name="signer", state=FactState.OK, code="", sentence="已登记", step="", status="registered"
)
BAD = OfficeFact(name="signer", state=FactState.BAD, code="", sentence="证书已注销", step="")


def of(*contenders, **changes):
    return fork(contenders=contenders, **changes)


def told(found, label):
    """What is said of each candidate under a label."""
    (line,) = (one for one in facts_of(found) if one.cells[0].text == label)
    return line.cells[1:]


def texts(found, label):
    return [cell.text for cell in told(found, label)]


def test_what_equals_the_first_one_is_grey():
    first = contender(CONTENTS[0], people=People(filler="陈静", statistician="乙"))
    other = contender(CONTENTS[1], people=People(filler="丁", statistician="乙"))
    found = of(first, other)
    assert [cell.look for cell in told(found, "填表人")] == [Look.PLAIN, Look.PLAIN]
    assert texts(found, "统计负责人") == ["乙", "乙"]
    assert [cell.look for cell in told(found, "统计负责人")] == [Look.PLAIN, Look.GREY]


def test_nobody_named_is_said_to_be_empty():
    assert texts(of(contender(CONTENTS[0], people=People())), "填表人") == ["（空）"]


@pytest.mark.parametrize(("is_mailed", "way"), [(True, "邮件附件"), (False, "文件")])
def test_when_and_by_which_way_it_came(is_mailed, way):
    assert texts(of(contender(CONTENTS[0], is_mailed=is_mailed)), "收到") == [f"2026-05-05 16:41　{way}"]


@pytest.mark.parametrize(
    ("signer", "fingerprint", "mark", "text"),
    [
        (None, "ab", Mark.BAD, "签名不成立"),
        (SIGNED, "", Mark.BAD, "签名不成立"),
        (BAD, "ab", Mark.BAD, "证书已注销"),
        (SIGNED, "ab", Mark.DONE, "已登记"),
    ],
)
def test_a_signature_that_does_not_hold_is_said_first(signer, fingerprint, mark, text):
    (cell,) = told(of(contender(CONTENTS[0], signer=signer, fingerprint=fingerprint)), "签名人")
    assert (cell.mark, cell.text) == (mark, text)


def test_another_certificate_than_that_of_the_first_is_told():
    signed = [contender(one, signer=SIGNED, fingerprint="ab") for one in CONTENTS[:2]]
    other = contender(CONTENTS[2], signer=SIGNED, fingerprint="cd")
    assert texts(of(*signed, other), "签名人") == ["已登记", "已登记，同一证书", "已登记，另一份证书"]


def test_the_time_of_signing_is_told_as_the_units_own():
    found = of(contender(CONTENTS[0], signed_at=NOW), contender(CONTENTS[1]))
    assert texts(found, "签名时间") == ["2026-05-05 16:41　单位电脑时钟", "—"]


def test_what_each_replaces_is_named_and_what_never_came_by_its_digest():
    found = of(
        contender(CONTENTS[0], replaces=None),
        contender(CONTENTS[1], replaces=OLDER),
        contender(CONTENTS[2], replaces=STRANGE),
    )
    assert texts(found, "代替") == ["首次报送", "第 2 版", "没有收到的一版（摘要 99999999）"]


@pytest.mark.parametrize(
    ("first", "other", "said"),
    [
        (
            {"log_head": "aa", "log_count": 214},
            {"log_head": "bb", "log_count": 220},
            ["214 条，至少前 198 条相同", "220 条，至少前 198 条相同，末条不同"],
        ),
        (
            {"log_head": "aa", "log_count": 214},
            {"log_head": "aa", "log_count": 214},
            ["214 条，至少前 198 条相同", "214 条，末条相同"],
        ),
        (
            {"log_head": "", "log_count": None},
            {"log_head": "bb", "log_count": None},
            ["没有写明", "至少前 198 条相同，末条不同"],
        ),
    ],
)
def test_the_logs_tell_whether_one_data_file_was_copied(first, other, said):
    found = of(contender(CONTENTS[0], **first), contender(CONTENTS[1], **other))
    assert texts(found, "操作日志") == said


def test_a_log_of_which_nothing_is_shared_says_only_its_own_length():
    found = of(contender(CONTENTS[0], log_count=None), log_shared=None)
    assert texts(found, "操作日志") == ["写明了末条"]


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"blocking": 0, "queries": 0, "explained": 0}, "强制 0，没有要核实的"),
        ({"blocking": 1, "queries": 3, "explained": 3}, "强制 1，核实 3 都已说明"),
        ({"blocking": 0, "queries": 3, "explained": 1}, "强制 0，核实 3 已说明 1"),
    ],
)
def test_what_was_not_explained_is_counted(facts, said):
    assert texts(of(contender(CONTENTS[0], **facts)), "审核") == [said]


def test_no_code_stands_on_the_screen_before_paper_was_compared():
    found = fork()
    assert not is_compared(found)
    assert set(texts(found, "校验码")) == {"照盖章纸质表输入后显示"}
    everything = "".join(cell.text for line in facts_of(found) for cell in line.cells) + called(found, 0)
    assert not [code for code in CODES if code in everything]


def test_once_paper_was_compared_each_has_its_code_and_that_of_the_paper_is_strong():
    found = of(contender(CONTENTS[0], on_paper=False), contender(CONTENTS[1], on_paper=True))
    assert is_compared(found)
    assert [(cell.text, cell.look) for cell in told(found, "校验码")] == [
        (CODES[0], Look.PLAIN),
        (CODES[1], Look.STRONG),
    ]
    assert [(cell.text, cell.mark) for cell in told(found, "盖章纸质表")] == [
        ("不符", Mark.BAD),
        ("相符", Mark.DONE),
    ]
    assert called(found, 1) == f"乙（第 3 版，2026-05-05 16:41 收到，校验码 {CODES[1]}）"


def test_paper_of_none_of_them_shows_no_code():
    found = of(contender(CONTENTS[0], on_paper=False), contender(CONTENTS[1], on_paper=False))
    assert not is_compared(found)
    assert set(texts(found, "校验码")) == {"照盖章纸质表输入后显示"}


@pytest.mark.parametrize(("is_waived", "said"), [(True, "不要求纸质表"), (False, "还没有核对")])
def test_paper_that_nobody_wants_is_not_waited_for(is_waived, said):
    cells = told(fork(is_paper_waived=is_waived), "盖章纸质表")
    assert {(cell.text, cell.mark) for cell in cells} == {(said, Mark.BLANK)}


def test_what_else_differs_is_named_where_there_are_several():
    assert texts(fork(otherwise=("填表人", "审核说明")), "数以外") == ["不同的还有：填表人、审核说明", ""]
    assert "数以外" not in [line.cells[0].text for line in facts_of(fork(1, otherwise=("填表人",)))]


def test_only_what_differs_is_shown_and_always_what_paper_decides():
    found = of(contender(CONTENTS[0]), contender(CONTENTS[1], people=People(filler="丁")))
    labels = [line.cells[0].text for line in differing(list(facts_of(found)))]
    assert labels == ["填表人", "操作日志", "校验码", "盖章纸质表"]


def test_of_one_alone_everything_is_shown():
    facts = list(facts_of(fork(1)))
    assert differing(facts) == tuple(facts)
    assert differing([]) == ()


def test_candidates_are_called_by_time_of_receipt():
    found = fork(3, chain=(link(OLDER),))
    assert [called(found, place)[0] for place in range(3)] == ["甲", "乙", "丙"]

"""The paper of the office's letters: what each says, and where it stands on its pages."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from desktop.documents.sheets.letter_content import LetterContent, LetterQuestion
from desktop.documents.sheets.letter_paper import render_letter
from forms.letters.kind import OfficeLetter
from tests.desktop.documents.builders import page_texts
from tests.desktop.documents.drawn import pages

K = OfficeLetter
CODE, OTHER = "9K2M-4RTD-8AB1-0XYZ", "1111-2222-3333-4444"
ASKED = LetterQuestion(
    number=1,
    place="《妇幼健康情况》07 行 人工流产人数（女；城市）",
    text="与公安部门出生人口数的差别比往年大，请核对是否含流动人口，并说明统计口径有没有变动",
    deadline=date(2026, 5, 20),
)
PLAIN = LetterQuestion(number=2, place="整份报送", text="为什么迟报", deadline=None)
TAKEN = (("收到的时间", "2026-04-01 10:00"), ("内容摘要", "abababab cdcdcdcd\nabababab cdcdcdcd"))
RETURN = LetterContent(
    kind=K.RETURN,
    number=2,
    plan_title="抚顺市望花区妇女发展规划（2021—2030年）",
    office="望花区统计局",
    unit_name="抚顺市望花区卫生健康局",
    year=2025,
    revision=3,
    check_code=CODE,
    identity="ab" * 32,
    made_on=date(2026, 4, 1),
    questions=(ASKED, PLAIN),
)
EACH = {
    K.RETURN: RETURN,
    K.RECEIPT: replace(RETURN, kind=K.RECEIPT, taken=TAKEN),
    K.RECALL: replace(RETURN, kind=K.RECALL, recalls=7, questions=(PLAIN,)),
    K.CHOICE: replace(RETURN, kind=K.CHOICE, others=((3, OTHER),), questions=()),
    K.ACCEPTANCE: replace(RETURN, kind=K.ACCEPTANCE, questions=()),
    K.REOPENING: replace(RETURN, kind=K.REOPENING, questions=()),
}
SAID = {
    K.RETURN: (
        "关于核实2025年度监测数据的函",
        "下列2处需要核实，现予退回，请在期限以前逐条答复",
        "2026-05-20",
    ),
    K.RECEIPT: ("2025年度监测数据回执单", "已收到", "收到不等于验收", "另有2个问题", "2026-04-0110:00"),
    K.RECALL: ("退回单第7号现予撤回", "仍请答复的1个问题见下表"),
    K.CHOICE: ("现选定第3次报送", "没有选定的：第3次报送（纸质报表校验码1111-2222-3333-4444）"),
    K.ACCEPTANCE: ("准予验收", "由本局重开后再报"),
    K.REOPENING: ("现予重开",),
}


def flat(pdf):
    return "".join("".join(page_texts(pdf)).split())


@pytest.mark.parametrize("kind", EACH, ids=lambda kind: kind.value)
def test_each_says_its_own_and_leaves_number_and_seal_to_the_office(kind):
    pdf = render_letter(EACH[kind])
    text = flat(pdf)
    for said in (
        *SAID[kind],
        "抚顺市望花区卫生健康局：",
        "文号：",
        "（单位公章）",
        "不是本局公章",
        "望花区统计局",
    ):
        assert said in text
    assert f"{kind.label}第2号" in text
    assert not any(code in text for code in ("health", "q-2025", "TB-", "/_T"))
    (page,) = pages(pdf)
    after_number = [one for one in page.texts if abs(one.bottom - page.find("文号：").bottom) < 4]
    assert [one.text for one in after_number] == ["文号："]


@pytest.mark.parametrize("kind", EACH, ids=lambda kind: kind.value)
def test_the_same_content_gives_the_same_bytes(kind):
    first = render_letter(EACH[kind])
    render_letter(replace(RETURN, unit_name="另一个单位"))
    assert render_letter(EACH[kind]) == first
    reader = PdfReader(BytesIO(first))
    assert b"<pdfaid:part>1</pdfaid:part>" in reader.root_object["/Metadata"].get_data()
    assert reader.metadata.creation_date.date() == date(2026, 4, 1)


@pytest.mark.parametrize("count", [0, 1, 5, 8, 9, 10, 11, 12, 20, 60, 500])
def test_every_question_stands_in_the_table_and_the_end_on_one_page(count):
    asked = tuple(replace(ASKED, number=number) for number in range(1, count + 1))
    pdf = render_letter(replace(RETURN, questions=asked))
    found = pages(pdf)
    texts = [one.text for page in found for one in page.texts]
    numbers = [text for text in texts if text.isdigit()]
    assert numbers == [str(number) for number in range(1, count + 1)]
    assert texts.count("（单位公章）") == 1
    assert "（单位公章）" in [one.text for one in found[-1].texts]
    for page in found:
        assert page.collisions() == []
        assert page.outside(20) == []


@settings(max_examples=25, deadline=None)
@given(
    st.text(max_size=300), st.text(max_size=80), st.text(max_size=2_000), st.integers(0, 4),
    st.sampled_from(list(EACH)),
)  # fmt: skip
def test_whatever_people_write_it_is_drawn_within_the_page(name, place, text, count, kind):
    asked = LetterQuestion(number=1, place=place, text=text, deadline=date(2026, 5, 20))
    pdf = render_letter(replace(EACH[kind], unit_name=name, office=name[:60], questions=(asked,) * count))
    for page in pages(pdf):
        assert page.collisions() == []
        assert page.outside(20) == []

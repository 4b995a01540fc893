"""The cover and its contents as PDFium sees them, with names and numbers of any length."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.documents.official import pdf_cover
from desktop.documents.official.by_hand import MARK
from desktop.documents.official.pdf_cover import cover_page
from desktop.documents.official.printed import LAW, cover_fields, signature_line
from desktop.documents.paper.landscape import HEIGHT, WIDTH
from forms.filing.people import People
from tests.builders import indicator
from tests.desktop.documents.builders import content, draft, figures_of, small_plan
from tests.desktop.documents.drawn import pages
from tests.desktop.documents.paper.canvas import pdf
from tests.examples import examples

FIELDS_RIGHT = 310.0
"""Where the seal and the contents begin, in points."""
LAW_HEAD = "《中华人民共和国统计法》"
LETTERS = st.sampled_from("欧阳许韩李王张·一二三（）、A1")
NAMES = st.text(LETTERS, min_size=1, max_size=120)
LONG_NOTE = "请手写这些姓名中的字，它们没有字形可以印出。" * 40


def cover(made, entries=(), note=""):
    (page,) = pages(pdf(cover_page(made, entries, note).draw, (WIDTH, HEIGHT)))
    return page


def text_of(texts):
    """Everything from the top down, without blanks."""
    lines = sorted(texts, key=lambda one: (-round(one.bottom), one.left))
    return "".join("".join(one.text.split()) for one in lines)


def entries(count):
    return [(f"第{n}张报表", str(n + 2)) for n in range(count)]


def test_each_field_stands_with_its_value_on_one_line_from_top_to_bottom():
    made = content(people=People("王一", "李二", "张三", "024-1"))
    page = cover(made)
    wanted = [*cover_fields(made), *((p.label, p.text) for p in signature_line(made))]
    labels = [page.find(f"{label}：") for label, _ in wanted]
    assert [label.bottom for label in labels] == sorted((label.bottom for label in labels), reverse=True)
    assert max(label.right for label in labels) - min(label.right for label in labels) < 2
    for (_, text), label in zip(wanted, labels, strict=True):
        if text:
            value = page.find(text)
            assert value.left > label.right
            assert abs(value.bottom - label.bottom) < 4


@pytest.mark.parametrize("count", [0, 1, 12, 60])
def test_the_contents_stay_between_their_head_and_the_duties(count):
    page = cover(content(), entries(count))
    head, law = page.find("目　录"), next(one for one in page.texts if one.text.startswith(LAW_HEAD))
    rows = [page.find(title) for title, _ in entries(count)]
    assert all(law.top < row.bottom < row.top < head.bottom + 1 for row in rows)
    assert [row.bottom for row in rows] == sorted((row.bottom for row in rows), reverse=True)
    for row, (_, number) in zip(rows, entries(count), strict=True):
        on_line = [one for one in page.texts if abs(one.bottom - row.bottom) < 1.5 and one.left > row.right]
        assert [one.text for one in on_line] == [number]
    assert page.collisions() == []
    assert page.outside() == []


@pytest.mark.parametrize("note", ["请手写：U+20BB7", LONG_NOTE])
def test_a_note_stands_whole_between_contents_and_duties(note):
    page = cover(content(), entries(20), note)
    law = next(one for one in page.texts if one.text.startswith(LAW_HEAD))
    last = page.find(entries(20)[-1][0])
    assert text_of(one for one in page.texts if law.top < one.bottom < last.bottom and one.left < 60) == note
    assert page.collisions() == []
    assert page.outside() == []


@pytest.mark.parametrize("more", [1, 3])
def test_lines_that_are_added_move_closer_and_leave_the_note_its_room(monkeypatch, more):
    lines = [*cover_fields(content()), *((f"新的一行{n}", f"第 {n} 行") for n in range(more))]
    monkeypatch.setattr(pdf_cover, "cover_fields", lambda _: lines)
    page = cover(content(), entries(20), LONG_NOTE)
    assert all(page.find(text) for _, text in lines)
    assert page.collisions() == []
    assert page.outside() == []


def test_a_name_without_a_glyph_is_a_marked_blank_and_the_others_are_printed():
    page = cover(content(people=People("李𠮷", "李二", "ཚེ་རིང", "024-1")))
    marks = [one for one in page.texts if one.text == MARK]
    assert len(marks) == 2
    assert page.find("李二")
    for mark, label in zip(marks, ("单位负责人：", "填表人："), strict=True):
        assert abs(mark.bottom - page.find(label).bottom) < 4


def test_nobody_is_named_where_nobody_is_known_and_every_line_is_there_to_write_on():
    page = cover(draft(people=People()))
    for person in signature_line(draft(people=People())):
        assert page.find(f"{person.label}：")
    assert text_of(page.texts).count("：") > len(cover_fields(draft()))


def test_the_duties_are_whole_and_below_everything():
    page = cover(content(), entries(3))
    assert "".join("".join(LAW).split()) in text_of(page.texts)
    law = next(one for one in page.texts if one.text.startswith(LAW_HEAD))
    assert all(one.bottom > 12 for one in page.texts)
    assert page.find(entries(3)[-1][0]).bottom > law.top


@examples(10)
@given(NAMES, NAMES, NAMES, st.integers(0, 30), st.lists(NAMES, min_size=30, max_size=30))
def test_names_of_any_length_lie_over_nothing(title, unit, person, count, titles):
    known = small_plan(
        title=title,
        units=[{"code": "health", "name": "局", "full_name": unit}],
        indicators=[indicator("mortality", ["deaths"], ["births"], breakdown=["RES=U", "RES=R"])],
    )
    made = content(figures_of(of_plan=known), people=People(person, person, person, "024-1"))
    page = cover(made, [(one, str(n)) for n, one in enumerate(titles[:count], start=1)])
    assert page.collisions() == []
    assert page.outside() == []
    assert title in [one.text for one in page.texts]
    fields = text_of(one for one in page.texts if one.right < FIELDS_RIGHT)
    assert unit in fields
    assert fields.count(person) >= 3  # head, statistician and who filled it in

"""One question by itself: what is shown of it, and what its keys and buttons hand on to be stored."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from desktop.models.unit.asked import AskedCell, AskedFigure, QuestionLine
from desktop.views.letters.question_box import LetterCard, QuestionBox

pytestmark = pytest.mark.gui
Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton
FIRST, SECOND = "maternal/01/_T", "maternal/04/_T"


def cell(address, row, *figures):
    told = tuple(AskedFigure(label, text, is_now=label == "现在") for label, text in figures)
    return AskedCell(form="妇女与健康", row=row, column="合计", address=address, figures=told)


ONE = cell(FIRST, "01 活产数", ("上年", "2 036"), ("第 1 次报送", "2 041"), ("现在", "2 041"))
OTHER = cell(SECOND, "04 死亡数", ("第 1 次报送", "3"), ("现在", "2"))
PAST = AskedCell(form="", row="2020 年 活产数", column="", address="", figures=())


def line(**changes):
    usual = {
        "id": "q-1",
        "number": 4,
        "cells": (ONE,),
        "beside": "",
        "address": FIRST,
        "text": "比上年少，请核实。",
        "until": "回复限 2026-05-08",
        "answer": "",
        "is_open": True,
        "can_answer": True,
        "kept": "",
    }
    return QuestionLine(**{**usual, **changes})


class Heard:
    """What a box hands on, in order."""

    def __init__(self, box):
        self.all = []
        box.answered.connect(lambda which, text: self.all.append(("answered", which, text)))
        box.went.connect(lambda address: self.all.append(("went", address)))
        box.onward.connect(lambda *which: self.all.append(("onward", *which)))
        box.escaped.connect(lambda: self.all.append(("escaped",)))


@pytest.fixture
def shown(qtbot):
    """Shows a box or a card, and hears it."""

    def show(box):
        qtbot.addWidget(box)
        box.resize(700, 300)
        box.show()
        qtbot.waitExposed(box)
        box.activateWindow()
        qtbot.waitUntil(box.isActiveWindow)
        return box, Heard(box)

    return show


def words(box):
    return [label.text() for label in box.findChildren(QLabel) if label.isVisible()]


def type_answer(box, text):
    box.editor.setFocus()
    QTest.keyClicks(box.editor, text)


def test_it_says_number_place_question_figures_and_day(shown):
    box, _ = shown(QuestionBox(line()))
    told = words(box)
    assert "第 4 问" in told
    assert "妇女与健康　01 活产数　合计" in told
    assert "比上年少，请核实。" in told
    assert "待答，回复限 2026-05-08" in told
    assert "现在　<b>2 041</b>" in told, "what stands there now is the one to look at"
    assert "上年　<span>2 036</span>" in told


def test_a_pair_shows_both_cells_and_leads_to_each(shown):
    box, heard = shown(QuestionBox(line(cells=(ONE, OTHER))))
    told = "\n".join(words(box))
    assert "01 活产数" in told
    assert "04 死亡数" in told
    assert "现在　<b>2</b>" in told
    QTest.mouseClick(box.jump, LEFT)
    QTest.mouseClick(box.other, LEFT)
    assert box.jump.text().startswith("到第一格")
    assert heard.all == [("went", FIRST), ("went", SECOND)]


def test_a_question_about_one_cell_has_no_way_to_a_second(shown):
    box, _ = shown(QuestionBox(line()))
    assert box.other.isHidden()
    assert box.jump.text().startswith("到这一格")


@pytest.mark.parametrize("cells", [(), (PAST,)])
def test_without_a_cell_of_the_year_nothing_offers_to_change_a_figure(shown, cells):
    box, heard = shown(QuestionBox(line(cells=cells, beside="整份报送", address="")))
    assert box.jump.isHidden()
    assert box.right.isHidden()
    assert box.wrong.isHidden()
    box.go()
    assert heard.all == []
    assert not box.save.isHidden(), "it can be answered all the same"


def test_an_answer_is_handed_on_once_by_its_key_and_the_next_is_wanted(shown):
    box, heard = shown(QuestionBox(line()))
    type_answer(box, "checked with the register")
    QTest.keyClick(box.editor, Key.Key_Return, CONTROL)
    assert heard.all == [("answered", "q-1", "checked with the register"), ("onward",)]
    box.settle()
    assert len(heard.all) == 2, "what was handed on is not handed on again"


def test_the_button_does_what_the_key_does(shown):
    box, heard = shown(QuestionBox(line()))
    type_answer(box, "checked")
    QTest.mouseClick(box.save, LEFT)
    assert [one[0] for one in heard.all] == ["answered", "onward"]


def test_leaving_the_box_keeps_what_was_typed(shown):
    box, heard = shown(QuestionBox(line()))
    type_answer(box, "  half an answer  ")
    QTest.mouseClick(box.jump, LEFT)
    assert heard.all == [("answered", "q-1", "half an answer"), ("went", FIRST)]


@pytest.mark.parametrize("typed", ["", "   "])
def test_no_answer_is_no_answer(shown, typed):
    box, heard = shown(QuestionBox(line()))
    type_answer(box, typed)
    QTest.keyClick(box.editor, Key.Key_Return, CONTROL)
    assert heard.all == []
    assert "请先写一句答复" in box.told.text()
    assert box.told.isVisible()
    box.say("")
    assert not box.told.isVisible()


def test_escape_goes_back_and_stores_nothing(shown):
    box, heard = shown(QuestionBox(line()))
    box.editor.setFocus()
    QTest.keyClick(box.editor, Key.Key_Escape)
    assert heard.all == [("escaped",)]


def test_that_the_figure_is_wrong_leads_to_its_cell(shown):
    box, heard = shown(QuestionBox(line()))
    assert box.right.isChecked()
    QTest.mouseClick(box.wrong, LEFT)
    QApplication.processEvents()  # a key moves the focus in the choice first, and then it leads away
    assert heard.all == [("went", FIRST)]


def test_a_changed_figure_counts_as_one_that_had_to_be_changed(shown):
    changed = cell(FIRST, "01 活产数", ("第 1 次报送", "2 041"), ("现在", "2 036"))
    box, _ = shown(QuestionBox(line(cells=(changed,))))
    assert box.wrong.isChecked()


def test_a_figure_that_only_differs_from_last_year_s_is_not_changed(shown):
    box, _ = shown(QuestionBox(line(cells=(ONE,))))
    assert ONE.figures[0].text != ONE.figures[-1].text
    assert box.right.isChecked()


def test_an_answered_one_is_read_and_answered_anew_on_request(shown):
    box, heard = shown(QuestionBox(line(answer="已核对", is_open=False)))
    assert not box.is_writing
    assert "已核对" in words(box)
    QTest.mouseClick(box.change, LEFT)
    assert box.is_writing
    assert box.editor.hasFocus()
    assert box.editor.toPlainText() == "已核对"
    QTest.keyClick(box.editor, Key.Key_Return, CONTROL)
    assert heard.all == [("onward",)], "the same answer is not stored once more"


def test_where_no_answer_is_taken_none_can_be_typed(shown):
    box, _ = shown(QuestionBox(line(can_answer=False)))
    assert not box.is_writing
    assert box.change.isHidden()
    assert "还没有答复。" in words(box)


def test_words_that_could_not_be_stored_stand_there_again_and_are_stored_later(shown):
    box, heard = shown(QuestionBox(line(kept="写了一半", answer="旧的答复")))
    assert box.editor.toPlainText() == "写了一半"
    box.settle()
    assert heard.all == [("answered", "q-1", "写了一半")]


def test_markup_in_a_question_or_figure_is_text(shown):
    odd = cell(FIRST, "01 <b>数</b>", ("现在", "<i>1</i>"))
    box, _ = shown(QuestionBox(line(text="<img src='x'>", cells=(odd,))))
    told = words(box)
    assert "<img src='x'>" in told
    assert "现在　<b>&lt;i&gt;1&lt;/i&gt;</b>" in told
    plain = [label for label in box.findChildren(QLabel) if "<img" in label.text()]
    assert [label.textFormat() for label in plain] == [Qt.TextFormat.PlainText]


def test_a_control_is_named_for_who_cannot_see_it(shown):
    box, _ = shown(QuestionBox(line(number=12)))
    assert box.editor.accessibleName() == "第 12 问的答复"


def test_a_card_says_which_question_s_next_is_wanted(shown):
    lines = [line(), line(id="q-2", number=5, text="这一条呢？")]
    card, heard = shown(LetterCard("退回单第 2 号", "请核实后重报。", lines))
    assert {"退回单第 2 号", "请核实后重报。", "第 4 问", "第 5 问"} <= set(words(card))
    second = card.boxes[1]
    type_answer(second, "fine")
    QTest.keyClick(second.editor, Key.Key_Return, CONTROL)
    assert heard.all == [("answered", "q-2", "fine"), ("onward", "q-2")]


def test_tab_goes_through_the_choices_in_reading_order(shown):
    box, _ = shown(QuestionBox(line()))
    box.editor.setFocus()
    found = []
    for _ in range(3):
        QTest.keyClick(QApplication.focusWidget(), Key.Key_Tab)
        found.append(QApplication.focusWidget())
    assert found == [box.right, box.jump, box.save]

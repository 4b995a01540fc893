"""Lines of Chinese: none begins with what closes, and none ends with what opens, however narrow they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication, QLabel

from desktop.views.frame.parts.wrapped_text import wrapped, wrapped_height

pytestmark = [pytest.mark.gui, pytest.mark.usefixtures("_application")]
CLOSING, OPENING = "。，；：、）》”’】！？％%", "（《“‘【"
PARTS = [
    "“孕产妇死亡率”", "预计达标困难：", "本年 12.41，", "目标 ≤10，", "（欧盟统计局进度比）", "未达标；",
    "《妇女与健康》表", "（目标（一）8，2030 年）", "每年还需降低 0.48 个百分点。", "写了“不知道”？",
    "37,415 人",
]  # fmt: skip
sentences = st.lists(st.sampled_from(PARTS), min_size=1, max_size=12).map("".join)


def lines(layout):
    text = layout.text()
    found = [layout.lineAt(i) for i in range(layout.lineCount())]
    return [text[line.textStart() : line.textStart() + line.textLength()] for line in found]


@given(sentences, st.integers(150, 700))
def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one(sentence, width):
    found = lines(wrapped(QApplication.font(), sentence, width))
    assert "".join(found) == sentence
    assert [line for line in found[1:] if line[0] in CLOSING] == []
    assert [line for line in found[:-1] if line.rstrip()[-1] in OPENING] == []


def test_a_word_longer_than_a_line_is_broken_rather_than_cut():
    layout = wrapped(QApplication.font(), "wdp-210404-health-2025-r1.asice" * 3, 120)
    assert layout.lineCount() > 3
    assert layout.boundingRect().width() <= 120


def test_the_height_is_that_of_a_label_in_the_same_width():
    sentence = "".join(PARTS)
    label = QLabel(sentence)
    label.setWordWrap(True)
    assert abs(wrapped_height(QApplication.font(), sentence, 300) - label.heightForWidth(300)) <= 4
    assert wrapped_height(QApplication.font(), "甲\n乙", 300) > wrapped_height(QApplication.font(), "甲", 300)

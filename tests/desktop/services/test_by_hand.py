"""定稿 with a name that no font can draw: it waits for a person's word, and for nothing else."""

import json

import pytest

from desktop.documents.errors import GlyphMissing
from desktop.services.unit.filing.finalising import finalise, obstacles
from desktop.services.unit.printing import official_pdf
from tests.desktop.documents.builders import page_texts


def test_a_name_is_kept_and_its_line_left_blank(filled):
    filled.desk.name_people(head="李𠮷")
    assert obstacles(filled) == []
    with pytest.raises(GlyphMissing, match="U\\+20BB7"):
        finalise(filled)
    assert filled.state.is_open
    assert finalise(filled, by_hand=True) == 1
    frozen = json.loads(filled.desk.store.latest_revision(filled.year).content)
    assert frozen["people"]["head"] == "李𠮷"
    assert "（手写）" in page_texts(official_pdf(filled))[0]


def test_a_draft_can_be_printed_all_the_while(filled):
    filled.desk.name_people(head="李𠮷")
    assert "请手写" in page_texts(official_pdf(filled))[0]


def test_the_word_is_not_asked_for_in_vain(filled):
    assert finalise(filled) == 1

"""The quick answer for printable text is the one that the full search gives."""

from hypothesis import given
from hypothesis import strategies as st

from forms.plan.record import _NOT_ONE_LINE, MOST_CHARACTERS, text_fault
from forms.text.typed import REFUSED


def test_what_is_refused_is_never_printable():
    printable = (chr(code) for code in range(0x110000) if code != 0x20 and chr(code).isprintable())
    assert not [c for c in printable if REFUSED.search(c) or _NOT_ONE_LINE.search(f"甲{c}乙")]


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from(" \t\n\u3000\u202e\u00a0甲a"))))
def test_a_text_is_refused_for_its_characters_and_its_ends(text):
    assert len(text) <= MOST_CHARACTERS
    assert bool(text_fault(text)) == bool(_NOT_ONE_LINE.search(text) or REFUSED.search(text))

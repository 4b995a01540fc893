"""What is said after something was done: as many lines as there is room for, and how many there are."""

from hypothesis import given
from hypothesis import strategies as st

from desktop.models.office.outcome import lines_told

lines = st.integers(0, 70).map(lambda count: [f"{number} 局" for number in range(count)])


@given(lines, st.sampled_from(["", "请发出。"]))
def test_what_has_no_room_is_counted_and_what_is_to_be_done_stands_last(found, foot):
    told = lines_told("写好了：", iter(found), foot).split("\n")
    assert told.pop(0) == "写好了："
    assert not foot or told.pop() == foot
    assert told[:60] == found[:60]
    assert told[60:] == ([f"…… 共 {len(found)} 行"] if len(found) > 60 else [])

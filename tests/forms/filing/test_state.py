import pytest

from forms.errors import StateError
from forms.filing.state import Step, YearState, can_step, next_state

# Rows: state; columns: step. A blank is a step that is not possible (contracts, section 5).
TABLE = """
clear enter pass finalise export deliver return accept recall reopen choose pass_over withdraw
empty empty draft ready . . . . . . . . superseded .
draft empty draft ready . . . . . . . . superseded .
ready empty draft ready final . . . . . . . superseded .
final . . . . exported delivered returned accepted . returned delivered superseded withdrawn
exported . . . . exported delivered returned accepted . returned delivered superseded withdrawn
delivered . . . . delivered delivered returned accepted . returned delivered superseded .
returned empty draft ready final . . . . delivered . . superseded .
accepted . . . . accepted . returned accepted . returned . superseded .
withdrawn empty draft ready final . . . . . . . superseded .
superseded . . . . . . . . . . delivered superseded .
"""


def table() -> list[tuple[str, str, str]]:
    head, *rows = (line.split() for line in TABLE.strip().splitlines())
    return [(row[0], step, state) for row in rows for step, state in zip(head, row[1:], strict=True)]


@pytest.mark.parametrize(("state", "step", "following"), table())
def test_every_step_in_every_state(state: str, step: str, following: str) -> None:
    before, taken = YearState(state), Step(step)
    assert can_step(before, taken) == (following != ".")
    if following != ".":
        assert next_state(before, taken) is YearState(following)
        return
    with pytest.raises(StateError) as refused:
        next_state(before, taken)
    assert refused.value.code == "E-STATE-001"
    assert refused.value.message.startswith(f"本年度{before.label}，不能")
    assert refused.value.details == {"state": state, "step": step}


def test_table_has_every_state_and_step() -> None:
    assert {(s, p) for s, p, _ in table()} == {(s.value, p.value) for s in YearState for p in Step}


def test_refusal_says_what_to_do() -> None:
    with pytest.raises(StateError) as refused:
        next_state(YearState.FINAL, Step.ENTER)
    assert refused.value.message == "本年度已定稿，不能修改数据。如需修改，请先撤回定稿并写明原因。"


def test_labels_of_the_contract() -> None:
    assert {s.value: s.label for s in YearState} == {
        "empty": "未填报", "draft": "填报中", "ready": "可定稿", "final": "已定稿", "exported": "已导出",
        "delivered": "已送达", "returned": "已退回", "accepted": "已验收", "withdrawn": "已撤回",
        "superseded": "未选用",
    }  # fmt: skip


@pytest.mark.parametrize("state", list(YearState))
def test_a_year_is_either_open_or_frozen(state: YearState) -> None:
    assert state.is_open is (not state.is_frozen)
    assert state.is_open == can_step(state, Step.ENTER) == can_step(state, Step.CLEAR)
    assert can_step(state, Step.EXPORT) == (state.is_frozen and state is not YearState.SUPERSEDED)


def test_frozen_figures_change_only_through_withdrawal_or_return() -> None:
    frozen = {s for s in YearState if s.is_frozen}
    ways = {p for s in frozen for p in Step if can_step(s, p) and next_state(s, p).is_open}
    assert ways == {Step.WITHDRAW, Step.RETURN, Step.REOPEN}

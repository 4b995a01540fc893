"""Undo and redo, also after the program was closed and opened again."""

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from db.errors import StoreCorrupt
from db.unit.records import RecordKind
from db.unit.store import open_store
from forms.canonical import digest_of
from forms.figures.quantity import parse_quantity
from forms.reporting.entry import Observation
from tests.db.samples import NOW, YEAR, key, later, new_store, put, typed
from tests.examples import examples


def texts(store, year=YEAR):
    return {k: o.reading.text for k, o in store.observations(year).items()}


def test_one_step_per_call_however_many_cells(store):
    put(store, typed("1"), typed("2", 2), kind="paste")
    put(store, typed("3"), typed("", 2))
    assert store.undo_label(YEAR) == "填写 2 格"
    step = store.undo(YEAR, "王芳", NOW)
    assert step.kind is RecordKind.ENTRY
    assert {o.key: o.reading.text for o in step.changes} == {key(1): "1", key(2): "2"}
    assert texts(store) == {key(1): "1", key(2): "2"}
    step = store.undo(YEAR, "王芳", NOW)
    assert all(o.reading.is_blank for o in step.changes)
    assert texts(store) == {}
    assert store.undo(YEAR, "王芳", NOW) is None
    assert store.undo_label(YEAR) is None
    assert store.redo_label(YEAR) == "粘贴 2 格"


def test_undo_brings_back_who_and_when_notes_and_unreadable_text(store):
    original = Observation(key=key(), reading=parse_quantity("约 12"), note="备注", source="台账第3页")
    store.record(YEAR, [original], actor="李梅", now=NOW)
    before = store.observations(YEAR)
    store.record(YEAR, [typed("12")], actor="王芳", now=later())
    (restored,) = store.undo(YEAR, "王芳", later(2)).changes
    assert store.observations(YEAR) == before == {key(): restored}
    (again,) = store.redo(YEAR, "王芳", later(3)).changes
    assert (again.reading.text, again.entered_by, again.entered_at) == ("12", "王芳", later())


def test_steps_survive_a_restart(path):
    with new_store(path) as store:
        put(store, typed("1"))
        put(store, typed("2"))
        put(store, typed("3"))
        store.undo(YEAR, "王芳", NOW)
    with open_store(path, now=NOW) as store:
        assert store.redo(YEAR, "王芳", NOW).changes[0].reading.text == "3"
        for wanted in ("2", "1"):
            assert store.undo(YEAR, "王芳", NOW).changes[0].reading.text == wanted
    with open_store(path, now=NOW) as store:
        assert store.undo(YEAR, "王芳", NOW).changes[0].reading.is_blank
        assert [store.redo(YEAR, "王芳", NOW).changes[0].reading.text for _ in range(3)] == ["1", "2", "3"]
        assert store.redo(YEAR, "王芳", NOW) is None
        assert store.verify_log().ok


def test_a_new_change_ends_redo(store):
    put(store, typed("1"))
    store.undo(YEAR, "王芳", NOW)
    put(store, typed("2"))
    assert store.redo(YEAR, "王芳", NOW) is None


def test_leaving_a_cell_unchanged_does_not_end_redo(store):
    put(store, typed("1"))
    put(store, typed("2"))
    store.undo(YEAR, "王芳", NOW)
    put(store, typed("1"))
    assert store.redo(YEAR, "王芳", NOW).changes[0].reading.text == "2"


def test_nothing_leads_back_to_what_a_given_cell_held(path):
    """Neither undo nor redo, also of a value that the office gives and the clerk had typed before."""
    with new_store(path) as store:
        put(store, typed("1"), typed("5", 2), typed("7", 3))
        put(store, typed("2"))
        put(store, typed("3"), typed("6", 2))
        store.undo(YEAR, "王芳", NOW)
        put(store, typed("9"), kind=RecordKind.GIVEN)
        assert texts(store) == {key(1): "9", key(2): "5", key(3): "7"}
    with open_store(path, now=NOW) as store:
        assert [one.key for one in store.redo(YEAR, "王芳", NOW).changes] == [key(2)]
        assert texts(store) == {key(1): "9", key(2): "6", key(3): "7"}
        store.undo(YEAR, "王芳", NOW)
        store.undo(YEAR, "王芳", NOW)
        assert store.undo(YEAR, "王芳", NOW) is None
        assert texts(store) == {key(1): "9"}
        put(store, typed("9"), typed("6", 2), kind=RecordKind.GIVEN)
        put(store, Observation(key=key(), reading=parse_quantity("9"), note="备注"))
        store.undo(YEAR, "王芳", NOW)
        assert texts(store) == {key(1): "9", key(2): "6"}
        assert store.verify_log().ok
        kinds = [one.kind for one in store.change_log(YEAR, key())]
        assert kinds.count(RecordKind.GIVEN) == 1


def test_each_year_has_its_own_steps(store):
    put(store, typed("1"), year=2024)
    put(store, typed("2"), year=2025)
    store.undo(2024, "王芳", NOW)
    assert texts(store, 2024) == {}
    assert texts(store, 2025) == {key(): "2"}


@pytest.mark.parametrize("damage", ["[", "[[1]]", '[["a","_T",null,["x"]]]', '[["a","_T",null,[1.5]]]', "3"])
def test_a_damaged_step_is_named_and_changes_nothing(store, path, behind, damage):
    put(store, typed("1"))
    put(store, typed("2"))
    store.undo(YEAR, "王芳", NOW)
    for digest in (digest_of(damage.encode()), "0" * 64):
        behind(("UPDATE undo_step SET changes = ?, digest = ?", (damage, digest)))
        with pytest.raises(StoreCorrupt):
            store.redo(YEAR, "王芳", NOW)
    assert texts(store) == {key(): "1"}
    assert store.verify_log().ok


class UndoMachine(RuleBasedStateMachine):
    """Undo and redo against a plain list of states, with restarts at any moment."""

    def __init__(self):
        super().__init__()
        self.path = self.folder / f"{type(self).made}.sqlite"
        type(self).made += 1
        self.store = new_store(self.path)
        self.states, self.at = [{}], 0

    @rule(
        cells=st.dictionaries(
            st.integers(1, 4), st.sampled_from(["", "0", "1", "2.5", "-1", "x"]), min_size=1
        )
    )
    def record(self, cells):
        before = self.states[self.at]
        after = {**before, **{key(n): text for n, text in cells.items()}}
        after = {k: text for k, text in after.items() if text}
        put(self.store, *(typed(text, n) for n, text in cells.items()))
        if after != before:
            self.states[self.at + 1 :] = [after]
            self.at += 1

    @rule()
    def undo(self):
        done = self.store.undo(YEAR, "王芳", NOW)
        assert (done is not None) == (self.at > 0)
        self.at = max(0, self.at - 1)

    @rule()
    def redo(self):
        done = self.store.redo(YEAR, "王芳", NOW)
        assert (done is not None) == (self.at < len(self.states) - 1)
        self.at = min(len(self.states) - 1, self.at + 1)

    @rule()
    def restart(self):
        self.store.close()
        self.store = open_store(self.path, now=NOW)

    @invariant()
    def figures_are_those_of_the_present_state(self):
        assert texts(self.store) == self.states[self.at]

    def teardown(self):
        assert self.store.verify_log().ok
        self.store.close()


def test_any_sequence_of_changes_undos_redos_and_restarts(tmp_path):
    from hypothesis.stateful import run_state_machine_as_test

    UndoMachine.folder, UndoMachine.made = tmp_path, 0
    run_state_machine_as_test(UndoMachine, settings=examples(25, stateful_step_count=25))

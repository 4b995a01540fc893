"""Base figures that the office gave, as a unit's store keeps them."""

import pytest

from db.errors import StoreMisuse
from db.unit.store import open_store
from forms.canonical import digest_of
from forms.filing.state import YearState
from tests.db.samples import NOW, YEAR, later, new_store


def test_base_figures_are_kept_by_their_number(path):
    with new_store(path) as store:
        assert store.bases(YEAR) == []
        for number, table in ((2, b"second"), (1, b"first")):
            store.add_base(YEAR, number, table, actor="王芳", now=later(number))
        with pytest.raises(StoreMisuse):
            store.add_base(YEAR, 2, b"other", actor="王芳", now=NOW)
        assert store.year_state(YEAR).state is YearState.EMPTY
    with open_store(path, now=NOW) as store:
        first, second = store.bases(YEAR)
        assert (first.number, first.figures, first.digest) == (1, b"first", digest_of(b"first"))
        assert (second.number, second.actor, second.at) == (2, "王芳", later(2))
        assert store.bases(YEAR - 1) == []
        assert [one.subject for one in store.log_entries() if one.subject.startswith("base:")] == [
            "base:2",
            "base:1",
        ]
        assert store.verify_log().ok

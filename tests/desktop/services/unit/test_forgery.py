"""Whoever rewrites a frozen year is noticed, unless the check code on the stamped paper changes with it."""

from itertools import combinations

import pytest

from desktop.services.unit.desk import create_desk, open_desk
from desktop.services.unit.filing.exporting import export
from desktop.services.unit.filing.finalising import finalise
from desktop.services.unit.filing.frozen_comparison import changed_since_frozen
from desktop.services.unit.filing.log_checking import frozen_heads, verify_log
from desktop.services.unit.filing.signing import create_key
from desktop.services.unit.sample import explanation_for, import_sample_history
from desktop.services.unit.year import open_year
from tests.desktop.services.conftest import PASSPHRASE, MovableClock
from tests.desktop.services.forger import PARTS, forge

EVERY = [parts for count in range(len(PARTS) + 1) for parts in combinations(PARTS, count)]
FIGURE = {"cell", "log", "chain", "column", "table", "content"}
"""What must be rewritten so that another figure stands everywhere."""


@pytest.fixture(scope="module")
def clock():
    return MovableClock()


@pytest.fixture(scope="module")
def frozen(tmp_path_factory, pack, sample, clock):
    """A finalised year of which a package left the house."""
    folder = tmp_path_factory.mktemp("frozen")
    with create_desk(folder / "a.db", pack, "health", clock) as desk:
        desk.name_people(**sample.people)
        import_sample_history(desk, sample)
        year = open_year(desk, sample.year)
        year.enter(sample.figures)
        for finding in year.report.unexplained:
            year.explain(finding, explanation_for(sample, finding))
        finalise(year)
        identity = create_key(desk, folder / "unit.p12", PASSPHRASE)
        package = export(year, identity, folder / "out").path
    return folder / "a.db", package


def is_changed(parts):
    """Whether these rewritings change anything; hashes recomputed over the same rows are the same."""
    return bool(set(parts) & {"cell", "log", "table", "form"})


@pytest.mark.parametrize("parts", EVERY, ids="+".join)
def test_a_rewritten_year_is_noticed_unless_the_check_code_changes(parts, frozen, clock, tmp_path):
    source, package = frozen
    forge(source, tmp_path / "b.db", parts)
    with open_desk(source, clock) as desk:
        code = frozen_heads(desk)[0].check_code
    with open_desk(tmp_path / "b.db", clock) as desk:
        [head], is_noticed = frozen_heads(desk), not desk.store.verify_log().ok or changed_since_frozen(desk)
        if set(parts) == FIGURE:
            assert not is_noticed, "nothing inside the file can tell"
            assert head.check_code != code
        if not is_noticed:  # printing again takes longest
            is_noticed = not verify_log(desk).ok
            assert verify_log(desk, [package]).ok is not is_changed(parts)
    assert is_noticed or not is_changed(parts) or head.check_code != code


def test_each_mismatch_is_a_sentence_that_names_year_revision_and_what(frozen, clock, tmp_path):
    forge(frozen[0], tmp_path / "b.db", {"cell", "log", "chain", "column", "table"})
    with open_desk(tmp_path / "b.db", clock) as desk:
        found = verify_log(desk)
    assert found.mismatches == (
        "2025 年第 1 版：定稿内容所记的末条校验值在变更记录里找不到，定稿之前的变更记录被改写过",
        "2025 年第 1 版：定稿时的文件“data/observations.csv”被改动过，与定稿内容所列的摘要不符",
        "2025 年第 1 版：“data/observations.csv”与 submission.json 所列摘要不符",
    )
    assert found.sentence.startswith("有 3 处与定稿或报送包不符")
    forge(frozen[0], tmp_path / "c.db", {"cell", "log", "chain", "column"})
    with open_desk(tmp_path / "c.db", clock) as desk:
        found = verify_log(desk)
    assert found.mismatches[1:] == (
        "2025 年第 1 版：maternal-health/01/_T 现在的数值、填报原文与定稿的数据表不符",
    )

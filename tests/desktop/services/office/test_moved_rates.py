"""Other base figures: which rates of units that filed with the former ones would move, and nothing moves."""

import json
from decimal import Decimal

import pytest

from db.office.records import CertificatePurpose
from desktop.__main__ import main
from desktop.services.office.facts.ledger import ledger_of
from desktop.services.office.registry.keys import create_office_key
from desktop.services.office.task.base_figures import issue_base, read_base
from forms.figures.breakdown import SeriesKey
from tests.desktop.cli.schemas import require_schema
from tests.desktop.services.both import YEAR
from tests.desktop.services.conftest import PASSPHRASE
from tests.desktop.services.two_units import HOUSEHOLDS, file_both, office_of, take_in


@pytest.fixture(scope="module")
def filed(tmp_path_factory):
    return file_both(tmp_path_factory.mktemp("pairs"))


def table(value):
    return f"代码,分组,{YEAR},来源,性质\n{HOUSEHOLDS.code},_T,{value},统计年鉴,正式数\n".encode()


def test_each_rate_that_would_move_is_told_and_none_is_reckoned_again(filed, tmp_path, capsys):
    path = tmp_path / "统计局.db"
    with office_of(filed, path) as desk:
        take_in(desk, filed, "agriculture")
        ledger = ledger_of(desk, YEAR)
        content = ledger.unit_year("agriculture").current.content
        before = desk.store.values(content)
        (stated,) = (one.value for one in before if one.item == HOUSEHOLDS.code and one.year == YEAR)
        key = create_office_key(desk, CertificatePurpose.SIGNING, tmp_path / "office.p12", PASSPHRASE)
        first = read_base(desk, table(stated), YEAR)
        assert first.moved == (), "there were no base figures before"
        issue_base(desk, first, key, tmp_path / "1.asice")
        assert read_base(desk, table(stated), YEAR).moved == ()
        position = desk.store.log_position()
        second = read_base(desk, table(stated * 2), YEAR)
        assert [(one.unit, one.is_accepted) for one in second.moved] == [("agriculture", False)]
        (moved,) = second.moved
        assert abs(moved.old - moved.new * 2) < Decimal("0.001")
        assert moved.texts[0] != moved.texts[1]
        assert isinstance(moved.key, SeriesKey)
        assert (desk.store.values(content), desk.store.log_position()) == (before, position)
    book = tmp_path / "新.csv"
    book.write_bytes(table(stated * 2))
    command = ["office", "base", str(book), "--office", str(path), "--year", str(YEAR), "--dry-run"]
    assert main([*command, "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    require_schema(document)
    assert [(one["unit"], one["indicator"]) for one in document["moved"]] == [("agriculture", moved.key.code)]
    assert main(command) == 0
    assert "报来的率按新数算会变的 1 个（只列出，没有重算，也不改单位的数）" in capsys.readouterr().out

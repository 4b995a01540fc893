"""No key, no signature and no 定稿 with a clock that cannot be right; the end of a certificate is told."""

from datetime import UTC, datetime, timedelta

import pytest

from desktop.services.clock import RELEASED, ClockBehind
from desktop.services.keys.key_files import end_of_key, import_key
from desktop.services.packages.receiving_key import create_key_for_receiving, import_key_for_receiving
from desktop.services.unit.desk import open_desk
from desktop.services.unit.filing.exporting import export
from desktop.services.unit.filing.finalising import finalise
from desktop.services.unit.filing.signing import create_key
from desktop.submission.errors import IdentityError
from desktop.submission.keys.identity import create_identity
from desktop.submission.keys.key_file import to_pkcs12
from desktop.submission.keys.self_signed import UnitSubject
from forms.errors import EnvironmentFault
from tests.desktop.services.conftest import PASSPHRASE, START

HEALTH = UnitSubject("望花区卫生健康局", "health", "210404")
LONG_AGO = datetime(2009, 1, 1, tzinfo=UTC)
VALIDITY = timedelta(days=3652.5)


def test_a_clock_behind_the_file_makes_no_key(desk, clock, tmp_path):
    clock.now = START - timedelta(hours=3)
    with pytest.raises(ClockBehind, match=r"2026-03-26 11:02.*2026-03-26 14:0.*校正电脑时间") as caught:
        create_key(desk, tmp_path / "a.p12", PASSPHRASE)
    assert caught.value.code == "E-CLOCK-002"
    assert list(tmp_path.glob("*.p12")) == []


def test_nor_a_signature(final, identity, clock, tmp_path):
    clock.now -= timedelta(days=2)
    with pytest.raises(ClockBehind):
        export(final, identity, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_nor_fixes_a_year(filled, clock):
    clock.now -= timedelta(days=2)
    with pytest.raises(ClockBehind):
        finalise(filled)
    assert filled.state.is_open


def test_what_was_typed_meanwhile_does_not_hide_it(desk, clock, tmp_path):
    clock.now -= timedelta(days=2)
    desk.name_people(filler="王五")
    with pytest.raises(ClockBehind):
        create_key(desk, tmp_path / "a.p12", PASSPHRASE)


def test_a_clock_that_was_ahead_once_does_not_lock_a_unit_out(store_path, desk, clock, tmp_path):
    desk.close()
    with open_desk(store_path, lambda: START + timedelta(days=3650)) as ahead:
        ahead.name_people(filler="王五")
    with open_desk(store_path, clock) as again:
        with pytest.raises(ClockBehind):
            create_key(again, tmp_path / "a.p12", PASSPHRASE)
        assert create_key(again, tmp_path / "a.p12", PASSPHRASE, clock_is_right=True)


@pytest.mark.parametrize(
    ("moment", "code"),
    [
        (LONG_AGO, "E-CLOCK-001"),
        (RELEASED - timedelta(seconds=1), "E-CLOCK-001"),
        (datetime(2100, 1, 1, tzinfo=UTC), "E-CLOCK-003"),
        (datetime(9998, 1, 1, tzinfo=UTC), "E-CLOCK-003"),
    ],
)
def test_a_time_that_cannot_be_right_is_refused_without_a_file_too(desk, clock, pack, tmp_path, moment, code):
    clock.now = moment - timedelta(seconds=code == "E-CLOCK-001")
    for make in (
        lambda: create_key(desk, tmp_path / "a.p12", PASSPHRASE, clock_is_right=True),
        lambda: create_key_for_receiving(pack.plan, tmp_path / "b.p12", PASSPHRASE, moment),
        lambda: import_key(tmp_path / "a.p12", tmp_path / "c.p12", PASSPHRASE, moment),
        lambda: import_key_for_receiving(tmp_path / "a.p12", tmp_path / "c.p12", PASSPHRASE, moment),
    ):
        with pytest.raises(EnvironmentFault) as caught:
            make()
        assert caught.value.code == code
    assert list(tmp_path.glob("*.p12")) == []


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "ca.pfx"
    path.write_bytes(to_pkcs12(create_identity(HEALTH, START), PASSPHRASE))
    return path


def test_an_expired_key_is_not_imported_without_a_word(source, tmp_path):
    with pytest.raises(IdentityError, match=r"没有导入.*到期") as caught:
        import_key(source, tmp_path / "a.p12", PASSPHRASE, START + VALIDITY + timedelta(days=1))
    assert caught.value.code == "E-KEY-017"
    assert not (tmp_path / "a.p12").exists()


def test_nor_one_that_is_not_yet_valid(source, tmp_path):
    with pytest.raises(IdentityError, match=r"没有导入.*起才有效") as caught:
        import_key(source, tmp_path / "a.p12", PASSPHRASE, START - timedelta(days=2))
    assert caught.value.code == "E-KEY-018"


def test_the_end_is_told_from_the_certificate_beside_the_key(identity, tmp_path):
    for days, level in ((100, "far"), (80, "notice"), (20, "warning"), (4, "urgent"), (-1, "expired")):
        found = end_of_key(tmp_path / "unit.p12", START + VALIDITY - timedelta(days=days))
        assert found.level == level
    assert end_of_key(tmp_path / "none.p12", START) is None
    (tmp_path / "unit.cer.pem").write_bytes(b"nonsense")
    assert end_of_key(tmp_path / "unit.p12", START) is None


def test_export_tells_the_end(final, identity, clock, tmp_path):
    clock.now = START + VALIDITY - timedelta(days=5)
    made = export(final, identity, tmp_path / "out")
    assert made.end.level == "urgent"
    assert "马上到期" in made.end.sentence

"""注销 and 更正: what can be corrected of an entry, what is written, and what is said of what it signed."""

from dataclasses import replace

import pytest

from desktop.models.office.register.correcting import Correction, correct, corrections_of, revoke_from
from desktop.models.office.register.register_lines import read_register
from desktop.submission.keys.certificate import to_der
from forms.errors import UserInputError
from forms.receiving.state import OfficeState
from tests.desktop.services.both import certificate_of
from tests.desktop.submission.builders import certify, rsa_key

SINCE, REASON = "2026-01-02", "密钥文件遗失，另办登记"


def entries(both):
    """Those of the unit, and the office's own."""
    return read_register(both.office).entries


def test_each_correction_has_words_of_its_own():
    assert len({one.label for one in Correction}) == len(Correction)


def test_only_what_stands_can_be_corrected_and_of_the_offices_own_a_revocation_alone(both):
    unit, own = entries(both)
    assert corrections_of(unit) == [Correction.OTHER_UNIT, Correction.STRIKE_OUT]
    assert corrections_of(own) == []
    assert corrections_of(replace(unit, stands=False)) == []
    revoke_from(both.office, unit, SINCE, REASON)
    revoke_from(both.office, own, SINCE, REASON)
    unit, own = entries(both)
    assert corrections_of(unit) == list(Correction)
    assert corrections_of(own) == [Correction.REVOCATION]
    assert corrections_of(replace(unit, stands=False)) == []


def test_a_revocation_says_from_when_and_what_became_of_what_it_signed(both):
    unit, _ = entries(both)
    words = revoke_from(both.office, unit, SINCE, REASON)
    assert words.startswith(f"已注销{unit.unit_name}的证书，自 2026-01-02 起收到的不再认它。")
    assert "它签名的 1 份报送包已重新判断：2025 年第 1 版仍待处理" in words
    assert both.row.state is OfficeState.QUARANTINED
    again = revoke_from(both.office, unit, SINCE, REASON)
    assert again.startswith("自 2026-01-02 起注销过，没有变动。")


def test_a_revocation_is_taken_back_and_what_it_signed_counts_again(both):
    revoke_from(both.office, entries(both)[0], SINCE, REASON)
    unit, _ = entries(both)
    words = correct(both.office, unit, Correction.REVOCATION, None, "日期写错了")
    assert words.startswith(f"已撤回{unit.unit_name}的证书自 2026-01-02 起的注销。")
    assert "2025 年第 1 版已收下" in words
    assert both.row.state is OfficeState.RECEIVED
    assert entries(both)[0].revoked is None


def test_a_struck_certificate_speaks_for_nobody(both):
    unit, _ = entries(both)
    words = correct(both.office, unit, Correction.STRIKE_OUT, None, "不属于任何单位")
    assert words.startswith(f"已撤销给{unit.unit_name}的登记。")
    assert "仍待处理" in words
    assert not entries(both)[0].stands
    assert both.row.state is OfficeState.QUARANTINED


@pytest.fixture
def nameless(both):
    """A certificate that names no unit, registered for the education bureau by mistake."""
    found = certify(rsa_key(2048), start=both.office.clock())
    entry = replace(certificate_of(to_der(found), "health", both.office.clock()), unit="education")
    both.office.store.register(entry)
    return next(one for one in entries(both) if one.certificate.unit == "education")


def test_a_certificate_is_registered_for_the_right_unit(both, nameless):
    words = correct(both.office, nameless, Correction.OTHER_UNIT, "health", "登记表写的是卫健局")
    assert f"改为登记给{both.office.unit_name('health')}" in words
    assert "份报送包" not in words, "it signed nothing"
    units = [one.certificate.unit for one in entries(both) if one.stands]
    assert units.count("health") == 2
    assert "education" not in units


def test_one_that_names_its_unit_is_moved_to_no_other_and_nothing_is_struck(both):
    unit, _ = entries(both)
    with pytest.raises(UserInputError):
        correct(both.office, unit, Correction.OTHER_UNIT, "education", "登记错了单位")
    assert entries(both)[0].stands


@pytest.mark.parametrize("since", ["2099-01-01", "二月", ""])
def test_a_day_that_is_none_or_has_not_come_revokes_nothing(both, since):
    unit, _ = entries(both)
    with pytest.raises(UserInputError):
        revoke_from(both.office, unit, since, REASON)
    assert entries(both)[0].revoked is None

"""When the end of a certificate is told, and whom a certificate without an organisation names."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.x509.oid import NameOID

from desktop.submission.keys.certificate import subject_of
from desktop.submission.keys.validity import EndLevel, certificate_end
from tests.desktop.submission.builders import NOW, certify, rsa_key

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("left", "level"),
    [
        (91 * DAY, EndLevel.FAR),
        (90 * DAY + timedelta(seconds=1), EndLevel.FAR),
        (90 * DAY, EndLevel.NOTICE),
        (30 * DAY + timedelta(seconds=1), EndLevel.NOTICE),
        (30 * DAY, EndLevel.WARNING),
        (7 * DAY + timedelta(seconds=1), EndLevel.WARNING),
        (7 * DAY, EndLevel.URGENT),
        (timedelta(0), EndLevel.URGENT),
        (-timedelta(seconds=1), EndLevel.EXPIRED),
    ],
)
def test_levels_rise_towards_the_end(left, level):
    end = certificate_end(certify(rsa_key(2048), end=NOW + left, start=NOW - 400 * DAY), NOW)
    assert end.level is level
    assert end.days_left == left.days
    assert bool(end.sentence) == (level is not EndLevel.FAR)
    assert end.is_usable == (level is not EndLevel.EXPIRED)


@pytest.mark.parametrize("offset", [timedelta(0), 8 * timedelta(hours=1), -5 * timedelta(hours=1)])
def test_the_end_is_told_by_the_day_of_beijing_and_one_without_end_by_its_year(offset):
    now = NOW.astimezone(timezone(offset))
    late = datetime(2026, 5, 1, 20, 0, tzinfo=UTC)
    assert (
        "2026-05-02"
        in certificate_end(certify(rsa_key(2048), end=late), late.astimezone(now.tzinfo)).sentence
    )
    endless = certify(rsa_key(2048), end=datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC))
    assert certificate_end(endless, now).level is EndLevel.FAR


def test_not_yet_valid_names_both_dates():
    end = certificate_end(certify(rsa_key(2048), start=NOW + DAY), NOW)
    assert end.level is EndLevel.NOT_YET_VALID
    assert f"{NOW + DAY:%Y-%m-%d}" in end.sentence
    assert f"{NOW:%Y-%m-%d}" in end.sentence


def named(**names):
    oids = {"o": NameOID.ORGANIZATION_NAME, "cn": NameOID.COMMON_NAME}
    name = x509.Name([x509.NameAttribute(oids[kind], text) for kind, text in names.items()])
    key = rsa_key(2048)
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(NOW)
        .not_valid_after(NOW + DAY)
        .sign(key, hashes.SHA256())
    )


@pytest.mark.parametrize(
    ("names", "shown"),
    [
        ({"o": "教育局", "cn": "education/210404"}, "教育局"),
        ({"cn": "望花区教育局"}, "望花区教育局"),
        ({"o": "教\u202e育", "cn": "望花区教育局"}, "望花区教育局"),
        ({"o": "　 ", "cn": " 望花区教育局 "}, "望花区教育局"),
        ({}, ""),
    ],
)
def test_without_an_organisation_the_common_name_is_shown(names, shown):
    assert subject_of(named(**names)).name == shown


@pytest.mark.parametrize(
    ("names", "shown"),
    [({"o": "教育局"}, "教育局"), ({"o": "教\u202e育局"}, "单位名称里有看不见的字符"), ({}, "未注明单位")],
)
def test_a_name_that_cannot_be_shown_is_not_called_absent(names, shown):
    assert subject_of(named(**names)).shown == shown


OFFICE_CN, UNIT_CN = "office/210404", "education/210404"


@pytest.mark.parametrize("is_over", [False, True])
@pytest.mark.parametrize(
    ("name", "receiving", "says", "never"),
    [
        (OFFICE_CN, False, "发给各单位", "送统计局"),
        (OFFICE_CN, True, "发给各单位", "送统计局"),
        (UNIT_CN, False, "送统计局登记", "发给各单位"),
        (UNIT_CN, True, "送统计局登记", "由统计局新建"),
    ],
)
def test_whoever_owns_the_key_is_told_what_is_theirs_to_do(name, receiving, says, never, is_over):
    now = NOW + (DAY + timedelta(seconds=1) if is_over else timedelta(0))
    sentence = certificate_end(named(cn=name), now, receiving=receiving).sentence
    assert says in sentence
    assert never not in sentence
    if is_over:
        assert "趁旧的还有效" not in sentence
        assert ("报送包" in sentence) == ((name, receiving) in {(UNIT_CN, False), (OFFICE_CN, True)})

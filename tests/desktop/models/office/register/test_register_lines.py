"""登记册: how each certificate stands on a day, what is said of it, and which units a person means."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from db.office.records import CertificatePurpose, CertificateRevocation, RegisteredCertificate
from desktop.models.grid.roles import Mark
from desktop.models.office.cells import Look
from desktop.models.office.register.register_lines import (
    HEADS,
    RegisterRead,
    details,
    lines_of,
    read_register,
    register_line,
    standing,
    waiting_line,
    wanted,
)
from desktop.services.office.registry.register_book import RegisterEntry
from desktop.services.office.registry.revoking import correct_registration, revoke
from desktop.submission.keys.certificate import OFFICE

NOW = datetime(2026, 5, 6, 2, tzinfo=UTC)
MADE = datetime(2026, 1, 4, 20, tzinfo=UTC)
"""In Beijing it is the fifth already."""


def entry(unit="health", name="某县卫生健康局", **changes):
    facts = {
        "fingerprint": f"{len(name):x}" * 64,
        "data": b"",
        "unit": unit,
        "holder": name,
        "purpose": CertificatePurpose.SIGNING,
        "valid_from": MADE,
        "valid_until": NOW + timedelta(days=400),
        "renews": None,
        "actor": "李娜",
        "at": MADE,
    }
    own = {key: value for key, value in changes.items() if key in facts}
    others = {key: value for key, value in changes.items() if key not in facts}
    standing = {"unit_name": name, "stands": True, "revoked": None, "first_unit": name}
    return RegisterEntry(certificate=RegisteredCertificate(**{**facts, **own}), **{**standing, **others})


def read(*entries):
    return RegisterRead(waiting=(), entries=entries, units=(), barred="", now=NOW)


REVOKED = CertificateRevocation(
    fingerprint="", since=datetime(2026, 3, 1, 16, tzinfo=UTC), reason="遗失", actor="李娜", at=NOW
)


@pytest.mark.parametrize(
    ("changes", "mark", "word"),
    [
        ({}, Mark.DONE, "有效"),
        ({"valid_until": NOW + timedelta(days=60)}, Mark.DONE, "有效"),
        ({"valid_until": NOW + timedelta(days=59, hours=23)}, Mark.DUE, "还有 59 天到期"),
        ({"valid_until": NOW}, Mark.DUE, "还有 0 天到期"),
        ({"valid_until": NOW - timedelta(seconds=1)}, Mark.BAD, "已到期"),
        ({"valid_from": NOW + timedelta(seconds=1)}, Mark.TO_COME, "还没有生效"),
        ({"revoked": REVOKED}, Mark.BAD, "自 2026-03-02 注销"),
        ({"revoked": REVOKED, "valid_until": MADE}, Mark.BAD, "自 2026-03-02 注销"),
        ({"stands": False, "revoked": REVOKED}, Mark.DROPPED, "登记已撤销"),
    ],
)
def test_how_it_stands_is_said_by_what_weighs_most(changes, mark, word):
    found = entry(**changes)
    assert standing(read(found), found) == (mark, word)


@pytest.mark.parametrize(
    ("changes", "look"),
    [
        ({}, Look.PLAIN),
        ({"valid_until": NOW + timedelta(days=9)}, Look.PLAIN),
        ({"valid_until": NOW - timedelta(days=1)}, Look.GREY),
        ({"stands": False}, Look.GREY),
    ],
)
def test_what_is_over_is_grey(changes, look):
    found = entry(**changes)
    assert register_line(read(found), found).cells[0].look is look


def test_a_line_has_a_cell_under_each_head():
    found = entry(purpose=CertificatePurpose.RECEIVING)
    cells = register_line(read(found), found).cells
    assert len(cells) == len(HEADS)
    assert [cell.text for cell in cells] == [
        "某县卫生健康局",
        "收件",
        "有效",
        "2027-06-10",
        "2026-01-05 李娜",
        "",
    ]
    assert register_line(read(entry()), entry()).cells[1].text == "签名"
    own = entry(OFFICE, "某县统计局")
    assert register_line(read(own), own).cells[0].text == "某县统计局　本局"


def test_a_renewal_is_told_at_both_and_a_struck_one_at_neither():
    old = entry()
    new = entry(name="某县卫健局", renews=old.certificate.fingerprint)
    remarks = [line.cells[5].text for line in lines_of(read(old, new), [old, new])]
    assert remarks == ["已由新证书接续", "接续原证书"]
    struck = replace(new, stands=False)
    assert register_line(read(old, struck), old).cells[5].text == ""


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", [0, 1]),
        ("教育", [1]),
        ("wsjk", [0]),
        ("卫健局", [0]),
        ("税务", []),
    ],
)
def test_units_are_found_by_name_abbreviation_and_pinyin(typed, found):
    entries = entry(), entry("education", "某县教育局")
    assert wanted(read(*entries), typed) == [entries[place] for place in found]


def test_what_waits_is_told_with_years_and_revisions(waiting):
    (one,) = read_register(waiting).waiting
    name = waiting.unit_name("health")
    assert waiting_line(one) == f"{name}　2 份报送包等着：2025 年第 1 版、2025 年第 2 版"


def test_the_register_offers_the_units_that_report(both):
    found = read_register(both.office)
    assert found.units == tuple((u.code, u.official_name) for u in both.office.plan.reporting_units)
    assert [one.certificate.unit for one in found.entries] == ["health", OFFICE]
    assert found.barred == ""


def test_everything_that_was_done_about_a_certificate_is_told(both):
    (health, _) = read_register(both.office).entries
    revoke(both.office, fingerprint=None, unit="health", since="2026-01-02", reason="密钥文件遗失")
    correct_registration(
        both.office, fingerprint=health.certificate.fingerprint, unit=None, reason="登记错了"
    )
    found = read_register(both.office)
    (health, _) = found.entries
    facts = details(both.office, found, health)
    told = dict(facts)
    assert [label for label, _ in facts] == [
        *("单位", "单位代码", "证书写明", "状态", "有效期", "登记", "指纹"),
        *("注销原因", "更正"),
    ]
    assert told["状态"] == "登记已撤销"
    assert told["注销原因"] == "密钥文件遗失（陈静）"
    assert told["更正"].endswith("撤销登记：登记错了")
    assert told["指纹"].replace(" ", "").lower() == health.certificate.fingerprint
    assert register_line(found, health).cells[5].text == "更正 1 次"


def test_what_is_renewed_is_named_with_how_it_stands(both):
    old = entry(valid_until=NOW - timedelta(days=1))
    new = entry(name="某县卫健局", renews=old.certificate.fingerprint)
    told = dict(details(both.office, read(old, new), new))
    assert told["接续"] == f"{old.grouped}（已到期）"
    assert "接续" not in dict(details(both.office, read(old, new), old))

"""Registering a certificate: which unit is proposed, what is missing, and what becomes of what waited."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.models.office.register.register_lines import RegisterRead, read_register
from desktop.models.office.register.registering import (
    ToRegister,
    about,
    compared,
    judged_words,
    register_typed,
    renewable,
    renewed_words,
    to_register,
    why_not_yet,
)
from desktop.services.office.people import set_person
from desktop.services.office.registry.register import RegisterOutcome
from desktop.services.office.registry.revoking import revoke
from desktop.services.office.registry.unregistered import JudgedAnew, OfferedCertificate, offered_file
from forms.errors import UserInputError
from forms.receiving.role import OfficeRole
from tests.desktop.models.desks import YEAR
from tests.desktop.views.office.forked import UNIT

PRINT = "0123456789abcdef" * 4
OFFERED = OfferedCertificate(
    name="a.cer.pem",
    data=b"",
    fingerprint=PRINT,
    unit="",
    holder="",
    is_signing=True,
    valid_from=datetime(2026, 1, 4, 16, tzinfo=UTC),
    valid_until=datetime(2036, 1, 5, tzinfo=UTC),
)


def offered_in(desk):
    """The certificate whose file lies beside the office's."""
    return offered_file(desk, desk.path.with_name(f"{UNIT}.cer.pem"))


def register(desk, **changes):
    wanted = to_register(read_register(desk), offered_in(desk))
    facts = {"digits": wanted.offered.fingerprint, "unit": UNIT, "renews": None}
    return register_typed(desk, wanted, **{**facts, **changes})


def test_the_unit_that_the_certificate_names_is_certain(waiting):
    wanted = to_register(read_register(waiting), offered_in(waiting))
    assert (wanted.unit, wanted.is_certain, wanted.waiting) == (UNIT, True, 2)


def test_of_a_certificate_without_a_unit_the_one_whose_packages_wait_is_proposed(waiting):
    nameless = replace(offered_in(waiting), unit="")
    wanted = to_register(read_register(waiting), nameless)
    assert (wanted.unit, wanted.is_certain, wanted.waiting) == (UNIT, False, 2)
    stranger = to_register(read_register(waiting), replace(nameless, fingerprint=PRINT))
    assert (stranger.unit, stranger.is_certain, stranger.waiting) == ("", False, 0)


def test_what_it_says_of_itself_is_told_without_its_print():
    facts = dict(about(ToRegister(offered=OFFERED, unit="", is_certain=False)))
    assert facts == {
        "证书": "a.cer.pem",
        "证书写明": "没有写明单位",
        "用途": "签名",
        "有效期": "2026-01-05 至 2036-01-05",
    }
    other = replace(OFFERED, is_signing=False, holder="某县卫生健康局")
    facts = dict(about(ToRegister(offered=other, unit="health", is_certain=True, waiting=2)))
    assert facts["用途"] == "收件（加密给单位的单子）"
    assert facts["证书写明"] == "某县卫生健康局"
    assert facts["等着的"] == "2 份报送包，登记后自动重新判断"
    assert not [text for text in facts.values() if PRINT[:8] in text]


wanted = ToRegister(offered=OFFERED, unit="health", is_certain=True)


@given(st.integers(min_value=0, max_value=64))
def test_it_can_be_registered_once_all_digits_stand_there_and_not_before(count):
    why = why_not_yet(compared(wanted, PRINT[:count]), "health")
    assert (why == "") is (count == 64)
    if count < 64:
        assert why == f"已输入 {count // 4} 组，共 16 组。"


@given(st.integers(min_value=0, max_value=63))
def test_a_wrong_digit_is_told_by_its_group_and_the_right_one_by_nobody(at):
    digits = PRINT[:at] + ("0" if PRINT[at] != "0" else "1") + PRINT[at + 1 :]
    typed = compared(wanted, digits)
    assert typed.is_wrong
    assert f"第 {at // 4 + 1} 组" in typed.told
    assert PRINT[at // 4 * 4 :][:4] not in typed.told.lower()
    assert "不要登记" in typed.told
    assert why_not_yet(typed, "health") == typed.told


def test_what_waits_for_a_wrong_certificate_has_somewhere_to_go():
    assert "不予采用" not in compared(wanted, "0" * 64).told
    assert compared(replace(wanted, waiting=1), "0" * 64).told.endswith("等着它的报送包在审核页不予采用。")


def test_without_a_unit_that_is_asked_first():
    assert why_not_yet(compared(wanted, PRINT), "") == "请照登记表选单位。"


def test_a_registered_certificate_lets_what_waited_in(waiting):
    made = register(waiting)
    assert not made.is_refused
    assert [(one.revision, one.waits) for one in made.judged] == [(1, False), (2, False)]
    assert made.sentence.endswith(
        "它签名的 2 份报送包已重新判断：2025 年第 1 版已收下，这一年是“在审”；"
        "2025 年第 2 版已收下，这一年是“在审”。"
    )
    assert read_register(waiting).waiting == ()
    again = register(waiting)
    assert again.line.outcome is RegisterOutcome.KNOWN
    assert not again.is_refused


def test_a_slip_refuses_it_and_what_waits_goes_on_waiting(waiting):
    digits = offered_in(waiting).fingerprint
    made = register(waiting, digits=digits[:-1] + ("0" if digits[-1] != "0" else "1"))
    assert made.is_refused
    assert "第 16 组" in made.sentence
    assert "仍待处理" in made.sentence
    assert len(read_register(waiting).waiting) == 1
    assert read_register(waiting).entries == ()


def test_a_unit_that_the_certificate_does_not_name_is_refused(waiting):
    made = register(waiting, unit="education")
    assert made.is_refused
    assert read_register(waiting).entries == ()


def test_who_may_only_look_registers_nothing(waiting):
    set_person(waiting, "陈静", OfficeRole.HEAD)
    set_person(waiting, "赵静", OfficeRole.READER)
    waiting.work_as("赵静")
    assert "只读" in read_register(waiting).barred
    with pytest.raises(UserInputError):
        register(waiting)


def test_a_new_certificate_may_take_over_from_those_of_its_unit_and_use(waiting):
    register(waiting)
    found = read_register(waiting)
    newer = ToRegister(offered=OFFERED, unit=UNIT, is_certain=True)
    (entry,) = renewable(found, newer, UNIT)
    assert renewable(found, newer, "education") == []
    assert renewable(found, replace(newer, offered=replace(OFFERED, is_signing=False)), UNIT) == []
    itself = to_register(found, offered_in(waiting))
    assert renewable(found, itself, UNIT) == []
    words = renewed_words(entry)
    assert words.startswith(f"接续 {entry.grouped[:19]}…（有效期至 2036-")
    assert "已注销" not in words
    day = f"{waiting.clock():%Y-%m-%d}"
    revoke(waiting, fingerprint=entry.certificate.fingerprint, unit=None, since=day, reason="密钥文件遗失")
    (revoked,) = renewable(read_register(waiting), newer, UNIT)
    assert renewed_words(revoked).endswith("，已注销）")


def test_what_was_struck_out_is_not_taken_over_from(waiting):
    register(waiting)
    found = read_register(waiting)
    struck = RegisterRead(
        waiting=(),
        entries=(replace(found.entries[0], stands=False),),
        units=found.units,
        barred="",
        now=found.now,
    )
    assert renewable(struck, ToRegister(offered=OFFERED, unit=UNIT, is_certain=True), UNIT) == []


def judged(number, *, waits=False):
    why = "内容改过" if waits else ""
    return JudgedAnew(unit_name="卫健局", year=YEAR, revision=number, waits=waits, state="在审", why=why)


@given(st.lists(st.booleans(), max_size=7))
def test_of_many_packages_three_are_named_and_the_others_counted(waits):
    words = judged_words([judged(number, waits=one) for number, one in enumerate(waits, 1)])
    if not waits:
        assert words == ""
        return
    assert words.startswith(f"它签名的 {len(waits)} 份报送包已重新判断：")
    named = words.partition("：")[2].rstrip("。").split("；")
    more = named.pop() if len(waits) > 3 else ""
    assert more == (f"另有 {len(waits) - 3} 份" if len(waits) > 3 else "")
    assert named == [
        f"2025 年第 {number} 版" + ("仍待处理（内容改过）" if one else "已收下，这一年是“在审”")
        for number, one in enumerate(waits[:3], 1)
    ]

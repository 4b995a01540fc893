"""Reminders: to whom, what they name, and the tick of a person."""

import re
from datetime import timedelta
from email import message_from_bytes

import pytest

from desktop.services.office.facts.ledger import ledger_of
from desktop.services.office.letters.asking import ToAsk, ask, send_return
from desktop.services.office.letters.reminding import late_units, tick_sent, write_reminders
from desktop.services.office.overview.today import today_of
from forms.codes.decide import DecideCode
from forms.errors import StateError
from forms.filing.receipt_time import day_in_beijing
from forms.letters.question import QuestionScope
from tests.desktop.services.both import YEAR

DAY = timedelta(days=1)


def units(desk, **more):
    return [one.unit for one in late_units(desk, YEAR, **more)]


def text_of_mail(path):
    (part,) = message_from_bytes(path.read_bytes()).get_payload()
    return part.get_payload(decode=True).decode()


def test_late_is_who_has_not_filed_after_the_deadline(both):
    office = both.office
    today, expected = day_in_beijing(office.clock()), [one.code for one in office.plan.reporting_units]
    assert units(office) == []
    assert units(office, everyone=True) == [unit for unit in expected if unit != "health"]
    for day, late in ((today, []), (today - DAY, ["education"])):
        office.store.set_deadline(YEAR, "education", day, actor="陈静", now=office.clock())
        assert units(office) == late
    (late,) = late_units(office, YEAR)
    plan = office.pack_of(YEAR).plan
    assert (late.forms, late.has_come) == (tuple(form.title for form in plan.forms_of("education")), False)
    before = office.store.log_position()
    ((_, path),) = write_reminders(office, YEAR, both.folder)
    assert (path.name, office.store.log_position()) == ("wdp-210404-education-2025-reminder.eml", before)
    said = text_of_mail(path)
    assert all(form.title in said for form in plan.forms_of("education"))
    assert f"（期限 {today - DAY}）" in said
    assert not re.search(r"[a-z]+/[0-9]+/", said)


def test_what_was_sent_is_what_a_person_ticks(both):
    office = both.office
    assert late_units(office, YEAR, everyone=True)[0].reminded == ()
    unit = units(office, everyone=True)[0]
    tick_sent(office, unit, YEAR)
    (late,) = [one for one in late_units(office, YEAR, everyone=True) if one.unit == unit]
    assert late.reminded == (day_in_beijing(office.clock()),)
    assert ledger_of(office, YEAR).unit_year(unit).state.value == "expected"
    with pytest.raises(StateError) as caught:
        tick_sent(office, "health", YEAR)
    assert caught.value.code is DecideCode.NOTHING_TO_DECIDE
    assert office.store.verify_log().ok


def test_a_question_beyond_its_day_is_reminded_of(both):
    office, today = both.office, day_in_beijing(both.office.clock())
    for text, day in (("请核对口径", today), ("请核对来源", None)):
        ask(office, ToAsk(unit="health", year=YEAR, scope=QuestionScope.FILING, text=text, deadline=day))
    assert units(office) == []
    send_return(office, "health", YEAR, both.office_key, both.folder)
    assert units(office) == []
    clock = office.clock
    office.clock = lambda: clock() + DAY
    (late,) = late_units(office, YEAR)
    assert (late.unit, late.unanswered, late.forms, late.has_come) == ("health", 1, (), True)
    ((_, path),) = write_reminders(office, YEAR, both.folder)
    said = text_of_mail(path)
    assert "过了期限还没有答复" in said
    assert not any(one in said for one in ("请核对口径", "请核对来源", "没有收到"))


def test_who_was_reminded_is_left_in_peace_for_a_week(both):
    office = both.office
    unit = units(office, everyone=True)[0]
    tick_sent(office, unit, YEAR)
    (late,) = [one for one in late_units(office, YEAR, everyone=True) if one.unit == unit]
    today = day_in_beijing(office.clock())
    assert [late.is_due(today + DAY * days) for days in (0, 6, 7)] == [False, False, True]
    office.store.set_deadline(YEAR, "", today - DAY, actor="陈静", now=office.clock())
    assert unit not in today_of(office, YEAR).late
    assert unit in units(office)

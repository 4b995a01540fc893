"""The task of a year at the office: what goes into it, how it is numbered, and what it decides there."""

from datetime import date, timedelta
from email import message_from_bytes
from email.policy import default

import pytest

from db.office.records import CertificatePurpose
from desktop.services.keeping import back_up
from desktop.services.letters.reading import PLAN_NAME, read_letter
from desktop.services.office.decisions.deadlines import ALL, deadlines_of, set_deadline
from desktop.services.office.decisions.deciding import excuse
from desktop.services.office.desk import init_office, open_office_desk
from desktop.services.office.keeping import restore_office
from desktop.services.office.registry.keys import create_office_key
from desktop.services.office.registry.revoking import revoke
from desktop.services.office.task.tasking import MAX_NOTICE_BYTES, read_notice
from desktop.submission.keys.certificate import OFFICE
from desktop.submission.keys.identity import create_identity
from desktop.submission.keys.self_signed import UnitSubject
from desktop.submission.profile.published import RECEIVING_NAME, SIGNING_NAME
from forms.codes.assign import AssignCode
from forms.codes.decide import DecideCode
from forms.codes.desk import TextCode
from forms.errors import EnvironmentFault, UserInputError
from forms.letters.letter import letter_document
from tests.desktop.services.conftest import PASSPHRASE
from tests.desktop.services.tasks import YEAR, confirmed, task

DAY = date(2026, 4, 30)


@pytest.fixture
def desk(office_path, pack, clock):
    with init_office(office_path, confirmed(pack), "李敏", clock) as desk:
        yield desk


def signing(desk, name="office"):
    return create_office_key(desk, CertificatePurpose.SIGNING, desk.path.with_name(f"{name}.p12"), PASSPHRASE)


@pytest.fixture
def key(desk):
    return signing(desk)


def part(written, unit):
    return next(one for one in written.stored.task.units if one.unit == unit)


def refused(desk, key, folder, code, **wanted):
    before = desk.store.log_head()
    with pytest.raises(UserInputError) as caught:
        task(desk, key, folder, **wanted)
    assert caught.value.code is code
    assert desk.store.log_head() == before
    assert not list(folder.glob("*"))


def test_a_task_holds_what_stands_at_the_desk(desk, key, tmp_path, clock):
    set_deadline(desk, YEAR, ALL, DAY)
    set_deadline(desk, YEAR, "health", date(2026, 5, 10))
    excuse(desk, "education", YEAR, "这一年没有业务")
    made = task(desk, key, tmp_path / "t", notice=" 请按时报送 \r\n盖章后交 ", waives_paper=True)
    assert made.path.name == f"wdp-210404-task-{YEAR}-1.asice"
    assert made.path.read_bytes() == made.stored.data
    mail = message_from_bytes(made.path.with_suffix(".eml").read_bytes(), policy=default)
    assert mail["To"] is None
    assert "各责任单位" in mail.get_body().get_content()
    assert [one.get_content() for one in mail.iter_attachments()] == [made.stored.data]
    read = read_letter(made.stored.data, clock())
    assert (read.letter.task, read.signer) == (made.stored.task, key.fingerprint)
    assert (read.letter.office, read.letter.number, read.letter.previous) == (desk.plan.office, 1, None)
    assert set(read.files) == {PLAN_NAME, SIGNING_NAME}
    assert read.files[PLAN_NAME] == desk.pack.data
    assert made.stored.task.notice == "请按时报送\n盖章后交"
    assert next(iter(letter_document(read.letter))) == "kind"
    health, education = part(made, "health"), part(made, "education")
    assert (health.deadline, health.files) == (date(2026, 5, 10), True)
    assert (education.deadline, education.files) == (None, False)
    reporting = {one.code for one in desk.plan.reporting_units}
    assert [one.unit for one in made.stored.task.units] == [one.code for one in desk.plan.units]
    assert {one.unit for one in made.stored.task.units if one.files} == reporting - {"education"}
    assert {one.deadline for one in made.stored.task.units if one.files} == {DAY, date(2026, 5, 10)}
    assert desk.store.log_entries()[-1].subject == "task:1"
    assert desk.store.verify_log().ok


def test_nothing_is_sent_while_the_owners_are_not_confirmed(office, tmp_path):
    refused(office, signing(office), tmp_path / "t", AssignCode.OWNERS)


def test_what_cannot_be_signed_or_said_is_refused(desk, key, tmp_path):
    other = create_identity(UnitSubject("统计局", "office", "210411"), desk.clock())
    refused(desk, other, tmp_path / "t", DecideCode.NOT_OFFICE_KEY)
    refused(desk, key, tmp_path / "t", DecideCode.NO_SUCH_YEAR, year=2031)
    refused(desk, key, tmp_path / "t", TextCode.TOO_LONG, notice="长" * 10_001)
    revoke(desk, fingerprint=key.fingerprint, unit=None, since="2026-03-01", reason="密钥丢失")
    refused(desk, key, tmp_path / "t", DecideCode.NOT_OFFICE_KEY)


def test_the_same_state_is_the_same_task_and_another_has_the_next_number(desk, key, tmp_path):
    first = task(desk, key, tmp_path / "t", notice="通知", waives_paper=True)
    again = task(desk, key, tmp_path / "u")
    assert (again.is_new, again.stored) == (False, first.stored)
    assert again.path.read_bytes() == first.stored.data
    set_deadline(desk, YEAR, ALL, DAY)
    second = task(desk, key, tmp_path / "t")
    assert (second.is_new, second.stored.number, second.stored.task.notice) == (True, 2, "通知")
    assert second.stored.task.waives_paper, "what is not said stays as in the task before"
    assert read_letter(second.stored.data, desk.clock()).letter.previous == first.stored.digest
    third = task(desk, key, tmp_path / "t", notice="", waives_paper=False)
    assert (third.stored.task.notice, third.stored.task.waives_paper) == ("", False)
    other = task(desk, key, tmp_path / "t", year=2026)
    assert (other.stored.number, other.stored.name) == (1, "wdp-210404-task-2026-1.asice")
    assert [one.number for one in desk.store.tasks(YEAR)] == [1, 2, 3]


def test_a_restored_desk_leaves_a_hundred_numbers_out_also_for_what_has_not_changed(
    desk, key, tmp_path, office_path, clock
):
    first = task(desk, key, tmp_path / "t")
    backup = back_up(desk, tmp_path / "backup", "x")
    set_deadline(desk, YEAR, ALL, DAY)
    task(desk, key, tmp_path / "t")
    desk.close()
    restore_office(backup, office_path, "李敏", clock)
    with open_office_desk(office_path, "李敏", clock) as again:
        made = task(again, key, tmp_path / "t")
        assert (made.is_new, made.stored.number, made.stored.task) == (True, 102, first.stored.task)
        assert not task(again, key, tmp_path / "t").is_new


def test_a_new_key_goes_out_under_the_old_one_and_one_that_was_lost_is_left_out(desk, key, tmp_path):
    create_office_key(desk, CertificatePurpose.RECEIVING, desk.path.with_name("收件.p12"), PASSPHRASE)
    task(desk, key, tmp_path / "t")
    new = signing(desk, "new")
    made = task(desk, key, tmp_path / "t")
    assert (made.stored.task.signing, made.stored.task.former) == (new.fingerprint, (key.fingerprint,))
    assert read_letter(made.stored.data, desk.clock()).signer == key.fingerprint
    assert RECEIVING_NAME in read_letter(made.stored.data, desk.clock()).files
    assert any("新证书随这份任务带给单位" in one for one in made.cautions)
    third = signing(desk, "third")
    made = task(desk, third, tmp_path / "t")
    assert any("用 --key 给出原密钥" in one for one in made.cautions), "no unit knows the third key yet"
    revoke(desk, fingerprint=key.fingerprint, unit=None, since="2026-03-01", reason="密钥丢失")
    assert task(desk, third, tmp_path / "t").stored.task.former == (new.fingerprint,)


def test_a_certificate_that_has_ended_is_not_sent_as_the_present_one(desk, key, tmp_path):
    desk.clock.now = key.certificate.not_valid_after_utc + timedelta(days=1)
    with pytest.raises(UserInputError) as caught:
        task(desk, key, tmp_path / "t")
    assert caught.value.code is AssignCode.NO_CERTIFICATE
    assert "都已注销或过期" in caught.value.message


def test_a_certificate_that_was_never_registered_is_not_called_ended(desk, tmp_path):
    own = create_identity(UnitSubject(desk.plan.office, OFFICE, desk.region), desk.clock())
    with pytest.raises(UserInputError) as caught:
        task(desk, own, tmp_path / "t")
    assert caught.value.code is AssignCode.NO_CERTIFICATE
    assert "还没有登记过" in caught.value.message


def test_a_file_that_cannot_be_written_leaves_no_task(desk, key, tmp_path):
    (tmp_path / "t").write_bytes(b"")
    with pytest.raises(EnvironmentFault):
        task(desk, key, tmp_path / "t")
    assert desk.store.tasks(YEAR) == []


def test_deadlines_of_one_unit_and_of_all(desk):
    assert set_deadline(desk, YEAR, ALL, DAY)
    assert not set_deadline(desk, YEAR, ALL, DAY)
    assert set_deadline(desk, YEAR, "health", date(2026, 5, 10))
    assert deadlines_of(desk, YEAR) == {ALL: DAY, "health": date(2026, 5, 10)}
    assert set_deadline(desk, YEAR, "health", None)
    assert not set_deadline(desk, YEAR, "health", None)
    for unit, day, code in (
        ("nobody", DAY, DecideCode.NO_SUCH_UNIT),
        (ALL, date(2024, 12, 31), AssignCode.DEADLINE),
        (ALL, date(2025, 12, 31), AssignCode.DEADLINE),
        (ALL, date(2028, 1, 1), AssignCode.DEADLINE),
    ):
        with pytest.raises(UserInputError) as caught:
            set_deadline(desk, YEAR, unit, day)
        assert caught.value.code is code
    assert deadlines_of(desk, YEAR) == {ALL: DAY}


def test_the_day_of_the_plan_counts_where_none_is_set(office_path, pack, clock):
    with init_office(office_path, confirmed(pack, deadline="03-31"), "李敏", clock) as desk:
        assert deadlines_of(desk, YEAR) == {ALL: date(2026, 3, 31)}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_notice_is_read_in_any_usual_encoding(encoding):
    assert read_notice("请于四月底前报送".encode(encoding), "通知.txt") == "请于四月底前报送"


@pytest.mark.parametrize("data", [b"PK\x03\x04\x00\x00", b"\x00\x01", b"a" * (MAX_NOTICE_BYTES + 1)])
def test_a_notice_that_is_no_text_is_refused(data):
    with pytest.raises(UserInputError) as caught:
        read_notice(data, "通知.docx")
    assert caught.value.code is AssignCode.NOTICE

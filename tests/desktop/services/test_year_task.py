"""The task of a year between an office and a unit: what one writes, the other opens and goes by."""

import hashlib
import json
from contextlib import contextmanager
from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes

import pytest

from db.office.records import CertificatePurpose
from desktop.services.keeping import back_up, own_backups
from desktop.services.letters.reading import PLAN_FILE_NAME, PLAN_NAME, read_letter
from desktop.services.letters.writing import packed_letter
from desktop.services.office.acceptance.accepting import obstacles
from desktop.services.office.decisions.deadlines import ALL, set_deadline
from desktop.services.office.decisions.deciding import excuse
from desktop.services.office.desk import init_office, open_office_desk
from desktop.services.office.facts.ledger import ledger_of
from desktop.services.office.keeping import restore_office
from desktop.services.office.plans import keep_plan_file
from desktop.services.office.registry.keys import create_office_key
from desktop.services.office.registry.revoking import revoke
from desktop.services.plans.files import Approval, PlanFile, build_plan_file, open_plan_file
from desktop.services.plans.packs import BUNDLED, PlanPack, load_bundled, read_pack
from desktop.services.unit.desk import create_desk
from desktop.services.unit.filing.exported import standing_export
from desktop.services.unit.letters.kept_letters import OfficeLetters
from desktop.services.unit.letters.kept_task import kept_task, waives_paper
from desktop.services.unit.letters.office_receiver import office_receiver, require_office_receiver
from desktop.services.unit.letters.opening import open_letter
from desktop.services.unit.year import open_year
from desktop.submission.keys.certificate import to_pem
from desktop.submission.keys.identity import create_identity
from desktop.submission.keys.self_signed import UnitSubject
from desktop.submission.package import PayloadFile, build, inspect
from desktop.submission.profile.published import SIGNING_NAME
from forms.bounded_json import parse_json
from forms.canonical import canonical_json, digest_of
from forms.codes.desk import YearCode
from forms.codes.letter import LetterCode, OpenCode
from forms.codes.package import EnvelopeCode
from forms.codes.plan import PlanCode
from forms.errors import TianbaoError, UserInputError
from forms.filing.state import Step, YearState
from forms.letters.kind import OfficeLetter
from forms.letters.letter import SentLetter
from forms.letters.task import Named, TaskUnit
from forms.receiving.state import OfficeState
from tests.desktop.services.conftest import PASSPHRASE
from tests.desktop.services.tasks import YEAR, confirmed, task

DAY = date(2026, 4, 30)


class Desks:
    """An office, and a unit that has heard nothing of it yet."""

    def __init__(self, office, unit, folder):
        self.office, self.unit, self.folder = office, unit, folder
        self.keys = 0
        self.key = self.new_key()

    def new_key(self, purpose=CertificatePurpose.SIGNING):
        self.keys += 1
        return create_office_key(self.office, purpose, self.folder / f"{self.keys}.p12", PASSPHRASE)

    def task(self, key=None, **wanted):
        """The bytes of a task."""
        return task(self.office, key or self.key, self.folder / "往来", **wanted).stored.data

    def opened(self, **wanted):
        """A first task, opened with the right fingerprint."""
        return open_letter(self.unit, self.task(**wanted), self.key.fingerprint)

    def letter(self, key, number=1, previous=None):
        """A letter about the unit's year."""
        told = SentLetter(
            kind=OfficeLetter.RETURN, region=self.office.region, office=self.office.plan.office,
            unit=self.unit.unit.code, year=YEAR, number=number, previous=previous, content=None,
            questions=(), made_at=self.office.clock(),
        )  # fmt: skip
        return packed_letter(told, (), key)

    def trusted(self):
        return {one.fingerprint: one.distrusted for one in self.unit.store.trusted_offices()}


@contextmanager
def between(pack, unit, clock, folder):
    with (
        init_office(folder / "统计局.db", confirmed(pack), "陈静", clock) as office,
        create_desk(folder / "单位.db", pack, unit, clock) as desk,
    ):
        yield Desks(office, desk, folder)


@pytest.fixture
def desks(pack, clock, tmp_path):
    with between(pack, "health", clock, tmp_path) as made:
        yield made


def bytes_of(desk):
    return hashlib.sha256(desk.path.read_bytes()).hexdigest()


def refused(desk, data, code, typed=None, **more):
    before, seen = bytes_of(desk), sorted(desk.path.parent.rglob("*"))
    with pytest.raises(TianbaoError) as caught:
        open_letter(desk, data, typed, **more)
    assert caught.value.code is code
    assert "\n" not in caught.value.message
    assert bytes_of(desk) == before
    assert sorted(desk.path.parent.rglob("*")) == seen
    return caught.value


# --- trust


def test_the_first_task_asks_for_the_fingerprint_and_is_opened_with_it(desks):
    set_deadline(desks.office, YEAR, ALL, DAY)
    data, print_ = desks.task(notice="请按时报送"), desks.key.fingerprint
    letter = desks.letter(desks.key)
    refused(desks.unit, letter, OpenCode.TASK_FIRST)
    refused(desks.unit, letter, OpenCode.TASK_FIRST, print_)
    found = refused(desks.unit, data, OpenCode.NOT_TRUSTED)
    assert desks.office.holder in found.message
    assert print_[:4].upper() in found.message
    assert not found.replaces
    wrong = ("0" if print_[0] != "0" else "1") + print_[1:]
    refused(desks.unit, data, OpenCode.FINGERPRINT, wrong)
    opened = open_letter(desks.unit, data, print_)
    assert (opened.is_applied, opened.trusted, opened.distrusted) == (True, print_, ())
    assert desks.trusted() == {print_: None}
    assert desks.unit.store.year_state(YEAR).deadline == DAY
    assert open_letter(desks.unit, letter).trusted == ""
    assert desks.unit.store.verify_log().ok


def test_a_new_key_comes_under_the_old_one(desks):
    desks.opened()
    new = desks.new_key()
    refused(desks.unit, desks.letter(new), OpenCode.TASK_FIRST)
    opened = open_letter(desks.unit, desks.task())
    assert (opened.trusted, opened.distrusted) == ("", ())
    assert desks.trusted() == {desks.key.fingerprint: None, new.fingerprint: None}
    assert open_letter(desks.unit, desks.letter(new)).is_applied
    assert open_letter(desks.unit, desks.task(new, notice="新")).is_applied


def test_a_new_store_trusts_on_the_word_of_the_present_key_what_came_before(desks):
    new = desks.new_key()
    open_letter(desks.unit, desks.task(new), new.fingerprint)
    assert desks.trusted() == {desks.key.fingerprint: None, new.fingerprint: None}


def test_a_stolen_key_is_trusted_no_longer_from_a_day_on(desks, clock):
    stolen = desks.key
    desks.opened()
    kept = desks.letter(stolen)
    open_letter(desks.unit, kept)
    revoke(desks.office, fingerprint=stolen.fingerprint, unit=None, since="2026-03-20", reason="密钥被盗")
    new = desks.new_key()
    data = desks.task(new)
    found = refused(desks.unit, data, OpenCode.NOT_TRUSTED)
    assert found.replaces
    assert "--distrust-from" in found.message
    refused(desks.unit, data, OpenCode.DISTRUST_DAY, new.fingerprint, distrust_from=date(2027, 1, 1))
    opened = open_letter(desks.unit, data, new.fingerprint, distrust_from=date(2026, 3, 20))
    assert (opened.trusted, opened.distrusted) == (new.fingerprint, (stolen.fingerprint,))
    said = "。".join(opened.sentences)
    assert "自 2026-03-20 起停用" in said
    assert "2025 年布置任务第 1 号、2025 年退回单第 1 号" in said, "what the thief may have signed"
    ended = desks.trusted()
    assert ended[new.fingerprint] is None
    assert ended[stolen.fingerprint] == datetime(2026, 3, 19, 16, tzinfo=UTC)
    forged = desks.letter(stolen, 2, digest_of(kept))
    refused(desks.unit, forged, OpenCode.DISTRUSTED, stolen.fingerprint)
    refused(desks.unit, desks.letter(new, 2, digest_of(kept)), OpenCode.DISTRUST_DAY,
            distrust_from=date(2026, 3, 20))  # fmt: skip
    assert open_letter(desks.unit, desks.letter(new, 2, digest_of(kept))).is_applied


def test_paper_without_a_day_ends_the_old_trust_now_and_a_day_alone_ends_it_too(desks):
    old = desks.key
    desks.opened()
    new = desks.new_key()
    opened = open_letter(desks.unit, desks.task(new), new.fingerprint)
    assert opened.distrusted == (old.fingerprint,)
    assert desks.trusted()[old.fingerprint] is not None


def test_a_renewed_key_may_be_declared_stolen_later_without_paper(desks):
    old = desks.key
    desks.opened()
    new = desks.new_key()
    open_letter(desks.unit, desks.task())
    opened = open_letter(desks.unit, desks.task(new, notice="改"), distrust_from=date(2026, 3, 21))
    assert (opened.trusted, opened.distrusted) == ("", (old.fingerprint,))


def test_paper_ends_every_other_trust_and_gives_none_to_what_nobody_compared(desks):
    old = desks.key
    desks.opened()
    unheard, new = desks.new_key(), desks.new_key()
    made = desks.task(new)
    assert set(read_letter(made, desks.unit.clock()).letter.task.former) == {
        old.fingerprint,
        unheard.fingerprint,
    }
    open_letter(desks.unit, made, new.fingerprint)
    trusted = desks.trusted()
    assert set(trusted) == {old.fingerprint, new.fingerprint}
    assert trusted[new.fingerprint] is None


def test_a_day_of_distrust_leaves_the_signer_and_the_new_key_that_it_brings(desks):
    desks.opened()
    new = desks.new_key()
    open_letter(desks.unit, desks.task())
    opened = open_letter(desks.unit, desks.task(notice="改"), distrust_from=date(2026, 3, 21))
    assert opened.distrusted == ()
    assert desks.trusted() == {desks.key.fingerprint: None, new.fingerprint: None}


# --- numbers


def test_a_task_is_opened_once_and_an_older_one_changes_nothing(desks):
    first = desks.task()
    set_deadline(desks.office, YEAR, ALL, DAY)
    second = desks.task()
    open_letter(desks.unit, second, desks.key.fingerprint)
    refused(desks.unit, second, OpenCode.REPEATED)
    opened = open_letter(desks.unit, first)
    assert (opened.is_applied, desks.unit.store.year_state(YEAR).deadline) == (False, DAY)
    refused(desks.unit, first, OpenCode.REPEATED)


def test_a_changed_deadline_comes_with_the_next_task(desks):
    set_deadline(desks.office, YEAR, ALL, DAY)
    desks.opened()
    set_deadline(desks.office, YEAR, "health", date(2026, 5, 20))
    opened = open_letter(desks.unit, desks.task())
    assert (opened.skipped, desks.unit.store.year_state(YEAR).deadline) == ((), date(2026, 5, 20))
    assert "报送截止 2026-05-20" in opened.sentences


def test_tasks_of_a_restored_desk_are_opened_and_two_with_one_number_are_not(desks, clock, tmp_path):
    first = desks.task()
    open_letter(desks.unit, first, desks.key.fingerprint)
    backup, path = back_up(desks.office, tmp_path / "备份", "x"), desks.office.path
    open_letter(desks.unit, desks.task(notice="不在备份里"))
    desks.office.close()
    restore_office(backup, path, "陈静", clock)
    with open_office_desk(path, "陈静", clock) as again:
        made = task(again, desks.key, tmp_path / "往来", notice="恢复以后")
        opened = open_letter(desks.unit, made.stored.data)
        assert (made.stored.number, opened.is_applied) == (102, True)
        assert opened.skipped == tuple(range(3, 102))
    letter = read_letter(first, clock()).letter
    again = resigned(desks, first, made_at=clock())
    refused(desks.unit, again, OpenCode.CONTRADICTS)
    assert letter.number == 1


def resigned(desks, data, key=None, files=None, terms=None, **changes):
    """A task that was changed and signed anew, as whoever has a key can."""
    read = read_letter(data, desks.unit.clock())
    task_ = replace(read.letter.task, **(terms or {}))
    letter = replace(read.letter, task=task_, **changes)
    kept = {**read.files, **(files or {})}
    further = [PayloadFile(name, "application/octet-stream", one) for name, one in kept.items() if one]
    return packed_letter(letter, (), key or desks.key, further)


# --- what cannot be used


def test_an_edited_or_foreign_or_contradicting_task_changes_nothing(desks):
    desks.opened()
    data = desks.task(notice="新")
    for place in range(40, len(data), len(data) // 7):
        edited = data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]
        refused(desks.unit, edited, LetterCode.DAMAGED)
    units = read_letter(data, desks.unit.clock()).letter.task.units
    for changed, code in (
        (resigned(desks, data, region="210411"), LetterCode.NOT_THE_OFFICE),
        (resigned(desks, data, terms={"units": units[1:]}), LetterCode.PAYLOAD),
        (resigned(desks, data, terms={"units": (*units, units[0])}), LetterCode.FORMAT),
        (resigned(desks, data, year=2031), YearCode.OUTSIDE_PLAN),
        (resigned(desks, data, files={SIGNING_NAME: b""}), LetterCode.PAYLOAD),
        (resigned(desks, data, files={PLAN_NAME: b"{}"}), LetterCode.PAYLOAD),
        (resigned(desks, data, number=1), LetterCode.FORMAT),
    ):
        refused(desks.unit, changed, code)
    assert open_letter(desks.unit, data).is_applied


def with_pack(desks, data, pack, **named):
    """A task with another pack in it, named as it is."""
    given = {"digest": digest_of(pack), **named}
    plan = replace(read_letter(data, desks.unit.clock()).letter.task.plan, **given)
    return resigned(desks, data, files={PLAN_NAME: pack}, terms={"plan": plan})


def test_a_pack_that_cannot_be_used_changes_nothing(desks):
    desks.opened()
    data, pack = desks.task(notice="新"), desks.office.pack
    newer = canonical_json({**parse_json(pack.data), "engine_of_tomorrow": 1})
    spaced = b" " + pack.data
    elsewhere = load_bundled("liuhe")
    other = with_pack(desks, data, elsewhere.data, id="liuhe", version=elsewhere.plan.version)
    for changed, code in (
        (with_pack(desks, data, newer), OpenCode.PLAN_UNREADABLE),
        (with_pack(desks, data, b"[]"), OpenCode.PLAN_UNREADABLE),
        (with_pack(desks, data, spaced), LetterCode.PAYLOAD),
        (with_pack(desks, data, pack.data, version="9"), LetterCode.PAYLOAD),
        (other, LetterCode.PAYLOAD),
    ):
        refused(desks.unit, changed, code)


def test_a_task_of_another_place_or_plan_or_without_the_unit_changes_nothing(desks, clock):
    data, region = desks.task(), "210411"
    elsewhere = create_identity(UnitSubject("某区统计局", "office", region), clock())
    signing = {SIGNING_NAME: to_pem(elsewhere.certificate)}
    terms = {"signing": elsewhere.fingerprint}
    foreign = resigned(desks, data, elsewhere, signing, terms, region=region)
    refused(desks.unit, foreign, OpenCode.OTHER_UNIT, elsewhere.fingerprint)
    plan = desks.office.plan
    for changes, code in (
        ({"id": "another"}, PlanCode.OTHER_PLAN),
        (without(plan, "health"), PlanCode.UNIT_DROPPED),
    ):
        other = PlanPack(replace(plan, **changes))
        named = {"id": other.plan.id, "version": other.plan.version, "digest": other.digest}
        units = tuple(TaskUnit(one.code, None, files=True) for one in other.plan.units)
        terms = {"plan": Named(**named), "units": units}
        changed = resigned(desks, data, files={PLAN_NAME: other.data}, terms=terms)
        refused(desks.unit, changed, code, desks.key.fingerprint)
    assert desks.trusted() == {}


def without(plan, unit):
    """The parts of a plan with another unit in the place of one."""
    text = PlanPack(plan).data.decode()
    for name in ("code", "unit", "owner"):
        text = text.replace(f'"{name}":"{unit}"', f'"{name}":"other-unit"')
    found = read_pack(canonical_json(parse_json(text.encode()))).plan
    return {one.name: getattr(found, one.name) for one in fields(found)}


# --- the plan


def compiled(pack, identity, clock, **changes):
    """A pack as the plan office hands it over."""
    approval = Approval(approved_by="规划办 周主任", approved_at=clock(), office="妇儿工委办公室")
    return build_plan_file(pack, replace(approval, **changes), identity)


def test_a_pack_keeps_its_own_signature_and_approval(desks, identity, clock):
    office = desks.office
    data = compiled(office.pack, identity, clock)
    keep_plan_file(office, open_plan_file(data, now=clock()))
    keep_plan_file(office, PlanFile(pack=office.pack))
    opened = desks.opened()
    assert opened.read.files[PLAN_FILE_NAME] == data
    assert opened.plan.file.is_signed
    assert any("由规划办 周主任批准" in one for one in opened.sentences)


def test_a_signature_or_approval_that_does_not_hold_changes_nothing(desks, identity, clock, pack):
    desks.opened()
    data, good = desks.task(notice="新"), compiled(desks.office.pack, identity, clock)
    at = good.index(b"unit_by") if b"unit_by" in good else len(good) // 2
    edited = good[:at] + bytes([good[at] ^ 1]) + good[at + 1 :]
    lone = {name: entry for name, entry in read_letter(data, clock()).files.items() if name == PLAN_NAME}
    other_approval = build(
        [
            PayloadFile("plan.json", "application/json", lone[PLAN_NAME]),
            PayloadFile("approval.json", "application/json", approval_of(compiled(pack, identity, clock))),
        ],
        identity,
        clock(),
    )
    for wrong in (edited, other_approval, compiled(pack, identity, clock), b"{}", b"PK"):
        changed = resigned(desks, data, files={PLAN_FILE_NAME: wrong})
        assert "没有采用" in refused(desks.unit, changed, OpenCode.PLAN_SIGNATURE).message
    assert open_letter(desks.unit, resigned(desks, data, files={PLAN_FILE_NAME: good})).is_applied


def approval_of(container):
    return next(one.data for one in inspect(container).payload if one.name == "approval.json")


def test_the_version_of_the_plan_is_taken_over_and_said(desks):
    before = desks.unit.pack
    opened = desks.opened()
    assert desks.unit.pack.digest == desks.office.pack.digest != before.digest
    assert opened.plan.before.version == before.plan.version
    assert any(
        f"{before.plan.version} 版换为 {desks.office.plan.version} 版" in one for one in opened.sentences
    )
    assert [path.name for _, path in own_backups(desks.unit)], "one was made first"
    assert desks.unit.store.verify_log().ok


def test_a_frozen_year_keeps_its_plan_until_it_is_open_again(both, tmp_path):
    desk, office = both.desk, both.office
    office.adopt_plan_from(confirmed(desk.pack), 2021, "确认")
    before = desk.pack.digest
    data = task(office, both.office_key, tmp_path / "t").stored.data
    opened = open_letter(desk, data)
    assert (opened.is_applied, opened.plan, desk.pack.digest) == (True, None, before)
    assert any("没有换成" in one for one in opened.sentences)
    refused(desk, data, OpenCode.REPEATED)
    open_year(desk, YEAR).step(Step.WITHDRAW, "更正产妇系统管理人数")
    again = open_letter(desk, data)
    assert (again.is_applied, desk.pack.digest) == (False, office.pack.digest)
    assert again.plan.plan.version == office.plan.version
    refused(desk, data, OpenCode.REPEATED)
    assert len(desk.store.letters(YEAR)) == 1
    assert desk.store.verify_log().ok


def test_a_year_that_waits_for_its_export_comes_first(final, pack, identity, clock, tmp_path):
    """Two versions of the plan must not meet in one package."""
    desk = final.desk
    with init_office(tmp_path / "统计局.db", confirmed(pack), "陈静", clock) as office:
        key = create_office_key(office, CertificatePurpose.SIGNING, tmp_path / "o.p12", PASSPHRASE)
        data = task(office, key, tmp_path / "t", year=YEAR + 1).stored.data
        refused(desk, data, PlanCode.BETWEEN_STEPS, key.fingerprint)
        assert not desk.store.trusted_offices()
    assert final.state is YearState.FINAL


def test_a_version_that_was_replaced_here_does_not_come_back(desks, pack):
    data = desks.task()
    desks.unit.adopt_plan(desks.office.pack, "导入")
    desks.unit.adopt_plan(confirmed(pack, "2099.1"), "导入")
    opened = open_letter(desks.unit, data, desks.key.fingerprint)
    assert (opened.is_applied, opened.plan, desks.unit.plan.version) == (True, None, "2099.1")
    assert any("没有换回" in one for one in opened.sentences)


def test_a_task_of_a_year_before_brings_no_older_version(desks, pack):
    desks.office.adopt_plan_from(confirmed(pack, "2099.1"), 2026, "新版")
    open_letter(desks.unit, desks.task(year=2026), desks.key.fingerprint)
    assert desks.unit.plan.version == "2099.1"
    opened = open_letter(desks.unit, desks.task())
    assert (opened.is_applied, opened.plan, desks.unit.plan.version) == (True, None, "2099.1")


def test_only_the_last_task_brings_its_plan_once_the_year_is_open_again(both, tmp_path):
    desk, office = both.desk, both.office
    office.adopt_plan_from(confirmed(desk.pack), 2021, "确认")
    first = task(office, both.office_key, tmp_path / "t").stored.data
    office.adopt_plan_from(confirmed(desk.pack, "2099.1"), 2021, "新版")
    second = task(office, both.office_key, tmp_path / "t").stored.data
    open_letter(desk, first)
    open_letter(desk, second)
    open_year(desk, YEAR).step(Step.WITHDRAW, "更正产妇系统管理人数")
    refused(desk, first, OpenCode.REPEATED)
    assert open_letter(desk, second).plan.plan.version == desk.plan.version == "2099.1"


def test_a_unit_that_is_let_off_is_told(desks):
    excuse(desks.office, "health", YEAR, "这一年没有业务")
    opened = desks.opened()
    assert "本单位这一年不用报送" in opened.sentences
    assert desks.unit.store.year_state(YEAR).deadline is None


@pytest.mark.parametrize("plan", BUNDLED)
def test_every_bundled_plan_goes_out_and_is_taken(plan, clock, tmp_path):
    pack = load_bundled(plan)
    with between(pack, pack.plan.reporting_units[0].code, clock, tmp_path) as desks:
        set_deadline(desks.office, YEAR, ALL, DAY)
        opened = desks.opened()
        assert opened.is_applied
        assert desks.unit.pack.digest == desks.office.pack.digest
        assert desks.unit.store.year_state(YEAR).deadline == DAY


# --- what the unit keeps of it


def test_the_notice_is_kept_and_the_task_stands_in_what_is_frozen(both, tmp_path):
    desk, office = both.desk, both.office
    office.adopt_plan_from(confirmed(desk.pack), 2021, "确认")
    assert json.loads(desk.store.latest_revision(YEAR).content)["task"] is None
    made = task(office, both.office_key, tmp_path / "t", notice="请于四月底前报送\n盖章", waives_paper=True)
    open_letter(desk, made.stored.data)
    kept = kept_task(desk, YEAR)
    assert (kept.number, kept.task, kept.own.unit) == (1, made.stored.task, "health")
    told = OfficeLetters(open_year(desk, YEAR)).letters()[0].told
    assert told == "没有写明报送期限。不要求盖章的纸质表。\n请于四月底前报送\n盖章"
    assert kept_task(desk, YEAR - 1) is None
    open_year(desk, YEAR).step(Step.WITHDRAW, "更正产妇系统管理人数")
    open_letter(desk, made.stored.data)
    both.revise()
    content = json.loads(desk.store.latest_revision(YEAR).content)
    assert (content["task"], content["plan"]["digest"]) == (made.stored.digest, office.pack.digest)
    assert waives_paper(desk, YEAR)
    assert not waives_paper(desk, YEAR - 1)
    both.file()
    assert standing_export(open_year(desk, YEAR), [both.folder]).waives_paper
    [mail] = [message_from_bytes(path.read_bytes()) for path in both.folder.glob("*2025-r2.eml")]
    words = next(part for part in mail.walk() if part.get_content_type() == "text/plain")
    assert "盖章的纸质报表不报送" in words.get_payload(decode=True).decode()
    assert [fact.code for fact in both.at_office.facts(both.at_office.current) if fact.state == "bad"] == []


def test_the_office_s_certificate_for_encryption_is_offered(desks):
    assert office_receiver(desks.unit) is None
    desks.opened()
    assert office_receiver(desks.unit) is None
    receiving = desks.new_key(CertificatePurpose.RECEIVING)
    opened = desks.task()
    open_letter(desks.unit, opened)
    assert office_receiver(desks.unit).fingerprint == receiving.fingerprint
    assert require_office_receiver(desks.unit).name == desks.office.holder
    new = desks.new_key()
    open_letter(desks.unit, desks.task(new, year=YEAR - 1), new.fingerprint)
    assert office_receiver(desks.unit) is None, "whoever stole the key may have put his own into that task"
    with pytest.raises(UserInputError) as caught:
        require_office_receiver(desks.unit)
    assert caught.value.code is EnvelopeCode.NONE_IN_TASK


def test_a_certificate_for_encryption_that_has_ended_is_not_offered(desks, clock):
    receiving = desks.new_key(CertificatePurpose.RECEIVING)
    desks.opened()
    assert office_receiver(desks.unit) is not None
    clock.now = receiving.certificate.not_valid_after_utc + timedelta(days=1)
    assert office_receiver(desks.unit) is None


# --- the office goes by it


def test_the_office_goes_by_its_last_task(both, tmp_path):
    """Deadline, waived paper, and a unit that is let off afterwards."""
    office = both.office
    office.adopt_plan_from(confirmed(both.desk.pack), 2021, "确认")

    def fact(name):
        year = ledger_of(office, YEAR).unit_year("health")
        return next(one for one in year.facts(year.current) if one.name == name)

    assert (fact("time").status, fact("paper").status) == ("", "")
    assert any("校验码" in one for one in obstacles(office, both.at_office))
    set_deadline(office, YEAR, ALL, date(2026, 3, 20))
    task(office, both.office_key, tmp_path / "t", waives_paper=True)
    assert (fact("time").status, fact("paper").status) == ("late", "waived")
    assert not any("校验码" in one for one in obstacles(office, both.at_office))
    set_deadline(office, YEAR, "health", date(2026, 5, 20))
    assert fact("time").status == "late", "the units have not been told"
    task(office, both.office_key, tmp_path / "t")
    assert fact("time").status != "late"
    both.type_paper()
    assert fact("paper").status == "matched", "what was typed counts before what is waived"
    excuse(office, "education", YEAR, "这一年没有业务")
    assert ledger_of(office, YEAR).unit_year("education").state is OfficeState.EXCUSED
    units = task(office, both.office_key, tmp_path / "t").stored.task.units
    assert not next(one for one in units if one.unit == "education").files


def test_a_year_is_received_before_its_end_where_a_task_asks_for_it(both, tmp_path):
    office = both.office
    office.adopt_plan_from(confirmed(both.desk.pack), 2021, "确认")
    at = datetime(2025, 12, 20, tzinfo=UTC)
    package = both.at_office.current

    def address():
        found = replace(ledger_of(office, YEAR), now=at).unit_year("health").own_fact(package, "address")
        return str(found.state)

    assert address() == "bad"
    task(office, both.office_key, tmp_path / "t")
    assert address() == "ok"

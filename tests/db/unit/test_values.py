"""Everything that goes in comes out as it was."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.errors import StoreMisuse
from db.unit.records import (
    HistoryValue,
    RecordKind,
    StoredDocument,
    UnitProfile,
    YearRecord,
    YearState,
)
from db.unit.store import open_store
from db.values import instant_text, read_decimal, read_instant
from forms.canonical import canonical_json, digest_of
from forms.errors import StateError, UserInputError
from forms.figures.breakdown import SeriesKey
from forms.figures.quantity import Missing, Reading, canonical_decimal, parse_quantity
from forms.letters.kind import OfficeLetter
from forms.reporting.earlier import DefinitionChange
from forms.reporting.entry import Observation
from tests.db.samples import NOW, PLAN, YEAR, key, later, new_store, put, typed
from tests.examples import examples

decimals = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15, places=8)
readings = st.one_of(
    st.builds(lambda value: Reading(text=canonical_decimal(value), value=value), decimals),
    st.builds(lambda reason: Reading(text=reason.printed, missing=reason), st.sampled_from(Missing)),
    st.text(max_size=300).map(parse_quantity),
)
words = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
observations = st.builds(
    Observation,
    st.builds(SeriesKey, st.from_regex(r"[a-z0-9-]{1,20}", fullmatch=True), st.sampled_from(["_T", "SEX=F"])),
    readings,
    words,
    words,
)


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    with new_store(tmp_path_factory.mktemp("values") / "a.sqlite") as opened:
        yield opened


@examples(150)
@given(wanted=st.lists(observations, max_size=6), year=st.integers(1949, 2999))
def test_any_figures_come_back_as_they_were_typed(shared, wanted, year):
    shared.record(year, wanted, actor="王芳", now=NOW, kind="paste")
    found = shared.observations(year)
    for observation in {o.key: o for o in wanted}.values():
        if observation.reading.text or observation.note or observation.source:
            stored = found[observation.key]
            assert (stored.reading, stored.note, stored.source) == (
                observation.reading,
                observation.note,
                observation.source,
            )
            assert (stored.entered_by, stored.entered_at) == ("王芳", NOW)
        else:
            assert observation.key not in found


@given(decimals)
def test_a_decimal_survives_as_text(value):
    assert read_decimal(canonical_decimal(value)) == value


@pytest.mark.parametrize("text", ["1.0", "1e3", "+1", "NaN", "", " 1", "Infinity", "-0"])
def test_any_other_text_of_a_decimal_is_damage(text):
    with pytest.raises(ValueError, match=r"decimal|finite"):
        read_decimal(text)


offsets = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@given(st.datetimes(min_value=datetime(2, 1, 1), max_value=datetime(9998, 1, 1), timezones=offsets))  # noqa: DTZ001
def test_an_instant_keeps_its_offset_and_microseconds(moment):
    assert read_instant(instant_text(moment)) == moment
    assert len(instant_text(moment)) == 27


@pytest.mark.parametrize("text", ["9999-12-31T20:00:00.000000Z", "0001-01-01T04:00:00.000000Z"])
def test_an_instant_that_china_or_america_cannot_show_is_damage(text):
    with pytest.raises(ValueError, match="zone"):
        read_instant(text)
    with pytest.raises(ValueError, match="zone"):
        instant_text(datetime.fromisoformat(text))


def test_a_time_without_zone_is_refused_and_nothing_is_stored(store):
    with pytest.raises(StoreMisuse, match="E-DB-900"):
        store.record(YEAR, [typed("1")], actor="a", now=datetime(2026, 1, 1))  # noqa: DTZ001
    assert store.observations(YEAR) == {}


def test_text_that_was_not_understood_stays_as_typed(store):
    put(store, typed("约 12 人"))
    stored = store.observations(YEAR)[key()]
    assert stored.reading.text == "约 12 人"
    assert stored.reading.value is None
    assert stored.reading.problem
    assert stored.reading.message


def test_half_a_surrogate_pair_and_zero_characters_do_no_harm(store):
    put(
        store,
        Observation(key=key(), reading=Reading(text="1\x00\ud83d", problem="TB-CELL-001"), note="\ude00备注"),
    )
    stored = store.observations(YEAR)[key()]
    assert stored.reading.text == "1\x00\ufffd"
    assert stored.note == "\ufffd备注"
    assert store.verify_log().ok


def test_what_cannot_be_written_at_all_is_our_mistake(store):
    with pytest.raises(StoreMisuse):
        store.import_history([HistoryValue(10**30, key(), Decimal(1))], "x", "a", NOW)
    with pytest.raises(StoreMisuse):
        store.record_package(YEAR, 1, "a.asice", "\ud800" * 64, NOW)


def test_a_blank_cell_with_a_note_is_kept_and_a_fully_empty_one_is_not(store):
    put(store, typed("5"))
    put(store, Observation(key=key(), reading=parse_quantity(""), note="等医院数据"))
    assert store.observations(YEAR)[key()].note == "等医院数据"
    put(store, Observation(key=key(), reading=parse_quantity("")))
    assert store.observations(YEAR) == {}


def test_storing_what_is_there_already_writes_nothing(store):
    put(store, typed("5"))
    before = store.log_position()
    put(store, typed("5"))
    assert store.log_position() == before
    assert store.observations(YEAR)[key()].entered_at == NOW


def test_the_last_of_two_changes_of_one_cell_wins(store):
    put(store, typed("1"), typed("2"))
    assert store.observations(YEAR)[key()].reading.value == 2
    assert len(store.change_log(YEAR, key())) == 1


def test_years_do_not_see_each_other(store):
    put(store, typed("1"), year=2024)
    put(store, typed("2"), year=2025)
    assert store.observations(2024)[key()].reading.value == 1
    assert store.years() == [2024, 2025]


def test_a_year_begins_empty_and_is_a_draft_with_its_first_figure(store):
    assert store.year_state(YEAR) == YearRecord(year=YEAR)
    put(store, typed("1"))
    assert store.year_state(YEAR).state is YearState.DRAFT


def test_state_revision_reason_and_deadline(store):
    store.set_deadline(YEAR, date(2026, 3, 31), "王芳", NOW)
    assert store.year_state(YEAR).state is YearState.EMPTY
    store.set_state(YEAR, "ready", 0, "", "王芳", NOW)
    store.set_state(YEAR, YearState.WITHDRAWN, 1, "数字有误", "李梅", later())
    wanted = YearRecord(
        year=YEAR,
        state=YearState.WITHDRAWN,
        revision=1,
        deadline=date(2026, 3, 31),
        reason="数字有误",
        changed_by="李梅",
        changed_at=later(),
    )
    assert store.year_state(YEAR) == wanted
    assert store.year_records() == [wanted]
    store.set_deadline(YEAR, None, "王芳", NOW)
    assert store.year_state(YEAR).deadline is None
    assert store.verify_log().ok


def test_figures_that_come_into_an_empty_year_make_it_a_draft(store):
    store.set_deadline(YEAR, date(2026, 3, 31), "王芳", NOW)
    put(store, typed("1"))
    assert store.year_state(YEAR).state is YearState.DRAFT
    assert store.verify_log().ok


def test_an_unknown_word_is_our_mistake(store):
    with pytest.raises(StoreMisuse):
        store.set_state(YEAR, "finished", 1, "", "a", NOW)
    with pytest.raises(StoreMisuse):
        put(store, typed("1"), kind="magic")


@pytest.mark.parametrize("state", [state for state in YearState if state.is_frozen])
def test_a_frozen_year_refuses_figures_explanations_attachments_and_undo(store, state):
    put(store, typed("1"))
    store.set_state(YEAR, state, 1, "", "王芳", NOW)
    for attempt in (
        lambda: put(store, typed("2")),
        lambda: store.undo(YEAR, "王芳", NOW),
        lambda: store.explain(YEAR, "TB-X-001", ["a"], "0" * 64, "x", "王芳", NOW),
        lambda: store.add_attachment(YEAR, key(), "a.txt", "text/plain", b"x", now=NOW),
    ):
        with pytest.raises(StateError, match="E-DB-014"):
            attempt()
    assert store.observations(YEAR)[key()].reading.value == 1


def test_people_are_kept_and_each_change_is_logged(store):
    assert store.people() == UnitProfile()
    people = UnitProfile(
        unit_name="望花区卫生健康局",
        head="张局长",
        statistician="李科长",
        filler="王芳",
        phone="024-1234567",
        email="a@b.cn",
    )
    store.set_people(people, actor="王芳", now=NOW)
    before = store.log_position().entries
    store.set_people(people, actor="王芳", now=NOW)
    assert store.log_position().entries == before
    assert store.people() == people
    store.set_people(UnitProfile(), actor="王芳", now=NOW)
    assert store.people() == UnitProfile()
    assert store.verify_log().ok


def test_plan_versions_are_all_kept(store):
    newer = canonical_json({"id": "wanghua", "version": "1.1.0"})
    first = store.current_plan()
    assert (first.document, first.id, first.version) == (PLAN, "wanghua", "1.0.0")
    second = store.import_plan(newer, actor="王芳", now=later())
    assert store.current_plan() == second
    assert store.plan(first.digest) == first
    assert [version for _, _, version in store.plans()] == ["1.0.0", "1.1.0"]
    store.import_plan(PLAN, actor="王芳", now=later(2))
    assert store.current_plan() == first
    assert store.verify_log().ok


@pytest.mark.parametrize("document", [b"", b"\xff", b"[]", b"{}", b'{"id": "x"}', b"3"])
def test_what_is_not_a_plan_is_refused(store, document):
    with pytest.raises(UserInputError, match="E-DB-016"):
        store.import_plan(document, actor="a", now=NOW)


def test_explanations_are_all_kept_in_order(store):
    digests = "a" * 64, "b" * 64
    store.explain(YEAR, "TB-SER-001", ["h1/07/_T", "h1/08/_T"], digests[0], "新建医院", "王芳", NOW)
    store.explain(YEAR, "TB-SER-001", ["h1/07/_T"], digests[1], "口径变了", "李梅", later())
    first, second = store.explanations(YEAR)
    assert (first.cells, first.digest, first.text) == (("h1/07/_T", "h1/08/_T"), digests[0], "新建医院")
    assert (second.actor, second.at) == ("李梅", later())
    assert second.filed.cell == "h1/07/_T"
    assert store.explanations(2024) == []
    assert store.verify_log().ok


def test_attachments_are_stored_once_and_found_by_digest(store):
    data = b"\x00\xffscan" * 100
    first = store.add_attachment(
        YEAR, key(1), "C:\\扫描\\证明.pdf", "application/pdf", data, actor="王芳", now=NOW
    )
    second = store.add_attachment(YEAR, key(2), "../证明.pdf", "application/pdf", data, actor="王芳", now=NOW)
    assert (first.name, second.name, first.size) == ("证明.pdf", "证明.pdf", len(data))
    assert store.attachments(YEAR) == [first, second]
    assert store.attachment_data(first.digest) == data
    assert store.verify_log().ok
    store.remove_attachment(YEAR, key(1), first.digest, actor="王芳", now=NOW)
    store.remove_attachment(YEAR, key(1), first.digest, actor="王芳", now=NOW)
    assert store.attachments(YEAR) == [second]
    assert store.attachment_data(first.digest) == data
    assert store.verify_log().ok


def test_an_attachment_may_have_five_megabytes_and_not_a_byte_more(store):
    limit = 5 * 1024 * 1024
    store.add_attachment(YEAR, key(), "a.bin", "application/octet-stream", bytes(limit), now=NOW)
    with pytest.raises(UserInputError, match=r"E-DB-015.*5 MB"):
        store.add_attachment(YEAR, key(), "b.bin", "application/octet-stream", bytes(limit + 1), now=NOW)
    assert len(store.attachments(YEAR)) == 1


def test_an_unknown_attachment_or_plan_is_our_mistake(store):
    with pytest.raises(StoreMisuse):
        store.attachment_data("0" * 64)
    with pytest.raises(StoreMisuse):
        store.plan("0" * 64)


def test_history_is_imported_and_own_figures_go_before_it(store):
    rows = [HistoryValue(2020, key(1), Decimal("12.90")), HistoryValue(2024, key(1), Decimal(7))]
    assert store.import_history(rows, "2024年年报.xlsx", "王芳", NOW) == 2
    assert store.import_history(rows, "2024年年报.xlsx", "王芳", NOW) == 0
    put(store, typed("8"), typed("约9", 2), typed("-1", 3), year=2024)
    assert store.history() == {2020: {key(1): Decimal("12.9")}, 2024: {key(1): Decimal(8)}}
    assert store.verify_log().ok


def test_changes_of_definition_are_kept_changed_and_taken_back(store, path):
    changes = [
        DefinitionChange("live-births", 2023, "改为常住人口"),
        DefinitionChange("live-births", 2025, "含流动人口"),
    ]
    for change in reversed(changes):
        store.record_definition_change(change, actor="王芳", now=NOW)
    before = store.log_position()
    store.record_definition_change(changes[0], actor="王芳", now=later())
    assert store.log_position() == before
    assert store.definition_changes() == tuple(changes)
    assert store.verify_log().ok
    store.record_definition_change(DefinitionChange("live-births", 2023, "更正"), actor="王芳", now=NOW)
    store.record_definition_change(DefinitionChange("live-births", 2025, ""), actor="王芳", now=NOW)
    assert store.definition_changes() == (DefinitionChange("live-births", 2023, "更正"),)
    assert store.verify_log().ok


def freeze(store, number=1, content=b'{"a":1}', documents=()):
    return store.freeze(
        YEAR,
        number,
        content,
        digest_of(content),
        store.current_plan().digest,
        documents,
        UnitProfile(head="张"),
        "王芳",
        NOW,
    )


def test_a_frozen_revision_comes_back_byte_for_byte(store, path):
    put(store, typed("1"))
    documents = [
        StoredDocument("H1.pdf", "application/pdf", b"%PDF\x00\xff"),
        StoredDocument("A.xlsx", "application/x", b""),
    ]
    head = store.log_position()
    frozen = freeze(store, documents=documents)
    assert frozen.log_entries == head.entries + 1  # the change of state
    assert store.year_state(YEAR).state is YearState.FINAL
    assert store.undo_label(YEAR) is None
    store.close()
    with open_store(path, now=NOW) as again:
        assert again.latest_revision(YEAR) == again.revision(YEAR, 1) == frozen
        assert again.documents(YEAR, 1) == documents
        again.set_state(YEAR, "withdrawn", 1, "有误", "王芳", NOW)
        second = freeze(again, 2, b"{}")
        assert again.latest_revision(YEAR) == second
        assert again.revisions(YEAR) == [frozen, second]
        assert again.revision(YEAR, 3) is None
        assert again.latest_revision(2024) is None
        assert again.verify_log().ok


def test_freezing_is_refused_twice_out_of_order_or_with_another_digest(store):
    freeze(store)
    with pytest.raises(StateError, match="E-DB-018"):
        freeze(store)
    with pytest.raises(StoreMisuse):
        freeze(store, 3)
    with pytest.raises(StoreMisuse):
        store.freeze(YEAR, 2, b"{}", "0" * 64, store.current_plan().digest, [], UnitProfile(), "a", NOW)
    with pytest.raises(StoreMisuse):
        store.freeze(YEAR, 2, b"{}", digest_of(b"{}"), "0" * 64, [], UnitProfile(), "a", NOW)
    assert [revision.number for revision in store.revisions(YEAR)] == [1]
    assert store.verify_log().ok


def test_packages_and_slips(store):
    freeze(store)
    store.record_package(YEAR, 1, "wdp.asice", "c" * 64, NOW, actor="王芳")
    assert [(p.revision, p.file_name, p.digest, p.at) for p in store.packages(YEAR)] == [
        (1, "wdp.asice", "c" * 64, NOW)
    ]
    data = b"letter"
    assert store.record_letter(YEAR, 1, OfficeLetter.RETURN, data, "王芳", NOW, number=2, is_applied=True)
    assert not store.record_letter(YEAR, 1, OfficeLetter.RETURN, data, "王芳", NOW)
    (letter,) = store.letters(YEAR)
    assert (letter.kind, letter.data, letter.at) == (OfficeLetter.RETURN, data, NOW)
    assert (letter.number, letter.is_applied, letter.digest) == (2, True, digest_of(data))
    assert store.verify_log().ok


def test_the_last_answer_counts_and_a_frozen_year_takes_none(store):
    put(store, typed("1"))
    for text in ("数无误", "数要改"):
        store.answer(YEAR, "q-2025-health-1", text, actor="王芳", now=NOW)
    assert store.answers(YEAR)["q-2025-health-1"].text == "数要改"
    freeze(store)
    with pytest.raises(StateError):
        store.answer(YEAR, "q-2025-health-1", "再改", actor="王芳", now=NOW)
    assert store.verify_log().ok


def test_trust_in_an_office_ends_at_the_earliest_time_that_was_given(store):
    store.trust_office(b"old", NOW, actor="王芳", now=NOW)
    store.trust_office(b"old", later(), actor="李梅", now=later())
    for moment in (later(9), later(5), later(7)):
        store.distrust_office(digest_of(b"old"), moment, actor="王芳", now=later(9))
    (office,) = store.trusted_offices()
    assert (office.since, office.distrusted, office.actor) == (NOW, later(5), "王芳")
    with pytest.raises(StoreMisuse):
        store.distrust_office(digest_of(b"other"), NOW, actor="王芳", now=NOW)
    assert store.verify_log().ok


def test_the_history_of_a_cell(store):
    put(store, typed("1"))
    put(store, typed("2"), typed("9", 2), kind="paste", reason="更正")
    store.undo(YEAR, "李梅", NOW)
    changes = store.change_log(YEAR, key())
    assert [c.kind for c in changes] == [RecordKind.ENTRY, RecordKind.PASTE, RecordKind.UNDO]
    assert [c.old and c.old.reading.text for c in changes] == [None, "1", "2"]
    assert [c.new and c.new.reading.text for c in changes] == ["1", "2", "1"]
    assert (changes[1].reason, changes[2].actor, changes[2].at) == ("更正", "李梅", NOW)
    assert store.change_log(2024, key()) == []


def test_identity_stays(store, path):
    identity = store.identity()
    assert (identity.unit, identity.created_at) == ("health", NOW)
    assert len(identity.store_id) == 32
    store.close()
    with open_store(path, now=later()) as again:
        assert again.identity() == identity


def test_several_calls_are_one(store):
    before = store.log_position()
    with pytest.raises(RuntimeError, match="stop"), store.transaction():  # noqa: PT012 - the whole block is what must fail
        put(store, typed("1"))
        store.set_people(UnitProfile(head="张"), actor="a", now=NOW)
        assert store.people().head == "张"
        raise RuntimeError("stop")
    assert (store.observations(YEAR), store.people(), store.log_position()) == ({}, UnitProfile(), before)
    with store.transaction():
        put(store, typed("1"))
        store.set_people(UnitProfile(head="张"), actor="a", now=NOW)
    assert store.people().head == "张"
    assert store.verify_log().ok


def test_an_error_that_is_swallowed_inside_still_takes_everything_back(store):
    with pytest.raises(StoreMisuse), store.transaction():  # noqa: PT012 - the whole block is what must fail
        put(store, typed("1"))
        with pytest.raises(UserInputError):
            store.import_plan(b"", actor="a", now=NOW)
        with pytest.raises(StoreMisuse):
            store.set_state(YEAR, "draft", -1, "", "a", NOW)
    assert store.observations(YEAR) == {}


def test_a_closed_store_says_so(store):
    store.close()
    store.close()
    with pytest.raises(StoreMisuse):
        store.observations(YEAR)
    with pytest.raises(StoreMisuse):
        put(store, typed("1"))


def test_times_come_back_in_universal_time(store):
    beijing = timezone(timedelta(hours=8))
    store.record(YEAR, [typed("1")], actor="a", now=NOW.astimezone(beijing))
    assert store.observations(YEAR)[key()].entered_at == NOW
    assert store.observations(YEAR)[key()].entered_at.tzinfo is UTC

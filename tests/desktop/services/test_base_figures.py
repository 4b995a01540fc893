"""Base figures from the office's table to the unit's cells, its package and back: real files both ends."""

import io
import json
from dataclasses import replace
from decimal import Decimal

import openpyxl
import pytest

from db.office.records import CertificatePurpose
from db.unit.records import HistoryValue, RecordKind
from desktop.documents.history.table import PastFigure
from desktop.services.keeping import back_up
from desktop.services.letters.reading import read_letter
from desktop.services.letters.writing import packed_letter
from desktop.services.office.acceptance.accepting import accept, obstacles
from desktop.services.office.desk import init_office, open_office_desk
from desktop.services.office.facts.given import given_by_unit
from desktop.services.office.intake.telling import open_points
from desktop.services.office.keeping import restore_office
from desktop.services.office.letters.asking import recall
from desktop.services.office.letters.suggesting import suggestions
from desktop.services.office.registry.keys import create_office_key
from desktop.services.office.task.base_figures import base_template, issue_base, read_base
from desktop.services.past_tables import HistoryPreview
from desktop.services.plans.packs import BUNDLED, PlanPack, load_bundled
from desktop.services.unit.desk import create_desk
from desktop.services.unit.exchange import entry_workbook, read_workbook, take_over
from desktop.services.unit.filing.finalising import finalise, withdraw
from desktop.services.unit.filing.frozen_comparison import changed_since_frozen
from desktop.services.unit.history import import_history, read_history
from desktop.services.unit.letters.opening import open_letter
from desktop.services.unit.past_correction import correct_past
from desktop.services.unit.printing import official_workbook
from desktop.services.unit.year import open_year
from desktop.submission.keys.certificate import fingerprint, to_der
from desktop.submission.package import PayloadFile, inspect
from forms.canonical import canonical_json, digest_of
from forms.codes.base import BaseCode
from forms.codes.letter import LetterCode, OpenCode
from forms.codes.receive import ReceiveCode
from forms.errors import StateError, TianbaoError, UserInputError
from forms.figures.quantity import Missing
from forms.filing.state import YearState
from forms.plan.catalogue import plan_document, read_plan
from forms.receiving.state import OfficeState
from tests.desktop.balanced import balanced
from tests.desktop.cli.receiving.commands import run
from tests.desktop.services.both import YEAR
from tests.desktop.services.conftest import PASSPHRASE, MovableClock
from tests.desktop.services.giving import SOURCE, WOMEN, giving_office
from tests.desktop.services.tasks import confirmed, task
from tests.desktop.sourced import PEOPLE, PLACES, sourced_desk


@pytest.fixture
def giving(tmp_path):
    with giving_office(tmp_path) as made:
        yield made


def refused(giving, data, code):
    before = giving.desk.path.read_bytes()
    with pytest.raises(TianbaoError) as caught:
        giving.open(data)
    assert caught.value.code is code
    assert giving.desk.path.read_bytes() == before
    return caught.value.message


def test_given_cells_get_the_offices_figures_and_are_locked(giving):
    giving.year.enter({PEOPLE: "890", PLACES: "30"})
    opened = giving.open(giving.issue(("_T", 900), ("女", 450)))
    assert "统计局 2025 年基础数据第 1 号给定 2 格，已填入并锁定，其中 1 格与原来填的不同" in opened.sentences
    assert giving.texts() == {PEOPLE: "900", WOMEN: "450", PLACES: "30"}
    year = giving.year
    assert {key: one.source for key, one in year.figures.observations.items()} == {
        PEOPLE: SOURCE, WOMEN: SOURCE, PLACES: "",
    }  # fmt: skip
    assert year.report.blocking == ()
    assert year.state is YearState.READY
    assert year.given.named.version == "1"
    assert year.cell_log(PEOPLE)[-1].kind is RecordKind.GIVEN
    for change in (lambda: year.enter({PEOPLE: "901"}), lambda: year.clear([WOMEN]),
                   lambda: year.enter({PLACES: "31", WOMEN: "-1"}),
                   lambda: year.annotate(PEOPLE, source="自己估算")):  # fmt: skip
        with pytest.raises(UserInputError) as caught:
            change()
        assert caught.value.code is BaseCode.GIVEN
        assert "统计局 2025 年基础数据第 1 号给定" in caught.value.message
    assert giving.texts()[PLACES] == "30"
    year.enter({PEOPLE: " 900 ", PLACES: "31"})
    year.annotate(PEOPLE, note="本单位台账是 905")
    assert year.figures.observations[PEOPLE].note == "本单位台账是 905"
    assert giving.desk.store.verify_log().ok


def test_nobody_writes_by_hand_that_the_office_gave_a_figure(giving):
    """No base figures were ever opened here: paper and forms would call the figure the office's."""
    year = giving.year
    year.enter({PEOPLE: "890"})
    before = giving.desk.path.read_bytes()
    preview = HistoryPreview(
        changes=((PastFigure(2024, PEOPLE, Decimal(5), "B2"), None),), same=0, problems=()
    )
    for change in (
        lambda: year.annotate(PEOPLE, source=SOURCE),
        lambda: year.annotate(PEOPLE, source="  " + SOURCE),
        lambda: year.enter({}, sources={PEOPLE: SOURCE}),
        lambda: import_history(giving.desk, preview, f"{SOURCE}.xlsx"),
    ):
        with pytest.raises(UserInputError) as caught:
            change()
        assert caught.value.code is BaseCode.MARK
    assert giving.desk.path.read_bytes() == before
    year.annotate(PEOPLE, source="按统计局 2025 年基础数据第 1 号推算")


def test_a_workbook_that_says_a_figure_was_given_is_not_believed(giving, tmp_path):
    giving.open(giving.issue(("_T", 900)))
    data = entry_workbook(giving.year)
    with sourced_desk(tmp_path / "other", ("people", "places"), giving.desk.clock) as other:
        other_year = open_year(other, YEAR)
        found = read_workbook(other_year, data)
        assert [one.code for one in found.refused] == [BaseCode.MARK]
        take_over(other_year, found)
        seen = other_year.figures.observations[PEOPLE]
        assert (seen.reading.text, seen.source) == ("900", "")


def test_the_command_line_opens_them_and_refuses_what_changes_them(giving, tmp_path, monkeypatch):
    store, path = giving.desk.path, tmp_path / "基础数据.asice"
    giving.year.enter({PEOPLE: "890"})
    path.write_bytes(giving.issue(("_T", 900), ("女", 450)))
    total = giving.cell(PEOPLE)
    form = tmp_path / "填报表.xlsx"
    form.write_bytes(entry_workbook(giving.year))
    giving.desk.close()
    of = ("--store", store, "--year", YEAR)
    opened = run("open", "--store", store, path, "--json")
    assert (opened["kind"], opened["base"]["version"]) == ("base", "1")
    got = run("get", *of, total, "--json")
    assert (got["text"], got["given_by"]) == ("900", "统计局 2025 年基础数据第 1 号")
    before = store.read_bytes()
    assert run("set", *of, total, "905", "--json", expect=1)["code"] == BaseCode.GIVEN
    assert "统计局 2025 年基础数据第 1 号给定，不能改" in run("set", *of, total, "905", expect=1)
    filled = run("fill", *of, form, "--json", expect=1)
    assert [(one["address"], one["code"]) for one in filled["refused"]] == [(total, BaseCode.GIVEN)]
    assert run("open", "--store", store, path, "--json", expect=1)["code"] == OpenCode.REPEATED
    assert store.read_bytes() == before
    assert run("set", *of, total, "900", "--note", "本单位台账是 905", "--json")["text"] == "900"


def test_undo_never_leads_back_to_a_typed_figure(giving):
    giving.year.enter({PEOPLE: "890", PLACES: "30"})
    giving.year.enter({PEOPLE: "895", PLACES: "31"})
    giving.open(giving.issue(("_T", 900)))
    year = giving.year
    while year.undo_label:
        year.undo()
    assert giving.texts() == {PEOPLE: "900"}
    while year.redo_label:
        year.redo()
    assert giving.texts() == {PEOPLE: "900", PLACES: "31"}


def test_a_reason_and_an_exact_decimal_are_given_as_they_are(giving):
    giving.open(giving.issue(("_T", "12345678901"), ("女", "未收集")))
    readings = {key: giving.year.reading(key) for key in (PEOPLE, WOMEN)}
    assert (readings[PEOPLE].value, readings[WOMEN].missing) == (Decimal(12345678901), Missing.NOT_COLLECTED)


def test_the_package_names_the_base_figures_and_paper_calls_them_given(giving):
    data = giving.issue(("_T", 900), ("女", 450))
    giving.open(data)
    giving.year.enter({PLACES: "30"})
    assert finalise(giving.year) == 1
    content = json.loads(giving.desk.store.latest_revision(YEAR).content)
    assert content["base"] == {
        "version": "1",
        "digest": read_letter(data, giving.desk.clock()).letter.base.digest,
    }
    giving.file()
    (sent,) = giving.folder.glob("*-r1.asice")
    files = {one.name: one.data for one in inspect(sent.read_bytes()).payload}
    assert SOURCE in files["data/observations.csv"].decode()
    book = openpyxl.load_workbook(io.BytesIO(official_workbook(giving.year)))
    texts = [str(c.value) for sheet in book for row in sheet.iter_rows() for c in row if c.value]
    assert any(f"统计局提供；{SOURCE}" in text for text in texts)
    assert not any("手工录入" in text for text in texts)
    assert giving.at_office.current is not None


def test_a_later_one_replaces_it_and_what_it_no_longer_gives_is_open_again(giving):
    giving.open(giving.issue(("_T", 900), ("女", 450)))
    giving.open(giving.issue(("_T", 910)))
    year = giving.year
    assert giving.texts() == {PEOPLE: "910", WOMEN: "450"}
    assert (year.given.named.version, set(year.given.figures)) == ("2", {PEOPLE})
    year.enter({WOMEN: "455"}, sources={WOMEN: "统计局 3 月 5 日函"})
    assert [one.number for one in giving.desk.store.bases(YEAR)] == [1, 2]


def test_an_older_one_that_comes_late_changes_nothing(giving):
    first, second = giving.issue(("_T", 900)), giving.issue(("_T", 910))
    opened = giving.open(second)
    assert opened.skipped == (1,)
    late = giving.open(first)
    assert not late.is_applied
    assert giving.texts() == {PEOPLE: "910"}
    refused(giving, second, OpenCode.REPEATED)


def test_a_frozen_year_stays_as_it_is_until_it_is_opened_again(giving):
    giving.open(giving.issue(("_T", 900), ("女", 450)))
    giving.year.enter({PLACES: "30"})
    finalise(giving.year)
    opened = giving.open(giving.issue(("_T", 910), ("女", 455)))
    assert opened.state is YearState.FINAL
    assert "2025 年度已定稿，数没有变" in "".join(opened.sentences)
    year = giving.year
    assert (giving.texts()[PEOPLE], year.given.named.version) == ("900", "1")
    withdraw(year, "用新的基础数据")
    assert (year.reading(PEOPLE).text, year.given.named.version) == ("910", "2")
    assert giving.texts() == {PEOPLE: "910", WOMEN: "455", PLACES: "30"}
    assert year.state is YearState.READY
    assert finalise(giving.year) == 2
    assert json.loads(giving.desk.store.latest_revision(YEAR).content)["base"]["version"] == "2"
    assert giving.desk.store.verify_log().ok


def test_a_return_says_nothing_of_base_figures_that_give_the_unit_none(giving):
    giving.year.enter({PEOPLE: "900", WOMEN: "450", PLACES: "30"}, sources={PEOPLE: "公报", WOMEN: "公报"})
    finalise(giving.year)
    giving.file()
    giving.open(giving.issue(("女", ""), table=giving.table(("_T", 890), year=YEAR - 1)))
    giving.ask(PLACES, "请核对")
    opened = giving.open(giving.send())
    assert opened.state is YearState.RETURNED
    assert not [one for one in opened.sentences if "给定" in one]


def test_a_return_brings_the_base_figures_that_came_meanwhile(giving):
    giving.open(giving.issue(("_T", 900), ("女", 450)))
    giving.year.enter({PLACES: "30"})
    finalise(giving.year)
    giving.file()
    giving.open(giving.issue(("_T", 910), ("女", 455)))
    giving.ask(PLACES, "请核对")
    opened = giving.open(giving.send())
    told = "这一年定稿以后收到的统计局 2025 年基础数据第 2 号现在生效：给定 2 格，已填入并锁定"
    assert told in opened.sentences
    assert (opened.state, giving.texts()[PEOPLE]) == (YearState.READY, "910")
    # Its cells are no longer those that were frozen: the return that is taken back leaves it open.
    giving.open(giving.send(recall))
    assert giving.year.state is YearState.READY
    assert changed_since_frozen(giving.desk) == []
    assert finalise(giving.year) == 2


def test_a_return_with_the_same_base_figures_can_be_taken_back(giving):
    giving.open(giving.issue(("_T", 900), ("女", 450)))
    giving.year.enter({PLACES: "30"})
    finalise(giving.year)
    giving.file()
    giving.ask(PLACES, "请核对")
    giving.open(giving.send())
    assert giving.year.state is YearState.RETURNED
    giving.open(giving.send(recall))
    assert giving.year.state is YearState.DELIVERED
    assert changed_since_frozen(giving.desk) == []


def test_earlier_years_get_the_offices_figures_where_they_are_not_reported_here(giving):
    store = giving.desk.store
    store.import_history([HistoryValue(2023, PEOPLE, Decimal(800))], "旧表", "韩雪", giving.desk.clock())
    open_year(giving.desk, 2024).enter({PEOPLE: "850"})
    table = "代码,2023,2024,2025,来源\npeople,820,860,900,人口年报".encode()
    opened = giving.open(giving.issue(table=table))
    told = "".join(opened.sentences)
    assert "往年数据按统计局 2025 年基础数据第 1 号改了 1 个" in told
    assert "2024 年在本文件里填报，那些年的数没有变" in told
    history = giving.year.figures.history
    assert (history[2023][PEOPLE], history[2024][PEOPLE]) == (820, 850)


def test_excel_shows_a_given_cell_closed_and_what_is_typed_there_is_refused(giving):
    before = entry_workbook(giving.year)
    giving.open(giving.issue(("_T", 900), ("女", 450)))
    book = openpyxl.load_workbook(io.BytesIO(entry_workbook(giving.year)))
    sheet = next(one for one in book if one.title != "填报说明" and one.sheet_state == "visible")
    cells = {c.value: c for row in sheet.iter_rows() for c in row if c.value in {900, 450}}
    assert all(cell.protection.locked for cell in cells.values())
    cells[900].value = 905
    saved = io.BytesIO()
    book.save(saved)
    preview = read_workbook(giving.year, saved.getvalue())
    assert ([one.code for one in preview.refused], preview.changes) == ([BaseCode.GIVEN], ())
    assert "905" in preview.refused[0].message
    take_over(giving.year, preview)
    # A form that was written before they came is taken, but for what they give.
    old = openpyxl.load_workbook(io.BytesIO(before))
    sheet = old[sheet.title]
    row = next(c.row for r in sheet.iter_rows() for c in r if c.value == "托位数")
    total = next(c.column for r in sheet.iter_rows() for c in r if c.value == "合计")
    sheet.cell(row, total).value = 30
    saved = io.BytesIO()
    old.save(saved)
    preview = read_workbook(giving.year, saved.getvalue())
    assert preview.refused == ()
    take_over(giving.year, preview)
    assert giving.texts() == {PEOPLE: "900", WOMEN: "450", PLACES: "30"}


def resigned(giving, data, change, table=lambda one: one):
    """The letter with another document or table, signed by the office's key all the same."""
    read = read_letter(data, giving.desk.clock())
    figures = table(read.files["data/base.csv"])
    base = replace(read.letter.base, digest=digest_of(figures))
    letter = replace(read.letter, **({"base": base} | change))
    return packed_letter(letter, (), giving.office_key, [PayloadFile("data/base.csv", "text/csv", figures)])


@pytest.mark.parametrize(
    ("change", "table", "code"),
    [
        ({}, lambda one: one.replace(b",900,", b",9e2,"), LetterCode.BASE),
        ({}, lambda one: one.replace(b",900,", b",900.0,"), LetterCode.BASE),
        ({}, lambda one: one.replace(b",900,", b",900.5,"), BaseCode.NOT_OF_PLAN),
        ({}, lambda one: one.replace(b",900,", b",-900,"), BaseCode.NOT_OF_PLAN),
        ({}, lambda one: one.replace("人,".encode(), "万人,".encode()), BaseCode.NOT_OF_PLAN),
        ({}, lambda one: one.replace(b",2025,", b",2026,"), LetterCode.BASE),
        ({"year": 2019}, lambda one: one.replace(b",2025,", b",2019,"), None),
        ({"region": "210411"}, lambda one: one, LetterCode.NOT_THE_OFFICE),
    ],
)
def test_a_letter_that_is_wrong_leaves_the_file_as_it_is(giving, change, table, code):
    data = giving.issue(("_T", 900), ("女", 450))
    made = resigned(giving, data, change, table)
    if code is None:
        with pytest.raises(UserInputError):
            giving.open(made)
    else:
        assert "没有采用" in refused(giving, made, code)
    assert giving.texts() == {}


def test_two_of_one_number_with_other_figures_are_refused(giving):
    data = giving.issue(("_T", 900))
    giving.open(data)
    other = resigned(giving, data, {}, lambda one: one.replace(b",900,", b",901,"))
    refused(giving, other, OpenCode.CONTRADICTS)


def test_one_byte_that_was_edited_is_noticed(giving):
    data = bytearray(giving.issue(("_T", 900)))
    at = bytes(data).index(b",900,")
    data[at + 1] = ord("8")
    refused(giving, bytes(data), LetterCode.DAMAGED)


def test_a_task_with_wrong_base_figures_changes_nothing_not_even_the_plan(giving, tmp_path):
    giving.open(giving.issue(("_T", 900)))
    before = giving.desk.pack
    giving.office.adopt_plan_from(confirmed(before), 2021, "确认")
    read = read_letter(task(giving.office, giving.office_key, tmp_path).stored.data, giving.desk.clock())
    files = {**read.files, "data/base.csv": read.files["data/base.csv"].replace(b",900,", b",901,")}
    base = replace(read.letter.task.base, digest=digest_of(files["data/base.csv"]))
    letter = replace(read.letter, task=replace(read.letter.task, base=base))
    further = [PayloadFile(name, "application/octet-stream", data) for name, data in files.items()]
    refused(giving, packed_letter(letter, (), giving.office_key, further), OpenCode.CONTRADICTS)
    assert giving.desk.pack.digest == before.digest
    assert giving.desk.store.letters(YEAR)[-1].kind == "base"


@pytest.mark.parametrize("plan", BUNDLED)
def test_a_task_brings_the_base_figures_of_every_bundled_plan(plan, tmp_path):
    """Every figure that any unit is given, from the table that the program writes to that unit's cells."""
    clock, pack = MovableClock(), confirmed(load_bundled(plan))
    with init_office(tmp_path / "统计局.db", pack, "陈静", clock) as office:
        key = create_office_key(office, CertificatePurpose.SIGNING, tmp_path / "office.p12", PASSPHRASE)
        book = openpyxl.load_workbook(io.BytesIO(base_template(office, YEAR)))
        sheet = book.active
        for row in range(2, sheet.max_row):
            if sheet.cell(row, 2).value:
                item = pack.plan.item_by_code[sheet.cell(row, 1).value]
                sheet.cell(row, 5).value = balanced(item, sheet.cell(row, 3).value.split(" ")[0])
                sheet.cell(row, 6).value = "人口年报"
        saved = io.BytesIO()
        book.save(saved)
        preview = read_base(office, saved.getvalue(), YEAR)
        assert (preview.lacking, preview.reading.problems) == ((), ())
        issue_base(office, preview, key, tmp_path / "基础数据.asice")
        sent = task(office, key, tmp_path / "往来").stored.data
        given = given_by_unit(pack.plan)
        assert given
        for unit, keys in given.items():
            with create_desk(tmp_path / f"{unit}.db", pack, unit, clock) as desk:
                opened = open_letter(desk, sent, fingerprint(key.certificate))
                year = open_year(desk, YEAR)
                assert set(year.given.figures) == keys
                assert any(f"给定 {len(keys)} 格" in one for one in opened.sentences)
                told = {one.key: one.value for one in preview.reading.figures}
                assert {one: year.reading(one).value for one in keys} == {one: told[one] for one in keys}
                with pytest.raises(UserInputError):
                    year.enter(dict.fromkeys(keys, "99"))
                alone = open_letter(desk, (tmp_path / "基础数据.asice").read_bytes())
                assert "统计局 2025 年基础数据第 1 号已打开过" in alone.sentences


def test_a_task_that_brings_a_new_plan_gives_the_figures_of_that_plan(giving):
    """Cells that only the new version has are given at once."""
    giving.year.enter({PLACES: "30"})
    giving.issue(("_T", 900), ("女", 450))
    pack = confirmed(giving.office.pack)
    giving.office.adopt_plan_from(pack, 2021, "")
    sent = task(giving.office, giving.office_key, giving.folder).stored.data
    giving.open(sent)
    assert giving.desk.pack.digest == pack.digest
    assert giving.texts() == {PEOPLE: "900", WOMEN: "450", PLACES: "30"}


def filed_by_hand(giving, people="890"):
    """The unit files figures that it typed, and the office has its base figures."""
    giving.year.enter({PEOPLE: people, WOMEN: "450", PLACES: "30"}, sources={PEOPLE: "统计局 3 月 5 日函"})
    finalise(giving.year)
    giving.file()
    giving.issue(("_T", 900), ("女", 450))


def base_at_office(giving):
    at_office = giving.at_office
    return next(one for one in at_office.facts(at_office.current) if one.name == "base")


def test_what_a_unit_states_otherwise_is_listed_and_decided_before_it_is_accepted(giving):
    filed_by_hand(giving)
    giving.type_paper()
    fact = base_at_office(giving)
    assert (fact.state.value, fact.status, fact.holds_back) == ("ok", "differs", False)
    assert fact.details == {
        "cells": [{"item": "people", "breakdown": "_T", "year": YEAR, "given": "900", "stated": "890"}]
    }
    assert "常住人口数给的是 900，报来 890" in fact.sentence
    assert ("base" in giving.row.bad, giving.row.step) == (True, fact.step)
    (package,) = giving.receive_again().packages
    assert [one.name for one in open_points(package)] == ["base"]
    assert giving.at_office.state is OfficeState.RECEIVED
    assert any("给的是 900" in one for one in obstacles(giving.office, giving.at_office))
    with pytest.raises(StateError):
        accept(giving.office, "health", YEAR, giving.office_key, giving.folder)
    for subject in ("people/_T/2024", "people/SEX=F/2025", ""):
        with pytest.raises(UserInputError):
            giving.decide("base", "kept", subject)
    giving.decide("base", "refile", "people/_T/2025")
    assert base_at_office(giving).status == "decided"
    assert any("people/_T/2025" in one for one in obstacles(giving.office, giving.at_office))
    giving.decide("基础数据", "以基础数据为准", "people/_T/2025")
    assert obstacles(giving.office, giving.at_office) == []
    assert giving.row.bad == ()
    assert list(open_points(giving.receive_again().packages[0])) == []
    # Against another given figure nobody has decided.
    giving.issue(("_T", 905), ("女", 450))
    assert base_at_office(giving).status == "differs"
    giving.issue(("_T", 900), ("女", 450))
    accept(giving.office, "health", YEAR, giving.office_key, giving.folder)
    assert giving.at_office.state is OfficeState.ACCEPTED


def test_given_figures_that_were_used_unchanged_are_sound(giving):
    data = giving.issue(("_T", 900), ("女", 450))
    giving.open(data)
    giving.year.enter({PLACES: "30"})
    finalise(giving.year)
    giving.file()
    assert (base_at_office(giving).status, base_at_office(giving).sentence) == ("", "给出的基础数据没有改动")
    preview = read_base(giving.office, giving.table(("_T", 910), ("女", 450)), YEAR)
    assert [(one.old.text, one.new.text, one.units) for one in preview.changes] == [
        ("900", "910", ("health",))
    ]
    giving.issue(("_T", 910), ("女", 450))
    fact = base_at_office(giving)
    assert "单位用的是第 1 号，现行是第 2 号" in fact.sentence
    assert [one["stated"] for one in fact.details["cells"]] == ["900"]
    content = giving.at_office.current.content
    assert {one.text for one in giving.office.store.values(content) if one.item == "people"} == {"900", "450"}


def test_the_difference_is_suggested_as_a_question(giving):
    filed_by_hand(giving)
    offered = suggestions(giving.office, "health", YEAR)
    cells = [one.question.cell for one in offered if one.question.code == ReceiveCode.BASE_DIFFERS]
    assert cells == [giving.cell(PEOPLE)]
    assert not any("900" in one.question.text for one in offered)


def test_an_earlier_figure_that_the_office_gave_is_not_corrected_here(giving):
    table = "代码,2023,2025,来源\npeople,820,900,人口年报".encode()
    giving.open(giving.issue(table=table))
    with pytest.raises(UserInputError) as caught:
        correct_past(giving.desk, 2023, {PEOPLE: "830"}, "按本单位台账更正")
    assert caught.value.code is BaseCode.GIVEN
    assert "统计局 2025 年基础数据第 1 号" in caught.value.message
    preview = read_history(giving.desk, "代码,2023\npeople,830\nplaces,25".encode())
    assert [one.code for one in preview.problems] == [BaseCode.GIVEN]
    assert [one.key for one, _ in preview.changes] == [PLACES]
    assert giving.year.figures.history[2023][PEOPLE] == 820


def test_a_cell_that_a_later_plan_asks_for_is_filled_when_it_is_opened_again(giving, tmp_path):
    """Base figures were opened while the form asked for the total alone."""
    document = plan_document(giving.desk.plan)
    wide = giving.desk.pack
    document["forms"][0]["columns"] = ["_T"]
    document["version"] = "0"
    narrow = PlanPack(read_plan(document), canonical_json(document))
    clock = giving.desk.clock
    with create_desk(tmp_path / "other.db", narrow, "health", clock) as desk:
        desk.store.trust_office(to_der(giving.office_key.certificate), clock(), actor="", now=clock())
        sent = giving.issue(("_T", 900), ("女", 450))
        open_letter(desk, sent)
        desk.adopt_plan(wide, "新版")
        year = open_year(desk, YEAR)
        assert year.reading(WOMEN).is_blank
        year.enter({WOMEN: "449"}, sources={WOMEN: "统计局 3 月 5 日函"})
        other = task_of_base(giving)
        opened = open_letter(desk, other)
        assert open_year(desk, YEAR).reading(WOMEN).text == "450"
        assert "统计局 2025 年基础数据第 1 号已打开过" in opened.sentences


def task_of_base(giving):
    """A task with the base figures in force."""
    pack = confirmed(giving.office.pack)
    giving.office.adopt_plan_from(pack, 2021, "")
    return task(giving.office, giving.office_key, giving.folder).stored.data


def test_a_restored_desk_leaves_out_the_numbers_that_it_may_have_given(giving, tmp_path):
    giving.issue(("_T", 900))
    giving.open(task_of_base(giving))
    backup, path = back_up(giving.office, tmp_path / "备份", "x"), giving.office.path
    assert giving.open(giving.issue(("_T", 905))).skipped == (), "number 1 came within the task"
    giving.office.close()
    restore_office(backup, path, "陈静", giving.desk.clock)
    with open_office_desk(path, "陈静", giving.desk.clock) as again:
        giving.office = again
        opened = giving.open(giving.issue(("_T", 910)))
        assert (opened.read.letter.number, opened.read.letter.base.version) == (102, "102")
        assert opened.skipped == tuple(range(3, 102))
        assert giving.texts() == {PEOPLE: "910"}


def test_a_task_with_an_older_number_does_not_bring_it_back(giving):
    giving.issue(("_T", 900), ("女", 450))
    older = task_of_base(giving)
    giving.open(giving.issue(("_T", 910)))
    opened = giving.open(older)
    assert opened.is_applied
    assert "统计局 2025 年基础数据第 1 号只留存备查，现在用的是第 2 号" in opened.sentences
    assert (giving.texts(), giving.year.given.named.version) == ({PEOPLE: "910"}, "2")
    assert [one.number for one in giving.desk.store.bases(YEAR)] == [1, 2]

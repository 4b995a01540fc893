"""What the office sends, opened at a unit: real containers, a real store, a real year."""

import hashlib

import pytest

from desktop.models.unit.overview import overview
from desktop.models.unit.standing import year_head
from desktop.models.unit.thread import next_steps, thread_of, year_lines
from desktop.models.unit.working_year import WorkingYear
from desktop.services.letters.writing import packed_letter
from desktop.services.packages.verification import Premises, verify_package
from desktop.services.unit.desk import create_desk
from desktop.services.unit.evidence import attach
from desktop.services.unit.filing.exporting import export
from desktop.services.unit.filing.finalising import finalise, withdraw
from desktop.services.unit.filing.never_exported import told_of_unsent
from desktop.services.unit.letters.acceptance import accepted_label
from desktop.services.unit.letters.opening import open_letter
from desktop.services.unit.letters.questions import answer, open_questions
from desktop.services.unit.past_correction import correct_past
from desktop.services.unit.year import open_year
from desktop.submission.facts import FactState
from desktop.submission.keys.certificate import fingerprint
from desktop.submission.keys.identity import create_identity
from desktop.submission.keys.self_signed import UnitSubject
from forms.canonical import check_code, digest_of, format_check_code
from forms.codes.letter import OpenCode
from forms.errors import StateError, UserInputError
from forms.figures.breakdown import SeriesKey
from forms.filing.stage import Stage
from forms.filing.state import Step, YearState, can_step
from forms.letters.kind import OfficeLetter
from forms.letters.letter import ReceiptOf, SentLetter
from forms.letters.question import AskedQuestion, QuestionScope
from forms.letters.unit_step import AnsweredContent, steps_of
from tests.desktop.services.conftest import START
from tests.desktop.services.letters.trust import trust

K = OfficeLetter
OTHER = "f" * 64
TAKEN_IN = ReceiptOf(
    manifest_digest=OTHER, received_at=START, facts={"digests": "ok"}, cells=3, sum_code="0123456789ABCDEF"
)


@pytest.fixture
def office():
    return create_identity(UnitSubject("统计局", "office", "210404"), START)


@pytest.fixture
def sent(final, identity, tmp_path):
    """The sample's year, exported once."""
    export(final, identity, tmp_path / "out")
    return final


class Office:
    """Writes letters about one year, each numbered after the one before."""

    def __init__(self, year, identity):
        self.year, self.identity, self.number, self.previous = year, identity, 0, None

    def write(self, kind, content=None, questions=(), number=None, **more):
        self.number = number or self.number + 1
        if content is None:
            content = self.year.desk.store.latest_revision(2025).content_digest
        told = {
            "region": "210404", "office": "望花区统计局", "unit": "health", "year": 2025,
            "previous": self.previous, "receipt": TAKEN_IN if kind is K.RECEIPT else None,
            "made_at": self.year.desk.clock(), "questions": tuple(one.id for one in questions), **more,
        }  # fmt: skip
        letter = SentLetter(kind=kind, number=self.number, content=content, **told)
        data = packed_letter(letter, questions, self.identity)
        self.previous = digest_of(data)
        return data


@pytest.fixture
def post(sent, office):
    made = Office(sent, office)
    trust(sent.desk, office)
    open_letter(sent.desk, made.write(K.RECEIPT))
    return made


def cell_question(cell, at, number=1):
    return AskedQuestion(
        id=f"q-2025-health-{number}", scope=QuestionScope.CELL, cell=cell, other_cell="", code="",
        text="请核实", asked_by="陈静", asked_at=at.replace(microsecond=0), deadline=None,
    )  # fmt: skip


def bytes_of(desk):
    return hashlib.sha256(desk.path.read_bytes()).hexdigest()


def refused(desk, data, code, typed=None):
    before = bytes_of(desk)
    with pytest.raises(UserInputError) as caught:
        open_letter(desk, data, typed)
    assert caught.value.code is code
    assert bytes_of(desk) == before


def test_no_letter_but_a_task_gives_first_trust(sent, office):
    data = Office(sent, office).write(K.RECEIPT)
    for typed in (None, fingerprint(office.certificate)):
        refused(sent.desk, data, OpenCode.TASK_FIRST, typed)
    trust(sent.desk, office)
    assert open_letter(sent.desk, data).state is YearState.DELIVERED
    assert sent.desk.store.verify_log().ok


def test_what_changes_nothing_is_named(post):
    desk, previous = post.year.desk, post.previous
    first = desk.store.letters(2025)[0].data
    refused(desk, first, OpenCode.REPEATED)
    refused(desk, post.write(K.RECEIPT, number=1, previous=None), OpenCode.CONTRADICTS)
    refused(desk, post.write(K.RETURN, OTHER, number=2, previous=previous), OpenCode.FOREIGN)
    refused(desk, post.write(K.RETURN, unit="education", previous=previous), OpenCode.OTHER_UNIT)
    refused(desk, post.write(K.RETURN, previous=OTHER, number=2), OpenCode.CONTRADICTS)


def test_a_skipped_letter_is_named_and_a_late_one_is_kept_as_a_record(post):
    desk = post.year.desk
    late, newest = post.write(K.RETURN), post.write(K.ACCEPTANCE)
    opened = open_letter(desk, newest)
    assert (opened.skipped, opened.state) == ((2,), YearState.ACCEPTED)
    kept = open_letter(desk, late)
    assert (kept.is_applied, kept.state) == (False, YearState.ACCEPTED)
    assert [one.data for one in desk.store.letters(2025)][1:] == [newest, late]
    refused(desk, late, OpenCode.REPEATED)


def test_an_acceptance_in_an_open_year_waits_for_the_reopening(post):
    desk = post.year.desk
    open_letter(desk, post.write(K.RETURN))
    opened = open_letter(desk, post.write(K.ACCEPTANCE))
    assert opened.state is YearState.RETURNED
    assert opened.sentences[-1] == "已验收第 1 版；要报新的一版，须等统计局重开"
    year = open_year(desk, 2025)
    assert accepted_label(year)
    working = WorkingYear(year)
    told = "已验收第 1 版；要报新的一版，须等统计局重开"
    assert working.onward == told
    first = overview(working)
    assert (first.heading, first.cautions[0]) == ("2025 年度　已验收第 1 版", f"{told}。")
    assert (first.onward, first.button) == (Stage.RECEIPT, "看回执")
    assert year_head(working)[0] == "已验收第 1 版"
    thread = thread_of(working)
    assert [one.text for one in next_steps(working, thread)] == ["要报新的一版，先请统计局重开"]
    assert [one.text for one in thread if one.at is None] == ["要报新的一版，先请统计局重开"]
    assert [one.state for one in year_lines(working) if one.year == 2025] == ["已验收第 1 版"]
    with pytest.raises(UserInputError) as caught:
        finalise(year)
    assert caught.value.code is OpenCode.ACCEPTED
    open_letter(desk, post.write(K.REOPENING))
    assert not accepted_label(year)
    assert year_head(WorkingYear(year))[0] == "统计局已退回"
    assert finalise(year) == 2


def test_a_new_file_is_not_told_of_a_revision_nought(post, pack, clock, tmp_path):
    data = post.write(K.ACCEPTANCE)
    place = tmp_path / "新.db"
    with create_desk(place, pack, "health", clock) as desk:
        trust(desk, post.identity)
        opened = open_letter(desk, data)
        assert opened.state is YearState.EMPTY
        assert opened.sentences[-1] == "已验收另一数据文件报的一版；要报新的一版，须等统计局重开"


def test_who_took_the_acceptance_of_another_file_takes_its_reopening(sent, office):
    """Without it the file could never freeze anything again, whatever the office did."""
    desk, made = sent.desk, Office(sent, office)
    trust(desk, office)
    open_letter(desk, made.write(K.ACCEPTANCE, OTHER))  # the first letter of the year
    withdraw(open_year(desk, 2025), "更正")
    year = open_year(desk, 2025)
    with pytest.raises(UserInputError) as caught:
        finalise(year)
    assert caught.value.code is OpenCode.ACCEPTED
    refused(desk, made.write(K.REOPENING, "e" * 64), OpenCode.FOREIGN)
    made.number, made.previous = 1, digest_of(desk.store.letters(2025)[0].data)
    open_letter(desk, made.write(K.REOPENING, OTHER))
    assert finalise(open_year(desk, 2025)) == 2


def test_a_choice_of_the_other_file_closes_this_one_until_this_one_is_chosen(post):
    desk = post.year.desk
    own = desk.store.latest_revision(2025).content_digest
    opened = open_letter(desk, post.write(K.CHOICE, OTHER, not_chosen=(own,)))
    assert opened.state is YearState.SUPERSEDED
    with pytest.raises(StateError):
        open_year(desk, 2025).enter({SeriesKey("live-births"): "1"})
    opened = open_letter(desk, post.write(K.CHOICE, own, not_chosen=(OTHER,)))
    assert opened.state is YearState.DELIVERED


def test_every_door_of_a_year_not_chosen_is_closed_and_says_which_file_goes_on(post, identity, tmp_path):
    desk = post.year.desk
    own, births = desk.store.latest_revision(2025).content_digest, SeriesKey("live-births")
    opened = open_letter(desk, post.write(K.CHOICE, OTHER, not_chosen=(own,)))
    code = format_check_code(check_code(OTHER))
    assert any(code in sentence for sentence in opened.sentences)
    year, proof = open_year(desk, 2025), tmp_path / "proof.txt"
    proof.write_text("x", encoding="utf-8")
    finding = year.report.findings[0]
    doors = {
        "enter": lambda: year.enter({births: "1"}),
        "clear": lambda: year.clear([births]),
        "annotate": lambda: year.annotate(births, note="x"),
        "explain": lambda: year.explain(finding, "已与台账逐项核对"),
        "undo": year.undo,
        "redo": year.redo,
        "attach": lambda: attach(year, births, proof),
        "finalise": lambda: finalise(year),
        "withdraw": lambda: withdraw(year, "更正"),
        "export": lambda: export(year, identity, tmp_path / "again"),
    }
    before = bytes_of(desk)
    for name, door in doors.items():
        with pytest.raises(StateError) as caught:
            door()
        assert code in caught.value.message, name
    assert bytes_of(desk) == before
    assert not (tmp_path / "again").exists()
    assert code in WorkingYear(year).why_nothing_changes()
    desk.clock.now = desk.clock.now.replace(year=2027)
    with pytest.raises(StateError, match="请用那个文件"):
        correct_past(desk, 2025, {births: "1"}, "按统计年鉴核对，原数少录一位")
    with pytest.raises(StateError, match="请用那个文件"):
        desk.store.record(2025, list(year.figures.observations.values())[:1], actor="x", now=desk.clock())
    other = open_letter(desk, post.write(K.CHOICE, "e" * 64, not_chosen=(own, OTHER)))
    assert any(format_check_code(check_code("e" * 64)) in one for one in other.sentences)
    assert "那个文件没有了的（如从备份恢复过），请新建一个数据文件再报" in other.sentences


def test_a_recall_takes_back_only_the_return_that_opened_the_year(post):
    desk = post.year.desk
    open_letter(desk, post.write(K.RETURN))
    assert open_letter(desk, post.write(K.RECALL, recalls=1)).state is YearState.RETURNED
    assert open_letter(desk, post.write(K.RECALL, recalls=2)).state is YearState.DELIVERED


def test_letters_of_one_second_stand_in_the_order_of_their_numbers(post):
    """A folder of them is opened by one command; which digest is the smaller is chance."""
    desk, start, former = post.year.desk, post.number, post.previous
    made_at = START.replace(microsecond=0)
    for minute in range(60):
        post.number, post.previous = start, former
        first = post.write(K.RETURN, made_at=made_at.replace(minute=minute))
        second = post.write(K.RETURN, made_at=made_at.replace(minute=minute))
        if digest_of(second) < digest_of(first):
            break
    now = desk.clock()
    desk.clock = lambda: now
    for data in (first, second):
        open_letter(desk, data)
    assert [one.number for one in desk.store.letters(2025)] == [1, 2, 3]
    assert open_letter(desk, post.write(K.RECALL, recalls=3)).state is YearState.DELIVERED
    assert [one.number for one in desk.store.letters(2025, are_whole=False)] == [1, 2, 3, 4]


def test_a_question_is_answered_and_the_answer_travels(post, pack, clock):
    desk = post.year.desk
    cell = next(one for one in post.year.layout.entry_cells if one.key == SeriesKey("live-births"))
    asked = (cell_question(cell.address, clock()), cell_question("no-form/01/_T", clock(), 2))
    open_letter(desk, post.write(K.RETURN, questions=asked))
    year = open_year(desk, 2025)
    first, void = open_questions(year)
    assert (first.is_open, first.is_changed, void.is_void) == (True, False, True)
    assert [one.asked.id for one in open_questions(year) if one.is_open] == ["q-2025-health-1"]
    for unknown in ("q-2025-health-2", "q-2025-health-9"):
        with pytest.raises(UserInputError) as caught:
            answer(desk, unknown, "数无误，已与台账核对")
        assert caught.value.code is OpenCode.NO_QUESTION
    answer(desk, "q-2025-health-1", "数无误，已与台账核对")
    assert not any(one.is_open for one in open_questions(year))
    assert finalise(year) == 2
    documents = {one.name: one.data for one in desk.store.documents(2025, 2)}
    assert f"q-2025-health-1,{cell.address},数无误，已与台账核对,false,{first.old},{first.new}," in (
        documents["data/answers.csv"].decode()
    )
    made = export(year, post_key(post), desk.path.parent / "r2")
    known = Premises(now=START.replace(year=2027), allow_unregistered=True)
    found = verify_package(made.path.read_bytes(), {pack.plan.id: pack}.get, known)
    assert [one.sentence for one in found.verification.facts if one.state is FactState.BAD] == []
    assert [row["question"] for row in found.tables["answers"]] == ["q-2025-health-1"]


def post_key(post):
    return create_identity(UnitSubject("区卫生健康局", "health", "210404"), START)


@pytest.mark.parametrize("kind", list(K))
@pytest.mark.parametrize("state", list(YearState))
@pytest.mark.parametrize("answers", list(AnsweredContent))
def test_every_letter_in_every_state(kind, state, answers):
    """An open year stays open but for a choice; what speaks of an earlier revision leaves the state."""
    step = next(iter(steps_of(kind, state, answers, recalls_last=True)), None)
    assert step is None or can_step(state, step)
    if kind in {K.WARNING, K.TASK, K.BASE}:
        assert step is None
    elif kind is K.CHOICE:
        wanted = Step.PASS_OVER if answers is AnsweredContent.ELSEWHERE else Step.CHOOSE
        assert step in {None, wanted}
        assert (step is Step.PASS_OVER) == (answers is AnsweredContent.ELSEWHERE)
    elif kind is K.RECALL:
        assert (step is Step.RECALL) == (state is YearState.RETURNED)
    else:
        is_moved = (
            answers is AnsweredContent.IN_FORCE and state.is_frozen and state is not YearState.SUPERSEDED
        )
        assert (step is not None) == (is_moved and not (kind is K.RECEIPT and state is YearState.ACCEPTED))


def test_where_an_earlier_revision_was_chosen_it_is_told_that_the_last_one_was_never_sent(
    post, identity, tmp_path
):
    desk, first = post.year.desk, post.year.desk.store.latest_revision(2025).content_digest
    open_letter(desk, post.write(K.RETURN))
    assert finalise(open_year(desk, 2025)) == 2
    assert told_of_unsent(open_year(desk, 2025)) == "", "it is frozen, and what follows is to export it"
    open_letter(desk, post.write(K.CHOICE, first, not_chosen=(OTHER,)))
    year = open_year(desk, 2025)
    assert year.state is YearState.DELIVERED
    told = told_of_unsent(year)
    assert told.startswith("第 2 次报送没有导出过，统计局说的是第 1 次")
    assert f"{told}。" in overview(WorkingYear(year)).cautions
    export(year, identity, tmp_path / "第二次")
    assert told_of_unsent(open_year(desk, 2025)) == ""

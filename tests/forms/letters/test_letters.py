"""Letters and questions as documents and rows, there and back; what may be in them, and when one applies."""

from datetime import UTC, date, datetime
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.letters.applying import Application, HeldLetters, LetterStanding, application
from forms.letters.kind import OfficeLetter
from forms.letters.letter import ReceiptOf, SentLetter, letter_document, letter_of
from forms.letters.question import (
    MAX_QUESTIONS,
    AskedQuestion,
    QuestionScope,
    question_id,
    question_row,
    questions_of,
)
from forms.letters.task import Named, TaskUnit, YearTask

NOW = datetime(2026, 3, 1, 8, 9, 10, tzinfo=UTC)
A, B, C = "a" * 64, "b" * 64, "c" * 64


def question(number=1, scope=QuestionScope.CELL, cell="f/1/_T", **changes):
    given_ = {
        "id": question_id(2025, "health", number),
        "scope": scope,
        "cell": cell,
        "other_cell": "",
        "code": "",
        "text": "请核对",
        "asked_by": "张三",
        "asked_at": NOW,
        "deadline": date(2026, 4, 1),
    }
    return AskedQuestion(**(given_ | changes))


def letter(kind=OfficeLetter.RETURN, **changes):
    given_ = {
        "kind": kind,
        "region": "210404",
        "office": "统计局",
        "unit": "health" if kind.is_to_one_unit else "",
        "year": 2025,
        "number": 2,
        "previous": B,
        "content": A if kind.is_to_one_unit else None,
        "questions": (),
        "made_at": NOW,
        "recalls": 1 if kind is OfficeLetter.RECALL else None,
        "receipt": RECEIPT if kind is OfficeLetter.RECEIPT else None,
        "task": TASK if kind is OfficeLetter.TASK else None,
        "base": Named(version="2", digest=B) if kind is OfficeLetter.BASE else None,
    }
    return SentLetter(**(given_ | changes))


RECEIPT = ReceiptOf(
    manifest_digest=C, received_at=NOW, facts={"digests": "ok"}, cells=3, sum_code="0123456789ABCDEF"
)
TASK = YearTask(
    plan=Named(version="1", digest=A, id="liuhe"),
    units=(
        TaskUnit(unit="health", deadline=date(2026, 4, 1), files=True),
        TaskUnit(unit="court", deadline=None, files=False),
    ),
    base=Named(version="1", digest=B),
    notice="通知",
    waives_paper=False,
    signing=A,
    receiving=None,
    former=(B,),
)


@pytest.mark.parametrize("kind", OfficeLetter)
def test_a_letter_of_every_kind_is_read_as_it_was_written(kind):
    written = letter(kind, not_chosen=(C,) if kind is OfficeLetter.CHOICE else ())
    assert letter_of(letter_document(written)) == written
    assert kind.label


@pytest.mark.parametrize(
    "base", [None, {"version": "1", "digest": B}, {"version": "2a", "digest": B}], ids=str
)
def test_base_figures_have_the_number_of_their_letter(base):
    with pytest.raises(ValueError, match=r"编号"):
        letter_of(letter_document(letter(OfficeLetter.BASE)) | {"base": base})


@pytest.mark.parametrize(
    "changes",
    [
        {"unit": None},
        {"kind": "recall"},
        {"kind": "receipt"},
        {"kind": "task"},
        {"n": 1},
        {"questions": ["q-2025-health-1", "q-2025-health-1"]},
        {"made_at": "2026-03-01T08:09:10"},
        {"made_at": "yesterday"},
    ],
    ids=str,
)
def test_a_letter_that_contradicts_itself_is_refused(changes):
    with pytest.raises(ValueError, match=r"[\u4e00-\u9fff]"):
        letter_of(letter_document(letter()) | changes)


texts = st.text(min_size=1, max_size=30).filter(str.strip)


@given(
    st.lists(
        st.builds(
            question,
            number=st.integers(1, 10**6 - 1),
            text=texts,
            asked_by=texts,
            deadline=st.none() | st.dates(date(2000, 1, 1), date(2100, 1, 1)),
        ),
        unique_by=lambda one: one.id,
        max_size=8,
    )
)
def test_questions_are_read_as_they_were_written(questions):
    assert questions_of(map(question_row, questions)) == tuple(questions)


@pytest.mark.parametrize(
    "changes",
    [
        {"id": "1"},
        {"id": "q-2025-health-1\n"},
        {"scope": "all"},
        {"text": " "},
        {"text": "问" * 2001},
        {"cell": "c" * 301},
        {"cell": ""},
        {"other_cell": "f/2/_T"},
        {"scope": "pair"},
        {"scope": "filing"},
        {"scope": "finding"},
        {"asked_at": "2026-03-01"},
        {"deadline": "1.4.2026"},
        {"deadline": "20260401"},
    ],
    ids=str,
)
def test_a_row_that_is_no_question_is_refused(changes):
    with pytest.raises(ValueError, match="第 1 个问题"):
        questions_of([question_row(question()) | changes])


def test_too_many_questions_and_one_that_stands_twice_are_refused():
    rows = [question_row(question(number)) for number in range(1, MAX_QUESTIONS + 2)]
    assert len(questions_of(rows[:-1])) == MAX_QUESTIONS
    for wrong in (rows, rows[:1] * 2):
        with pytest.raises(ValueError, match="问题"):
            questions_of(wrong)


# --- what is done with a letter -----------------------------------------------------------------------

DIGESTS = {1: "1" * 64, 2: "2" * 64, 3: "3" * 64}
S = LetterStanding


@pytest.mark.parametrize(
    ("held", "last", "number", "digest", "contents", "expected"),
    [
        ((), 0, 1, DIGESTS[1], {A}, Application(S.APPLIES)),
        ((), 0, 3, DIGESTS[3], {A}, Application(S.APPLIES, (1, 2))),
        ((), 0, 1, DIGESTS[1], {C}, Application(S.APPLIES)),
        ((1,), 1, 1, DIGESTS[1], {A}, Application(S.REPEATED)),
        ((1,), 1, 1, DIGESTS[2], {A}, Application(S.CONTRADICTS)),
        ((1,), 1, 2, DIGESTS[2], {A}, Application(S.APPLIES)),
        ((1,), 1, 2, DIGESTS[2], {C}, Application(S.FOREIGN)),
        ((1,), 1, 2, DIGESTS[2], {C, A}, Application(S.APPLIES)),
        ((1,), 1, 2, DIGESTS[2], set(), Application(S.APPLIES)),
        ((1, 3), 3, 2, DIGESTS[2], {A}, Application(S.RECORD)),
        ((1, 3), 3, 2, DIGESTS[2], {C}, Application(S.FOREIGN)),
        ((2,), 2, 3, DIGESTS[3], {A}, Application(S.APPLIES)),
    ],
)
def test_what_is_done_with_a_letter(held, last, number, digest, contents, expected):
    letters = HeldLetters({n: DIGESTS[n] for n in held}, last, frozenset({A, B}))
    assert application(number, digest, DIGESTS.get(number - 1), contents, letters) == expected


def test_a_store_that_froze_nothing_takes_every_letter_of_its_year():
    """All are about what another data file froze; a reopening must not be refused after an acceptance."""
    held = HeldLetters({1: DIGESTS[1]}, 1, frozenset())
    assert application(2, DIGESTS[2], DIGESTS[1], {C}, held) == Application(S.APPLIES)


def test_a_letter_that_names_another_predecessor_is_refused():
    told = HeldLetters({1: DIGESTS[1]}, 1, frozenset({A}), told=frozenset({B}))
    assert application(2, DIGESTS[2], DIGESTS[1], {B}, told).standing is LetterStanding.APPLIES
    held = HeldLetters({1: DIGESTS[1]}, 1, frozenset({A}))
    assert application(2, DIGESTS[2], B, {A}, held).standing is S.CONTRADICTS
    assert application(102, B, DIGESTS[1], {A}, held) == Application(S.APPLIES, tuple(range(2, 102)))


def test_in_any_order_each_is_read_once_and_the_newest_is_the_last_applied():
    for order in permutations([1, 2, 3, 2]):
        held, last, applied = {}, 0, []
        for n in order:
            found = application(n, DIGESTS[n], DIGESTS.get(n - 1), {A}, HeldLetters(held, last, {A}))
            if found.standing is S.APPLIES:
                last = n
                applied.append(n)
            if found.standing in {S.APPLIES, S.RECORD}:
                assert n not in held
                held[n] = DIGESTS[n]
        assert held == DIGESTS
        assert last == 3
        assert applied == sorted(applied)

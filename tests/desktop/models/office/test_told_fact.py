"""Facts in the officer's words: no file of a package, no column, no code without a word, no command."""

import re

import pytest

from desktop.models.office.review.review_facts import decidable, shown_facts
from desktop.models.office.review.review_lines import LineKind, review_lines
from desktop.models.office.review.suggested import place_of_line
from desktop.services.office.decisions.deciding import Question, decide
from desktop.services.office.desk import open_office_desk
from desktop.services.office.facts.told_fact import step_in_window
from desktop.services.office.intake.receiving import Batch, receive
from desktop.services.office.overview.reviewing import review_of
from forms.codes.code import ErrorCode
from forms.codes.package import PackageCode
from forms.codes.receive import ReceiveCode
from forms.codes.verify import VerifyCode
from tests.desktop.services.both import NOW
from tests.desktop.services.county import expected_of, shared_county
from tests.desktop.services.office.intake.conftest import registered

AREAS = (PackageCode, ReceiveCode, VerifyCode)
CODES = [code for area in AREAS for code in vars(area).values() if isinstance(code, ErrorCode)]
TECHNICAL = re.compile(
    r"\.csv|\.json|data/|forms/|“[a-z_-]+”|\b[a-z]+(-[a-z]+)+\b|[a-z]/|_T\b|[0-9a-f]{12}|--"
)


@pytest.mark.parametrize("code", CODES, ids=str)
def test_a_step_names_no_command(code):
    said = step_in_window(code)
    assert said
    assert not re.search(r"tianbao|--|\b(office|decide|choose|show|reopen|question) ?|[（(][a-z]", said), said


@pytest.mark.parametrize("code", CODES, ids=str)
def test_what_a_code_means_is_said_in_words(code):
    assert not TECHNICAL.search(code.meaning), code.meaning


@pytest.fixture(scope="module")
def taken_in(tmp_path_factory):
    """The file of an office that took a whole county in; its path."""
    county, path = shared_county(tmp_path_factory), tmp_path_factory.mktemp("taken") / "接收.db"
    with registered(county, expected_of(county), path) as desk:
        receive(desk, Batch(paths=[county / "packages"]))
    return path


def test_every_fact_of_a_county_is_said_in_words_and_keeps_what_the_program_says(taken_in):
    seen, technical, named = set(), 0, 0
    with open_office_desk(taken_in, clock=lambda: NOW) as desk:
        for year in (2024, 2025):
            for unit in desk.pack_of(year).plan.reporting_units:
                facts = shown_facts(review_of(desk, unit.code, year))
                for one in (*facts.boxes, *facts.lines):
                    words = "".join((one.title, one.sentence, getattr(one, "step", "")))
                    assert not TECHNICAL.search(words), words
                    seen.add(one.title)
                    technical += bool(one.technical)
                    named += "与包里的不一致（" in one.sentence and "处：" in one.sentence
    assert len(seen) > 12
    assert technical
    assert named, "of a result that differs it is said which figure it is about"


def test_what_was_decided_is_named_and_not_given_as_a_code(taken_in, tmp_path):
    path = tmp_path / "接收.db"
    path.write_bytes(taken_in.read_bytes())
    count = 0
    with open_office_desk(path, clock=lambda: NOW) as desk:
        for unit in desk.pack_of(2024).plan.reporting_units:
            review = review_of(desk, unit.code, 2024)
            for fact in ("definition", "history", "base"):
                found = decidable(review, fact)
                pairs = zip(found.subjects, found.answers * 9, strict=False) if found else ()
                for (subject, _), (answer, _) in pairs:
                    asked = Question(
                        unit=unit.code,
                        year=2024,
                        fact=fact,
                        subject=subject,
                        answer=answer,
                        reason="问过单位",
                    )
                    decide(desk, asked)
                    count += 1
            for one in review_of(desk, unit.code, 2024).decisions:
                assert not TECHNICAL.search(one.line), one.line
    assert count


def test_an_earlier_year_that_changed_unasked_leads_to_its_row_and_can_be_asked_about(taken_in):
    found = []
    with open_office_desk(taken_in, clock=lambda: NOW) as desk:
        for unit in desk.pack_of(2025).plan.reporting_units:
            review = review_of(desk, unit.code, 2025)
            lines = [one for one in review_lines(review) if one.kind is LineKind.UNASKED and one.subject]
            found += [(review, one) for one in lines]
    assert found
    for review, line in found:
        assert line.cell in review.judged.layout.cell_by_address
        assert "→" in line.words
        assert place_of_line(review, line).cell == line.subject

"""The paper of a letter, made from what the letter says and from the names in the plan."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.documents.sheets.letter_content import LetterContent, LetterQuestion
from desktop.documents.sheets.letter_paper import render_letter
from desktop.services.office.desk import OfficeDesk
from desktop.services.office.facts.unit_year import UnitYear
from desktop.submission.package import PayloadFile
from forms.canonical import check_code, format_check_code
from forms.figures.breakdown import SeriesKey
from forms.filing.receipt_time import day_in_beijing, minute_in_beijing
from forms.findings import RULES
from forms.letters.fact_words import fact_word
from forms.letters.letter import ReceiptOf, SentLetter
from forms.letters.question import AskedQuestion, question_number
from forms.plan.pack import Plan
from forms.plan.series_name import part_in_brackets, series_name
from forms.reporting.asked_place import past_name, past_place
from forms.reporting.layout import UnitLayout, lay_out

_STATES = (("ok", "相符"), ("unknown", "未定"), ("bad", "不符"))


def paper_of(
    desk: OfficeDesk, unit_year: UnitYear, letter: SentLetter, questions: Sequence[AskedQuestion]
) -> PayloadFile:
    """The paper that lies in a letter about a unit's year.

    Args:
        desk: the office's desk.
        unit_year: the unit's year.
        letter: what the letter says.
        questions: all that are open after it.
    """
    content = letter.content or ""
    package = unit_year.of_content(content)
    # The unit filed its cells under its own version of the plan, and questions are about these.
    filed = None if package is None else unit_year.filed_plan(package)
    plan = filed or desk.pack_of(letter.year).plan
    layout = lay_out(plan, letter.unit)
    revision = _revision(unit_year, content)
    paper = LetterContent(
        kind=letter.kind,
        number=letter.number,
        plan_title=plan.shown_title,
        office=letter.office,
        unit_name=desk.unit_name(letter.unit),
        year=letter.year,
        revision=revision,
        check_code=format_check_code(check_code(content)),
        identity=content,
        made_on=day_in_beijing(letter.made_at),
        questions=tuple(
            LetterQuestion(question_number(one.id), _place(plan, layout, one), one.text, one.deadline)
            for one in questions
        ),
        others=tuple(
            (_revision(unit_year, one), format_check_code(check_code(one))) for one in letter.not_chosen
        ),
        recalls=letter.recalls,
        taken=() if letter.receipt is None else _taken(letter.receipt, content, revision),
    )
    return PayloadFile(f"forms/{letter.kind.value}-slip.pdf", "application/pdf", render_letter(paper))


def _revision(unit_year: UnitYear, content: str) -> int:
    package = unit_year.of_content(content)
    return 0 if package is None else package.revision


def _place(plan: Plan, layout: UnitLayout, asked: AskedQuestion) -> str:
    """What a question hangs on, in words; no address or code where the plan has a name."""
    cells = [_cell(plan, layout, cell) for cell in (asked.cell, asked.other_cell) if cell]
    titles = [rule.title for rule in RULES if rule.code == asked.code]
    named = "；".join(cells) or asked.scope.label
    return f"{named}（审核：{titles[0]}）" if titles else named


def _cell(plan: Plan, layout: UnitLayout, address: str) -> str:
    past, row = past_place(address), layout.row_by_cell.get(address)
    if past is not None:
        return past_name(plan, past)
    if row is None:
        # Of what stands on no form the address is item and part; of a cell that is gone it is all there is.
        item, _, breakdown = address.partition("/")
        return series_name(plan, SeriesKey(item, breakdown)) if item in plan.item_by_code else address
    form = layout.form_of(address).form
    part = part_in_brackets(plan, address.rpartition("/")[2])
    return f"《{form.title}》{row.code} 行 {row.name}{part}"


def _taken(receipt: ReceiptOf, content: str, revision: int) -> tuple[tuple[str, str], ...]:
    facts = [
        (word, "、".join(fact_word(name) for name, state in receipt.facts.items() if state == code))
        for code, word in _STATES
    ]
    return (
        ("收到的报送", f"第 {revision} 次"),
        ("收到的时间", minute_in_beijing(receipt.received_at)),
        ("纸质报表校验码", format_check_code(check_code(content))),
        ("内容摘要", _grouped(content)),
        ("清单摘要", _grouped(receipt.manifest_digest)),
        ("格数", f"本年度 {receipt.cells} 格"),
        ("核对码", format_check_code(receipt.sum_code)),
        ("核验结果", "；".join(f"{word}：{names}" for word, names in facts if names)),
    )


def _grouped(digest: str) -> str:
    """A digest in two lines of four groups, as people compare it."""
    groups = [digest[at : at + 8] for at in range(0, len(digest), 8)]
    return " ".join(groups[:4]) + "\n" + " ".join(groups[4:])

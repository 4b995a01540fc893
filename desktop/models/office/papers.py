"""The 校验码 of stamped pages, typed or scanned one after the other: what each says, and where it leads."""

from __future__ import annotations

from desktop.models.grid.roles import Mark
from desktop.models.office.cells import Look, ShownCell, ShownLine
from desktop.models.office.place import OfficePlace
from desktop.models.office.window_words import window_words
from desktop.services.office.decisions.papers import ComparedPaper, FoundPaper, compare_paper, forget_paper
from desktop.services.office.desk import OfficeDesk
from forms.canonical import format_check_code
from forms.errors import TianbaoError
from forms.frozen import frozen
from forms.receiving.paper_code import read_paper_code

PAPER_HEADS = ("校验码", "单位", "年度", "结果")
_NOT_FOUND = "没有收到过这个校验码的报送包，没有记下。纸质表先到的，请单位发来文件；不是报给本局的，退回去。"


@frozen
class PaperLine:
    """What came of a code.

    Attributes:
        code: as it is shown, in groups; as it was typed where it is none.
        mark: whether the paper is that of the revision that counts.
        sentence: the same in words, and what to do.
        compared: whose it is; None where nothing was found.
        taken_back: whether the mark was taken back again.
    """

    code: str
    mark: Mark
    sentence: str
    compared: ComparedPaper | None = None
    taken_back: bool = False


def compared_line(desk: OfficeDesk, text: str) -> PaperLine:
    """Compare a code, and note it; a code that is none or of nothing received is told in the line.

    Args:
        desk: the office's desk.
        text: what was typed or scanned; not blank.

    Raises:
        UserInputError: somebody who may not note anything.
        EnvironmentFault: the store is read-only or could not be written.
    """
    typed = read_paper_code(text)
    if typed.flaw:
        return PaperLine(code=text.strip()[:40], mark=Mark.BAD, sentence=f"{typed.flaw}。")
    code = format_check_code(typed.code)
    found = compare_paper(desk, typed.code)
    if found is None:
        return PaperLine(code=code, mark=Mark.BAD, sentence=_NOT_FOUND)
    mark, sentence = _judged(found.found)
    again = "" if found.noted is not None else "以前核对过，没有变动。"
    return PaperLine(code=code, mark=mark, sentence=f"{sentence}{again}", compared=found)


def _judged(found: FoundPaper) -> tuple[Mark, str]:
    which = f"是第 {found.revision} 版的纸质表"
    if found.counts:
        return Mark.DONE, f"相符：{which}，正是在用的一版。"
    if found.is_candidate:
        return Mark.ALARM, f"{which}中的一份，这一年待选定，请选定。"
    if found.current is None:
        return Mark.ALARM, f"{which}，这一年现在是“{found.state.label}”，处理好了才算核对。"
    return (
        Mark.BAD,
        f"不符：{which}，在用的是第 {found.current} 版。请单位补交第 {found.current} 版的盖章纸质表。",
    )


def take_back_line(desk: OfficeDesk, line: PaperLine) -> PaperLine:
    """Take back what was noted of a code: it was typed by mistake.

    Raises:
        UserInputError: it is not in force, or somebody who may not.
        StateError: the year was accepted with it.
        EnvironmentFault: the store is read-only or could not be written.
    """
    assert line.compared is not None
    assert line.compared.noted is not None
    forget_paper(desk, line.compared.noted)
    return PaperLine(
        code=line.code,
        mark=Mark.DROPPED,
        sentence="已撤回，等于没有核对。",
        compared=line.compared,
        taken_back=True,
    )


def can_take_back(line: PaperLine | None) -> bool:
    """Whether there is anything to be taken back about a line."""
    return (
        line is not None
        and not line.taken_back
        and line.compared is not None
        and line.compared.noted is not None
    )


def place_of(line: PaperLine) -> tuple[OfficePlace, str, int] | None:
    """Page, unit and year to which a line leads; None where nothing was found."""
    if line.compared is None:
        return None
    found = line.compared.found
    return OfficePlace.CHOICE if found.is_candidate else OfficePlace.REVIEW, found.unit, found.year


def shown_line(line: PaperLine) -> ShownLine:
    """A line of the list of codes."""
    found = None if line.compared is None else line.compared.found
    return ShownLine(
        (
            ShownCell(line.code),
            ShownCell("" if found is None else found.unit_name),
            ShownCell("" if found is None else f"{found.year}", look=Look.GREY),
            ShownCell(line.sentence, line.mark),
        )
    )


def failed_line(text: str, error: TianbaoError) -> PaperLine:
    """A code that could not be noted."""
    return PaperLine(code=text.strip()[:40], mark=Mark.BAD, sentence=window_words(error.sentence))

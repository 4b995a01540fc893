"""What the office says that it received, beside what this data file froze."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.submission.profile.datapackage import OBSERVATIONS
from desktop.submission.profile.tables import read_table
from forms.canonical import format_check_code
from forms.frozen import frozen
from forms.letters.fact_words import fact_word
from forms.letters.sum_code import FigureSum, StatedFigure, figure_sum, stated_columns

if TYPE_CHECKING:
    from desktop.services.unit.year import YearDesk
    from forms.letters.letter import ReceiptOf, SentLetter


@frozen
class Receipted:
    """A receipt compared with the revision that it names.

    Attributes:
        own: what this file reckons of that revision; None where this file did not freeze it.
        cells_agree: whether the office counts as many cells; None where there is nothing to compare.
        code_agrees: whether it reckons the same check code; None likewise.
        sentences: what follows, for a person; no figure stands in them.
    """

    own: FigureSum | None
    cells_agree: bool | None
    code_agrees: bool | None
    sentences: tuple[str, ...]


def receipted(year: YearDesk, letter: SentLetter) -> Receipted | None:
    """Compare a receipt with the revision that it names; None where the letter is no receipt.

    Raises:
        EnvironmentFault: the data file cannot be read.
    """
    receipt = letter.receipt
    if receipt is None:
        return None
    bad = [fact_word(name) for name, state in receipt.facts.items() if state == "bad"]
    noted = (f"统计局核验时不符的：{'、'.join(bad)}，请等统计局来函，或主动联系",) if bad else ()
    revision = _revision(year, letter.content or "")
    own = _frozen_sum(year, revision)
    if own is None:
        told = "回执里的格数和核对码没有比：这个数据文件没有定稿过这一版"
        return Receipted(None, None, None, (told, *noted))
    cells, code = own.cells == receipt.cells, own.code == receipt.sum_code
    return Receipted(own, cells, code, (_compared(revision, receipt, own), *noted))


def _compared(revision: int, receipt: ReceiptOf, own: FigureSum) -> str:
    if (own.cells, own.code) == (receipt.cells, receipt.sum_code):
        return f"统计局收到的与本单位定稿的第 {revision} 版相同：{own.cells} 格，核对码一致"
    differing = []
    if own.cells != receipt.cells:
        differing.append(f"统计局收到 {receipt.cells} 格，定稿的是 {own.cells} 格")
    if own.code != receipt.sum_code:
        theirs, ours = format_check_code(receipt.sum_code), format_check_code(own.code)
        differing.append(f"核对码统计局是 {theirs}，定稿的是 {ours}")
    return (
        f"统计局收到的与本单位定稿的第 {revision} 版不同：{'；'.join(differing)}。"
        "请把回执单和报送包交统计局核对"
    )


def _revision(year: YearDesk, content: str) -> int:
    found = {one.content_digest: one.number for one in year.desk.store.revisions(year.year)}
    return found.get(content, 0)


def _frozen_sum(year: YearDesk, revision: int) -> FigureSum | None:
    files = {one.name: one.data for one in year.desk.store.documents(year.year, revision)}
    if OBSERVATIONS.path not in files:
        return None
    rows = read_table(files[OBSERVATIONS.path], OBSERVATIONS.columns)
    return figure_sum((StatedFigure(**stated_columns(row)) for row in rows), year.year)

"""The page of a fork: contradicting revisions side by side, as texts and shapes; nothing is decided here."""

from __future__ import annotations

from collections.abc import Callable

from desktop.models.office.cells import ShownLine
from desktop.models.office.choice.candidates import NAMES, facts_of
from desktop.models.office.choice.differing_cells import groups_of, heads_of, line_of, summary_of
from desktop.services.office.acceptance.contending import ChainLink, Contention
from forms.filing.receipt_time import minute_in_beijing
from forms.frozen import frozen
from forms.letters.kind import OfficeLetter


@frozen
class ChainNode:
    """A revision in the chain at the left.

    Attributes:
        text: which revision, and how it is called.
        detail: when it came, what was written about it.
        is_candidate: whether a person chooses between it and others.
        is_passed_over: whether a person chose another one.
    """

    text: str
    detail: str
    is_candidate: bool
    is_passed_over: bool


@frozen
class ForkPicture:
    """Everything that the page says.

    Attributes:
        unit_name: whose year it is.
        state: what waits, in a word or two.
        heading: of the page.
        about: what stands beside it.
        names: of the candidates.
        facts: what is known of each; what equals the first one is grey.
        heads: of the table of cells.
        lines: the cells in which they differ.
        groups: lines of one form: number of the first, and how many.
        count: how many cells differ.
        summary: how many of them were typed, what is left out, what bold means.
        chain: the revisions that were received.
        told: what may have happened, in a sentence or two.
        follows: what choosing will do, in sentences.
        others: code and name of each other unit that waits for a choice.
    """

    unit_name: str
    state: str
    heading: str
    about: str
    names: tuple[str, ...]
    facts: tuple[ShownLine, ...]
    heads: tuple[str, ...]
    lines: tuple[ShownLine, ...]
    groups: tuple[tuple[int, int], ...]
    count: int
    summary: str
    chain: tuple[ChainNode, ...]
    told: str
    follows: tuple[str, ...]
    others: tuple[tuple[str, str], ...]


def fork_picture(found: Contention, unit_name: Callable[[str], str]) -> ForkPicture:
    """The page of a fork.

    Args:
        found: the revisions between which a person chooses.
        unit_name: name of another unit, by its code.
    """
    names = tuple(NAMES[: len(found.contenders)])
    lines = tuple(line_of(found, one) for one in found.cells)
    return ForkPicture(
        unit_name=found.unit_name,
        state=_state(found),
        heading=f"{_what(found)}，{'改选' if found.chosen else '选定'}一份",
        about=_about(found),
        names=names,
        facts=tuple(facts_of(found)),
        heads=heads_of(found, names),
        lines=lines,
        groups=groups_of(found.cells),
        count=len(found.cells),
        summary=summary_of(found),
        chain=tuple(_node(found, one) for one in found.chain),
        told=_told(found),
        follows=_follows(found),
        others=tuple((one, unit_name(one)) for one in found.others),
    )


def _state(found: Contention) -> str:
    waits = f"{'已选定，可以改选' if found.chosen else '待选定'}：{_what(found)}"
    asked = "" if found.asked is None else f"；{minute_in_beijing(found.asked)[5:10]} 已写邮件请单位说明"
    return waits if found.chosen else waits + asked


def _what(found: Contention) -> str:
    numbers = sorted({one.revision for one in found.contenders})
    count = len(found.contenders)
    if count == 1:
        return f"第 {numbers[0]} 版以前没有选它"
    if len(numbers) == 1:
        return f"第 {numbers[0]} 版有{_NUMBERS[count]}份"
    return f"第 {'、'.join(map(str, numbers))} 版互相矛盾"


_NUMBERS = "零一两三四五六七八九十"


def _about(found: Contention) -> str:
    if len(found.contenders) == 1:
        return "以前选定的一份现在不能认了，这一份要由人来定"
    if found.is_restart:
        return "第 1 版又报了一次，内容不同：问单位是否重装程序或换了电脑"
    same = len({one.revision for one in found.contenders}) == 1
    return "版次相同，内容不同" if same else "替代的是同一版，内容不同"


# --- the chain and what follows


def _node(found: Contention, one: ChainLink) -> ChainNode:
    contents = [of.content for of in found.contenders]
    is_candidate = one.content in contents
    called = f"　{NAMES[contents.index(one.content)]}" if is_candidate else ""
    chosen = "　已选定" if one.content == found.chosen else ""
    came = f"{minute_in_beijing(one.arrived)[5:10]} 收到，{'邮件' if one.is_mailed else '文件'}"
    said = "".join(f"，{_letter(*letter)}" for letter in one.letters)
    passed = "，未选用" if one.is_passed_over else ""
    return ChainNode(
        f"第 {one.revision} 版{called}{chosen}", f"{came}{said}{passed}", is_candidate, one.is_passed_over
    )


def _letter(kind: OfficeLetter, number: int, questions: int) -> str:
    if kind is OfficeLetter.RETURN:
        return f"退回 {questions} 问"
    return f"{kind.label}第 {number} 号"


def _told(found: Contention) -> str:
    if len(found.contenders) < 2:
        return "选它以前要弄清原来选定的一份为什么不能认，见审核页。"
    if found.is_restart:
        return "多半是数据文件丢了，从空文件又填了一遍。问清单位以后接着用哪个文件。"
    if found.log_shared is not None and found.predecessor is not None:
        return (
            f"各份的操作日志到第 {found.log_shared} 条（第 {found.predecessor} 版定稿）相同，以后各走各的："
            "多半是数据文件拷到了另一台电脑，两边都定了稿。"
        )
    return "多半是同一个数据文件有了两个副本，两边都定了稿。"


def _follows(found: Contention) -> tuple[str, ...]:
    others = "另一份" if len(found.contenders) == 2 else "其余各份"
    return (
        "选中的成为在用版，转在审",
        *((f"{others}原样保存，随时可看",) if len(found.contenders) > 1 else ()),
        "生成签名的选定单，发给单位",
        "接收台不改任何一份中的任何数",
    )


def table_text(picture: ForkPicture) -> str:
    """The table of differing cells as text, a line each, for other programs."""
    lines = [picture.heads, *(tuple(cell.text for cell in line.cells) for line in picture.lines)]
    return "\n".join("\t".join(line) for line in lines)

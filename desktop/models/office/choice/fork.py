"""The page of a fork: contradicting revisions side by side, as texts and shapes; nothing is decided here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from desktop.models.grid.cell_text import verdict_mark
from desktop.models.grid.roles import Mark
from desktop.models.office.cells import Look, ShownCell, ShownLine
from desktop.services.office.acceptance.contending import ChainLink, Contender, Contention
from desktop.services.office.acceptance.contending_cells import ContendingCell, SeenFigure
from forms.canonical import format_check_code
from forms.figures.quantity import MAX_DECIMALS, format_quantity, round_half_up
from forms.filing.people import LABELS
from forms.filing.receipt_time import minute_in_beijing
from forms.frozen import frozen
from forms.letters.kind import OfficeLetter

NAMES = "甲乙丙丁戊己庚辛壬癸"
"""How candidates are called, by time of receipt."""
MINUS = "−"
_MOST_DECIMALS = MAX_DECIMALS + 20
"""Digits behind the point by which two figures are told apart, as ``format_apart`` has it. Chosen by us."""
_DIGITS = 8
"""Digits by which a digest is named. Chosen by us, as on the printed form."""


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
        found: between what a person chooses.
        unit_name: name of another unit, by its code.
    """
    names = tuple(NAMES[: len(found.contenders)])
    lines = tuple(_line(found, one) for one in found.cells)
    return ForkPicture(
        unit_name=found.unit_name,
        state=_state(found),
        heading=f"{_what(found)}，{'改选' if found.chosen else '选定'}一份",
        about=_about(found),
        names=names,
        facts=tuple(_facts(found)),
        heads=_heads(found, names),
        lines=lines,
        groups=_groups(found.cells),
        count=len(found.cells),
        summary=_summary(found),
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


# --- what is known of each


def _facts(found: Contention) -> Iterator[ShownLine]:
    rows: list[tuple[str, Callable[[Contender], ShownCell]]] = [
        ("收到", _arrived),
        ("签名人", lambda one: _signer(found, one)),
        ("签名时间", _signed),
        (LABELS["filler"], lambda one: ShownCell(one.people.filler or "（空）")),
        (LABELS["statistician"], lambda one: ShownCell(one.people.statistician or "（空）")),
        ("代替", lambda one: ShownCell(_replaced(found, one))),
        ("操作日志", lambda one: ShownCell(_log(found, one))),
        ("审核", lambda one: ShownCell(_findings(one))),
        ("校验码", lambda one: _code(found, one)),
        ("盖章纸质表", lambda one: _paper(found, one)),
    ]
    for label, tell in rows:
        cells = [tell(one) for one in found.contenders]
        yield ShownLine(
            (ShownCell(label, look=Look.GREY), cells[0], *(_greyed(one, cells[0]) for one in cells[1:]))
        )
    if found.otherwise and len(found.contenders) > 1:
        words = f"不同的还有：{'、'.join(found.otherwise)}"
        rest = (ShownCell(""),) * (len(found.contenders) - 1)
        yield ShownLine((ShownCell("数以外", look=Look.GREY), ShownCell(words), *rest))


_ALWAYS = frozenset({"校验码", "盖章纸质表"})
"""Facts that are told of each although they may be the same."""


def differing(facts: Sequence[ShownLine]) -> tuple[ShownLine, ...]:
    """The facts in which the candidates differ, and those that stamped paper decides; all of one alone."""
    if facts and len(facts[0].cells) == 2:
        return tuple(facts)
    return tuple(
        line
        for line in facts
        if line.cells[0].text in _ALWAYS or len({cell.text for cell in line.cells[1:]}) > 1
    )


def _arrived(one: Contender) -> ShownCell:
    return ShownCell(f"{minute_in_beijing(one.arrived)}　{'邮件附件' if one.is_mailed else '文件'}")


def _code(found: Contention, one: Contender) -> ShownCell:
    """The 校验码, once the paper of one of them was compared: read off the screen it would prove nothing."""
    if not is_compared(found):
        return ShownCell("照盖章纸质表输入后显示", look=Look.GREY)
    look = Look.STRONG if one.on_paper else Look.PLAIN
    return ShownCell(format_check_code(one.check_code), look=look)


def is_compared(found: Contention) -> bool:
    """Whether the stamped paper is that of one between which a person chooses."""
    return any(one.on_paper for one in found.contenders)


def called(found: Contention, place: int) -> str:
    """A candidate by its name and what tells it from the others; its 校验码 once that was compared."""
    one = found.contenders[place]
    code = f"，校验码 {format_check_code(one.check_code)}" if is_compared(found) else ""
    return f"{NAMES[place]}（第 {one.revision} 版，{minute_in_beijing(one.arrived)} 收到{code}）"


def _greyed(one: ShownCell, first: ShownCell) -> ShownCell:
    """What equals the first one is grey; a shape keeps its colour."""
    return ShownCell(one.text, look=Look.GREY) if one == first and one.mark is None else one


def _signer(found: Contention, one: Contender) -> ShownCell:
    fact = one.signer
    if fact is None or not one.fingerprint:
        return ShownCell("签名不成立", Mark.BAD)
    if fact.is_bad:
        return ShownCell(fact.sentence, Mark.BAD)
    first = found.contenders[0]
    beside = ""
    if one is not first:
        beside = "，同一证书" if one.fingerprint == first.fingerprint else "，另一份证书"
    return ShownCell(f"已登记{beside}", Mark.DONE)


def _signed(one: Contender) -> ShownCell:
    return ShownCell("—" if one.signed_at is None else f"{minute_in_beijing(one.signed_at)}　单位电脑时钟")


def _replaced(found: Contention, one: Contender) -> str:
    if one.replaces is None:
        return "首次报送"
    held = next((link.revision for link in found.chain if link.content == one.replaces), None)
    # Two that nobody received may be different ones: only their digests tell.
    return f"没有收到的一版（摘要 {one.replaces[:_DIGITS]}）" if held is None else f"第 {held} 版"


def _log(found: Contention, one: Contender) -> str:
    if not one.log_head:
        return "没有写明"
    first = found.contenders[0]
    shared = found.log_shared if one.log_head != first.log_head or one is first else None
    said = [
        "" if one.log_count is None else f"共 {one.log_count} 条",
        "" if shared is None else f"至少前 {shared} 条相同",
        "" if one is first else f"末条与甲{'相同' if one.log_head == first.log_head else '不同'}",
    ]
    return "，".join(filter(None, said)) or "写明了末条"


def _findings(one: Contender) -> str:
    if not one.queries:
        return f"强制 {one.blocking}，没有要核实的"
    explained = "都已说明" if one.explained == one.queries else f"已说明 {one.explained}"
    return f"强制 {one.blocking}，核实 {one.queries} {explained}"


def _paper(found: Contention, one: Contender) -> ShownCell:
    if one.on_paper is None:
        return ShownCell("不要求纸质表" if found.is_paper_waived else "还没有核对", Mark.BLANK)
    return ShownCell("相符", Mark.DONE) if one.on_paper else ShownCell("不符", Mark.BAD)


# --- the cells


def _groups(cells: Sequence[ContendingCell]) -> tuple[tuple[int, int], ...]:
    found: list[tuple[int, int]] = []
    for number, one in enumerate(cells):
        if found and _form(cells[number - 1]) == _form(one):
            found[-1] = found[-1][0], found[-1][1] + 1
        else:
            found.append((number, 1))
    return tuple(found)


def _form(one: ContendingCell) -> str:
    return one.form or f"{one.year} 年往年数"


def _heads(found: Contention, names: Sequence[str]) -> tuple[str, ...]:
    before = () if found.predecessor is None else (f"第 {found.predecessor} 版",)
    apart = tuple(f"{name} {MINUS} {names[0]}" for name in names[1:])
    judged = tuple(f"按{name}判定" for name in names)
    return ("报表", "代码", "指标名称", "计量单位", "上年已验收", *before, *names, *apart, *judged)


def _line(found: Contention, one: ContendingCell) -> ShownLine:
    beside = [] if one.before is None else [one.before]
    decimals = _decimals([of.value for of in (*beside, *one.stated)], one.decimals)
    last = ShownCell(
        "" if one.last is None else format_quantity(one.last, decimals), look=Look.GREY, is_figure=True
    )
    before = [] if found.predecessor is None else [_figure(one.before or SeenFigure(None), decimals)]
    changed = [one.before is not None and of != one.before for of in one.stated]
    looks = [Look.STRONG if is_changed else Look.PLAIN for is_changed in changed]
    stated = [_figure(of, decimals, look) for of, look in zip(one.stated, looks, strict=True)]
    apart = [_apart(one.stated[0], of, decimals) for of in one.stated[1:]]
    judged = [_judged(one, place) for place in range(len(one.stated))]
    words = (
        ShownCell(_form(one)),
        ShownCell(one.code, look=Look.GREY),
        ShownCell(one.name),
        ShownCell(one.unit, look=Look.GREY),
    )
    return ShownLine((*words, last, *before, *stated, *apart, *judged), is_shaded=one.is_computed)


def _decimals(values: Sequence[Decimal | None], least: int) -> int:
    """As many decimals as tell different figures apart."""
    exact = {value for value in values if value is not None}
    decimals = least
    while decimals < _MOST_DECIMALS and len({format_quantity(one, decimals) for one in exact}) < len(exact):
        decimals += 1
    return decimals


def _figure(seen: SeenFigure, decimals: int, look: Look = Look.PLAIN) -> ShownCell:
    text = seen.words or "（空）" if seen.value is None else format_quantity(seen.value, decimals)
    return ShownCell(text.replace("-", MINUS), None, look, is_figure=True)


def _apart(first: SeenFigure, other: SeenFigure, decimals: int) -> ShownCell:
    if first.value is None or other.value is None:
        return ShownCell("", is_figure=True)
    apart = other.value - first.value
    while apart and decimals < _MOST_DECIMALS and not round_half_up(apart, decimals):
        decimals += 1  # a difference is not shown as none
    sign = "+" if apart > 0 else ""
    return ShownCell(f"{sign}{format_quantity(apart, decimals)}".replace("-", MINUS), is_figure=True)


def _judged(one: ContendingCell, place: int) -> ShownCell:
    verdict = one.verdicts[place] if one.verdicts else None
    if verdict is None:
        return ShownCell("不判定" if one.is_computed and not one.is_judged else "", look=Look.GREY)
    return ShownCell(verdict.summary, verdict_mark(verdict))


def _summary(found: Contention) -> str:
    if not found.cells:
        return f"{found.same} 格的数都相同" + (
            f"，不同的只有：{'、'.join(found.otherwise)}" if found.otherwise else ""
        )
    computed = sum(one.is_computed for one in found.cells)
    past = sum(not one.form for one in found.cells)
    typed = len(found.cells) - computed - past
    parts = [
        f"{word} {count}" for word, count in (("填报", typed), ("计算", computed), ("往年", past)) if count
    ]
    bold = "" if found.predecessor is None else f"。粗体：与第 {found.predecessor} 版不同"
    return f"{'，'.join(parts)}；另外 {found.same} 格相同，不列{bold}"


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

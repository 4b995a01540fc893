"""What stands on the paper of a letter of the office: the return letter, the receipt and the others.

It names places and asks; no figure of a unit stands on it. The number of the document is left blank and the
seal is never drawn: both are the office's, by hand.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from forms.frozen import frozen
from forms.letters.kind import OfficeLetter


@frozen
class LetterQuestion:
    """A question as it stands in the table.

    Attributes:
        number: by which both ends name it, also where a later letter asks it again.
        place: form, row and part, or what else it hangs on, in words.
        text: what is asked.
        deadline: last day for the answer; None where none is set.
    """

    number: int
    place: str
    text: str
    deadline: date | None


@frozen
class LetterContent:
    """What a letter says, as its paper needs it.

    Attributes:
        kind: what it is.
        number: of the letter.
        plan_title: title of the plan.
        office: who sends it.
        unit_name: whom it is for.
        year: reporting year.
        revision: number of the submission that it speaks of.
        check_code: the 校验码 of that submission's paper, as printed.
        identity: digest of what it speaks of.
        made_on: when it was signed, by the office's clock.
        questions: all that are open after it.
        others: of a choice, the submissions that were not chosen, each as revision and 校验码.
        recalls: of a recall, the number of the return letter that is taken back; else None.
        taken: of a receipt, what was taken in, as label and text; else empty.
    """

    kind: OfficeLetter
    number: int
    plan_title: str
    office: str
    unit_name: str
    year: int
    revision: int
    check_code: str
    identity: str
    made_on: date
    questions: tuple[LetterQuestion, ...] = ()
    others: tuple[tuple[int, str], ...] = ()
    recalls: int | None = None
    taken: tuple[tuple[str, str], ...] = ()

    @property
    def title(self) -> str:
        """Heading of the paper."""
        if self.kind is OfficeLetter.RETURN:
            return f"关于核实 {self.year} 年度监测数据的函"
        return f"{self.year} 年度监测数据{self.kind.label}"

    @property
    def foot(self) -> str:
        """What names the letter on each page."""
        return f"{self.kind.label}第 {self.number} 号　{self.made_on.isoformat()} 制"

    @property
    def filing(self) -> str:
        """The submission that it speaks of."""
        return f"第 {self.revision} 次报送（纸质报表校验码 {self.check_code}）"

    @property
    def paragraphs(self) -> Sequence[str]:
        """What it says before its tables."""
        return _SAID[self.kind](self)

    @property
    def closing(self) -> Sequence[str]:
        """What it says below them."""
        found = [_HOW_TO_ANSWER, _WITHOUT_FIGURES] if self.questions else []
        return [*found, _SIGNED]


_HOW_TO_ANSWER = (
    "答复和更正请用“妇女发展规划监测填报”程序办理：打开随本件发去的签名文件，所问的格子上有标记。"
    "数据有误的，由贵单位更正后重新定稿、签字盖章报送；数据无误的，写明原因。"
)
_WITHOUT_FIGURES = "本件不写报送的数，所问的数以贵单位程序里定稿的一版为准。"
_SIGNED = "本件与签名文件内容相同；电子签名证明由本局发出、没有改动，不是本局公章。"


def _filed(content: LetterContent) -> str:
    return f"贵单位按《{content.plan_title}》报送的 {content.year} 年度监测数据，{content.filing}，"


def _receipt(content: LetterContent) -> list[str]:
    more = [f"另有 {len(content.questions)} 个问题等待贵单位答复，见下表。"] if content.questions else []
    said = f"贵单位按《{content.plan_title}》报送的 {content.year} 年度监测数据已收到，情况如下。"
    return [f"{said}收到不等于验收。", *more]


def _return(content: LetterContent) -> list[str]:
    when = "在期限以前" if any(one.deadline is not None for one in content.questions) else ""
    said = f"{_filed(content)}经审核，下列 {len(content.questions)} 处需要核实，现予退回，请{when}逐条答复。"
    return [said]


def _recall(content: LetterContent) -> list[str]:
    left = f"仍请答复的 {len(content.questions)} 个问题见下表。" if content.questions else ""
    about = f"关于贵单位 {content.year} 年度监测数据，{content.filing}，"
    return [
        f"{about}本局发去的退回单第 {content.recalls} 号现予撤回，其中新提出的问题不用答复。{left}",
    ]


def _choice(content: LetterContent) -> list[str]:
    others = "；".join(f"第 {revision} 次报送（纸质报表校验码 {code}）" for revision, code in content.others)
    return [
        f"本局收到贵单位 {content.year} 年度监测数据不止一份，内容不同，现选定{content.filing}。",
        f"没有选定的：{others}。留存备查，不作为贵单位的数据使用。请用选定的一份所在的数据文件继续办理。",
    ]


def _acceptance(content: LetterContent) -> list[str]:
    return [
        f"{_filed(content)}经审核，准予验收。",
        "验收以后需要更正的，先告知本局，由本局重开后再报。",
    ]


def _reopening(content: LetterContent) -> list[str]:
    return [
        f"{_filed(content)}已经验收，现予重开，贵单位可以更正后再报一版。",
        "新的一版同样要经审核验收。",
    ]


_SAID: Mapping[OfficeLetter, Callable[[LetterContent], list[str]]] = {
    OfficeLetter.RECEIPT: _receipt,
    OfficeLetter.RETURN: _return,
    OfficeLetter.RECALL: _recall,
    OfficeLetter.CHOICE: _choice,
    OfficeLetter.ACCEPTANCE: _acceptance,
    OfficeLetter.REOPENING: _reopening,
}

"""The facts about a received package in words: what is bad or open first, each with what can be done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum

from desktop.models.grid.roles import Mark
from desktop.models.office.place import OfficePlace
from desktop.models.office.review.defined import differing_words
from desktop.models.office.review.review_lines import place_words
from desktop.services.office.decisions.deciding import (
    BASE_ANSWERS,
    COUNTS,
    DEFINITION_ANSWERS,
    FACTS,
    HISTORY_ANSWERS,
    REVISION_ANSWERS,
)
from desktop.services.office.facts.fact import UNDECIDED, OfficeFact
from desktop.services.office.facts.told_fact import ToldFact, told_fact
from desktop.services.office.overview.reviewing import Review
from desktop.submission.facts import FactState, SignerStatus
from forms.figures.breakdown import SeriesKey
from forms.frozen import frozen
from forms.letters.fact_words import fact_word
from forms.plan.series_name import series_name
from forms.receiving.state import Deed


class Action(StrEnum):
    """What a box offers."""

    DECIDE = "decide"
    PAPER = "paper"
    ARRIVAL = "arrival"
    ASK = "ask"
    REGISTER = "register"
    CHOOSE = "choose"
    ASIDE = "aside"
    PLAN = "plan"

    @property
    def label(self) -> str:
        """Words on its button."""
        return _ACTIONS[self]


_ACTIONS = {
    Action.DECIDE: "作决定……",
    Action.PAPER: "核对",
    Action.ARRIVAL: "写明到达日期……",
    Action.ASK: "提问 F7",
    Action.REGISTER: "去登记证书",
    Action.CHOOSE: "去选定",
    Action.ASIDE: "不予采用……",
    Action.PLAN: "导入规划数据包……",
}


@frozen
class FactBox:
    """A fact that is bad or open.

    Attributes:
        name: of the fact.
        mark: its shape.
        title: name and in short what is the matter.
        sentence: what is the matter.
        step: what to do.
        technical: what the program itself says of it; empty where that is no more.
        actions: what can be done here.
    """

    name: str
    mark: Mark
    title: str
    sentence: str
    step: str
    technical: str
    actions: tuple[Action, ...]


@frozen
class FactLine:
    """A fact that holds, in one line.

    Attributes:
        mark: its shape.
        title: its name.
        sentence: the fact in the officer's words.
        technical: what the program itself says of it; empty where that is no more.
    """

    mark: Mark
    title: str
    sentence: str
    technical: str = ""


@frozen
class ShownFacts:
    """All facts of a package.

    Attributes:
        boxes: what is bad or open, what holds back first.
        lines: the others, in the order in which facts are told.
    """

    boxes: tuple[FactBox, ...]
    lines: tuple[FactLine, ...]

    @property
    def summary(self) -> tuple[tuple[Mark, str], ...]:
        """How many there are of each kind: shape and words."""
        bad = sum(1 for one in self.boxes if one.mark is Mark.BAD)
        open_ = len(self.boxes) - bad
        told = ((Mark.BAD, f"不符 {bad}", bad), (Mark.UNDER_WAY, f"待定 {open_}", open_))
        good = (Mark.DONE, f"无误 {len(self.lines)}", 1)
        return tuple((mark, words) for mark, words, count in (*told, good) if count)


def shown_facts(review: Review) -> ShownFacts:
    """The facts of the revision that is shown."""
    boxes = [_box(review, fact) for fact in review.facts if is_open(fact)]
    boxes.sort(key=lambda one: one.mark is not Mark.BAD)
    lines = [
        FactLine(
            Mark.DONE if fact.state is FactState.OK else Mark.NOTHING,
            fact_word(fact.name),
            (said := _told(review, fact)).sentence,
            said.technical,
        )
        for fact in review.facts
        if not is_open(fact)
    ]
    return ShownFacts(tuple(boxes), tuple(lines))


def wants_paper(review: Review) -> bool:
    """Whether nobody has compared the stamped paper of the revision that is shown."""
    return any(one.name == "paper" and one.state is FactState.UNKNOWN for one in review.facts)


def is_open(fact: OfficeFact) -> bool:
    """Whether somebody has to do something about a fact, or should read it before accepting."""
    if fact.name in {"time", "base", "history"} and fact.state is FactState.UNKNOWN:
        return fact.status == "clock"  # no deadline, nothing given, first seen: nobody need do anything
    if fact.name == "answers":
        return fact.status == "open"
    return fact.is_doubtful or fact.state is FactState.UNKNOWN or fact.status in {"mismatch", "gaps", "late"}


def _told(review: Review, fact: OfficeFact) -> ToldFact:
    return told_fact(
        fact,
        lambda code: review.names.get(code, ""),
        lambda address: place_words(review, address),
        lambda code: _figure_name(review, code),
    )


def _figure_name(review: Review, code: str) -> str:
    """Name of an item or indicator of the unit's plan; empty where the code is of neither."""
    name = _name(review, SeriesKey(code))
    return "" if name == code else name


def _box(review: Review, fact: OfficeFact) -> FactBox:
    is_bad = fact.is_doubtful or (fact.holds_back and fact.state is FactState.BAD)
    count, said = len((fact.details or {}).get("cells", ())), _told(review, fact)
    actions, step = _actions(review, fact), said.step
    if Action.ASIDE in actions and _is_aside(review):
        actions.remove(Action.ASIDE)
        step = "已经不予采用，原样留存；要撤回的，在“办理记录”里撤回"
    title = fact_word(fact.name) + (f"　{'不符' if is_bad else '待看'} {count} 格" if count else "")
    return FactBox(
        name=fact.name,
        mark=Mark.BAD if is_bad else Mark.ALARM if fact.holds_back else Mark.UNDER_WAY,
        title=title,
        sentence=said.sentence,
        step=step,
        technical=said.technical,
        actions=tuple(actions),
    )


def _is_aside(review: Review) -> bool:
    """Whether somebody decided not to use the package that is shown."""
    return review.package is not None and review.package.digest in review.unit_year.put_aside


def _actions(review: Review, fact: OfficeFact) -> list[Action]:
    if fact.name == "paper":
        return [Action.PAPER]
    if fact.name == "signer":
        return [*_about_signer(fact), *_aside(review)] if _is_unknown(fact) else _about_signer(fact)
    if fact.name == "revision" and fact.status in {"fork", "restart", "lapsed"}:
        return [Action.CHOOSE]
    if fact.name == "time":
        return [Action.ARRIVAL]
    if fact.name == "pairs":
        return [Action.ASK]
    if decidable(review, fact.name):
        return [Action.DECIDE, Action.ASK] if fact.name != "revision" else [Action.DECIDE]
    aside = _aside(review)
    if fact.name in _NEED_THE_PLAN and fact.state is FactState.UNKNOWN:
        return [Action.PLAN, *aside]
    return aside


def _aside(review: Review) -> list[Action]:
    """To leave a package out, where it waits and that may be done now."""
    waits = review.package is not None and any(
        one.digest == review.package.digest for one in review.unit_year.waiting
    )
    return [Action.ASIDE] if waits and Deed.ASIDE not in review.refused else []


def _is_unknown(fact: OfficeFact) -> bool:
    """Whether the certificate is not registered; a forged one never will be."""
    return fact.status == SignerStatus.UNKNOWN and not fact.follows


def _about_signer(fact: OfficeFact) -> list[Action]:
    if _is_unknown(fact):
        return [Action.REGISTER]
    # What counts is the certificate on the day of arrival, which may have been before it was taken in.
    of_time = fact.status in {SignerStatus.EXPIRED, SignerStatus.REVOKED}
    return [Action.ARRIVAL, Action.ASIDE] if of_time else [Action.ASIDE]


@frozen
class Decidable:
    """What an officer can decide about a fact.

    Attributes:
        fact: its name.
        title: the same for people.
        subjects: what it is decided for, with words; empty where the whole is decided.
        answers: how it can be decided, with words.
        told: what differs in each of them, a line each; empty where the sentence of the fact says it.
        hint: what is written as a reason.
    """

    fact: str
    title: str
    subjects: tuple[tuple[str, str], ...]
    answers: tuple[tuple[str, str], ...]
    told: str = ""
    hint: str = ""


_HINTS: Mapping[str, str] = {
    "revision": "写明依据，例如：问过单位，第 2 版定稿后撤回，没有导出过",
    "definition": "写明依据，例如：今年换了规划，单位照新的口径报",
    "base": "写明依据，例如：问过单位，用的是去年的人口数",
    "history": "写明依据，例如：问过单位，2020 年原来漏报",
}
_NEED_THE_PLAN = frozenset({"plan", "definition", "recheck"})
"""Facts that are not known without the plan under which the unit filed."""
_ANSWERS: Mapping[str, Mapping[str, str]] = {
    "history": HISTORY_ANSWERS,
    "definition": DEFINITION_ANSWERS,
    "base": BASE_ANSWERS,
    "revision": REVISION_ANSWERS,
}
_EXPLAINED: Mapping[str, str] = {
    "correction": "更正：往年数原来错了，以后按这一版的算",
    "definition_change": "口径变动：从这一年起是另一口径，前后不相比",
    "kept": "以已验收的为准：判定不用包里的这一格",
    "refile": "请单位重报：写好退回单，等单位更正后再报",
    "own_series": "作为另一口径收下：前后不相比",
    COUNTS: "认定：没有收到的那一版不等了，这一版算数",
}


def decidable(review: Review, name: str) -> Decidable | None:
    """What can be decided about a fact now; None where nothing can."""
    fact = next((one for one in review.facts if one.name == name), None)
    if fact is None or name not in _ANSWERS:
        return None
    if name == "revision":
        if not review.misses_one:
            return None
    elif fact.status != UNDECIDED or not review.is_current:
        return None
    answers = tuple((code, _EXPLAINED.get(code, words)) for code, words in _ANSWERS[name].items())
    subjects = tuple(_subjects(review, fact))
    told = _defined_otherwise(review, subjects) if name == "definition" else ""
    return Decidable(
        fact=name,
        title=FACTS[name],
        subjects=subjects,
        answers=answers,
        told=told,
        hint=_HINTS[name],
    )


def _defined_otherwise(review: Review, subjects: Sequence[tuple[str, str]]) -> str:
    """How both plans define each of them, a line each."""
    judged = review.judged
    if judged is None:
        return ""
    lines = (f"{words}：{differing_words(judged.in_force, judged.plan, code)}" for code, words in subjects)
    return "\n".join(lines)


def _subjects(review: Review, fact: OfficeFact) -> list[tuple[str, str]]:
    details = fact.details or {}
    if fact.name == "definition":
        codes = [*details.get("items", ()), *details.get("indicators", ())]
        codes += [one["code"] for one in details.get("changes", ())]
        return [(code, _name(review, SeriesKey(code))) for code in codes]
    found = []
    for one in details.get("cells", ()):
        key = SeriesKey(one["item"], one["breakdown"])
        ours, theirs = one.get("accepted", one.get("given")) or "没有", one["stated"] or "没有"
        words = f"{_name(review, key)} {one['year']} 年　本局 {ours}，报来 {theirs}"
        found.append((f"{one['item']}/{one['breakdown']}/{one['year']}", words))
    return found


def _name(review: Review, key: SeriesKey) -> str:
    return key.code if review.judged is None else series_name(review.judged.plan, key)


PLACES: Mapping[Action, OfficePlace] = {
    Action.REGISTER: OfficePlace.CERTIFICATES,
    Action.CHOOSE: OfficePlace.CHOICE,
}
"""Pages to which an action leads."""

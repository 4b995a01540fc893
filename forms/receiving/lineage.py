"""The place of each revision of a unit's year among those that were received.

A revision names its number and the content that it replaces. From these alone, whatever the order in which
the files came, follows which revision counts, where two of them contradict each other, and where one is
missing. A person decides between contradicting ones; the program never lets the last one win.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import field
from enum import StrEnum

from forms.frozen import frozen


@frozen
class Filing:
    """One frozen content of a unit's year, as it was received.

    Attributes:
        content: its content digest.
        number: of the revision, from 1.
        replaces: content digest of the revision that it replaces; None for a first one.
    """

    content: str
    number: int
    replaces: str | None = None


class RevisionPlace(StrEnum):
    """Place of a revision among the others; the values stand in JSON answers."""

    FIRST = "first"
    """首次报送."""
    SUCCESSOR = "successor"
    """It replaces one that was received."""
    OLDER = "older"
    """A later one of its chain was received."""
    GAP = "gap"
    """What it replaces never came, and nobody has said that it counts all the same."""
    FORK = "fork"
    """Another one has the same number, or replaces the same, with other content."""
    RESTART = "restart"
    """A first one came again, with other content, after a later revision."""
    PASSED_OVER = "passed_over"
    """A person chose another one."""
    LATE_CHANGE = "late_change"
    """It came after another one was accepted, and the year was not reopened."""

    @property
    def needs_a_person(self) -> bool:
        """Whether the year waits until somebody decides."""
        return self in _UNDECIDED


_UNDECIDED = frozenset({RevisionPlace.GAP, RevisionPlace.FORK, RevisionPlace.RESTART})


@frozen
class Choice:
    """A person's choice between contradicting revisions.

    Attributes:
        chosen: content digest of the one that counts.
        others: content digests of those that were passed over.
    """

    chosen: str
    others: frozenset[str]


@frozen
class Decided:
    """What people decided about a unit's year.

    Attributes:
        choices: oldest first.
        bridged: contents that count although what they replace never came.
        accepted: the accepted content; None where none is, or the year was reopened.
    """

    choices: Sequence[Choice] = ()
    bridged: Collection[str] = ()
    accepted: str | None = None


@frozen
class Lineage:
    """The revisions of a unit's year in relation to each other.

    Attributes:
        places: place of each, by content digest.
        current: the one that counts; None where there is none or a person must decide.
        candidates: those between which a person must choose, by content digest; empty where none must.
        missing: numbers of the revisions that never came, by the content that replaces the last of them.
    """

    places: Mapping[str, RevisionPlace]
    current: Filing | None = None
    candidates: tuple[str, ...] = ()
    missing: Mapping[str, tuple[int, ...]] = field(default_factory=dict)


def lineage_of(filings: Iterable[Filing], decided: Decided = Decided()) -> Lineage:  # noqa: B008 - it is frozen
    """Relate the revisions of one unit's year to each other.

    Args:
        filings: each content once, in any order.
        decided: what people decided.
    """
    held = {one.content: one for one in filings}
    lines = _lines(held, decided)
    heads = [head for line in lines for head in line.heads]
    current, places, candidates = _judge(lines, heads, decided, held)
    for line in lines:
        places |= {one: RevisionPlace.OLDER for one in line.contents if one not in places}
    passed = _passed_over(decided) & held.keys()
    places |= {one: RevisionPlace.PASSED_OVER for one in passed if one not in {decided.accepted, *candidates}}
    missing = {line.broken: line.missing for line in lines if line.broken and line.missing}
    ordered = {one: places[one] for one in sorted(places)}
    return Lineage(places=ordered, current=current, candidates=candidates, missing=missing)


def _judge(
    lines: Sequence[_Line], heads: Sequence[str], decided: Decided, held: Mapping[str, Filing]
) -> tuple[Filing | None, dict[str, RevisionPlace], tuple[str, ...]]:
    """The current revision, the places of heads, and the candidates between which a person must choose."""
    accepted = held.get(decided.accepted or "")
    if accepted is not None:
        late = {one: RevisionPlace.LATE_CHANGE for one in heads if one != accepted.content}
        return accepted, {**late, accepted.content: _own_place(accepted)}, ()
    if len(heads) > 1:
        firsts = sum(1 for line in lines if not line.broken)
        is_restart = firsts > 1 and max(held[head].number for head in heads) > 1
        place = RevisionPlace.RESTART if is_restart else RevisionPlace.FORK
        return None, dict.fromkeys(heads, place), tuple(sorted(heads))
    if not heads:
        return None, {}, ()
    head, line = held[heads[0]], next(line for line in lines if heads[0] in line.contents)
    if line.broken and line.broken not in decided.bridged and not _is_chosen(head, decided):
        return None, {head.content: RevisionPlace.GAP}, ()
    return head, {head.content: _own_place(head)}, ()


def _passed_over(decided: Decided) -> set[str]:
    """Contents that a person passed over; who chooses again, takes back the choice before."""
    passed: set[str] = set()
    for choice in decided.choices:
        passed = (passed | choice.others) - {choice.chosen}
    return passed


def _is_chosen(head: Filing, decided: Decided) -> bool:
    """Whether a person chose this very revision: then it counts, whatever it replaces."""
    return any(choice.chosen == head.content for choice in decided.choices)


def _own_place(filing: Filing) -> RevisionPlace:
    return RevisionPlace.FIRST if filing.number == 1 and filing.replaces is None else RevisionPlace.SUCCESSOR


@frozen
class _Line:
    """Revisions that follow one another, with the branches of a fork.

    Attributes:
        contents: all of them.
        heads: those that nothing received replaces, without those that a person passed over.
        broken: content of the revision that replaces one that never came; empty where there is none.
        missing: numbers that lie between.
    """

    contents: frozenset[str]
    heads: tuple[str, ...]
    broken: str = ""
    missing: tuple[int, ...] = ()


def _lines(held: Mapping[str, Filing], decided: Decided) -> list[_Line]:
    """The lines of revisions; one that begins after a gap is joined to the line that it seems to go on."""
    passed = _passed_over(decided)
    replaced = {one.replaces for one in held.values()}
    roots = sorted(
        (one for one in held.values() if one.replaces not in held), key=lambda one: (one.number, one.content)
    )
    lines: list[_Line] = []
    for root in roots:
        contents = _descendants(root.content, held)
        heads = tuple(sorted(one for one in contents if one not in replaced and one not in passed))
        is_broken = root.replaces is not None or root.number > 1
        before = lines[-1] if lines else None
        last = max((held[one].number for one in before.contents), default=0) if before else 0
        missing = tuple(range(last + 1, root.number)) if is_broken else ()
        line = _Line(contents, heads, root.content if is_broken else "", missing)
        # Numbers lie between: the earlier line is taken for its beginning, of which the middle is missing.
        if before is not None and missing and len(before.heads) <= 1 and not before.broken:
            lines[-1] = _Line(before.contents | contents, heads, root.content, missing)
        else:
            lines.append(line)
    return lines


def _descendants(root: str, held: Mapping[str, Filing]) -> frozenset[str]:
    following: dict[str, list[str]] = {}
    for one in held.values():
        following.setdefault(one.replaces or "", []).append(one.content)
    found, waiting = {root}, [root]
    # A ring cannot be: what a content replaces is part of its digest. All the same nothing is taken twice.
    while waiting:
        for content in following.get(waiting.pop(), ()):
            if content not in found:
                found.add(content)
                waiting.append(content)
    return frozenset(found)

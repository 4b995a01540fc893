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

    @property
    def has_former(self) -> bool:
        """Whether there is one before it, as it says of itself."""
        return self.replaces is not None or self.number > 1


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
    LAPSED = "lapsed"
    """A person chose another one, which is no longer taken for the unit's: this one must not win by that."""
    LATE_CHANGE = "late_change"
    """It came after another one was accepted, and the year was not reopened."""

    @property
    def needs_a_person(self) -> bool:
        """Whether the year waits until somebody decides."""
        return self in _UNDECIDED


_UNDECIDED = frozenset({RevisionPlace.GAP, RevisionPlace.FORK, RevisionPlace.RESTART, RevisionPlace.LAPSED})
_MOST_MISSING = 100
"""How many missing numbers are named at most: a package may say any number of itself. Chosen by us."""


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
        bridged: contents that count although what they, or one before them, replace never came.
        accepted: the accepted content; None where none is, or the year was reopened.
    """

    choices: Sequence[Choice] = ()
    bridged: Collection[str] = ()
    accepted: str | None = None


@frozen
class Lineage:
    """The revisions of a unit's year in relation to each other.

    Where there is any revision, exactly one of ``current``, ``candidates``, ``gap`` and ``lost`` says what
    holds.

    Attributes:
        places: place of each, by content digest.
        current: the one that counts; None where there is none or a person must decide.
        candidates: those between which a person must choose, by content digest; empty where none must. One
            alone where a person had chosen another one, which is no longer taken for the unit's.
        gap: content digest of the one that counts as soon as a person says so, since one before it never
            came; empty where none waits for that.
        lost: content digest of the accepted one where that is no longer taken for the unit's; else empty.
        missing: numbers of the revisions that never came, the first hundred, by the content before which they
            are missing: the one in ``gap``, else the one that replaces the last of them.
    """

    places: Mapping[str, RevisionPlace]
    current: Filing | None = None
    candidates: tuple[str, ...] = ()
    gap: str = ""
    lost: str = ""
    missing: Mapping[str, tuple[int, ...]] = field(default_factory=dict)


def lineage_of(filings: Iterable[Filing], decided: Decided = Decided()) -> Lineage:  # noqa: B008 - it is frozen
    """Relate the revisions of one unit's year to each other.

    A choice of a revision that is not among them is none, and neither are choices that leave no revision; but
    what was passed over for it does not count either before a person has chosen it.

    Args:
        filings: each content once, in any order.
        decided: what people decided.
    """
    held = _Held({one.content: one for one in filings})
    choices = [one for one in decided.choices if one.chosen in held.by_content]
    passed = _passed_over(choices)
    lines = _lines(held, passed)
    heads = sorted(head for line in lines for head in line.heads)
    # From the weakest word to the strongest: what is set below replaces what stands here.
    places = dict.fromkeys(sorted(held.by_content), RevisionPlace.OLDER)
    places |= dict.fromkeys(sorted(passed & held.by_content.keys()), RevisionPlace.PASSED_OVER)
    missing = {line.root.content: line.missing for line in lines if line.missing}
    accepted = held.by_content.get(decided.accepted or "")
    # An acceptance goes before every question about revisions: it stands until a person reopens the year,
    # whatever comes.
    if accepted is not None:
        places |= dict.fromkeys(heads, RevisionPlace.LATE_CHANGE)
        return _with_current(accepted, places, missing)
    if decided.accepted:
        places |= dict.fromkeys(heads, RevisionPlace.LATE_CHANGE)
        return Lineage(places=places, lost=decided.accepted, missing=missing)
    # Passed over for a revision that is gone: it is the only one left, and still nobody chose it.
    is_lapsed = len(heads) == 1 and heads[0] in _passed_over(decided.choices) - passed
    if len(heads) > 1 or is_lapsed:
        place = RevisionPlace.LAPSED if is_lapsed else _contradiction(lines, held)
        places |= dict.fromkeys(heads, place)
        return Lineage(places=places, candidates=tuple(heads), missing=missing)
    if not heads:
        return Lineage(places=places)
    (head,), (line,) = heads, lines
    # Whoever let one of these count, or chose it, has decided about the gap before the root.
    counting = {*decided.bridged, *(one.chosen for one in choices)}
    if line.root.has_former and counting.isdisjoint(held.path_to(head)):
        places[head] = RevisionPlace.GAP
        return Lineage(places=places, gap=head, missing={head: line.missing})
    return _with_current(held.by_content[head], places, missing)


def _with_current(
    current: Filing, places: dict[str, RevisionPlace], missing: Mapping[str, tuple[int, ...]]
) -> Lineage:
    place = RevisionPlace.SUCCESSOR if current.has_former else RevisionPlace.FIRST
    places[current.content] = place
    return Lineage(places=places, current=current, missing=missing)


def _contradiction(lines: Sequence[_Line], held: _Held) -> RevisionPlace:
    """What the heads of several lines are to each other."""
    firsts = sum(1 for line in lines if line.begins)
    newest = max(held.by_content[head].number for line in lines for head in line.heads)
    return RevisionPlace.RESTART if firsts > 1 and newest > 1 else RevisionPlace.FORK


def _passed_over(choices: Iterable[Choice]) -> set[str]:
    """Contents that a person passed over; who chooses again, takes back the choice before."""
    passed: set[str] = set()
    for choice in choices:
        passed = (passed | choice.others) - {choice.chosen}
    return passed


class _Held:
    """The revisions that were received, and which follows which.

    A revision follows the one that it replaces if its number is greater. One that replaces an equal or later
    number contradicts itself: it follows nothing, and stands beside the other.
    """

    def __init__(self, by_content: Mapping[str, Filing]) -> None:
        self.by_content = by_content
        self._following: dict[str, list[str]] = {}
        for one in sorted(by_content.values(), key=lambda one: one.content):
            before = self._before(one)
            if before is not None:
                self._following.setdefault(before.content, []).append(one.content)

    def _before(self, one: Filing) -> Filing | None:
        before = self.by_content.get(one.replaces or "")
        return before if before is not None and before.number < one.number else None

    @property
    def roots(self) -> list[Filing]:
        """Those that follow nothing received, by number and content."""
        found = [one for one in self.by_content.values() if self._before(one) is None]
        return sorted(found, key=lambda one: (one.number, one.content))

    def last_after(self, root: Filing) -> list[str]:
        """Those after a revision, or itself, that nothing follows."""
        # No branch comes back to itself, whatever packages say of each other: numbers only grow (`_before`).
        last, waiting = [], [root.content]
        while waiting:
            content = waiting.pop()
            following = self._following.get(content, ())
            waiting.extend(following)
            if not following:
                last.append(content)
        return sorted(last)

    def path_to(self, content: str) -> list[str]:
        """A revision and those before it, back to the one that follows nothing received."""
        path: list[str] = []
        one: Filing | None = self.by_content[content]
        while one is not None:
            path.append(one.content)
            one = self._before(one)
        return path


@frozen
class _Line:
    """Revisions that follow one another, with the branches of a fork.

    Attributes:
        root: the first of them after the last gap.
        begins: whether the line begins with a first revision.
        heads: those that nothing received follows and that nobody passed over.
        missing: numbers that lie before ``root`` and never came.
    """

    root: Filing
    begins: bool
    heads: tuple[str, ...]
    missing: tuple[int, ...]


def _lines(held: _Held, passed: Collection[str]) -> list[_Line]:
    """The lines of revisions that somebody may still take for the newest.

    One that begins after a gap is joined to the line that it seems to go on: the only one there is, with one
    head, and with numbers between.
    """
    ends = [(root, held.last_after(root)) for root in held.roots]
    # As where a revision was chosen and the one after it passed over: what was chosen is no end, and the year
    # must not be left without any.
    if all(end in passed for _, last in ends for end in last):
        passed = ()
    lines: list[_Line] = []
    numbers = {0}
    for root, last in ends:
        heads = tuple(one for one in last if one not in passed)
        if not heads:
            continue
        # A range and not a set: a package may state any number of itself.
        between = range(max(one for one in numbers if one < root.number) + 1, root.number)
        missing = tuple(between[:_MOST_MISSING]) if root.has_former else ()
        # Joined only where there is no doubt which line it goes on: with two heads before it, or the number
        # right before it there, it stands beside them and a person decides.
        earlier = [held.by_content[one].number for line in lines for one in line.heads]
        is_continued = len(earlier) == 1 and earlier[0] < root.number - 1
        begins = lines.pop().begins if is_continued else not root.has_former
        lines.append(_Line(root=root, begins=begins, heads=heads, missing=missing))
        numbers |= {held.by_content[one].number for one in heads}
    return lines

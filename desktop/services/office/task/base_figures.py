"""Base figures (基础数据): what the office gives its units for a year, as a signed letter.

A later one is a new number. It says which figures it changes and which units filed with the former ones;
nothing that was filed is reckoned again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

from db.office.sent_records import StoredBase
from desktop.documents.base_figures.table import BaseReading, read_base_book
from desktop.documents.base_figures.writing import render_base_book
from desktop.services.files import staged_file, write_file
from desktop.services.letters.base_table import BASE_NAME, base_table
from desktop.services.letters.writing import packed_letter
from desktop.services.office.decisions.deadlines import require_year
from desktop.services.office.desk import OfficeDesk
from desktop.services.office.facts.given import BaseInForce, base_in_force, given_by_unit, hidden_in
from desktop.services.office.facts.ledger import Ledger, ledger_of
from desktop.services.office.letters.asking import is_sensitive_anywhere
from desktop.services.office.letters.letter import next_number, require_office_key
from desktop.services.office.task.base_balance import without_contradictions
from desktop.services.office.task.moved_rates import MovedRate, moved_rates
from desktop.services.packages.encryption import PACKAGE_SUFFIX
from desktop.submission.keys.identity import Identity
from desktop.submission.package import PayloadFile
from desktop.submission.profile.datapackage import TABLE_MEDIA_TYPE
from forms.canonical import digest_of
from forms.codes.base import BaseCode
from forms.errors import UserInputError
from forms.figures.breakdown import SeriesKey
from forms.frozen import frozen
from forms.letters.base_figure import HIDDEN_ITEM, BaseFigure
from forms.letters.kind import OfficeLetter
from forms.letters.letter import SentLetter
from forms.letters.task import Named
from forms.plan.pack import STATISTICS
from forms.receiving.permission import Act
from forms.reporting.layout import lay_out


@frozen
class BaseChange:
    """A figure that new base figures change.

    Attributes:
        old: as it was given before; None where it was not.
        new: as it is given now; None where it is not any more.
        units: units whose revision that counts states the old one.
    """

    old: BaseFigure | None
    new: BaseFigure | None
    units: tuple[str, ...]

    @property
    def figure(self) -> BaseFigure:
        """Either, to name it by."""
        one = self.old if self.new is None else self.new
        assert one is not None
        return one


@frozen
class BasePreview:
    """What a table of base figures says, and what it would change.

    Attributes:
        year: reporting year.
        reading: the table.
        changes: what differs from the base figures that count now; empty where there are none, or where
            a cell was refused.
        lacking: figures of the year that stand on units' forms and not in the table, with the units, but for
            sensitive ones; empty where a cell was refused.
        before: the base figures that count now; None where there are none.
        moved: rates of units that filed with the former figures, which would be others with these; only told.
    """

    year: int
    reading: BaseReading
    changes: tuple[BaseChange, ...]
    lacking: tuple[tuple[SeriesKey, tuple[str, ...]], ...]
    before: BaseInForce | None
    moved: tuple[MovedRate, ...] = ()

    @property
    def is_sound(self) -> bool:
        """Whether it can be signed: it says something, and no cell of it was refused."""
        return bool(self.reading.figures) and not self.reading.refused

    @property
    def is_new(self) -> bool:
        """Whether it says anything that the base figures in force do not say."""
        before = self.before
        return before is None or base_table(self.reading.figures) != before.stored.figures


def read_base(desk: OfficeDesk, data: bytes, year: int) -> BasePreview:
    """Read a table of base figures without changing anything.

    Raises:
        UserInputError: the year is outside the plan (E-DECIDE-002), or it is no such table, dangerous or
            damaged.
        EnvironmentFault: the store cannot be read.
    """
    plan = require_year(desk, year)
    reading = without_contradictions(read_base_book(data, plan, year), plan)
    before = base_in_force(desk, year)
    if reading.refused:
        return BasePreview(year=year, reading=reading, changes=(), lacking=(), before=before)
    given = given_by_unit(plan)
    now = {(one.key, one.year): one for one in reading.figures}
    changes: list[BaseChange] = []
    moved: list[MovedRate] = []
    if before is not None:
        ledger = ledger_of(desk, year)
        for place in sorted({*now, *before.figures}):
            old, new = before.figures.get(place), now.get(place)
            if old is None or new is None or old.text != new.text:
                units = () if old is None else tuple(_filed(desk, ledger, given, old))
                changes.append(BaseChange(old, new, units))
        of_year = [(one.new, one.units) for one in changes if one.new is not None and one.new.year == year]
        moved = moved_rates(desk, ledger, of_year)
    wanted = _units_by_series(given)
    return BasePreview(
        year=year,
        reading=reading,
        changes=tuple(changes),
        lacking=tuple((key, units) for key, units in wanted.items() if (key, year) not in now),
        before=before,
        moved=tuple(moved),
    )


def _units_by_series(given: Mapping[str, frozenset[SeriesKey]]) -> dict[SeriesKey, tuple[str, ...]]:
    found: dict[SeriesKey, tuple[str, ...]] = {}
    for unit, keys in given.items():
        for key in keys:
            found[key] = (*found.get(key, ()), unit)
    return dict(sorted(found.items()))


def _filed(
    desk: OfficeDesk, ledger: Ledger, given: Mapping[str, frozenset[SeriesKey]], old: BaseFigure
) -> Iterator[str]:
    """Units whose revision that counts states the figure as it was given."""
    missing = "" if old.missing is None else old.missing.value
    stated = (*old.key, old.year, old.value, missing)
    for unit, keys in given.items():
        current = ledger.unit_year(unit).current if old.key in keys else None
        if current is not None and any(
            (one.item, one.breakdown, one.year, one.value, one.missing) == stated
            for one in desk.store.values(current.content)
        ):
            yield unit


def issue_base(desk: OfficeDesk, preview: BasePreview, identity: Identity, path: Path) -> StoredBase:
    """Sign what a preview showed as the year's next base figures, store and write it, all or nothing.

    Where it says what the base figures in force say, these are written again and get no new number.

    Args:
        desk: the office's desk.
        preview: of the table.
        identity: the office's signing key.
        path: the file to be written; a folder, in which it gets its own name, where it is named as none.

    Returns:
        The base figures.

    Raises:
        UserInputError: cells were refused (E-BASE-020), nothing was read (E-BASE-021), the key is not the
            office's (E-DECIDE-013), a source or definition holds a figure of a sensitive item that a unit
            states (E-BASE-026), or somebody else than the head does it.
        EnvironmentFault: the file cannot be written, or the store fails; then nothing was signed.
    """
    reading = preview.reading
    if reading.refused:
        raise UserInputError(BaseCode.TABLE, f"表里有 {reading.refused} 格没有采用，没有签发；请改正后再来")
    if not reading.figures:
        raise UserInputError(BaseCode.EMPTY, "表里一个基础数据也没有，没有签发")
    require_office_key(desk, identity)
    actor, now = desk.acting(Act.BASE), desk.clock()
    if preview.before is not None and not preview.is_new:
        write_file(_place(path, preview.before.stored), preview.before.stored.data)
        return preview.before.stored
    _require_no_sensitive(desk, preview)
    stored = _signed(desk, preview, identity, actor, now)
    with staged_file(_place(path, stored), stored.data), desk.store.transaction():
        desk.store.add_base(stored)
    return stored


def _place(path: Path, stored: StoredBase) -> Path:
    return path if path.suffix == PACKAGE_SUFFIX else path / stored.name


def _require_no_sensitive(desk: OfficeDesk, preview: BasePreview) -> None:
    """Refuse texts of a table that hold a figure of a sensitive item: all units read them."""
    texts = dict.fromkeys(
        text for one in preview.reading.figures for text in (one.source, one.definition) if text
    )
    for text in texts:
        if is_sensitive_anywhere(desk, text, preview.year, with_places=False):
            raise UserInputError(
                BaseCode.SENSITIVE,
                f"来源或口径“{text[:20]}{'…' if text[20:] else ''}”里有单位报来的敏感项目的数，没有签发。"
                "基础数据发给所有单位，请把文字里的数去掉",
            )


def _signed(
    desk: OfficeDesk, preview: BasePreview, identity: Identity, actor: str, now: datetime
) -> StoredBase:
    """The next base figures of the year, signed and not yet stored."""
    before, table = desk.store.bases(preview.year), base_table(preview.reading.figures)
    number = next_number(desk, [(one.number, one.at) for one in before])
    letter = SentLetter(
        kind=OfficeLetter.BASE,
        region=desk.region,
        office=desk.plan.office,
        unit="",
        year=preview.year,
        number=number,
        previous=before[-1].digest if before else None,
        content=None,
        questions=(),
        made_at=now,
        base=Named(version=str(number), digest=digest_of(table)),
    )
    data = packed_letter(letter, (), identity, [PayloadFile(BASE_NAME, TABLE_MEDIA_TYPE, table)])
    return StoredBase(
        year=letter.year,
        number=number,
        name=f"wdp-{letter.region}-base-{letter.year}-{number}{PACKAGE_SUFFIX}",
        digest=digest_of(data),
        data=data,
        table_digest=digest_of(table),
        figures=table,
        actor=actor,
        at=now,
    )


def write_base(desk: OfficeDesk, year: int, path: Path) -> StoredBase:
    """Write the base figures in force again, as they were signed.

    Raises:
        UserInputError: none were signed for the year (E-BASE-022), or the plan in force marks one of their
            items as sensitive since (E-BASE-012).
        EnvironmentFault: the store cannot be read, or the file not written.
    """
    found = base_in_force(desk, year)
    if found is None:
        raise UserInputError(BaseCode.NONE_ISSUED, f"{year} 年还没有签发过基础数据，请给出基础数据的表")
    hidden = hidden_in(desk.pack_of(year).plan, found)
    if hidden:
        named, number = "、".join(hidden), found.stored.number
        raise UserInputError(
            BaseCode.SENSITIVE_ITEM,
            f"“{named}”{HIDDEN_ITEM}，第 {number} 号没有再写出；请签发不含它的下一号",
        )
    write_file(path, found.stored.data)
    return found.stored


def base_template(desk: OfficeDesk, year: int) -> bytes:
    """The table to be filled in: what stands on units' forms first, then the office's other figures.

    What counts now is filled in; sensitive items are left out.

    Raises:
        UserInputError: the year is outside the plan (E-DECIDE-002).
        EnvironmentFault: the store cannot be read.
    """
    plan, found = require_year(desk, year), base_in_force(desk, year)
    own = [cell.key for cell in lay_out(plan, STATISTICS).entry_cells if cell.key.code in plan.given_out]
    keys = tuple(dict.fromkeys((*_units_by_series(given_by_unit(plan)), *own)))
    known = {} if found is None else {key: one for (key, of), one in found.figures.items() if of == year}
    return render_base_book(plan, keys, year, known)

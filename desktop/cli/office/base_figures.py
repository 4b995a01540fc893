"""The office's base figures: the table to be filled in, and signing what was filled in."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from desktop.cli.answer import NO, Answer
from desktop.cli.office.opening import open_office_desk
from desktop.cli.office.signing import open_signing_key
from desktop.kinds.doors import HISTORY
from desktop.services.files import require_ending, write_file
from desktop.services.incoming import read_incoming
from desktop.services.office.desk import OfficeDesk
from desktop.services.office.task.base_figures import (
    BaseChange,
    BasePreview,
    base_template,
    issue_base,
    read_base,
    write_base,
)
from desktop.services.office.task.base_words import fates, preview_lines
from desktop.services.office.task.moved_rates import MovedRate
from desktop.services.packages.encryption import PACKAGE_SUFFIX
from desktop.services.past_tables import MAX_TABLE_BYTES
from forms.codes.program import UsageCode
from forms.errors import UserInputError
from forms.figures.breakdown import SeriesKey
from forms.figures.quantity import canonical_decimal


def base(options: Namespace) -> Answer:
    """Sign base figures from a table, or write the table or the base figures in force."""
    if options.dry_run and options.table is None:
        raise UserInputError(UsageCode.WRONG, "命令写法不对：--dry-run 要给出基础数据的表")
    with open_office_desk(options) as desk:
        if options.template:
            return _template(desk, options)
        if options.table is None:
            require_ending(options.output, PACKAGE_SUFFIX)
            stored = write_base(desk, options.year, options.output)
            lines = [f"已再次写出 {stored.year} 年基础数据第 {stored.number} 号：{options.output}"]
            return Answer("office-base", _document(options, number=stored.number), lines)
        preview = read_base(desk, read_incoming(options.table, HISTORY, MAX_TABLE_BYTES), options.year)
        return _issued(desk, options, preview)


def _template(desk: OfficeDesk, options: Namespace) -> Answer:
    require_ending(options.output, ".xlsx")
    write_file(options.output, base_template(desk, options.year))
    lines = [f"已写出 {options.year} 年基础数据的表：{options.output}；填好后用 office base 签发"]
    return Answer("office-base", _document(options), lines)


def _issued(desk: OfficeDesk, options: Namespace, preview: BasePreview) -> Answer:
    number, is_taken = None, preview.is_sound
    if options.dry_run:
        word = "可以签发" if is_taken else "还不能签发"
    elif not is_taken:
        word = "没有签发"
    else:
        require_ending(options.output, PACKAGE_SUFFIX)
        identity = open_signing_key(desk, options)
        number = issue_base(desk, preview, identity, options.output).number
        word = f"已签发第 {number} 号" if preview.is_new else f"与第 {number} 号相同，没有新编号，已再写出"
    lines = [f"{options.year} 年基础数据{word}：{fates(preview)}", *preview_lines(desk, preview)]
    if number is not None:
        lines.append(f"已写出：{options.output}")
    document = _document(options, number=number, preview=preview)
    return Answer("office-base", document, lines, 0 if is_taken else NO)


def _document(
    options: Namespace, *, number: int | None = None, preview: BasePreview | None = None
) -> dict[str, Any]:
    reading = None if preview is None else preview.reading
    return {
        "year": options.year,
        "dry_run": options.dry_run,
        "path": None if options.dry_run or (preview is not None and number is None) else str(options.output),
        "number": number,
        "new": number is not None and preview is not None and preview.is_new,
        "taken": 0 if reading is None else len(reading.figures),
        "repeated": 0 if reading is None else reading.repeated,
        "refused_cells": 0 if reading is None else reading.refused,
        "unused_cells": 0 if reading is None else reading.left,
        "refused": [] if reading is None else _problems(reading.problems),
        "unused": [] if reading is None else _problems(reading.unused),
        "lacking": [] if preview is None else [_lacking(*one) for one in preview.lacking],
        "moved": [] if preview is None else [_moved(one) for one in preview.moved],
        "changes": [] if preview is None else [_change(one) for one in preview.changes],
    }


def _problems(problems: Any) -> list[dict[str, str]]:
    return [{"code": one.code, "place": one.place, "message": one.message} for one in problems]


def _lacking(key: SeriesKey, units: tuple[str, ...]) -> dict[str, Any]:
    return {"item": key.code, "breakdown": key.breakdown, "units": list(units)}


def _moved(one: MovedRate) -> dict[str, Any]:
    return {
        "unit": one.unit,
        "indicator": one.key.code,
        "breakdown": one.key.breakdown,
        "old": None if one.old is None else canonical_decimal(one.old),
        "new": None if one.new is None else canonical_decimal(one.new),
        "accepted": one.is_accepted,
    }


def _change(one: BaseChange) -> dict[str, Any]:
    figure = one.figure
    return {
        "item": figure.key.code,
        "breakdown": figure.key.breakdown,
        "year": figure.year,
        "old": None if one.old is None else one.old.text,
        "new": None if one.new is None else one.new.text,
        "filed": list(one.units),
    }

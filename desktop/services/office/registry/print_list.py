"""The list of fingerprints that a person fills in from stamped sheets: how units are called, an empty one."""

from __future__ import annotations

from pathlib import Path

from desktop.services.files import write_file
from desktop.services.office.desk import OfficeDesk

_ABOUT = (
    "# 指纹清单：每行一个单位，后面空一格，写它盖章登记表上的 16 组指纹；没有交来的空着。",
    "# 单位可以写全称、简称或代码；一个单位有几份证书的，写几行。井号开头的行不算。",
)


def units_called(desk: OfficeDesk) -> dict[str, str]:
    """Code of each unit by its code, its short and its full name; a name of two units stands for neither."""
    found: dict[str, set[str]] = {}
    for unit in desk.plan.units:
        for name in {unit.code, unit.name, unit.official_name}:
            found.setdefault(name, set()).add(unit.code)
    return {name: next(iter(codes)) for name, codes in found.items() if len(codes) == 1}


def write_empty_list(desk: OfficeDesk, path: Path) -> None:
    """Write a list with every unit that reports, and room for the fingerprint of each.

    Raises:
        EnvironmentFault: it cannot be written.
    """
    lines = [*_ABOUT, *(f"{unit.official_name} " for unit in desk.plan.reporting_units)]
    write_file(path, "\r\n".join([*lines, ""]).encode("utf-8-sig"))

"""What the office's desk remembers beside its records: where its key files lie."""

from __future__ import annotations

from sqlalchemy import bindparam, select

from db.log.transactions import StorePart
from db.office.tables import SETTING
from db.values import clean

_VALUE = select(SETTING.c.value).where(SETTING.c.name == bindparam("name"))


class SettingPart(StorePart):
    """The methods of the office's store for what is remembered; none of it is logged."""

    def setting(self, name: str) -> str:
        """What is remembered under a name; empty where nothing is."""
        with self._read() as session:
            return session.value(_VALUE, {"name": name}) or ""

    def set_setting(self, name: str, value: str) -> None:
        """Remember something in place of what was remembered under this name."""
        with self._write() as work:
            row = {"name": name, "value": clean(value)}
            work.replace(SETTING, work.present(SETTING, row), row)

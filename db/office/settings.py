"""What the office's desk remembers beside its records: where its key files lie."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, select

from db.log.transactions import StorePart
from db.log.work import Change
from db.office.tables import SETTING
from db.values import clean

_VALUE = select(SETTING.c.value).where(SETTING.c.name == bindparam("name"))


class SettingPart(StorePart):
    """The methods of the office's store for what is remembered."""

    def setting(self, name: str) -> str:
        """What is remembered under a name; empty where nothing is."""
        with self._read() as session:
            return session.value(_VALUE, {"name": name}) or ""

    def set_setting(self, name: str, value: str, *, actor: str, now: datetime) -> bool:
        """Remember something in place of what was remembered under this name; False where nothing changes."""
        with self._write() as work:
            return work.put(SETTING, {"name": name, "value": clean(value)}, Change("remember", actor, now))

"""The people at the office's desk: who is listed, and as what."""

from __future__ import annotations

from desktop.services.office.desk import OfficeDesk
from forms.codes.office import OfficeCode
from forms.errors import UserInputError
from forms.receiving.permission import Act
from forms.receiving.role import OfficeRole
from forms.text.typed import LONGEST_NAME, require_text


def set_person(desk: OfficeDesk, name: str, role: OfficeRole) -> bool:
    """List somebody, or give somebody who is listed another role; the head does it where there is one.

    Returns:
        False, and nothing is written, where it was so before.

    Raises:
        UserInputError: whoever works at the desk may not (E-OFFICE-002 to 004), the name is none (E-TEXT-001,
            E-TEXT-002, E-OFFICE-024), or nobody would be left who may decide (E-OFFICE-023).
        EnvironmentFault: the store is read-only or could not be written.
    """
    actor, who = desk.acting(Act.PEOPLE), _name(name)
    _require_head(desk, {**desk.officers, who: role})
    return desk.store.set_officer(who, role.value, actor=actor, now=desk.clock())


def remove_person(desk: OfficeDesk, name: str) -> None:
    """Take somebody off the list; the log keeps what the person did.

    Raises:
        UserInputError: as for :func:`set_person`, or there is nobody of this name (E-OFFICE-024).
        EnvironmentFault: the store is read-only or could not be written.
    """
    actor, who, officers = desk.acting(Act.PEOPLE), _name(name), desk.officers
    if who not in officers:
        listed = "、".join(officers) or "还没有人"
        raise UserInputError(OfficeCode.NO_SUCH_PERSON, f"名单里没有“{who}”，没有变动。名单里有：{listed}")
    del officers[who]
    _require_head(desk, officers)
    desk.store.set_officer(who, "", actor=actor, now=desk.clock())


def _name(typed: str) -> str:
    who = require_text(typed, "姓名", longest=LONGEST_NAME)
    if not who:
        raise UserInputError(OfficeCode.NO_SUCH_PERSON, "没有写姓名，没有变动")
    return who


def _require_head(desk: OfficeDesk, after: dict[str, OfficeRole]) -> None:
    """Refuse a list on which nobody could write any more, or that loses its only head."""
    before = desk.officers
    had_head = OfficeRole.HEAD in before.values()
    needed = {OfficeRole.HEAD} if had_head else {OfficeRole.HEAD, OfficeRole.OFFICER}
    if not needed.intersection(after.values()):
        who = "组长" if had_head else "组长或监测员"
        raise UserInputError(
            OfficeCode.LAST_HEAD, f"这样名单里就没有{who}了，没有变动。请先让另一个人当{who}"
        )

"""The people at the office's desk, as a window lists them."""

from __future__ import annotations

from desktop.services.office.desk import OfficeDesk
from forms.frozen import frozen
from forms.receiving.permission import Act
from forms.receiving.role import OfficeRole

_SEVERAL = 2
"""People of whom another one could have opened the file. By definition."""


@frozen
class PersonLine:
    """Somebody at the desk.

    Attributes:
        name: of the person.
        role: what the person may do.
        now: 正在办理 for whoever works at the desk; else empty.
    """

    name: str
    role: OfficeRole
    now: str


def people_lines(desk: OfficeDesk) -> list[PersonLine]:
    """Everybody who is listed, heads first."""
    order = list(OfficeRole)
    found = sorted(desk.officers.items(), key=lambda one: order.index(one[1]))
    return [PersonLine(name, role, "正在办理" if name == desk.person else "") for name, role in found]


def working_words(desk: OfficeDesk) -> tuple[str, str]:
    """Who works at the desk now, and what is wrong with that; empty where nothing is."""
    officers, name = desk.officers, desk.person
    if not officers:
        return "未列人员", "还没有列人员，谁都能办；请先列人员，至少一位组长。"
    if name not in officers:
        return "请选办理人", "还没有选谁在办理：能看，不能办。"
    return f"{name}（{officers[name].label}）", ""


def goes_on_words(desk: OfficeDesk) -> str:
    """Who goes on at a desk that was opened, where it could be somebody else; empty where it could not."""
    officers, name = desk.officers, desk.person
    if len(officers) < _SEVERAL or name not in officers:
        return ""
    return f"现在由{name}（{officers[name].label}）办理。不是您的，先点窗口底部的“办理人”换。"


def role_words(desk: OfficeDesk) -> str:
    """What each role may do, in sentences; whether that is so yet."""
    of_head = "、".join(act.label for act in Act if act.is_of_head)
    has_head = OfficeRole.HEAD in desk.officers.values()
    until = "" if has_head else "现在名单里还没有组长，监测员也都能办；列入组长以后，这些只由组长办。"
    return (
        f"组长什么都能办，其中只由组长办的：{of_head}。监测员办其余的；只读的只能看。{until}"
        "每件事写明是谁办的，留在变更记录里。"
    )

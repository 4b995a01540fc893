"""Who may do what at the office's desk: one table, held by every service that writes, and told by windows."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from forms.receiving.role import OfficeRole


class Act(StrEnum):
    """Something that is written at the office's desk; what only reads is open to everybody on the list."""

    TAKE_IN = "take_in"
    REGISTER = "register"
    PAST = "past"
    DECIDE = "decide"
    ASIDE = "aside"
    ASK = "ask"
    RECEIPT = "receipt"
    REMIND = "remind"
    DEADLINE = "deadline"
    RECEIVING_KEY = "receiving_key"
    HAND_OVER = "hand_over"
    RESTORE = "restore"
    TASK = "task"
    BASE = "base"
    EXCUSE = "excuse"
    CHOOSE = "choose"
    ACCEPT = "accept"
    REOPEN = "reopen"
    CLOSE = "close"
    PLAN = "plan"
    PEOPLE = "people"
    SIGNING_KEY = "signing_key"

    @property
    def label(self) -> str:
        """Chinese words."""
        return _LABELS[self]

    @property
    def is_of_head(self) -> bool:
        """Whether the head does it, where there is one; else every officer may."""
        return self in _OF_THE_HEAD

    @property
    def roles(self) -> tuple[OfficeRole, ...]:
        """The roles that may do it, the highest first."""
        return (OfficeRole.HEAD,) if self.is_of_head else (OfficeRole.HEAD, OfficeRole.OFFICER)


_OF_THE_HEAD = frozenset(
    {
        Act.TASK,
        Act.BASE,
        Act.EXCUSE,
        Act.CHOOSE,
        Act.ACCEPT,
        Act.REOPEN,
        Act.CLOSE,
        Act.PLAN,
        Act.PEOPLE,
        Act.SIGNING_KEY,
    }
)
"""What binds the office or lets somebody else bind it."""

_LABELS: Mapping[Act, str] = {
    Act.TAKE_IN: "收件",
    Act.REGISTER: "登记、注销、更正单位的证书",
    Act.PAST: "导入本局公布的往年数",
    Act.DECIDE: "认定往年数、口径、基础数据、纸质表、到达日期",
    Act.ASIDE: "不予采用一份报送包",
    Act.ASK: "提问、退回、撤回退回单",
    Act.RECEIPT: "签发回执单",
    Act.REMIND: "记下催报已发出",
    Act.DEADLINE: "规定期限、延期",
    Act.RECEIVING_KEY: "新建、导入收件密钥",
    Act.HAND_OVER: "办理交接",
    Act.RESTORE: "恢复备份",
    Act.TASK: "布置任务",
    Act.BASE: "签发基础数据",
    Act.EXCUSE: "免报、取消免报",
    Act.CHOOSE: "选定、撤回选定",
    Act.ACCEPT: "验收",
    Act.REOPEN: "重开",
    Act.CLOSE: "定库",
    Act.PLAN: "采用规划新版本",
    Act.PEOPLE: "变动人员名单",
    Act.SIGNING_KEY: "新建、导入签名密钥",
}


def may(role: OfficeRole, act: Act, *, has_head: bool) -> bool:
    """Whether somebody of a role may do it.

    Args:
        role: of the person.
        act: what is to be done.
        has_head: whether a head is on the list; without one every officer does what is the head's.
    """
    if role is OfficeRole.READER:
        return False
    return role is OfficeRole.HEAD or not act.is_of_head or not has_head

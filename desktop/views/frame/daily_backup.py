"""The daily backup, made when a file is opened and the newest backup is old enough."""

from __future__ import annotations

from desktop.services.unit.desk import Desk
from desktop.services.unit.keeping import back_up_daily
from desktop.views.frame.background import Background
from desktop.views.frame.notice import Notice
from forms.errors import TianbaoError


def back_up_when_due(desk: Desk, background: Background, notice: Notice) -> None:
    """Make the day's backup when it is due, off the GUI thread; say so only where it failed."""

    def tell(error: TianbaoError) -> None:
        notice.say(f"今天的自动备份没有做成：{error.message}", "bad")

    background.run("正在备份……", lambda: back_up_daily(desk), lambda _: None, tell)

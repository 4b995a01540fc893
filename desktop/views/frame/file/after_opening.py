"""What is done once a file is open: the daily backup, and a look for a newer version of its plan."""

from __future__ import annotations

from desktop.services.keeping import back_up_daily
from desktop.services.plans.packs import PlanPack
from desktop.services.unit.desk import Desk
from desktop.services.unit.plan.newer_plan import newer_bundled
from desktop.views.frame.background import Background
from desktop.views.frame.parts.notice import Notice
from forms.errors import TianbaoError


def do_chores(desk: Desk, background: Background, notice: Notice) -> None:
    """Do all of it, off the GUI thread."""
    _back_up_when_due(desk, background, notice)
    _tell_newer_plan(desk, background, notice)


def _tell_newer_plan(desk: Desk, background: Background, notice: Notice) -> None:
    """Say, below what is said already, that a newer version of the plan came with the program."""
    in_force = desk.plan.version

    def tell(newer: PlanPack | None) -> None:
        if newer is not None:
            words = (
                f"本程序带有这份规划的新版本 {newer.plan.version}（现用 {in_force}）。"
                "要看对本单位改了什么：窗口底部【数据保管】→【规划新版本】。"
            )
            notice.say("\n".join(filter(None, (notice.sentence, words))), lasting=True)

    background.run("正在查看规划版本……", lambda: newer_bundled(desk), tell, lambda _: None)


def _back_up_when_due(desk: Desk, background: Background, notice: Notice) -> None:
    """Make the day's backup when it is due, off the GUI thread; say so only where it failed."""

    def tell(error: TianbaoError) -> None:
        notice.say(f"今天的自动备份没有做成：{error.sentence}", "bad")

    background.run("正在备份……", lambda: back_up_daily(desk), lambda _: None, tell)

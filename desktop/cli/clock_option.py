"""The option by which a person confirms that the computer's time is right."""

from __future__ import annotations

import argparse


def with_clock(command: argparse.ArgumentParser) -> None:
    """Add the option by which a person confirms the computer's time."""
    command.add_argument(
        "--clock-is-right",
        action="store_true",
        help="电脑时间已核对无误，仍早于数据文件里的记录（以前的电脑时间快了）时用",
    )

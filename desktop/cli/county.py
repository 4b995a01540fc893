"""An invented county for the receiving desk: ``demo --county``. Everything in it is 演示数据."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

from desktop.cli.answer import NO, Answer
from desktop.services.demonstration.county import FIRST_FILED, MadeCounty, make_county
from desktop.services.demonstration.figures import LAST
from desktop.services.demonstration.filing import NOTICE

_STEP = 10
"""Years filed between two lines of progress. Chosen by us: a line about every four seconds."""


def county(folder: Path, options: Namespace) -> Answer:
    """Make an invented county in an empty folder; a person may stop it by Ctrl+C."""
    years = options.years or range(FIRST_FILED, LAST + 1)
    try:
        made = make_county(folder, options.plan, _tell, most_units=options.units, years=years)
    except KeyboardInterrupt:
        line = f"已停止，没有做完。再运行一次就从头做；文件夹“{folder}”里的可以删去"
        return Answer("demo-county", _document(folder, None), [NOTICE, line], NO)
    return Answer("demo-county", _document(folder, made), _lines(made))


def _tell(done: int, total: int, what: str) -> None:
    if done % _STEP == 0 or done == total:
        print(f"{done}/{total} {what}", file=sys.stderr, flush=True)


def _document(folder: Path, made: MadeCounty | None) -> dict[str, object]:
    return {
        "notice": NOTICE,
        "folder": str(folder),
        "complete": made is not None,
        "plan": made.plan if made else None,
        "units": list(made.units) if made else [],
        "years": list(made.years) if made else [],
        "files": made.files if made else 0,
        "planted": list(made.faults) if made else [],
        "not_planted": list(made.not_planted) if made else [],
    }


def _lines(made: MadeCounty) -> list[str]:
    lines = [
        NOTICE,
        f"单位 {len(made.units)} 个，文件 {made.files} 个，埋下差错 {len(made.faults)} 种",
        f"文件夹：{made.folder}",
        "  packages/ 收到的文件；later/ 以后才到的文件；expected.json 收件后应当看到什么",
        "  certificates/、fingerprints.txt 证书和指纹；papers.csv 纸质表校验码；history.csv 往年数",
        "  plan.json 责任单位已确认的规划；stores/ 各单位的数据文件；keys/、passphrase.txt 密钥和口令",
    ]
    if made.not_planted:
        lines.append(f"单位或年份太少，没有埋下的：{'、'.join(made.not_planted)}")
    return lines

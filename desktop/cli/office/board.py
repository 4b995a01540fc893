"""Where the units of a year stand; what only other commands need is not imported: it is asked often."""

from __future__ import annotations

from argparse import Namespace

from desktop.cli.answer import Answer
from desktop.cli.office.opening import open_office_desk
from desktop.services.files import require_ending
from desktop.services.office.overview.board import Board, board_of
from desktop.services.office.overview.board_book import write_board
from desktop.services.office.overview.board_words import share_of
from forms.receiving.state import OfficeState


def show_board(options: Namespace) -> Answer:
    """Where every unit of a year stands."""
    if options.output is not None:
        require_ending(options.output, ".xlsx")
    with open_office_desk(options) as desk:
        board = board_of(desk, options.year)
        if options.output is not None:
            write_board(desk, board, options.output)
    expected = len(board.expected)
    document = {
        "year": board.year,
        "expected": expected,
        "counts": board.counts,
        "late": board.late,
        "rows": [row.document() for row in board.rows],
    }
    written = [] if options.output is None else [f"已写出：{options.output}"]
    return Answer("board", document, [_head(board), *_rows(board), *written])


def _head(board: Board) -> str:
    expected = len(board.expected)
    parts = [
        f"{state.label} {count}（{share_of(count, expected)}）"
        for state in OfficeState
        if (count := board.counts[state.value])
    ]
    by_intake = sum(1 for row in board.expected if row.is_late_by_intake)
    late = f"迟报 {board.late}" + (f"（{by_intake} 个是按收件的那天算的）" if by_intake else "")
    return f"{board.year} 年：应报 {expected}，" + "，".join([*parts, late])


def _rows(board: Board) -> list[str]:
    lines = []
    for row in board.rows:
        marks = [f"第 {row.revision} 版"] if row.revision is not None else []
        by_intake = "（按收件的那天）" if row.is_late_by_intake else ""
        marks += [f"迟报 {row.late} 天{by_intake}"] if row.late else []
        marks += ["纸质不符"] if row.paper == "mismatch" else []
        marks += [f"空 {row.gaps} 格"] if row.gaps else []
        marks += [f"{row.judged_otherwise} 项按已验收往年数另判"] if row.judged_otherwise else []
        asked = (("未发", row.to_send), ("待答", row.to_answer), ("已答", row.answered))
        marks += [f"问题{word} {count} 个" for word, count in asked if count]
        marks += [f"答复待处理 {row.answers_waiting} 个"] if row.answers_waiting else []
        marks += [f"另有 {row.waiting} 份待处理"] if row.waiting and row.revision is not None else []
        step = f"→ {row.step}" if row.step else ""
        lines.append(
            "  ".join(filter(None, (row.state.label, f"{row.name}（{row.unit}）", "，".join(marks), step)))
        )
    return lines

"""The steps of a year, once for window, help and every text that sends a person to one; never numbered."""

from __future__ import annotations

from enum import IntEnum


class Stage(IntEnum):
    """A step of a year, in the order in which they are taken."""

    ENTRY = 0
    REVIEW = 1
    FINALISE = 2
    EXPORT = 3
    RECEIPT = 4

    @property
    def label(self) -> str:
        """Chinese name, as it stands in the bar."""
        return _WORDS[self][0]

    @property
    def place(self) -> str:
        """The name as a sentence says it: ``“定稿打印”``."""
        return f"“{self.label}”"

    @property
    def about(self) -> str:
        """What is done there, in one or two sentences (Chinese)."""
        return _WORDS[self][1]


_WORDS = {
    Stage.ENTRY: (
        "填报",
        "逐格填写，离开一格即保存。没有数据时填 -2（未开展）、-1（未收集）或“不适用”，空格不等于 0。",
    ),
    Stage.REVIEW: ("审核", "强制性问题必须改正；核实性问题改正或写明原因。数值改变后，原来的说明失效。"),
    Stage.FINALISE: ("定稿打印", "固定数据并打印正式报表，签字盖章。定稿前打印的每页都有“草稿”字样。"),
    Stage.EXPORT: ("导出报送", "用本单位密钥签名，生成一个报送包，用邮件或 U 盘送统计局。"),
    Stage.RECEIPT: ("回执", "查看本年度报送到了哪一步。"),
}

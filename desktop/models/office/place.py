"""The pages of the office's window, once for bar, keys and every text that sends a person to one."""

from __future__ import annotations

from enum import IntEnum


class OfficePlace(IntEnum):
    """A page of the office's window; those that are steps stand first, in the order of the bar."""

    INTAKE = 0
    REVIEW = 1
    CHOICE = 2
    CERTIFICATES = 3

    @property
    def label(self) -> str:
        """Chinese name, as it stands in the bar."""
        return _WORDS[self][0]

    @property
    def about(self) -> str:
        """What is done there, in a sentence or two (Chinese)."""
        return _WORDS[self][1]

    @property
    def step(self) -> OfficePlace:
        """The step of the bar under which the page stands; of a step the step itself."""
        return _UNDER.get(self, self)

    @property
    def is_step(self) -> bool:
        """Whether the bar shows it."""
        return self not in _UNDER

    @property
    def chapter(self) -> str:
        """The chapter of the manual about it."""
        return f"desk-{self.name.lower()}.md"


_WORDS = {
    OfficePlace.INTAKE: ("收件", "收下单位报来的文件，看每个单位到了哪一步，按待办逐件办理。"),
    OfficePlace.REVIEW: ("审核", "只读查看一个单位一年的报表、核验结果、疑问和答复，提问、退回或验收。"),
    OfficePlace.CHOICE: ("选定", "同一版有两份不同的内容时，对照盖章纸质表，写明原因，选定一份。"),
    OfficePlace.CERTIFICATES: ("证书", "登记单位盖章表上的签名证书，登记以后等它的报送包自动收下。"),
}
_UNDER = {OfficePlace.CHOICE: OfficePlace.REVIEW, OfficePlace.CERTIFICATES: OfficePlace.INTAKE}

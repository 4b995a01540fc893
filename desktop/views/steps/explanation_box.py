"""Where the page 审核 takes an explanation, always in the same place: of one finding or of those ticked."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.models.unit.review import ReviewModel
from desktop.models.unit.working_year import WorkingYear
from desktop.views.entry.explaining import Explaining, ExplanationEditor
from desktop.views.frame.look.theme import bold
from desktop.views.frame.parts.elided_label import ElidedLabel
from desktop.views.frame.room import Room
from forms.findings import Finding, Level, Trait

_HEIGHT, _LOW = 208, 166
"""Pixels; our own choice: four lines of text, and the buttons never move."""
_PLACEHOLDERS = {
    Level.MANDATORY: "这一条要改正，写说明不能代替：按 Enter 到这一格去改。",
    Level.QUERY: "原因说明：数据来源、政策变化、未达标原因及拟采取的措施……",
    Level.ADVISORY: "提示只供参考，不用说明；按 Enter 到这一格。",
}
_ELSEWHERE = {
    Trait.SOURCE: "这一条缺数据来源：按 Enter 到写来源的地方。",
    Trait.BLANKS: "这里还有没填的格：按 Enter 到第一格去填。",
}
"""Findings of which something else is asked than to correct a figure."""


class ExplanationBox(QWidget):
    """Head, text, buttons."""

    skipped = Signal()
    """The next finding is wanted; what is written is stored when the text is left."""
    confirmed = Signal()
    """The text is stored, and the next finding is wanted."""
    alone_wanted = Signal()
    """The text is to be about the current finding only."""
    escaped = Signal()
    passed = Signal()
    """Enter, and nothing is to be written: the cell is wanted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty box."""
        super().__init__(parent)
        self._draft, self._has_room = "", True
        self.room = Explaining(with_hint=False)
        self.room.confirmed.connect(self.confirmed)
        self.room.escaped.connect(self.escaped)
        self.room.editor.passed.connect(self.passed)
        self.room.said.connect(self._share)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(6)
        column.addLayout(self._head())
        column.addWidget(self.room, 1)
        column.addWidget(self.room.hint)  # a line of its own: beside the buttons it would be cut
        column.addLayout(self._foot())
        self.make_room(Room())

    def make_room(self, room: Room) -> None:
        """Be lower in a low window, and in a narrow one do without what the manual says too."""
        self.setFixedHeight(_HEIGHT if room.below else _LOW)
        self._has_room = room.buttons
        self._share()

    def _share(self) -> None:
        """Say how a text is stored where there is room, unless it was not."""
        self._told.setVisible(self._has_room and self.room.hint.isHidden())

    def _head(self) -> QHBoxLayout:
        heading = QLabel("说明")
        heading.setFont(bold(self.font()))
        self.about = ElidedLabel()
        self.about.setProperty("tone", "muted")
        self.draft, self.alone = _link("用上年的说明"), _link("只给当前这条")
        self.draft.setToolTip("把上年对同一问题的说明放进来，改好再存")
        self.draft.clicked.connect(self._on_draft_clicked)
        self.alone.clicked.connect(self.alone_wanted)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(heading)
        head.addWidget(self.about, 1)
        for link in (self.draft, self.alone):
            head.addWidget(link)
        return head

    def _foot(self) -> QHBoxLayout:
        self._told = QLabel()
        self._told.setProperty("tone", "muted")
        self.skip, self.save = QPushButton("跳过 F8"), QPushButton("保存，下一条 Ctrl+Enter")
        self.save.setProperty("kind", "primary")
        self.skip.clicked.connect(self.skipped)
        self.save.clicked.connect(self.room.confirm)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self._told)
        foot.addStretch(1)
        for button in (self.skip, self.save):
            button.setAutoDefault(False)
            foot.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        return foot

    @property
    def editor(self) -> ExplanationEditor:
        """Where the text is typed."""
        return self.room.editor

    def show_year(self, working: WorkingYear) -> None:
        """Explain findings of another year; what is written about the one before is stored or kept."""
        self.room.settle()
        self.room.show_year(working)

    def show_finding(self, finding: Finding | None, model: ReviewModel) -> None:
        """Explain a finding, and with it those that are ticked; None for none."""
        level = finding.enforcement if finding is not None else Level.ADVISORY
        self.editor.setPlaceholderText(_placeholder(finding) if finding is not None else "")
        asked = finding is not None and level is Level.QUERY
        self.save.setEnabled(asked and model.working.is_editable)
        closed = "" if model.working.is_editable else "现在不能修改，只供查看。"
        self._told.setText((closed or "离开即保存。") if asked else "")
        if finding is None or not asked:
            self.room.show_nothing()
            self._tell("", "", several=False)
            return
        others = tuple(f for f in model.ticked if f.identity != finding.identity)
        self.room.show_findings((finding, *others))
        draft = model.said_last_year(finding) if model.working.is_editable else ""
        self._tell(model.told_about((finding, *others)), draft, several=bool(others))

    def _tell(self, about: str, draft: str, *, several: bool) -> None:
        self._draft = draft
        self.about.show_text(about)
        self.draft.setVisible(bool(draft) and not self.editor.toPlainText().strip())
        self.alone.setVisible(several)

    def _on_draft_clicked(self) -> None:
        self.editor.setPlainText(self._draft)
        self.editor.document().setModified(True)
        self.draft.hide()
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)


def _placeholder(finding: Finding) -> str:
    """What is to be written, or where else something is to be done."""
    by_trait = next((words for trait, words in _ELSEWHERE.items() if trait in finding.traits), "")
    return by_trait or _PLACEHOLDERS[finding.enforcement]


def _link(text: str) -> QPushButton:
    link = QPushButton(text)
    link.setProperty("kind", "quiet")
    link.setAutoDefault(False)
    link.hide()
    return link

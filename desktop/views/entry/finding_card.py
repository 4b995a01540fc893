"""One finding with its sentence, its suggestions and, where asked for, room for an explanation."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from desktop.models.unit.finding_marks import standing_of
from desktop.models.unit.suggestions import ReasonOffer, offers, reason_offers
from desktop.models.unit.working_year import WorkingYear
from desktop.services.unit.year import RecordKind
from desktop.views.entry.explaining import Explaining, ExplanationEditor
from desktop.views.frame.help_key import explained_by
from desktop.views.frame.look.marks import MARK_SIZE
from desktop.views.frame.parts.mark_label import MarkLabel
from desktop.views.grid.commands import key_of
from forms.findings import Finding, Level, Trait


class FindingCard(QWidget):
    """A finding where it can be dealt with."""

    accepted = Signal(object)
    """The suggestions to take over as one step."""
    escaped = Signal()
    """The writer wants back to where they came from."""

    def __init__(
        self,
        working: WorkingYear,
        finding: Finding,
        *,
        brief: bool = False,
        with_key: bool = True,
        with_room: bool = True,
    ) -> None:
        """Show a finding.

        Args:
            working: the year.
            finding: what is shown.
            brief: leaves out the sentence about a verdict, whose arithmetic stands above.
            with_key: F4 is about this finding.
            with_room: it is explained here, not in another place of the window.
        """
        super().__init__()
        self._working = working
        self._brief = brief and Trait.VERDICT in finding.traits
        self.finding = finding
        self._with_key = with_key
        explained_by(self, finding.code)
        self.offers = offers(working, finding)
        self._mark = MarkLabel()
        self._mark.setFixedWidth(MARK_SIZE + 4)
        self._words = QLabel()
        self._words.setWordWrap(True)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._room = self._make_room() if with_room and finding.enforcement is Level.QUERY else None
        top = QHBoxLayout()
        top.setSpacing(4)
        self._mark.setContentsMargins(0, 4, 0, 0)
        top.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self._words, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(5)
        layout.addLayout(top)
        self._add_suggestions(layout)
        if self._room is not None:
            layout.addWidget(self._room)
        self.refresh()

    def _make_room(self) -> Explaining:
        room = Explaining()
        room.editor.setFixedHeight(room.editor.fontMetrics().lineSpacing() * 4 + 14)
        room.show_year(self._working)
        room.show_findings((self.finding,))
        room.escaped.connect(self.escaped)
        return room

    @property
    def editor(self) -> ExplanationEditor | None:
        """Where the finding is explained, if it is explained here."""
        return self._room.editor if self._room is not None else None

    def _add_suggestions(self, layout: QVBoxLayout) -> None:
        self._offered: list[QPushButton] = []
        for place, offer in enumerate(self.offers[:3]):
            button = QPushButton(offer.text + ("（F4）" if place == 0 and self._with_key else ""))
            button.clicked.connect(lambda _=False, s=offer.suggestions: self.accepted.emit(s))
            button.setProperty("kind", "offer")
            button.ensurePolished()
            # A long name must not make the pane wider than its window.
            button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            button.setMaximumWidth(button.sizeHint().width())
            button.setToolTip(offer.text)
            self._offered.append(button)
            layout.addWidget(button)
        for reason in reason_offers(self._working, self.finding):
            button = QPushButton(f"填 {reason.text}　{key_of(reason.reason)}")
            button.clicked.connect(lambda _=False, r=reason: self._give_reason(r))
            button.setProperty("kind", "offer")
            self._offered.append(button)
            layout.addWidget(button)

    def _give_reason(self, offer: ReasonOffer) -> None:
        self._working.put({offer.address: offer.reason.label}, RecordKind.ACCEPT)

    def refresh(self) -> None:
        """Show the finding's present state."""
        mark, level = standing_of(self._working, self.finding)
        self._mark.show_mark(mark)
        said = "" if self._brief else f"{_closed(self.finding.message)}"
        self._words.setText(f"{level}　{said}{self.finding.next_step}。")
        self._words.setToolTip(f"规则 {self.finding.code}")
        if self._room is not None:
            self._room.refresh()
        for button in self._offered:
            button.setEnabled(self._working.is_editable)

    def confirm(self) -> bool:
        """Store the text, also one that had expired; returns whether it is stored."""
        return self._room is not None and self._room.confirm()

    def settle(self) -> None:
        """Store or keep what was typed, before something else is shown in this place."""
        if self._room is not None:
            self._room.settle()


def _closed(sentence: str) -> str:
    """A sentence with its full stop, unless it asks."""
    return sentence if sentence.endswith(("？", "。")) else f"{sentence}。"

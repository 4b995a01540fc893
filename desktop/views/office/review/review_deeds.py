"""What an officer does on the page 审核: each deed opens its dialog, and the page shows the result."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu

from desktop.models.office.place import OfficePlace
from desktop.models.office.review.compared import compared_lines, others_of
from desktop.models.office.review.letter_deeds import LetterDeed
from desktop.models.office.review.review_buttons import deeds_of
from desktop.models.office.review.review_facts import PLACES, Action, decidable
from desktop.models.office.review.review_lines import LineKind, ReviewLine
from desktop.models.office.review.review_unit import attached_words
from desktop.models.office.review.suggested import AskedPlace, place_of_cell, place_of_line, suggested
from desktop.models.office.window_words import window_words
from desktop.services.office.acceptance.choosing import Fork
from desktop.services.office.letters.outgoing import unit_folder
from desktop.services.office.letters.suggesting import Offered
from desktop.services.office.overview.reviewing import Review, beside_revision, file_in
from desktop.views.frame.file.files import ask_save_place, save_bytes
from desktop.views.office.deeds.folder_row import folder_of_letters
from desktop.views.office.deeds.key_box import key_kept_open
from desktop.views.office.deeds.plan_version_dialog import PlanVersionDialog
from desktop.views.office.review.ask_dialog import AskDialog
from desktop.views.office.review.compare_dialog import CompareDialog
from desktop.views.office.review.decide_dialog import DecideDialog, ToDecide
from desktop.views.office.review.decisions_dialog import DecisionsDialog
from desktop.views.office.review.letter_dialog import LetterDialog
from desktop.views.office.review.review_parts import ReviewParts
from forms.errors import TianbaoError
from forms.receiving.asking import QuestionStep
from forms.receiving.permission import Act
from forms.receiving.state import Deed, OfficeState

_OF_FACT = {LineKind.HISTORY: "history", LineKind.GIVEN: "base", LineKind.DEFINITION: "definition"}
"""The fact about which a line is decided."""


class ReviewDeeds(QObject):
    """Answers the buttons and keys of a page.

    Args:
        page: the page.
    """

    def __init__(self, page: ReviewParts) -> None:
        """Listen to a page."""
        super().__init__(page)
        self._page, self._under_review = page, page.under_review
        self._line: ReviewLine | None = None
        bar, lines, heading = page.panes.deeds, page.lines, page.panes.heading
        bar.take_wanted.connect(self.take)
        bar.ask_wanted.connect(self.ask)
        bar.send_wanted.connect(partial(self.sign, LetterDeed.RETURN))
        bar.accept_wanted.connect(self.accept)
        lines.close_wanted.connect(self.close_question)
        lines.again_wanted.connect(self.ask_again)
        lines.recall_wanted.connect(partial(self.sign, LetterDeed.RECALL))
        heading.compare.clicked.connect(self.compare)
        page.facts.acted.connect(self.act)
        page.facts.paper_typed.connect(self.type_paper)
        page.unit.decisions_wanted.connect(self.show_decisions)
        page.unit.attachments_wanted.connect(self.show_attached)
        self.show_line(None)

    @property
    def _review(self) -> Review | None:
        return self._under_review.review

    def _may(self, act: Act) -> bool:
        """Whether whoever works at the desk may do something; else it is said why not."""
        why = self._under_review.why_not(act)
        if why:
            self._page.say(why)
        return not why

    # --- questions -------------------------------------------------------------------------------

    def ask(self) -> None:
        """Ask about the current line where the table has the focus, else about the current cell."""
        review = self._review
        if review is None or not self._may(Act.ASK):
            return
        if Deed.ASK in review.refused:
            self._page.say(window_words(review.refused[Deed.ASK]))
            return
        line = self._line if self._page.lines.table.hasFocus() else None
        place = (
            place_of_line(review, line)
            if line is not None
            else place_of_cell(review, self._page.current_cell())
        )
        self._under_review.suggest(partial(self._open_ask, review, place))

    def _open_ask(self, review: Review, place: AskedPlace, offered: Sequence[Offered]) -> None:
        if review is self._review:
            AskDialog(self._under_review, place, suggested(review, offered, place), self._page).open()

    def show_line(self, line: ReviewLine | None) -> None:
        """Offer what can be done with the current line."""
        self._line = line
        steps = line.steps if line is not None else frozenset()
        lines = self._page.lines
        withdraws = QuestionStep.WITHDRAW in steps
        lines.close_button.setText("取消这一问　Ctrl+Enter" if withdraws else "了结　Ctrl+Enter")
        decides = line is not None and line.kind in _OF_FACT and line.is_open
        if decides:
            lines.close_button.setText("作决定……　Ctrl+Enter")
        lines.close_button.setVisible(decides or withdraws or QuestionStep.CLOSE in steps)
        lines.again.setVisible(QuestionStep.ASK_AGAIN in steps)
        can_recall = self._review is not None and Deed.RECALL not in self._review.refused
        lines.recall.setVisible(can_recall and QuestionStep.RECALL in steps)

    def close_question(self) -> None:
        """Settle what the current line asks: close it, withdraw it, or decide about its difference."""
        line = self._line
        if line is None:
            return
        if line.kind in _OF_FACT and line.is_open:
            self.decide(_OF_FACT[line.kind], line.subject)
        elif QuestionStep.WITHDRAW in line.steps:
            self._settle(line, QuestionStep.WITHDRAW, "取消这一问", "写明为什么不问了")
        elif QuestionStep.CLOSE in line.steps:
            self._settle(line, QuestionStep.CLOSE, "了结这一问", "写明依据，例如：已看过答复，数无误")

    def ask_again(self) -> None:
        """Ask the question of the current line again."""
        if self._line is not None and QuestionStep.ASK_AGAIN in self._line.steps:
            self._settle(self._line, QuestionStep.ASK_AGAIN, "再问一次", "写明为什么再问，留在本局的记录里")

    def _settle(self, line: ReviewLine, step: QuestionStep, title: str, hint: str) -> None:
        if not self._may(Act.ASK):
            return
        wanted = ToDecide(title=title, go=title, about=f"{line.title}：{line.words}", hint=hint)
        DecideDialog(
            wanted,
            lambda _subject, _answer, reason, ended: self._under_review.settle(
                line.subject, step, reason, ended
            ),
            self._page,
        ).open()

    # --- facts -----------------------------------------------------------------------------------

    def act(self, name: str, action: Action) -> None:
        """Do what the box of a fact offers; nothing as long as no year was read."""
        review = self._review
        if review is None:
            return
        if action is Action.DECIDE:
            self.decide(name)
        elif action is Action.ASK:
            self._ask_about(name)
        elif action is Action.ARRIVAL:
            self._state_arrival()
        elif action is Action.ASIDE:
            self._put_aside()
        elif action is Action.PLAN:
            PlanVersionDialog(self._page.frame, self._page).open()
        elif action in PLACES:
            self._page.frame.show_place(PLACES[action], review.unit)

    def _ask_about(self, name: str) -> None:
        kinds = {**_OF_FACT, LineKind.PAIR: "pairs"}
        kind = next((kind for kind, fact in kinds.items() if fact == name), None)
        row = next((i for i, one in enumerate(self._page.table.lines) if one.kind is kind), -1)
        if row >= 0:
            self._page.lines.choose(row)
            self._page.lines.table.setFocus()
        self.ask()

    def decide(self, fact: str, subject: str = "") -> None:
        """Decide about a fact, of one subject at a time."""
        review = self._review
        found = None if review is None else decidable(review, fact)
        if review is None or found is None or not self._may(Act.DECIDE):
            return
        about = next(one.sentence for one in review.facts if one.name == fact)
        wanted = ToDecide(
            title=f"{found.title}：作决定",
            go="记下决定",
            about="\n".join(filter(None, (about, found.told))),
            subjects=found.subjects,
            answers=found.answers,
            hint=found.hint,
        )
        DecideDialog(wanted, partial(self._under_review.decide, fact), self._page, subject).open()

    def type_paper(self, code: str) -> None:
        """Compare a 校验码 from stamped paper with the revision."""
        if self._may(Act.DECIDE):
            self._under_review.decide("paper", [""], code, "照盖章纸质表输入", self._tell)

    def _tell(self, sentence: str) -> None:
        if sentence:
            self._page.say(sentence, "bad")

    def _state_arrival(self) -> None:
        review = self._review
        if review is None or review.package is None or not self._may(Act.DECIDE):
            return
        content = review.package.content
        wanted = ToDecide(
            title="写明到达日期",
            go="记下日期",
            about="报送包实际哪一天到的？写成 2026-04-28。收件登记的时间不会改。",
            hint="只写日期，例如 2026-04-28",
        )
        DecideDialog(
            wanted,
            lambda _subject, _answer, day, ended: self._under_review.decide(
                "time", [content], day.strip(), "经办人写明", ended
            ),
            self._page,
        ).open()

    def _put_aside(self) -> None:
        review = self._review
        if review is None or review.package is None or not self._may(Act.ASIDE):
            return
        digest = review.package.digest
        wanted = ToDecide(
            title="不予采用",
            go="不予采用",
            about="这一份当作没有来过，原样留存备查；以后可以撤回。程序不通知单位：要它重发的，请自己告诉它。",
            hint="写明为什么不采用",
        )
        DecideDialog(
            wanted,
            lambda _subject, _answer, reason, ended: self._under_review.put_aside(digest, reason, ended),
            self._page,
        ).open()

    # --- the four buttons ------------------------------------------------------------------------

    def take(self) -> None:
        """Let a revision count although one before it never came, or go where a person chooses."""
        review = self._review
        if review is not None and review.state is OfficeState.CONFLICT:
            self._page.frame.show_place(OfficePlace.CHOICE, review.unit)
        else:
            self.decide("revision")

    def accept(self) -> None:
        """Accept the year, or open it again."""
        review = self._review
        reopens = review is not None and Deed.REOPEN not in review.refused
        self.sign(LetterDeed.REOPEN if reopens else LetterDeed.ACCEPT)

    def accept_by_key(self) -> None:
        """Accept the year by one key: at once where the key is open and nothing wants a look first."""
        review = self._review
        if review is None:
            return
        deeds, desk = deeds_of(review, self._under_review.why_not), self._page.frame.desk_year.desk
        if deeds.reopens:
            self._page.say("已经验收。单位要更正的，点【重开……】写明原因。")
            return
        if not deeds.accept.is_open:
            self._page.say(f"现在不能验收：{deeds.accept.why.rstrip('。')}。")
            return
        key = key_kept_open(desk) if deeds.is_clear else None
        if key is None:
            self.sign(LetterDeed.ACCEPT)
        else:
            folder = unit_folder(desk, folder_of_letters(desk), review.unit)
            self._under_review.accept(key, folder, self._tell)

    def sign(self, deed: LetterDeed) -> None:
        """Sign a letter."""
        review = self._review
        if review is None or not self._may(deed.act):
            return
        dialog = LetterDialog(self._page.frame, deed, review, self._page)
        dialog.signed.connect(self._page.notice.clear)  # what it said was before this
        dialog.signed.connect(self._under_review.has_been_done)
        dialog.open()

    # --- looking ---------------------------------------------------------------------------------

    def compare(self) -> None:
        """Show the revision beside the one that it replaces, or of several the one that is chosen."""
        review = self._review
        if review is None or review.package is None:
            return
        others = others_of(review)
        if len(others) <= 1 and review.changed is not None:
            self._show_compared(review, review.changed)
            return
        menu = QMenu(self._page)
        for number, content in others:
            menu.addAction(f"第 {number} 版", partial(self._compare_with, review, content))
        button = self._page.panes.heading.compare
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def _compare_with(self, review: Review, content: str) -> None:
        desk, package = self._page.frame.desk_year.desk, review.package
        assert package is not None
        self._page.frame.background.run(
            "正在比较……",
            lambda: beside_revision(desk, review.unit_year, package.content, content),
            partial(self._show_compared, review),
            self._fail,
        )

    def _show_compared(self, review: Review, fork: Fork) -> None:
        before, now = (one.revision for one in fork.candidates)
        CompareDialog(before, now, compared_lines(review, fork), self._page).open()

    def show_printed(self) -> None:
        """Show the printed form as it was signed, beside the grid."""
        review = self._review
        if review is None or review.package is None:
            return
        desk, package, name = self._page.frame.desk_year.desk, review.package, review.pages.printed[0]
        self._page.frame.background.run(
            "正在打开印出的页……",
            lambda: file_in(desk, package, name),
            self._show_pages,
            self._fail,
        )

    def _show_pages(self, data: bytes) -> None:
        self._page.panes.show_printed(data)
        self._page.panes.look_at(self._page.form_title)

    def show_attached(self) -> None:
        """Offer the attached files, to be saved and opened."""
        review = self._review
        if review is None or not review.pages.attached:
            return
        menu, button = QMenu(self._page), self._page.unit.attached
        for name, words in attached_words(review):
            menu.addAction(f"另存 {words}……", partial(self._save_attached, review, name))
        menu.popup(button.mapToGlobal(button.rect().topLeft()))

    def _save_attached(self, review: Review, name: str) -> None:
        package, desk = review.package, self._page.frame.desk_year.desk
        place = ask_save_place(self._page, "另存附件", name.rpartition("/")[2], "附件", Path(name).suffix)
        if place and package is not None:
            save_bytes(place, file_in(desk, package, name), self._page.notice)

    def show_decisions(self) -> None:
        """Show what was decided, and let it be taken back."""
        review = self._review
        if review is None:
            return
        dialog = DecisionsDialog(review.decisions, self._page)
        dialog.undo_wanted.connect(self._undo)
        dialog.open()

    def _undo(self, number: int, line: str) -> None:
        if not self._may(Act.DECIDE):
            return
        wanted = ToDecide(title="撤回决定", go="撤回", about=line, hint="写明为什么撤回")
        DecideDialog(
            wanted,
            lambda _subject, _answer, reason, ended: self._under_review.undo(number, reason, ended),
            self._page,
        ).open()

    def _fail(self, error: TianbaoError) -> None:
        self._page.say(window_words(error.sentence), "bad")

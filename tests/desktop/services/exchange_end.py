"""The end of an exchange: everything arrives in order, both ends do what is due, until nothing is."""

from contextlib import suppress

from desktop.services.office.acceptance.accepting import obstacles
from desktop.services.office.intake.receiving import Batch, receive
from desktop.services.office.letters.asking import send_return, settle
from desktop.services.office.letters.stored_letters import write_letters
from desktop.services.unit.filing.finalising import finalise
from desktop.services.unit.filing.never_exported import told_of_unsent
from desktop.services.unit.letters.acceptance import accepted_label
from desktop.services.unit.letters.questions import open_questions
from forms.errors import TianbaoError
from forms.filing.state import YearState
from forms.receiving.asking import QuestionState, QuestionStep
from forms.receiving.state import OfficeState
from tests.desktop.models.desks import YEAR
from tests.desktop.services.exchanging import World

_UNHEARD = frozenset({YearState.FINAL, YearState.EXPORTED})
"""States in which nothing was heard of what was frozen: whoever hears nothing sends it again."""
ROUNDS = 12
"""Times that both ends read and answer everything at the end; more than any chain of answers takes."""


class EndingWorld(World):
    """A world that can come to rest."""

    def at_work(self, unit):
        """The data file with which a unit goes on: that whose revision counts at the office, else the newest.

        Where the one that counts was restored to before that, and so is passed over like the others, the
        unit goes on in a new one, as the letter says when it is opened.
        """
        left = [one for one in self.files[unit] if one.year.state is not YearState.SUPERSEDED]
        if not left:
            self.files[unit].append(self.new_file(unit, "ready"))
            return self.files[unit][-1]
        current = self.at_office(unit).lineage.current
        frozen = [(one, one.desk.store.latest_revision(YEAR)) for one in left]
        counted = [one for one, own in frozen if own and current and own.content_digest == current.content]
        return (counted or left)[-1]

    def come_to_rest(self, unit):
        """Both ends read all there is and do what is due, until nothing is; returns whether they agree.

        Nothing is lost any more, and what was lost before stays so.
        """
        self.lost = 0.0
        return any(self._round(unit) for _ in range(ROUNDS))

    def told(self, unit):
        """How both ends stand: keys and so digests differ between runs of one seed, it may not come again."""
        found, files = self.at_office(unit), []
        for file in self.files[unit]:
            own, store = file.desk.store.latest_revision(YEAR), file.desk.store
            letters = [(one.kind.value, one.number, one.is_applied) for one in store.letters(YEAR)]
            files.append((file.path.name, file.year.state, own and (own.number, own.content_digest), letters))
        signed = [(one.kind.value, one.number, one.content) for one in self.office.store.letters(unit, YEAR)]
        asked = [(one.question.id, one.state.value) for one in found.questions]
        return found.state, found.accepted, found.lineage, obstacles(self.office, found), asked, signed, files

    def _round(self, unit):
        self._receive_all(unit)
        self._open_all(unit)
        file = self.at_work(unit)  # a choice that was opened only now may have changed it
        year = file.year
        if year.state.is_open and not accepted_label(year):
            self._finish(unit, file)
            self._receive_all(unit)
        elif year.state in _UNHEARD or told_of_unsent(year):
            self.export(unit, file)
            self._receive_all(unit)
        self._decide(unit, file)
        self._open_all(unit)
        return self._is_at_rest(unit, file)

    def _receive_all(self, unit):
        for path in self.packages[unit]:
            receive(self.office, Batch([path]))

    def _open_all(self, unit):
        for file in self.files[unit]:
            for data in (*self.common, *self.letters[unit]):
                with suppress(TianbaoError):  # read before, or about what another data file froze
                    self.open(file, data)

    def _finish(self, unit, file):
        for one in open_questions(file.year):
            if one.is_open:
                self.answer_one(file, one)
        file.year.enter(self.typed_before(file))
        file.explain()
        finalise(file.year)
        self.export(unit, file)

    def _decide(self, unit, file):
        found = self.at_office(unit)
        own = file.desk.store.latest_revision(YEAR)
        content = "" if own is None else own.content_digest
        if found.state is OfficeState.CONFLICT and content in found.lineage.candidates:
            self.choose_one(unit, content)
        elif found.state is OfficeState.QUARANTINED and found.lineage.gap:
            self.bridge(unit)
        elif found.state in {OfficeState.ACCEPTED, OfficeState.QUARANTINED}:
            if found.accepted is not None and (found.accepted != content or file.year.state.is_open):
                self.reopen(unit)
        else:
            self._settle_all(unit)
            found = self.at_office(unit)
            waits = any(one.state is QuestionState.SENT for one in found.questions)
            if not waits:
                self.accept(unit)
            elif found.waits_on_another or found.waits_since_restored:
                self.write(send_return, unit=unit)
            else:
                self._write_again(unit)

    def _write_again(self, unit):
        """The unit heard nothing of what it was asked: what was signed is written once more, as it was."""
        for _, path in write_letters(self.office, unit, YEAR, self.folder / "再写出"):
            data = path.read_bytes()
            if data not in self.letters[unit]:
                self.letters[unit].append(data)

    def _settle_all(self, unit):
        for one in self.at_office(unit).questions:
            step = {
                QuestionState.DRAFT: QuestionStep.WITHDRAW,
                QuestionState.ANSWERED: QuestionStep.CLOSE,
                QuestionState.AGAIN: QuestionStep.CLOSE,
            }.get(one.state)
            if step is not None:
                settle(self.office, unit, YEAR, one.question.id, step, "看过")

    def _is_at_rest(self, unit, file):
        found, own = self.at_office(unit), file.desk.store.latest_revision(YEAR)
        return (
            found.state is OfficeState.ACCEPTED
            and file.year.state is YearState.ACCEPTED
            and own is not None
            and found.accepted == own.content_digest
        )

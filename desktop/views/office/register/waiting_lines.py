"""待登记: the certificates for whose registration packages wait, each a line that leads to its dialog."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from desktop.models.grid.roles import Mark
from desktop.models.office.register.register_lines import RegisterRead, waiting_line
from desktop.services.office.registry.unregistered import OfferedCertificate
from desktop.views.frame.parts.lines import Lines, RowLink, mark_label


class WaitingLines(Lines):
    """待登记: each certificate for which packages wait leads to the dialog that registers it."""

    def show_waiting(self, found: RegisterRead, go: Callable[[OfferedCertificate], object]) -> None:
        """Show them."""
        if not self.begin(found.waiting):
            return
        self.grid.setColumnStretch(1, 1)
        for row, one in enumerate(found.waiting):
            link = RowLink(waiting_line(one), partial(go, one.certificate))
            link.setAccessibleDescription("按 Enter 照盖章登记表登记")
            self.add(row, mark_label(Mark.ALARM), link)

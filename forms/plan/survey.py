"""A survey that is held because no office keeps the figure (缺项专项调查), and what it has to state."""

from __future__ import annotations

from forms.frozen import frozen
from forms.plan.record import added


@frozen
class SpecialSurvey:
    """How a figure is found that nobody keeps; it is typed only for the years in which somebody asks.

    Size and date are None until the survey is planned; a unit states them with its figure.
    """

    sample_size: int | None = None
    date: str | None = None
    """When it is or was held: ``2025`` or ``2025-11``."""
    method: str | None = None
    """How people are asked or measured."""
    sampling: str | None = added(None)
    """How the people are drawn."""
    error: str | None = added(None)
    """What is to be stated about the error of the result."""

    @property
    def facts(self) -> tuple[tuple[str, str], ...]:
        """Name and text of everything that is stated, in the order of a survey's sheet."""
        texts = (
            ("抽样", self.sampling),
            ("样本量", None if self.sample_size is None else str(self.sample_size)),
            ("调查时间", self.date),
            ("调查方法", self.method),
            ("误差", self.error),
        )
        return tuple((name, text) for name, text in texts if text is not None)

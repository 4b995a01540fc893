"""Judging a target: outcome, outlook and two reliability flags, each with its arithmetic.

Four separate facts (contracts section 4). The *outcome* is the official point comparison and is
never hidden. The *outlook* asks whether the pace leads to the target in time. *Small numbers* says
that chance alone could explain the figure, and *volatile* that the last change is out of keeping
with the series.
"""

from forms.verdict.assessment import Verdict, assess, judge
from forms.verdict.headline import current, headline
from forms.verdict.outcome import Outcome, Outlook

__all__ = ["Outcome", "Outlook", "Verdict", "assess", "current", "headline", "judge"]

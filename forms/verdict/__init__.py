"""Judging a target: outcome, outlook and two reliability flags, each with its arithmetic.

Four separate facts (contracts section 4). The *outcome* is the official point comparison and is
never hidden. The *outlook* says whether the present pace leads to the target in time. *Small numbers*
says that chance alone could explain the figure, *volatile* that the last change lies far outside the
earlier changes of the series.

Its modules:

    arithmetic   How a verdict was reached, in the clerk's words and with its numbers
    assessment   One target judged for one year: the verdict (contracts section 4)
    bound        What a target demands, as one acceptable range of values
    headline     Which of several verdicts on one indicator is shown where there is room for one
    intervals    Confidence intervals for rare events and for sample surveys, in decimal arithmetic
    outcome      The two facts of a verdict
    outlook      Where the present pace of an indicator leads
    pace         Whether the pace of an indicator leads to its target in time
    reliability  Whether chance alone could explain a figure (数少)
    volatility   Whether the last change of a series lies far outside the earlier ones (波动较大)
    warning      The unit's early warning list (预警): which targets need attention, most urgent first
"""

from forms.verdict.assessment import Verdict, assess, judge
from forms.verdict.headline import current, headline
from forms.verdict.outcome import Outcome, Outlook

__all__ = ["Outcome", "Outlook", "Verdict", "assess", "current", "headline", "judge"]

"""What of a page matters to its days, and what no day can be reckoned from."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ledger.journey.facts.institution import PanelVerdictGiven, PolicyAdopted, StatusPublished
from ledger.journey.facts.log import LogAnchored, LogKeyAdded, LogKeyRetired
from ledger.journey.facts.scrutiny import SampleDrawn
from ledger.journey.page import Line as Written
from ledger.journey.page import Telling, counted_lines, counts_from

OF_NO_DAY = frozenset(
    {
        *(PolicyAdopted, StatusPublished, PanelVerdictGiven, SampleDrawn),
        *(LogKeyAdded, LogKeyRetired, LogAnchored),
    }
)
"""The kinds of fact that matter to no day of a page."""

UNRECKONED = (ArithmeticError, ValueError)
"""What folding raises where a period would end, or a day of London be, in no year from 1 to 9999.

A `Refuted` is none of them.
"""


def latest_day(written: Iterable[Written]) -> date:
    """The last day that is told by what still counts."""
    lines = list(written)
    counted = counted_lines(lines)
    days = [fact.on for line, fact in lines if line in counted and type(fact) not in OF_NO_DAY]
    return max(days, default=date.min)


def unreckoned(written: Iterable[Written]) -> int:
    """The first line, by days, of which no day can be reckoned; 1 if it takes more than one."""
    facts, telling = dict(written), Telling()
    for line in sorted(facts, key=lambda line: counts_from(facts[line])):
        try:
            telling.tell(line, facts[line])
        except UNRECKONED:
            return line
    return 1

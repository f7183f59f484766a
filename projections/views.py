"""Every view there is."""

from __future__ import annotations

from projections.caseload import Caseload
from projections.due import DueList
from projections.lookup import Lookup
from projections.outcomes import Outcomes
from projections.refusals import Refusals
from projections.standing import Standings
from projections.timeline import Timeline
from projections.unreadable import Unreadable
from projections.view import View


def all_views(lookup_key: bytes) -> tuple[View, ...]:
    """Every view; `lookup_key` is secret, and keeps identifiers out of the tables."""
    return (
        Timeline(),
        Lookup(lookup_key),
        Unreadable(),
        Standings(),
        Caseload(),
        DueList(),
        Outcomes(),
        Refusals(),
    )

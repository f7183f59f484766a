"""Decided, offered and, after the course, accepted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from api.examples.officials import SERGEANT
from ledger.journey.commands import DecideEligibility
from ledger.journey.facts import course as k
from ledger.journey.facts import decision as d

PROVIDER = "Adferiad"

EXAMPLES: Mapping[Any, Mapping[str, Any]] = {
    DecideEligibility: {
        "on": "2019-11-28",
        "scheme": "checkpoint-cymru",
        "eligible": True,
        "decidedBy": SERGEANT,
        "rationale": "A single wrap for own use; willing to take part.",
    },
    d.DiversionOffered: {"on": "2019-11-28", "offeredBy": SERGEANT},
    d.OfferAccepted: {"on": "2019-12-06"},
    d.OfferDeclined: {"on": "2019-12-06", "reason": "Would sooner go to court."},
    d.OfferLapsed: {"on": "2019-12-06"},
    k.CourseBooked: {"on": "2019-11-29", "heldOn": "2019-12-05", "provider": PROVIDER},
    k.CourseAttended: {"on": "2019-12-05"},
    k.CourseMissed: {
        "on": "2019-12-05",
        "absence": "excused",
        "excuse": "Their child was taken ill.",
    },
    k.CourseCompleted: {"on": "2019-12-05", "provider": PROVIDER},
}

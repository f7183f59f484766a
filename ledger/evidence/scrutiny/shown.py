"""What of a fact a panel is shown: what stands in the tables below, and nothing else.

Nothing that could name anyone: no field that is sealed, no text in anybody's own words, no name of
an official, a place, a provider or a court, no id of a page, no time of day. A text is shown only
where it is a code that was checked when it was written. Whatever is added to a fact later stays
out of packs until a format of theirs has it, so that a pack comes out the same for ever.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from ledger.journey.calendar import london_day
from ledger.journey.facts import Fact
from ledger.journey.parts import (
    Assurance,
    Condition,
    EditionRef,
    Findings,
    Offence,
    Official,
    Override,
)

_DECIDED = ("decided_by", "refused_for", "override")

SHOWN: Mapping[str, tuple[str, ...]] = {
    "page.opened": ("language",),
    "details.corrected": ("language",),
    "participant.died": (),
    "arrest.recorded": (
        "offences",
        "admission",
        "age",
        "lives_in_area",
        "occurred_in_area",
        "encounter",
        "sufficient_evidence",
        "court_order",
        "bail",
        "detention",
        "co_accused",
    ),
    "admission.withdrawn": ("reported_by",),
    "offence.reclassified": (
        *("offence", "code", "title", "mode", "drug_class", "decided_by", "refused_for"),
    ),
    "safeguarding.screened": ("result", "screened_by", "referred_to_nrm"),
    "victim-views.sought": ("views", "restorative_wanted"),
    "victim.notified": (),
    "eligibility.decided": ("edition", "route", "eligible", "findings", "split", *_DECIDED),
    "diversion.offered": ("offered_by", "refused_for", "override"),
    "offer.accepted": (),
    "offer.declined": (),
    "offer.lapsed": (),
    "course.booked": ("held_on", "session"),
    "course.attended": ("session",),
    "course.missed": ("absence", "session"),
    "course.completed": (),
    "navigator.assigned": ("navigator", "appointment_on"),
    "needs.assessed": ("phase", "pathways", "assessed_by"),
    "contract.signed": (
        "signed_at",
        "length",
        "last_on",
        "conditions",
        "assurance",
        "fitness",
        "understands",
        "legal_advice",
        "told_voluntary",
        "navigator",
        "vulnerable",
        "appropriate_adult_present",
        "interpreter_present",
        "refused_for",
        "override",
    ),
    "contract.varied": (
        *("signed_by_participant", "last_on", "conditions", "edition", "refused_for", "override"),
    ),
    "contract.paused": ("reason",),
    "contract.resumed": (),
    "treatment.referred": (),
    "session.attended": ("hours",),
    "session.missed": ("absence",),
    "condition.met": ("condition",),
    "condition.discharged": ("condition",),
    "participant.withdrew": (),
    "breach.alleged": ("condition", "allegation", "breached_on", "cause"),
    "breach.confirmed": ("allegation", *_DECIDED),
    "breach.excused": ("allegation", "decided_by", "warned"),
    "breach.rescinded": ("allegation", "decided_by"),
    "reoffence.alleged": (
        *("offence_code", "offence_on", "allegation", "gravity", "arising_from"),
    ),
    "reoffence.confirmed": ("allegation", "reached", *_DECIDED),
    "reoffence.excused": ("allegation", *_DECIDED),
    "reoffence.cleared": ("allegation", "because"),
    "matter.returned": ("because", "returned_to"),
    "term.ended": (),
    "contract.completed": _DECIDED,
    "completion.rescinded": ("allegation", *_DECIDED),
    "person.charged": _DECIDED,
    "prosecutor.asked": ("referred_by",),
    "caution.given": ("kind", "admitted", "given_by", "refused_for", "override"),
    "person.convicted": (),
    "prosecution.declined": ("decided_by",),
    "outcome.recorded": ("code", "recorded_for", "refused_for", "override"),
    "journey.voided": ("reason", "decided_by"),
    "transfer.asked": (),
    "transfer.accepted": (),
    "proceedings.notified": ("kind",),
    "proceedings.concluded": ("kind",),
    "entry.recorded-in-error": ("line", "decided_by"),
    "accuracy.contested": ("line",),
}
"""The fields of each fact that is shown, beside its day and journey, in the order of the pack."""

PARTS: Mapping[type, tuple[str, ...]] = {
    Assurance: ("language", "allows_rescission"),
    Condition: ("kind", "hours"),
    EditionRef: ("scheme", "edition", "digest"),
    Findings: ("age", "uses", "refusals", "disengagements", "under_contract"),
    Offence: (
        *("code", "title", "mode", "first_on", "last_on"),
        *("drug_class", "gravity", "features", "personal_use"),
    ),
}
"""The fields of each part of a fact that is shown."""

CLAUSE = re.compile(r"[A-Z][0-9]{1,2}")
"""What an override names is checked only where a clause stands in the way."""


class Officials:
    """Officials by the numbers that a pack gives them, from 1 in the order in which they come."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, str], int] = {}

    def shown(self, official: Official) -> dict[str, Any]:
        """The official by number, role and rank; one who has a service number is known by that."""
        known_by = ("number", official.number) if official.number else ("name", official.name)
        number = self._numbers.setdefault(known_by, len(self._numbers) + 1)
        return {"official": number, "role": official.role.value, "rank": official.rank.value}


def shown(fact: Fact, officials: Officials) -> dict[str, Any] | None:
    """What a panel sees of the fact, by the names of its fields; None if it is left out."""
    names = SHOWN.get(fact.NAME)
    if names is None:
        return None
    return {name: seen(getattr(fact, name), officials) for name in names}


def seen(value: Any, officials: Officials) -> Any:
    """What a panel sees of the value of a field that it is shown, or of a part of a fact."""
    match value:
        case Official():
            return officials.shown(value)
        case Override(clauses=clauses, authority=authority):
            named = [clause for clause in clauses if CLAUSE.fullmatch(clause)]
            return {"clauses": named, "authority": officials.shown(authority)}
        case datetime():
            return london_day(value).isoformat()
        case date():
            return value.isoformat()
        case tuple():
            return [seen(one, officials) for one in value]
        case _ if dataclasses.is_dataclass(value):
            names = PARTS[type(value)]
            return {name: seen(getattr(value, name), officials) for name in names}
        case _:
            return value

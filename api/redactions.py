"""Which personal fields each role sees, and which are left out of what it reads.

Deny by default (DPA 2018 s.37, adequate, relevant and not excessive): a field that no rule names,
and a role that a rule does not name, means null. It is null whether or not anything stands there,
so that nothing is told by its absence, and the reply says which fields were left out.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, TypeVar, get_args, get_origin, get_type_hints

from api.naming import camel
from api.replies.page import EventReply, PageReply
from api.roles import Caller, CallerRole
from ledger.journey.facts import FACTS
from ledger.journey.parts import PERSONAL, Person

Told = TypeVar("Told", PageReply, EventReply)


class Part(StrEnum):
    """A part of what is known of a person, as somebody's work needs it or does not.

    details: name, birth, address. Whoever works with the person needs them.
    ethnicity: for custody, which records it (PACE Code C), and for scrutiny of disparity; nobody
        decides or works by it.
    identifiers: PNC and CRO ids, custody record and summons numbers lead into police systems. A
        navigator finds a page by its id.
    victim: the victim's own words are told to the force, for its decision; the work with the
        participant goes by the coded answer.
    decisions: the force's reasons to divert, charge or caution, and what it found out on the way,
        can name witnesses and other suspects.
    work: reasons for what was decided in the work under the contract, with the participant.
    care: needs, treatment, notes of sessions, excuses: health data (DPA 2018 s.35(8)). The force
        sees that a condition was kept, not by which treatment.
    safeguarding: signs of exploitation, for whoever meets the person.
    supporters: the names of an appropriate adult, interpreter or solicitor: other people's data.
    putting-right: what is contested, corrected or disclosed; whoever wrote it can answer it.
    scrutiny: what a panel observed, of the decision and not of the person.
    """

    DETAILS = "details"
    ETHNICITY = "ethnicity"
    IDENTIFIERS = "identifiers"
    VICTIM = "victim"
    DECISIONS = "decisions"
    WORK = "work"
    CARE = "care"
    SAFEGUARDING = "safeguarding"
    SUPPORTERS = "supporters"
    PUTTING_RIGHT = "putting-right"
    SCRUTINY = "scrutiny"


_R = CallerRole
_BESIDES = frozenset({_R.INTEGRATOR, _R.AUDITOR})
"""The systems that the record is kept in, and whoever answers for it."""

SEEN_BY: Mapping[Part, frozenset[CallerRole]] = {
    Part.DETAILS: _BESIDES | {_R.CUSTODY, _R.NAVIGATOR},
    Part.ETHNICITY: _BESIDES | {_R.CUSTODY},
    Part.IDENTIFIERS: _BESIDES | {_R.CUSTODY},
    Part.VICTIM: _BESIDES | {_R.CUSTODY},
    Part.DECISIONS: _BESIDES | {_R.CUSTODY},
    Part.WORK: _BESIDES | {_R.CUSTODY, _R.NAVIGATOR},
    Part.CARE: _BESIDES | {_R.NAVIGATOR},
    Part.SAFEGUARDING: _BESIDES | {_R.CUSTODY, _R.NAVIGATOR},
    Part.SUPPORTERS: _BESIDES | {_R.NAVIGATOR},
    Part.PUTTING_RIGHT: _BESIDES | {_R.CUSTODY, _R.NAVIGATOR},
    Part.SCRUTINY: frozenset({_R.AUDITOR, _R.SCRUTINY}),
}

OF_A_PERSON: Mapping[str, Part] = {
    "family_name": Part.DETAILS,
    "given_names": Part.DETAILS,
    "born_on": Part.DETAILS,
    "address": Part.DETAILS,
    "ethnicity_self_defined": Part.ETHNICITY,
    "ethnicity_officer_defined": Part.ETHNICITY,
}

OF_A_FACT: Mapping[str, Mapping[str, Part]] = {
    "page.opened": {"identifiers": Part.IDENTIFIERS},
    "identifier.added": dict.fromkeys(("value", "issuer"), Part.IDENTIFIERS),
    "identifier.corrected": dict.fromkeys(("old_value", "value", "issuer"), Part.IDENTIFIERS),
    "arrest.recorded": {"papers": Part.IDENTIFIERS},
    "offence.reclassified": {"reason": Part.DECISIONS},
    "safeguarding.screened": {"indicators": Part.SAFEGUARDING},
    "victim-views.sought": {"words": Part.VICTIM},
    "eligibility.decided": {"rationale": Part.DECISIONS},
    "diversion.offered": {"rationale": Part.DECISIONS},
    "offer.declined": {"reason": Part.WORK},
    "course.missed": {"excuse": Part.CARE},
    "needs.assessed": {"scores": Part.CARE},
    "contract.signed": {
        "rationale": Part.WORK,
        "texts": Part.CARE,
        **dict.fromkeys(("appropriate_adult", "interpreter", "solicitor"), Part.SUPPORTERS),
    },
    "contract.varied": {"rationale": Part.WORK, "texts": Part.CARE},
    "treatment.referred": {"service": Part.CARE},
    "session.attended": {"note": Part.CARE},
    "session.missed": {"excuse": Part.CARE},
    "condition.discharged": {"reason": Part.CARE},
    "participant.withdrew": {"reason": Part.WORK},
    "breach.alleged": {"detail": Part.WORK},
    "breach.confirmed": {"rationale": Part.WORK},
    "breach.excused": {"rationale": Part.WORK},
    "breach.rescinded": {"rationale": Part.WORK},
    "reoffence.confirmed": {"rationale": Part.DECISIONS},
    "reoffence.excused": {"rationale": Part.DECISIONS},
    "contract.completed": {"rationale": Part.WORK},
    "completion.rescinded": {"rationale": Part.WORK},
    "person.charged": {"rationale": Part.DECISIONS},
    "caution.given": {"rationale": Part.DECISIONS},
    "prosecution.declined": {"rationale": Part.DECISIONS},
    "outcome.recorded": {"rationale": Part.DECISIONS},
    "pages.linked": {"rationale": Part.IDENTIFIERS},
    "pages.unlinked": {"rationale": Part.IDENTIFIERS},
    "entry.recorded-in-error": {"reason": Part.PUTTING_RIGHT},
    "accuracy.contested": {"statement": Part.PUTTING_RIGHT},
    "disclosure.made": {"what": Part.PUTTING_RIGHT},
    "panel-verdict.given": {"observations": Part.SCRUTINY},
}
"""The part that each sealed field of a fact belongs to; a person in a fact is `OF_A_PERSON`."""

OF_AN_ENTRY: Mapping[str, Part] = {"late_because": Part.PUTTING_RIGHT}
OF_A_PAGE: Mapping[str, Part] = dict.fromkeys(
    ("identifiers", "former_identifiers"), Part.IDENTIFIERS
)


def redacted(reply: Told, caller: Caller) -> Told:
    """The reply with null for what the caller's role is not to see, and pointers to each."""
    hidden = sorted(_hidden_in(reply, caller.role))
    told: Any = reply
    for pointer in hidden:
        told = _without(told, pointer.split("/")[1:])
    shown: Told = told.model_copy(update={"redacted": tuple(hidden)})
    return shown


def sees(role: CallerRole, part: Part | None) -> bool:
    """Whether the role sees the part; nobody sees what belongs to none."""
    return part is not None and role in SEEN_BY.get(part, ())


@cache
def sealed_fields(name: str) -> Mapping[str, Part | None]:
    """Each sealed field of the fact called `name`, as in `person/born_on`, and its part."""
    rules = OF_A_FACT.get(name, {})
    parts: dict[str, Part | None] = {}
    for field, kind in _sealed(FACTS[name]):
        if kind is Person:
            parts |= {f"{field}/{one.name}": _of_a_person(one) for one in dataclasses.fields(kind)}
        else:
            parts[field] = rules.get(field)
    return parts


def _hidden_in(reply: PageReply | EventReply, role: CallerRole) -> Iterator[str]:
    match reply:
        case PageReply():
            fields = {f"person/{name}": part for name, part in OF_A_PERSON.items()}
            yield from _hidden("", {**fields, **OF_A_PAGE}, role)
        case EventReply():
            yield from _hidden("/data", sealed_fields(reply.name), role)
            yield from _hidden("", OF_AN_ENTRY, role)


def _hidden(under: str, parts: Mapping[str, Part | None], role: CallerRole) -> Iterator[str]:
    for field, part in parts.items():
        if not sees(role, part):
            yield f"{under}/{'/'.join(camel(step) for step in field.split('/'))}"


def _without(told: Any, steps: list[str]) -> Any:
    """`told`, a reply or the JSON in one, with null in the place that the steps lead to."""
    step, *further = steps
    if isinstance(told, dict):
        return {**told, step: _without(told[step], further) if further else None}
    fields = type(told).model_fields
    field = next(name for name in fields if camel(name) == step)
    within = _without(getattr(told, field), further) if further else None
    return told.model_copy(update={field: within})


def _of_a_person(field: dataclasses.Field[Any]) -> Part | None:
    return OF_A_PERSON.get(field.name)


def _sealed(kind: Any) -> Iterator[tuple[str, Any]]:
    hints = get_type_hints(kind, include_extras=True)
    for field in dataclasses.fields(kind):
        hint = hints[field.name]
        if get_origin(hint) is Annotated and PERSONAL in get_args(hint)[1:]:
            yield field.name, get_args(hint)[0]

"""What a reader of the API is told of a field, by its name inside; and how long a text may be."""

from __future__ import annotations

from collections.abc import Mapping

NOTES: Mapping[str, str] = {
    "on": "The civil day in London on which it happened; not ahead of today.",
    "as_at": "The civil day in London that it is told of, inclusive.",
    "at": "The instant of the arrest, with its offset from UTC.",
    "journey": "The journey's number on the page, from 1.",
    "force": "The caller's own force; it may be left out.",
    "station": "The police station.",
    "code": "A code of the reference list.",
    "offences": "What the person was arrested for: one at least.",
    "admission": "How the person answered the allegation.",
    "age": "In whole years on the day of the arrest; only where the day of birth is not known.",
    "lives_in_area": "Whether the person lives in the force's area.",
    "occurred_in_area": "Whether the offence was committed there.",
    "sufficient_evidence": "Whether there is sufficient evidence to charge.",
    "co_accused": "Whether anyone else is accused of the same matter.",
    "identifiers": "National or local identifiers; they lead to the person's page if there is one.",
    "papers": "The arrest's own numbers.",
    "person": "Who the person is.",
    "first_on": "The first civil day of commission.",
    "last_on": "The last civil day of commission, inclusive.",
    "ended_at": "The instant it ended, where that is known.",
    "drug": "Which drug, in the words of the arrest.",
    "gravity": "The score of the NPCC gravity matrix, where it was scored.",
    "features": "What makes the offence graver, or special.",
    "personal_use": "Whether a drug was for the person's own use.",
    "scheme": "The scheme; the force's adoption on that day gives the edition.",
    "edition": "An edition of the scheme, as in `2019-12`.",
    "eligible": "What was decided; the clauses advise.",
    "rationale": "Why, in words. Sealed.",
    "override": "A decision against the clauses that it names, on whose authority.",
    "clauses": "Codes of the clauses decided against.",
    "authority": "On whose authority.",
    "split": "Numbers, from 1, of offences taken out of the decision.",
    "decided_by": "The named person who decided.",
    "held_on": "The civil day of the session; it may be ahead.",
    "appointment_on": "The civil day of the first appointment; it may be ahead.",
    "session": "The session's number, from 1.",
    "absence": "Why the session was missed.",
    "condition": "The condition's number in the contract, from 1.",
    "allegation": "The allegation's number on the journey, from 1.",
    "offence": "The offence's number on the journey, from 1.",
    "line": "The line of the entry on the page, from 1.",
    "signed_at": "The instant of signing, with its offset from UTC; on the day `on`.",
    "length": "In ISO 8601 months, as in `P12M`; a variation counts from the signing.",
    "conditions": "What is promised, in order; conditions are numbered from 1.",
    "texts": "The conditions' own words, in their order. Sealed.",
    "told_voluntary": "Whether the person was told that they may withdraw, and what follows.",
    "understands": "The language in which the person understands the text.",
    "from_on": "The first civil day on which the edition is in force, inclusive; it may be ahead.",
    "offence_on": "The last civil day of commission.",
    "offence_at": "The instant of the offence, where that is known.",
    "breached_on": "The civil day on which the condition was not kept.",
    "reached": "How far the new matter has gone.",
    "returned_to": "Who is to decide on a charge.",
    "court": "The court, by its name.",
    "value": "The identifier as it is written; check letters are checked.",
    "old_value": "The identifier that is replaced.",
    "issuer": "The force or country that issued it.",
    "other": "The id of the other page.",
    "late_because": "Why it comes after what is already written of a later day. Sealed.",
    "participant_id": "The page of the person, where it is known.",
    "sha256": "The SHA-256 of the text that was signed, in hex.",
    "allows_rescission": "Whether the text reserves taking completion back.",
}

MOST_CHARACTERS = 200
LONG_TEXTS: Mapping[str, int] = dict.fromkeys(
    (
        "rationale",
        "detail",
        "reason",
        "words",
        "note",
        "excuse",
        "indicators",
        "statement",
        "what",
        "texts",
        "late_because",
        "legal_basis",
    ),
    4_000,
)
"""Texts in a person's own words, in characters; every other text is a name or a number."""

CODES = frozenset({"scheme", "force", "to_force", "by_force", "offence_code"})
"""Texts that are codes in kebab-case."""

AHEAD = frozenset({"held_on", "appointment_on", "from_on"})
"""Days that may be ahead: everything else has happened."""

FROM_ONE = frozenset({"session", "condition", "allegation", "offence", "line", "split"})
"""Numbers that are counted from 1; every other is from 0."""

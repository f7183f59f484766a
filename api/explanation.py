"""The answer told in sentences: what stands, on which entries, under which edition, and its limits.

Each sentence stands on its own, in the order in which one would say them. What is said is that no
conviction or caution is recorded for this offence; never more.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC

from api import words
from api.matter import title_of
from api.replies.basics import EditionNamed, Words
from api.replies.known import KnownReply
from api.replies.standing import Explanation, ReasonGiven, StandingReply
from ledger.journey.journey import Journey


def explanation(stands: StandingReply, journey: Journey, known: KnownReply) -> Explanation:
    """The standing of `journey`, explained, and what it was told from."""
    return Explanation(
        participant_id=stands.participant_id,
        journey=stands.journey,
        as_at=stands.as_at,
        record=stands.record,
        sentences=tuple(Words(en=sentence) for sentence in _sentences(stands, journey, known)),
        reasons=stands.reasons,
        limits=stands.limits,
        edition=stands.edition,
        known=known,
    )


def _sentences(stands: StandingReply, journey: Journey, known: KnownReply) -> Iterator[str]:
    day = words.written(stands.as_at)
    yield f"As at {day}: {stands.record.words.en}"
    yield told_from(known)
    yield (
        f"The matter: {title_of(journey)}; arrested on {words.written(journey.arrest.on)}"
        f" at {stands.police_station}."
    )
    yield f"The journey stands at: {stands.status.words.en}."
    yield _edition(stands.edition)
    for reason in stands.reasons:
        yield _reason(reason)
    yield from (hold.words.en for hold in stands.holds)
    if stands.last_on:
        yield f"The contract binds to the end of {words.written(stands.last_on)}, London time."
    if stands.next_due:
        due = words.DEADLINES[stands.next_due.kind]
        yield f"Next is {due}: {words.written(stands.next_due.on)}."
    if stands.review:
        yield "Something came to light that a person has to look at again."
    if stands.limits:
        yield f"What this does not mean: {' '.join(limit.words.en for limit in stands.limits)}"


def told_from(known: KnownReply) -> str:
    """What an answer was told from, in a sentence."""
    of = f"Told from the first {known.size:,} entries of the ledger"
    if known.sealed_at:
        at = known.sealed_at.astimezone(UTC)
        return f"{of}, sealed on {words.written(at.date())} at {at:%H:%M} UTC."
    if known.sealed_by:
        return f"{of}, which were sealed when there were {known.sealed_by:,}."
    return f"{of}, which are not sealed yet."


def _edition(edition: EditionNamed | None) -> str:
    if edition is None:
        return "No edition of any scheme governs the journey: eligibility has not been decided."
    title = f"{edition.title.en} " if edition.title else ""
    return f"It is judged to its end by {title}({edition.scheme}/{edition.edition})."


def _reason(reason: ReasonGiven) -> str:
    said = f"On {words.written(reason.on)} {reason.words.en} (entry {reason.reference})"
    if not reason.clauses:
        return f"{said}."
    stood = "; ".join(f"{clause.code}, {clause.words.en.rstrip('.')}" for clause in reason.clauses)
    against = f"{said}; clauses that stood in the way: {stood}"
    if reason.overridden_by is None:
        return f"{against}."
    return f"{against}; overridden on the authority of {reason.overridden_by.name}."

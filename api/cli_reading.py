"""`show` and `explain`: what is written on a page, and why each journey stands where it does.

Told from the entries themselves, so that it is right whether or not the views are up to date. What
is personal in an entry does not show; the access log says all the same that it was consulted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from api import clock, words
from api.cli_access import put_down
from api.cli_options import (
    AsAt,
    AsJson,
    AsKnownAt,
    Data,
    OneJourney,
    PageId,
    known_for,
    settings_for,
    the_ledger,
)
from api.cli_output import tell, tell_json, tell_table
from api.explanation import explanation, told_from
from api.headers import Purpose
from api.presenting import standing_reply
from api.reading import NOTHING_KNOWN, NOTHING_YET
from api.replaying.moments import Moment, known_reply
from api.replies.known import KnownReply
from api.replies.page import EventReply
from api.replies.standing import Explanation
from api.telling import event_replies
from ledger.decisions.refusals import NoSuchJourney
from ledger.decisions.standing import Standing, standing
from ledger.journey.journey import Journey
from ledger.journey.page import Page, replay
from ledger.policy.load import load_rulebook
from ledger.record.book import NoSuchPage

For = Annotated[Purpose, typer.Option("--purpose", help="What for. The access log says it.")]

COLUMNS = ("line", "day", "journey", "what happened", "written", "by")
PERSONAL = {"data", "late_because"}


@dataclass(frozen=True, slots=True)
class Seen:
    """A page as at a day and as known at a moment, or one journey of it."""

    page_id: str
    force: str
    as_at: date
    known: KnownReply
    written: int
    page: Page
    events: Sequence[EventReply]
    journeys: Sequence[tuple[Journey, Standing]]


def show(
    page: PageId,
    journey: OneJourney = None,
    as_at: AsAt = None,
    as_known_at: AsKnownAt = None,
    purpose: For = Purpose.AUDIT,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Show what is written on a page, and where each journey stands."""
    seen = _seen(page, journey, Moment(as_at or clock.today(), as_known_at), data)
    put_down(settings_for(data), "show", seen.force, page, purpose)
    if as_json:
        tell_json(_as_data(seen))
        return
    if not seen.events:
        tell(_nothing(seen))
        return
    title = f"{page}, as at {words.written(seen.as_at)}"
    tell_table(title, COLUMNS, map(_row, seen.events), bends="what happened")
    for _, stands in seen.journeys:
        tell(_in_words(stands))
    tell(told_from(seen.known))


def explain(
    page: PageId,
    journey: OneJourney = None,
    as_at: AsAt = None,
    as_known_at: AsKnownAt = None,
    purpose: For = Purpose.AUDIT,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Explain each journey's standing in sentences: entries, clauses, edition and limits."""
    seen = _seen(page, journey, Moment(as_at or clock.today(), as_known_at), data)
    put_down(settings_for(data), "explain", seen.force, page, purpose)
    explained = _explained(seen)
    if as_json:
        items = [one.model_dump(mode="json", by_alias=True) for one in explained]
        tell_json({**_head(seen), "items": items})
        return
    if not explained:
        tell(_nothing(seen))
    for one in explained:
        tell(f"Journey {one.journey}")
        tell("".join(f"  {sentence.en}\n" for sentence in one.sentences))


def _seen(page_id: str, number: int | None, moment: Moment, data: Path | None) -> Seen:
    day = moment.as_at
    with the_ledger(data) as ledger:
        known = known_for(ledger, moment, data)
        force = ledger.force_of(page_id)
        entries = ledger.entries(page_id, known.size)
    if not force:
        raise NoSuchPage(page_id)
    page = replay(((entry.line, entry.fact) for entry in entries), day)
    asked = [journey for journey in page.journeys if number in {None, journey.number}]
    if number and not asked:
        raise NoSuchJourney("The page has no journey of that number by that day.")
    stand = ((journey, standing(page, journey.number, day)) for journey in asked)
    by_then = [event for event in event_replies(entries) if event.on <= day]
    return Seen(
        page_id=page_id,
        force=force,
        as_at=day,
        known=known_reply(known),
        written=len(entries),
        page=page,
        events=[event for event in by_then if number in {None, event.journey}],
        journeys=[(journey, stands) for journey, stands in stand if stands],
    )


def _nothing(seen: Seen) -> str:
    return NOTHING_YET if seen.written else NOTHING_KNOWN


def _row(event: EventReply) -> tuple[object, ...]:
    happened = words.FACTS[event.name] + ("" if event.counts else " (in error: does not count)")
    written = f"{event.recorded_at:%Y-%m-%d %H:%M}"
    return (event.line, event.on, event.journey or "", happened, written, event.by)


def _in_words(stands: Standing) -> str:
    due = stands.deadline
    about = {
        "Edition": stands.edition and stands.edition.name,
        "Last day": stands.last_on,
        "Charge by": stands.charge_by,
        "Next due": due and f"{words.DEADLINES[due.kind]}, {due.on}",
        "Held": " ".join(words.HOLDS[hold] for hold in stands.holds),
        "Limits": " ".join(words.LIMITS[limit] for limit in stands.limits),
        "To review": "Something came to light that a person has to look at." * stands.review,
        "Made so by": "lines " + ", ".join(str(reason.line) for reason in stands.reasons),
    }
    heading = f"Journey {stands.journey}: {words.STATIONS[stands.station]}."
    facts = "".join(f"\n  {label + ':':<12} {value}" for label, value in about.items() if value)
    return f"{heading} {words.RECORDS[stands.record]}{facts}\n"


def _as_data(seen: Seen) -> dict[str, Any]:
    rulebook = load_rulebook()
    stand = [standing_reply(seen.page_id, seen.page, one, rulebook) for _, one in seen.journeys]
    return {
        **_head(seen),
        "force": seen.force,
        "journeys": [one.model_dump(mode="json", by_alias=True) for one in stand],
        "entries": [
            one.model_dump(mode="json", by_alias=True, exclude=PERSONAL) for one in seen.events
        ],
    }


def _head(seen: Seen) -> dict[str, Any]:
    return {
        "participantId": seen.page_id,
        "asAt": seen.as_at.isoformat(),
        "known": seen.known.model_dump(mode="json", by_alias=True),
    }


def _explained(seen: Seen) -> list[Explanation]:
    rulebook = load_rulebook()
    return [
        explanation(standing_reply(seen.page_id, seen.page, stands, rulebook), journey, seen.known)
        for journey, stands in seen.journeys
    ]

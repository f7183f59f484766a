"""A command's way in: who asks, which page, what it says; and what it led to on the way out.

Nothing is answered with 201 before it is durable.
"""

from __future__ import annotations

from datetime import date

from fastapi import Response

from api import clock, words
from api.desk import Desk
from api.presenting import coded
from api.replies.written import Alleged, EntryWritten, Recorded
from api.requests import Asked
from ledger.decisions.standing import Standing, standing
from ledger.journey.commands import Command
from ledger.journey.facts.breach import ReoffenceAlleged
from ledger.record import book
from ledger.record.entry import Entry

POSITION = "X-Ledger-Position"


def recorded(
    desk: Desk, asked: Asked, page_id: str, command: Command, why_late: str = ""
) -> book.Recorded:
    """Put `command` forward, and let the views know.

    Raises:
        Refused, VersionConflict, NoSuchPage, Unavailable: As `Ledger.record` says.
    """
    written = desk.ledger.record(
        page_id, command, asked.attribution(why_late), clock.now(), expected=asked.seen
    )
    desk.runner.nudge()
    return written


def led_to(page_id: str, number: int | None, written: book.Recorded, day: date) -> Recorded:
    """What a command led to, with where journey `number` stands on `day`."""
    stands = _standing(written, number, day)
    return Recorded(
        participant_id=page_id,
        journey=number,
        version=written.page.version,
        as_at=day,
        status=coded(stands.station, words.STATIONS) if stands else None,
        record=coded(stands.record, words.RECORDS) if stands else None,
        entries=tuple(entry_written(entry) for entry in written.entries),
        alleged=tuple(
            Alleged(
                journey=fact.journey,
                allegation=fact.allegation,
                offence_code=fact.offence_code,
                offence_on=fact.offence_on,
                line=entry.line,
            )
            for entry in written.entries
            if isinstance(fact := entry.fact, ReoffenceAlleged)
        ),
        recorded_at=written.entries[-1].recorded_at,
    )


def headers(response: Response, written: book.Recorded, location: str) -> None:
    """Where what was written is to be read, its version, and its position in the ledger."""
    response.headers["Location"] = location
    response.headers["ETag"] = etag(written.page.version)
    response.headers[POSITION] = str(written.position)


def etag(version: int) -> str:
    """The page's version as HTTP has it."""
    return f'"{version}"'


def entry_written(entry: Entry) -> EntryWritten:
    """An entry by its place."""
    return EntryWritten(
        line=entry.line,
        name=entry.fact.NAME,
        on=entry.fact.on,
        journey=getattr(entry.fact, "journey", None),
        reference=entry.reference,
    )


def _standing(written: book.Recorded, number: int | None, day: date) -> Standing | None:
    return None if number is None else standing(written.page, number, day)

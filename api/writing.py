"""What a command led to, as it is answered."""

from __future__ import annotations

from datetime import date

from api import words
from api.presenting import coded, edition_named
from api.replaying.moments import checkpoint_path
from api.replies.written import (
    Adopted,
    Alleged,
    EntryWritten,
    PublishedReply,
    Recorded,
    StatusRecorded,
)
from ledger.decisions.standing import Standing, standing
from ledger.journey.facts.breach import ReoffenceAlleged
from ledger.journey.facts.institution import PolicyAdopted, StatusPublished
from ledger.policy.rulebook import Rulebook
from ledger.record import book
from ledger.record.entry import Entry


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


def status_recorded(
    page_id: str, written: book.Recorded, day: date, rulebook: Rulebook
) -> StatusRecorded:
    """The status that was published."""
    fact = next(e.fact for e in written.entries if isinstance(e.fact, StatusPublished))
    published = PublishedReply(
        as_at=fact.as_at,
        status=coded(fact.station, words.STATIONS),
        record=coded(fact.record, words.RECORDS),
        edition=edition_named(fact.edition, rulebook),
        size=fact.size,
        root=fact.root,
        checkpoint=checkpoint_path(fact.size),
        engine=fact.engine,
    )
    led = led_to(page_id, fact.journey, written, day)
    return StatusRecorded(**dict(led), published=published)


def adopted(force: str, written: book.Recorded, rulebook: Rulebook) -> Adopted:
    """The edition that the force adopted."""
    fact = next(e.fact for e in written.entries if isinstance(e.fact, PolicyAdopted))
    return Adopted(
        force=force,
        edition=edition_named(fact.edition, rulebook),
        from_on=fact.from_on,
        version=written.page.version,
        entries=tuple(entry_written(entry) for entry in written.entries),
        recorded_at=written.entries[-1].recorded_at,
    )


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

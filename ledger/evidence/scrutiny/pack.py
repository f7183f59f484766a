"""A panel's pack: each decision of a sample with what was known of the matter when it was made.

Told by the entries of the page up to the decision's own, and by no later one: what comes to light
afterwards, a correction or an erasure changes nothing in it. Nobody can be told from it. Which
outcomes and officers the sample was asked for is left out, for a panel judges without hindsight.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from ledger.decisions.scrutiny import Decision
from ledger.evidence.scrutiny.drawing import Draw, NotAsDrawn, Place
from ledger.evidence.scrutiny.shown import Officials, seen, shown
from ledger.journey.calendar import london_day
from ledger.journey.page import replay, struck_lines
from ledger.journey.words import Admission, DecisionKind
from ledger.record.entry import Entry
from ledger.record.leaves import Leaf

FORMAT = 2


class Pages(Protocol):
    """Whose entries are known at which size: the ledger. Each raises what `Store` does."""

    def entries(self, page_id: str, known: int | None = None) -> tuple[Entry, ...]:
        """The entries of a page among the first `known` leaves."""

    def unopened(self, page_id: str, known: int | None = None) -> tuple[Entry, ...]:
        """The same, read without any key."""

    def leaf_of(self, page_id: str, line: int) -> Leaf | None:
        """The leaf of an entry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """An entry that was there when it was decided: on its line, of its day, written on another.

    `counts` is false where it was already known to be recorded in error. `data` are its fields.
    """

    line: int
    name: str
    journey: int | None
    on: date
    written_on: date
    counts: bool
    data: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """Decision `number` of the pack, on the last of the lines `known`.

    `offences` and `admission` are what the lines that count had come to: none, and None, where no
    arrest counted. `rationale` is in the words of whoever decided, where the pack was asked for
    with it.
    """

    number: int
    journey: int
    on: date
    offences: tuple[dict[str, Any], ...]
    admission: Admission | None
    known: tuple[Known, ...]
    rationale: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """The pack of a sample, which it names with the log's `root` at `known` leaves (in base64)."""

    format: int
    sample: str
    drawn_on: date
    force: str
    decision: DecisionKind
    from_on: date
    last_on: date
    wanted: int
    population: int
    seed: str
    known: int
    root: str
    with_rationale: bool
    decisions: tuple[Judged, ...]


def packed(source: Pages, draw: Draw, *, with_rationale: bool = False) -> Pack:
    """The pack of the sample, told without any key.

    A rationale is sealed: it may name people, and is gone once it is erased. A pack with it is for
    whoever prepares a panel, and does not come out the same for ever.

    Raises:
        NotAsDrawn: There is no decision at one of the places.
        CorruptEntry, Unavailable: As `Store.entries` says.
    """
    officials, sample = Officials(), draw.sample
    decisions = tuple(
        _judged(number, source, place, officials, with_rationale=with_rationale)
        for number, place in enumerate(draw.places, start=1)
    )
    return Pack(
        format=FORMAT,
        sample=sample.sample,
        drawn_on=sample.on,
        force=sample.force,
        decision=sample.decision,
        from_on=sample.from_on,
        last_on=sample.last_on,
        wanted=sample.wanted,
        population=sample.population,
        seed=sample.seed,
        known=sample.known,
        root=sample.root,
        with_rationale=with_rationale,
        decisions=decisions,
    )


def _judged(
    number: int, source: Pages, place: Place, officials: Officials, *, with_rationale: bool
) -> Judged:
    leaf = source.leaf_of(place.page, place.line)
    known_at = leaf.index + 1 if leaf else 0
    entries = source.unopened(place.page, known_at)
    decision = _decision(entries, place)
    journey = replay((entry.line, entry.fact) for entry in entries).journey(decision.journey)
    rationale = None
    if with_rationale:
        rationale = _decision(source.entries(place.page, known_at), place).rationale
    return Judged(
        number=number,
        journey=decision.journey,
        on=decision.on,
        offences=tuple(seen(one, officials) for one in journey.offences) if journey else (),
        admission=journey.admission if journey else None,
        known=tuple(_known(entries, officials)),
        rationale=rationale,
    )


def _decision(known: Sequence[Entry], place: Place) -> Decision:
    """The decision at the place: of what was known when it was written, it is the last."""
    decision = known[-1].fact if known else None
    if not isinstance(decision, Decision):
        raise NotAsDrawn(place.reference)
    return decision


def _known(entries: Sequence[Entry], officials: Officials) -> Iterator[Known]:
    struck = struck_lines((entry.line, entry.fact) for entry in entries)
    for entry in entries:
        data = shown(entry.fact, officials)
        if data is not None:
            yield Known(
                line=entry.line,
                name=entry.fact.NAME,
                journey=getattr(entry.fact, "journey", None),
                on=entry.fact.on,
                written_on=london_day(entry.recorded_at),
                counts=entry.line not in struck,
                data=data,
            )

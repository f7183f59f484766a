"""A force's samples, as they stand on the stream of its scrutiny, and what panels said of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from api.identities import new_sample_id, new_seed
from ledger.evidence.scrutiny.drawing import Draw
from ledger.journey.facts.institution import PanelVerdictGiven
from ledger.journey.facts.scrutiny import SampleDrawn
from ledger.journey.words import DecisionKind
from ledger.record.book import Ledger
from ledger.record.entry import Entry
from ledger.record.streams import panel_page, scrutiny_page

MOST_WANTED = 500
SEED = r"^[0-9A-Za-z._-]{8,128}$"


class NoSuchSample(LookupError):
    """The force has drawn no sample of that id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a sample is to be drawn from, and how large; `seed` is empty where none is given.

    The days are inclusive. Where `outcomes` or `officers` are empty, all are meant.
    """

    decision: DecisionKind
    from_on: date
    last_on: date
    outcomes: tuple[str, ...] = ()
    officers: tuple[str, ...] = ()
    wanted: int
    seed: str = ""


@dataclass(frozen=True, slots=True)
class Recorded:
    """A sample, and the entry that says it was drawn."""

    sample: SampleDrawn
    entry: Entry


@dataclass(frozen=True, slots=True)
class Said:
    """What a panel said of decision `number` of a sample; `counts` if it has said nothing since."""

    number: int
    verdict: PanelVerdictGiven
    entry: Entry
    counts: bool


def asked_of(ledger: Ledger, force: str, wanted: Wanted, on: date) -> SampleDrawn:
    """The sample to be drawn on the day `on` from the ledger as it is now; it has yet to be."""
    return SampleDrawn(
        on=on,
        sample=new_sample_id(),
        force=force,
        decision=wanted.decision,
        from_on=wanted.from_on,
        last_on=wanted.last_on,
        outcomes=tuple(sorted(set(wanted.outcomes))),
        officers=tuple(sorted(set(wanted.officers))),
        wanted=wanted.wanted,
        seed=wanted.seed or new_seed(),
        seed_given=bool(wanted.seed),
        known=ledger.size,
        root="",
        population=0,
    )


def samples_of(ledger: Ledger, force: str) -> Sequence[Recorded]:
    """The samples that the force has drawn, oldest first.

    Raises:
        CorruptEntry, Unavailable: As `Ledger.entries` says.
    """
    entries = ledger.entries(scrutiny_page(force))
    return [Recorded(e.fact, e) for e in entries if isinstance(e.fact, SampleDrawn)]


def sample_of(ledger: Ledger, force: str, sample_id: str) -> Recorded:
    """The force's sample of that id.

    Raises:
        NoSuchSample: It has none of that id.
        CorruptEntry, Unavailable: As `Ledger.entries` says.
    """
    for one in samples_of(ledger, force):
        if one.sample.sample == sample_id:
            return one
    raise NoSuchSample(sample_id)


def said_of(ledger: Ledger, draw: Draw) -> Sequence[Said]:
    """Every verdict on the sample's decisions, in their order, oldest first.

    A panel may reconsider: its latest verdict on a decision counts, and the others stay.

    Raises:
        CorruptEntry, Unavailable: As `Ledger.entries` says.
    """
    return [one for number, _ in enumerate(draw.places, 1) for one in _said(ledger, draw, number)]


def _said(ledger: Ledger, draw: Draw, number: int) -> Iterator[Said]:
    place = draw.places[number - 1]
    given = [
        Said(number, entry.fact, entry, counts=True)
        for entry in ledger.entries(panel_page(place.page))
        if isinstance(entry.fact, PanelVerdictGiven) and entry.fact.line == place.line
    ]
    latest = {one.verdict.panel: one.entry.line for one in given}
    for one in given:
        yield replace(one, counts=latest[one.verdict.panel] == one.entry.line)

"""A ledger of invented participants, at every station, under every edition that is shipped.

The same seed and day give the same entries. Everything goes through `Ledger.record`, and is decided
as anybody's is; what would not have happened before today is left out. Who starts when is fixed for
one of each kind; the rest come as they come, in the shares that are published of such schemes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from api import demo_tales as t
from api.demo_forces import (
    ADOPTER,
    AVON_AND_SOMERSET,
    DEMO_SECOND,
    DEVON_AND_CORNWALL,
    DURHAM,
    FORCES,
    NORTH_WALES,
    THAMES_VALLEY,
    WEST_MIDLANDS,
    DemoForce,
)
from api.demo_people import page_id, people
from api.demo_stages import arrested_for_term_end
from api.demo_way import Step, Way
from ledger.journey.calendar import months_after
from ledger.journey.commands import AdoptPolicy
from ledger.policy.edition import Edition
from ledger.record.book import Ledger, force_page
from ledger.record.entry import Attribution

SEED = 2019
DRAWN = 4
ATTRIBUTION = Attribution(by="demo", system="diversion-ledger demo", purpose="demonstration")
DESK_CLOSES = time(17)
BARRED = page_id(SEED, 0)
"""The page of somebody arrested with two clauses in the way, on whom nothing is decided yet."""

Starts = Callable[[date, Edition], date]
Tale = Callable[[Way], None]
Progress = Callable[[int, int], None]


def ago(days: int) -> Starts:
    """Arrested so many days before today."""
    return lambda today, _edition: today - timedelta(days=days)


def on(day: date) -> Starts:
    """Arrested on `day`, whatever the day is today."""
    return lambda _today, _edition: day


def term_ends(days: int) -> Starts:
    """Arrested so that a contract ends so many days after today, or before if negative."""
    return lambda today, edition: arrested_for_term_end(today + timedelta(days=days), edition)


def chargeable(days: int) -> Starts:
    """Arrested, on the day of an offence tried summarily, that can be charged for `days` more."""
    return lambda today, _edition: months_after(today + timedelta(days=days), -6)


@dataclass(frozen=True, slots=True)
class Part:
    """A part in the demo: where, from when, and what becomes of whoever plays it."""

    force: DemoForce
    starts: Starts
    tale: Tale


CAST = (
    Part(NORTH_WALES, ago(2), t.barred),
    Part(NORTH_WALES, on(date(2019, 11, 19)), t.kept_after_heroin),
    Part(NORTH_WALES, ago(1), t.arrested),
    Part(NORTH_WALES, ago(6), t.ineligible),
    Part(NORTH_WALES, ago(1), t.eligible),
    Part(NORTH_WALES, ago(4), t.offered),
    Part(NORTH_WALES, ago(3), t.on_a_course),
    Part(NORTH_WALES, ago(9), t.past_the_course),
    Part(NORTH_WALES, ago(13), t.assessed),
    Part(NORTH_WALES, ago(19), t.assessed),
    Part(NORTH_WALES, ago(200), t.under_contract),
    Part(NORTH_WALES, term_ends(5), t.under_contract),
    Part(NORTH_WALES, term_ends(-3), t.done),
    Part(NORTH_WALES, term_ends(-9), t.completed),
    Part(NORTH_WALES, ago(75), t.withdrew),
    Part(NORTH_WALES, ago(66), t.breached),
    Part(NORTH_WALES, ago(88), t.arrested_again),
    Part(NORTH_WALES, ago(98), t.reoffended),
    Part(NORTH_WALES, ago(130), t.with_prosecutor),
    Part(NORTH_WALES, ago(150), t.charged),
    Part(NORTH_WALES, ago(240), t.convicted),
    Part(NORTH_WALES, ago(15), t.declined),
    Part(NORTH_WALES, chargeable(45), t.watched),
    Part(NORTH_WALES, ago(110), t.under_contract_by_override),
    Part(DEMO_SECOND, on(date(2019, 12, 3)), t.kept),
    Part(DEMO_SECOND, ago(50), t.paused),
    Part(DEMO_SECOND, ago(45), t.held),
    Part(DEMO_SECOND, ago(320), t.excused_and_kept),
    Part(DEMO_SECOND, term_ends(-5), t.done),
    Part(DEMO_SECOND, ago(102), t.returned),
    Part(DEMO_SECOND, chargeable(20), t.lapsed_and_watched),
    Part(DEMO_SECOND, ago(80), t.transferred),
    Part(DEMO_SECOND, ago(8), t.void),
    Part(DURHAM, ago(70), t.under_contract),
    Part(DURHAM, ago(300), t.kept),
    Part(DURHAM, ago(120), t.died),
    Part(DURHAM, chargeable(10), t.watched),
    Part(AVON_AND_SOMERSET, ago(60), t.kept),
    Part(AVON_AND_SOMERSET, ago(90), t.never_came),
    Part(WEST_MIDLANDS, ago(40), t.kept_in_the_street),
    Part(WEST_MIDLANDS, ago(33), t.declined_in_peace),
    Part(THAMES_VALLEY, ago(25), t.done),
    Part(DEVON_AND_CORNWALL, ago(55), t.under_contract),
    Part(DEVON_AND_CORNWALL, ago(140), t.cautioned),
)

SHARES: dict[Tale, float] = {
    t.declined: 5,
    t.lapsed: 15,
    t.returned: 5.6 * 0.8,
    t.breached: 4 * 0.8,
    t.kept: 72,
}
"""In a hundred offers: domain notes section 5, the last three of the 80 who go on to sign."""


def populate(
    ledger: Ledger, today: date, seed: int = SEED, progress: Progress = lambda _done, _all: None
) -> None:
    """Write the demo's entries into an empty `ledger`, as of the end of the day before `today`.

    Each is recorded at the end of the day it is of. `progress` is told how many steps are done,
    of how many.
    """
    steps = sorted(_steps(ledger, today, seed), key=lambda step: step.on)
    for done, step in enumerate(steps, 1):
        at = datetime.combine(step.on, DESK_CLOSES, UTC)
        ledger.record(step.page, step.command, ATTRIBUTION, at)
        progress(done, len(steps))


def _steps(ledger: Ledger, today: date, seed: int) -> Iterator[Step]:
    yield from (Step(force_page(force.code), force.from_on, _adoption(force)) for force in FORCES)
    rng = Random(seed)  # noqa: S311  reproducible, not secret
    cast = (*CAST, *_drawn(rng))
    for who, part in zip(people(seed, len(cast)), cast, strict=True):
        edition = ledger.rulebook_for(part.force.code).editions[part.force.edition]
        way = Way(who, part.force, edition, part.starts(today, edition), rng)
        part.tale(way)
        yield from (step for step in way.steps if step.on < today)


def _adoption(force: DemoForce) -> AdoptPolicy:
    scheme, edition = force.edition.split("/")
    return AdoptPolicy(
        on=force.from_on,
        force=force.code,
        scheme=scheme,
        edition=edition,
        from_on=force.from_on,
        decided_by=ADOPTER,
    )


def _drawn(rng: Random) -> Iterator[Part]:
    """People who come as they come, to the two Welsh forces."""
    for _ in range(DRAWN):
        tale = rng.choices(list(SHARES), weights=list(SHARES.values()))[0]
        force = rng.choice((NORTH_WALES, NORTH_WALES, DEMO_SECOND))
        yield Part(force, ago(rng.randrange(20, 500)), tale)

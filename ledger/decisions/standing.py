"""Where a person stands, whether a conviction or caution is avoided, and what makes it so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ledger.journey.journey import Entered, Journey, Signed
from ledger.journey.page import Page
from ledger.journey.parts import EditionRef, Official
from ledger.journey.stations import (
    AtWork,
    AwaitingCompletion,
    BeforeOffer,
    BreachFound,
    Closed,
    Completed,
    Ineligible,
    OnCourse,
    Prosecuted,
    ReoffenceFound,
    Returned,
    Station,
    Transferred,
    UnderContract,
    Void,
    Withdrew,
    WithProsecutor,
)
from ledger.journey.words import Record

CHARGED = frozenset({"1", "1a"})
CAUTIONED = frozenset({"2", "2a", "3", "3a"})


class Limit(StrEnum):
    """What `avoided` does not mean; the answer never travels without these."""

    ARREST_REMAINS = "arrest-remains"
    LOCAL_RECORD_REMAINS = "local-crime-record-remains"
    ENHANCED_DBS_MAY_DISCLOSE = "enhanced-dbs-may-disclose"


class Hold(StrEnum):
    """What keeps a journey where it is."""

    ALLEGATION = "allegation-pending"
    SAFEGUARD = "safeguard-hold"
    PAUSE = "paused"
    PROCEEDINGS = "proceedings"


GRAVEST_FIRST = (Hold.SAFEGUARD, Hold.ALLEGATION, Hold.PAUSE, Hold.PROCEEDINGS)


class DeadlineKind(StrEnum):
    """What is next to be done, by when."""

    COURSE = "course"
    APPOINTMENT = "appointment"
    TERM_ENDS = "term-ends"
    CHARGE_BY = "charge-by"


@dataclass(frozen=True, slots=True)
class Reason:
    """An entry that makes the answer what it is, and the clauses that it names."""

    line: int
    name: str
    on: date
    clauses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Deadline:
    """A civil day, inclusive."""

    kind: DeadlineKind
    on: date


@dataclass(frozen=True, slots=True)
class Standing:
    """The answer for one journey on the civil day `as_at`.

    `review` is set where a reoffence in the term came to light after completion, or an offence was
    reclassified into one that the edition does not accept: a person has to look.
    """

    journey: int
    as_at: date
    station: str
    record: Record
    holds: tuple[Hold, ...]
    reasons: tuple[Reason, ...]
    limits: tuple[Limit, ...]
    edition: EditionRef | None
    last_on: date | None
    charge_by: date | None
    deadline: Deadline | None
    navigator: Official | None
    police_station: str
    review: bool


def standing(page: Page, number: int, on: date) -> Standing | None:
    """Where journey `number` stands on `on`; None if there is no such journey then.

    `page` is the page as at `on`, or later: what is dated after `on` has to be left out of it.
    """
    journey = page.journey(number)
    if journey is None:
        return None
    record = record_of(journey, on)
    return Standing(
        journey=number,
        as_at=on,
        station=presented(journey, on),
        record=record,
        holds=holds(journey),
        reasons=_reasons(page, journey),
        limits=tuple(Limit) if record == Record.AVOIDED else (),
        edition=journey.entered.edition if isinstance(journey.entered, Entered) else None,
        last_on=journey.contract.term.last_on if isinstance(journey.contract, Signed) else None,
        charge_by=journey.charge_by,
        deadline=deadline(journey, on),
        navigator=journey.work.navigator,
        police_station=journey.arrest.station,
        review=_needs_review(journey),
    )


def presented(journey: Journey, on: date) -> str:
    """The station's name as people read it: a hold on the work comes before the work."""
    return held_by(holds(journey), journey.station_on(on).NAME)


def held_by(held: Sequence[Hold], station: str) -> str:
    """The same, where the holds, the gravest first, and the name of the station are known."""
    is_at_work = station in {UnderContract.NAME, AwaitingCompletion.NAME}
    return held[0].value if is_at_work and held and held[0] != Hold.PROCEEDINGS else station


def holds(journey: Journey) -> tuple[Hold, ...]:
    """What holds the journey, the gravest first."""
    if not journey.is_open:
        return ()
    held = (
        journey.safeguard_hold,
        journey.open_allegations,
        journey.paused,
        journey.proceedings,
    )
    return tuple([hold for hold, there in zip(GRAVEST_FIRST, held, strict=True) if there])


def record_of(journey: Journey, on: date) -> Record:
    """The answer to whether a conviction or caution for this matter is avoided."""
    verdicts = journey.verdicts
    if isinstance(journey.station, Void):
        return Record.VOID
    if verdicts.convicted or verdicts.cautioned:
        return Record.NOT_AVOIDED
    return _of_station(journey.station_on(on), journey)


def _of_station(station: Station, journey: Journey) -> Record:
    match station:
        case Closed(diverted=True):
            return Record.AVOIDED
        case Closed(code=code) if code in CHARGED and not journey.verdicts.dropped:
            return Record.AT_RISK
        case Closed(code=code) if code in CAUTIONED:
            return Record.NOT_AVOIDED
        case Closed() | Transferred():
            return Record.NONE_OTHER
        case Ineligible() | Withdrew() | BreachFound() | ReoffenceFound():
            return Record.AT_RISK
        case Returned() | WithProsecutor() | Prosecuted():
            return Record.AT_RISK
        case _ if journey.open_allegations or journey.confirmed:
            return Record.AT_RISK
        case _:
            return Record.PENDING


def deadline(journey: Journey, on: date) -> Deadline | None:
    """What falls due next on or after `on`; a time limit for charging until the matter is over."""
    days: dict[DeadlineKind, date | None] = {
        DeadlineKind.COURSE: None,
        DeadlineKind.APPOINTMENT: journey.work.appointment_on,
        DeadlineKind.CHARGE_BY: journey.charge_by,
    }
    match journey.station_on(on), journey.contract:
        case ((Closed() | Transferred() | Void() | Completed() | Prosecuted()), _):
            return None
        case OnCourse(), _:
            days[DeadlineKind.COURSE] = journey.course.held_on
        case UnderContract(), Signed(term=term):
            days[DeadlineKind.TERM_ENDS] = term.last_on
        case _:
            pass
    due = [Deadline(kind, day) for kind, day in days.items() if day is not None and day >= on]
    return min(due, key=lambda d: d.on, default=None)


def _reasons(page: Page, journey: Journey) -> tuple[Reason, ...]:
    facts = dict(page.written)
    return tuple(
        Reason(line, facts[line].NAME, facts[line].on, getattr(facts[line], "refused_for", ()))
        for line in journey.telling
    )


def _needs_review(journey: Journey) -> bool:
    match journey.station:
        case Completed() | Closed():
            return any(a.is_reoffence for a in journey.open_allegations + journey.confirmed)
        case station:
            return bool(journey.barred) and isinstance(station, BeforeOffer | AtWork)

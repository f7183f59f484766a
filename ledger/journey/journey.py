"""One matter on a person's page, from an arrest to its outcome: all that is known of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ledger.journey.calendar import Term, charge_by
from ledger.journey.changing import replace
from ledger.journey.facts.arrest import ArrestRecorded, VictimViewsSought
from ledger.journey.facts.breach import BreachAlleged, ReoffenceAlleged
from ledger.journey.parts import Assurance, Condition, EditionRef, Offence, Official
from ledger.journey.stations import (
    Arrested,
    AwaitingCompletion,
    Closed,
    Station,
    Transferred,
    UnderContract,
    Void,
)
from ledger.journey.words import (
    Admission,
    ConditionKind,
    Pathway,
    ProceedingsKind,
    Route,
    Screening,
)

NO_OFFENCE = "no-offence"
OVER = (Closed, Transferred, Void)


class Found(StrEnum):
    """What became of an allegation."""

    OPEN = "open"
    CONFIRMED = "confirmed"
    EXCUSED = "excused"
    RESCINDED = "rescinded"
    CLEARED = "cleared"


@dataclass(frozen=True)
class Allegation:
    """Something said to have gone wrong, and what was found."""

    alleged: BreachAlleged | ReoffenceAlleged
    found: Found = Found.OPEN

    @property
    def number(self) -> int:
        return self.alleged.allegation

    @property
    def is_reoffence(self) -> bool:
        return isinstance(self.alleged, ReoffenceAlleged)


@dataclass(frozen=True)
class NotEntered:
    """No edition governs the journey yet."""


@dataclass(frozen=True)
class Entered:
    """The edition that governs the journey to its end, and what was decided under it."""

    edition: EditionRef
    route: Route
    split: frozenset[int]


@dataclass(frozen=True)
class Unsigned:
    """There is no contract."""


@dataclass(frozen=True)
class Signed:
    """A contract as it stands; conditions are numbered from 1."""

    term: Term
    conditions: tuple[Condition, ...]
    assurance: Assurance
    kept: frozenset[int] = frozenset()
    discharged: frozenset[int] = frozenset()

    @property
    def unmet(self) -> tuple[int, ...]:
        """Numbers of the conditions still to be kept; not reoffending is judged by allegations."""
        due = {
            n for n, c in enumerate(self.conditions, 1) if c.kind != ConditionKind.NOT_TO_REOFFEND
        }
        return tuple(sorted(due - self.kept - self.discharged))

    def numbers(self, kind: ConditionKind) -> frozenset[int]:
        """Numbers of the conditions of `kind`."""
        return frozenset(n for n, c in enumerate(self.conditions, 1) if c.kind == kind)


@dataclass(frozen=True)
class Attendance:
    """The course so far; `unexcused` counts absences that were the person's own."""

    held_on: date | None = None
    attended: frozenset[int] = frozenset()
    unexcused: int = 0
    completed: bool = False


@dataclass(frozen=True)
class Verdicts:
    """What those who prosecute have made of the matter."""

    charged: bool = False
    cautioned: bool = False
    convicted: bool = False
    dropped: bool = False


@dataclass(frozen=True)
class Work:
    """The navigator's side: who, the first appointment, the pathways assessed at entry."""

    navigator: Official | None = None
    appointment_on: date | None = None
    pathways: frozenset[Pathway] = frozenset()
    warnings: int = 0


ARRESTED = Arrested()
NOT_ENTERED = NotEntered()
UNSIGNED = Unsigned()
NOT_ATTENDED = Attendance()
NO_WORK = Work()
NO_VERDICTS = Verdicts()


@dataclass(frozen=True)
class Journey:
    """A journey as its facts tell it; `since` is the civil day on which it reached its station.

    `telling` are the page's lines that made the station and the answer what they are; `barred` the
    clauses that stand against an offence as it was reclassified last.
    """

    number: int
    arrest: ArrestRecorded
    offences: tuple[Offence, ...]
    admission: Admission
    since: date
    telling: tuple[int, ...] = ()
    station: Station = ARRESTED
    entered: NotEntered | Entered = NOT_ENTERED
    contract: Unsigned | Signed = UNSIGNED
    course: Attendance = NOT_ATTENDED
    work: Work = NO_WORK
    verdicts: Verdicts = NO_VERDICTS
    allegations: tuple[Allegation, ...] = ()
    screening: Screening | None = None
    victim: VictimViewsSought | None = None
    paused: bool = False
    declined: bool = False
    disengaged: bool = False
    completed_on: date | None = None
    barred: tuple[str, ...] = ()
    proceedings: frozenset[ProceedingsKind] = frozenset()

    @property
    def safeguard_hold(self) -> bool:
        return self.screening == Screening.POSITIVE

    @property
    def open_allegations(self) -> tuple[Allegation, ...]:
        return tuple([a for a in self.allegations if a.found == Found.OPEN])

    @property
    def confirmed(self) -> tuple[Allegation, ...]:
        return tuple([a for a in self.allegations if a.found == Found.CONFIRMED])

    @property
    def is_open(self) -> bool:
        return not isinstance(self.station, OVER)

    @property
    def charge_by(self) -> date | None:
        """The last civil day on which every offence can still be charged; None if unlimited."""
        days = [charge_by(o.last_on, o.mode) for o in self.live_offences]
        return min((day for day in days if day is not None), default=None)

    @property
    def live_offences(self) -> tuple[Offence, ...]:
        """The offences the journey is about: neither found to be none, nor split off."""
        split = self.entered.split if isinstance(self.entered, Entered) else frozenset()
        return tuple(
            offence
            for number, offence in enumerate(self.offences, 1)
            if number not in split and offence.code != NO_OFFENCE
        )

    def allegation(self, number: int) -> Allegation | None:
        return next((a for a in self.allegations if a.number == number), None)

    def station_on(self, day: date) -> Station:
        """The station on `day`: a term that has run out awaits its completion decision."""
        match self.station, self.contract:
            case UnderContract(), Signed(term=term) if day > term.last_on:
                return AwaitingCompletion()
            case station, _:
                return station

    def counted_as_use(self) -> bool:
        """Whether the person made use of the scheme: attended the course, or signed."""
        used = bool(self.course.attended) or self.course.completed
        return (used or isinstance(self.contract, Signed)) and not isinstance(self.station, Void)

    def moved(self, station: Station, on: date) -> Journey:
        """The journey at `station` since `on`."""
        return replace(self, station=station, since=on)

    def alleged(self, fact: BreachAlleged | ReoffenceAlleged) -> Journey:
        """The journey with one more allegation, in the order of their numbers."""
        allegations = sorted((*self.allegations, Allegation(fact)), key=lambda a: a.number)
        return replace(self, allegations=tuple(allegations))

    def found(self, number: int, found: Found) -> Journey:
        """The journey with allegation `number` found to be so."""
        allegations = tuple(
            replace(a, found=found) if a.number == number else a for a in self.allegations
        )
        return replace(self, allegations=allegations)

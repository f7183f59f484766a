"""One person's page: every arrest and journey, so that rules across journeys see them all.

Facts count in the order of the civil days they happened on, and within a day as written; a page was
opened before all that stands on it. What was recorded in error stays written and no longer counts.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from ledger.journey.changing import replace
from ledger.journey.evolve import STAGES, evolve, opened
from ledger.journey.facts import Fact, JourneyFact
from ledger.journey.facts import arrest as a
from ledger.journey.facts import breach as b
from ledger.journey.facts import person as p
from ledger.journey.facts import protection as t
from ledger.journey.facts.institution import PanelVerdictGiven, PolicyAdopted, StatusPublished
from ledger.journey.facts.log import LogAnchored, LogKeyAdded, LogKeyRetired
from ledger.journey.facts.scrutiny import SampleDrawn
from ledger.journey.journey import Journey
from ledger.journey.page_facts import about_page
from ledger.journey.parts import Identifier, Person
from ledger.journey.words import Language

Line = tuple[int, Fact]

_MOVING = STAGES.keys() - {a.ArrestRecorded}
"""The kinds of fact that move a journey which there is, and nothing else of the page."""


@dataclass(frozen=True)
class Page:
    """What stands on one person's page; `written` is every line, `latest` the last day told."""

    written: tuple[Line, ...] = ()
    latest: date = date.min
    journeys: tuple[Journey, ...] = ()
    force: str = ""
    language: Language = Language.ENGLISH
    person: Person = p.NOBODY
    identifiers: tuple[Identifier, ...] = ()
    former_identifiers: tuple[Identifier, ...] = ()
    links: frozenset[str] = frozenset()
    contested: frozenset[int] = frozenset()
    restricted: bool = False
    erased: bool = False
    died_on: date | None = None

    def journey(self, number: int) -> Journey | None:
        """Journey `number`, if there is one."""
        return next((j for j in self.journeys if j.number == number), None)

    def fact(self, line: int) -> Fact | None:
        """The fact written on `line`, whether or not it still counts."""
        return next((fact for at, fact in self.written if at == line), None)

    @property
    def version(self) -> int:
        """The last line; 0 where nothing is written."""
        return self.written[-1][0] if self.written else 0

    @property
    def next_journey(self) -> int:
        """The number that a new journey takes; one is never used twice."""
        numbers = (f.journey for _, f in self.written if isinstance(f, a.ArrestRecorded))
        return 1 + max(numbers, default=0)

    def next_allegation(self, journey: int) -> int:
        """The number that a new allegation on `journey` takes; one is never used twice."""
        written = (fact for _, fact in self.written)
        alleged = (f for f in written if isinstance(f, b.BreachAlleged | b.ReoffenceAlleged))
        numbers = (f.allegation for f in alleged if f.journey == journey)
        return 1 + max(numbers, default=0)


BLANK = Page()


def replay(lines: Iterable[Line], as_at: date = date.max) -> Page:
    """The page as `lines` tell it of the civil day `as_at`, inclusive."""
    written = tuple(lines)
    return told_by(written, counted_lines(written, as_at))


def counted_lines(written: Iterable[Line], as_at: date = date.max) -> frozenset[int]:
    """The lines that count on the civil day `as_at`: of no later day, and not in error."""
    lines = tuple(written)
    struck = struck_lines(lines)
    stands = ((line, fact) for line, fact in lines if line not in struck)
    return frozenset(line for line, fact in stands if counts_from(fact) <= as_at)


def counts_from(fact: Fact) -> date:
    """The civil day from which `fact` counts, inclusive: its own, but every day for an opening."""
    return date.min if isinstance(fact, p.PageOpened) else fact.on


def told_by(written: Iterable[Line], counted: Iterable[int]) -> Page:
    """The page as only the lines `counted` tell it, by their days."""
    lines = tuple(written)
    facts = dict(lines)
    telling = Telling()
    for line in sorted(sorted(counted), key=lambda line: counts_from(facts[line])):
        telling.tell(line, facts[line])
    return replace(telling.page, written=lines)


class Telling:
    """A page while it is told, a fact at a time, in the order of their days."""

    __slots__ = ("_journeys", "_latest", "_lines", "_page")

    def __init__(self) -> None:
        self._page = BLANK
        self._latest = date.min
        self._journeys: list[Journey] = []
        self._lines: list[list[int]] = []

    def tell(self, line: int, fact: Fact) -> None:
        """Let `fact`, of no earlier day than those before, be told, by the line it stands on."""
        if type(fact) in _MOVING:
            self._move(line, fact)
        elif isinstance(fact, a.ArrestRecorded):
            self._open(line, fact)
        else:
            self._page = _told(self._page, line, fact)

    @property
    def page(self) -> Page:
        """The page as it was told so far, but for what is `written`."""
        return replace(self._page, journeys=self.journeys, latest=self.latest)

    @property
    def latest(self) -> date:
        """The last day told."""
        return max(self._latest, self._page.latest)

    @property
    def journeys(self) -> tuple[Journey, ...]:
        """Those of the page."""
        told = zip(self._journeys, self._lines, strict=True)
        return tuple([replace(journey, telling=tuple(lines)) for journey, lines in told])

    def _move(self, line: int, fact: Any) -> None:
        self._latest = fact.on
        for place, journey in enumerate(self._journeys):
            if journey.number == fact.journey:
                after = evolve(journey, fact)
                if _tells(journey, after):
                    self._lines[place].append(line)
                self._journeys[place] = after

    def _open(self, line: int, fact: a.ArrestRecorded) -> None:
        self._latest = fact.on
        place = sum(journey.number <= fact.journey for journey in self._journeys)
        self._journeys.insert(place, opened(fact))
        self._lines.insert(place, [line])


def turn(page: Page, line: int, fact: Fact) -> Page:
    """`page` with one more line written; told anew only where the line changes what came before."""
    written = (*page.written, (line, fact))
    if isinstance(fact, t.RecordedInError) or counts_from(fact) < page.latest:
        return replay(written)
    return replace(_told(page, line, fact), written=written)


def reads_the_same(page: Page, facts: Iterable[Fact]) -> bool:
    """Whether `facts` mean the same told by their days as they do told last.

    They do not when a back-dated fact would come before what it rests on, or change what followed.
    """
    after = told = page
    for line, fact in enumerate(facts, page.version + 1):
        after = turn(after, line, fact)
        told = _told(told, line, fact)
    return _meaning(after) == _meaning(told)


def _meaning(page: Page) -> Page:
    journeys = tuple(replace(journey, telling=()) for journey in page.journeys)
    return replace(page, journeys=journeys, written=(), latest=date.min)


def struck_lines(written: Iterable[Line]) -> frozenset[int]:
    """The lines recorded in error; a correction that was itself an error strikes nothing."""
    errors = [(line, fact) for line, fact in written if isinstance(fact, t.RecordedInError)]
    struck: set[int] = set()
    for line, fact in reversed(errors):
        if line not in struck:
            struck.add(fact.line)
    return frozenset(struck)


def _told(page: Page, line: int, fact: Fact) -> Page:
    match fact:
        case PolicyAdopted() | StatusPublished() | PanelVerdictGiven():
            return page
        case LogKeyAdded() | LogKeyRetired() | LogAnchored() | SampleDrawn():
            return page
        case a.ArrestRecorded():
            journey = replace(opened(fact), telling=(line,))
            journeys = sorted((*page.journeys, journey), key=lambda j: j.number)
            return replace(page, journeys=tuple(journeys), latest=fact.on)
        case p.PageOpened():
            return about_page(page, fact)
        case (
            p.IdentifierAdded()
            | p.IdentifierCorrected()
            | p.DetailsCorrected()
            | p.PagesLinked()
            | p.PagesUnlinked()
            | p.ParticipantDied()
            | t.RecordedInError()
            | t.AccuracyContested()
            | t.RestrictionApplied()
            | t.RestrictionLifted()
            | t.DisclosureMade()
            | t.PersonalDataErased()
        ):
            return replace(about_page(page, fact), latest=fact.on)
        case _:
            return _journey_told(page, line, fact)


def _journey_told(page: Page, line: int, fact: JourneyFact) -> Page:
    journeys = tuple(
        _with_line(journey, line, fact) if journey.number == fact.journey else journey
        for journey in page.journeys
    )
    return replace(page, journeys=journeys, latest=fact.on)


def _with_line(journey: Journey, line: int, fact: JourneyFact) -> Journey:
    after = evolve(journey, fact)
    tells = _tells(journey, after)
    return replace(after, telling=(*journey.telling, line)) if tells else after


def _tells(before: Journey, after: Journey) -> bool:
    """Whether the fact between the two is one that makes the station or the answer what it is."""
    return after is not before and not (
        after.station is before.station
        and after.allegations is before.allegations
        and after.verdicts is before.verdicts
        and after.screening is before.screening
        and after.barred == before.barred
        and after.proceedings is before.proceedings
    )

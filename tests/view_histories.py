"""Random histories for the views: any fact on any page, late, early, or struck out again.

Nothing is decided here: `evolve` never refuses, so neither may a view.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import strategies as st

from ledger.journey.facts import Fact
from ledger.journey.facts.arrest import ArrestRecorded, OffenceReclassified, SafeguardingScreened
from ledger.journey.facts.breach import (
    BreachAlleged,
    BreachConfirmed,
    BreachRescinded,
    ReoffenceAlleged,
    ReoffenceCleared,
    ReturnedForDecision,
)
from ledger.journey.facts.contract import (
    ContractPaused,
    ContractResumed,
    ContractVaried,
    SessionAttended,
)
from ledger.journey.facts.course import CourseAttended, CourseBooked, CourseCompleted
from ledger.journey.facts.ending import (
    Charged,
    Convicted,
    JourneyVoided,
    ProceedingsNotified,
    TermEnded,
)
from ledger.journey.facts.person import DetailsCorrected, IdentifierAdded, PagesLinked
from ledger.journey.facts.protection import (
    PersonalDataErased,
    RecordedInError,
    RestrictionApplied,
    RestrictionLifted,
)
from ledger.journey.parts import Identifier, Person
from ledger.journey.words import (
    BreachCause,
    ClearedBecause,
    IdentifierKind,
    ModeOfTrial,
    PauseReason,
    ProceedingsKind,
    RestrictionGround,
    ReturnReason,
    Route,
    Screening,
    VoidReason,
)
from tests import told_facts as told

PAGES = ("p-1", "p-2", "p-3")
Written = tuple[str, Fact | None]
"""A page and what is written there; nothing stands for an entry that cannot be read."""

FIRST = date(2019, 12, 1)
PERSON = Person(family_name="Rees", given_names="Dev", born_on=date(1990, 1, 31))

days = st.integers(0, 500).map(lambda n: FIRST + timedelta(days=n))
journeys = st.integers(1, 2)
lines = st.integers(1, 12)
numbers = st.integers(1, 2)
clauses = st.sampled_from([(), ("E1",), ("E1", "E3")])
pnc_ids = st.sampled_from(["2003/0123456L", "2003/0062845E"])


@st.composite
def arrests(draw: st.DrawFn) -> Fact:
    on = draw(days)
    modes = draw(st.lists(st.sampled_from(ModeOfTrial), min_size=1, max_size=2))
    offences = tuple(told.offence(mode.value, on, mode) for mode in modes)
    return told.arrested(draw(journeys), on, offences)


@st.composite
def signings(draw: st.DrawFn) -> Fact:
    on = draw(days)
    return told.signed(draw(journeys), on, on + timedelta(days=draw(st.integers(0, 400))))


variations = st.builds(
    ContractVaried,
    journey=journeys,
    on=days,
    signed_by_participant=st.just(True),
    last_on=days,
    conditions=st.just(()),
    edition=st.just(told.EDITION),
    refused_for=clauses,
)


def by_sergeant(fact: type[Fact], /, **more: st.SearchStrategy[object]) -> st.SearchStrategy[Fact]:
    return st.builds(fact, on=days, decided_by=st.just(told.SERGEANT), **more)


def on_journey(fact: type[Fact], /, **more: st.SearchStrategy[object]) -> st.SearchStrategy[Fact]:
    return st.builds(fact, on=days, journey=journeys, **more)


identified = st.builds(
    lambda value, on: told.opened(
        Identifier(kind=IdentifierKind.PNC_ID, value=value), person=PERSON, on=on
    ),
    pnc_ids,
    days,
)
facts: st.SearchStrategy[Fact] = st.one_of(
    arrests(),
    signings(),
    variations,
    identified,
    st.builds(
        told.eligible,
        journeys,
        days,
        clauses,
        route=st.sampled_from(Route),
        decision=st.booleans(),
    ),
    st.builds(told.offered, journeys, days),
    st.builds(told.accepted, journeys, days),
    st.builds(told.assigned, journeys, days, days),
    st.builds(told.assessed, journeys, days),
    st.builds(told.completed, journeys, days),
    st.builds(told.closed, journeys, days, st.sampled_from(["1", "3", "22"])),
    on_journey(CourseBooked, held_on=days, provider=st.just("K")),
    on_journey(CourseAttended),
    on_journey(CourseCompleted, provider=st.just("K")),
    on_journey(ContractPaused, reason=st.sampled_from(PauseReason)),
    on_journey(ContractResumed),
    on_journey(SessionAttended),
    on_journey(TermEnded),
    on_journey(Convicted, court=st.just("Llandudno")),
    on_journey(ProceedingsNotified, kind=st.sampled_from(ProceedingsKind)),
    on_journey(
        SafeguardingScreened,
        result=st.sampled_from(Screening),
        screened_by=st.just(told.SERGEANT),
    ),
    on_journey(
        BreachAlleged,
        condition=numbers,
        allegation=numbers,
        breached_on=days,
        cause=st.just(BreachCause.PARTICIPANT),
    ),
    on_journey(
        ReoffenceAlleged, offence_code=st.just("theft"), offence_on=days, allegation=numbers
    ),
    on_journey(ReoffenceCleared, allegation=numbers, because=st.sampled_from(ClearedBecause)),
    on_journey(
        ReturnedForDecision,
        because=st.sampled_from(ReturnReason),
        returned_to=st.just(told.SERGEANT),
    ),
    by_sergeant(BreachConfirmed, journey=journeys, allegation=numbers, refused_for=clauses),
    by_sergeant(BreachRescinded, journey=journeys, allegation=numbers),
    by_sergeant(Charged, journey=journeys, refused_for=clauses),
    by_sergeant(JourneyVoided, journey=journeys, reason=st.sampled_from(VoidReason)),
    by_sergeant(
        OffenceReclassified,
        journey=journeys,
        offence=numbers,
        code=st.just("no-offence"),
        refused_for=clauses,
    ),
    by_sergeant(RecordedInError, line=lines),
    by_sergeant(RestrictionApplied, ground=st.sampled_from(RestrictionGround)),
    by_sergeant(RestrictionLifted),
    by_sergeant(PersonalDataErased, legal_basis=st.just("s.47")),
    by_sergeant(PagesLinked, other=st.just("p-9")),
    st.builds(IdentifierAdded, on=days, kind=st.just(IdentifierKind.PNC_ID), value=pnc_ids),
    st.builds(DetailsCorrected, on=days, person=st.just(PERSON)),
)

sound = st.tuples(st.sampled_from(PAGES), facts)
unreadable = st.tuples(st.sampled_from(PAGES), st.none())
openings = st.tuples(*(st.integers(1, len(told.TO_CONTRACT)) for _ in PAGES))


def histories(*kinds: st.SearchStrategy[Written]) -> st.SearchStrategy[list[Written]]:
    """What was written where, in order, after pages that have come some way to a contract.

    An arrest opens the page's next journey, whatever number it was drawn with.
    """
    begun = openings.map(
        lambda lengths: [
            (page, fact)
            for page, length in zip(PAGES, lengths, strict=True)
            for fact in told.TO_CONTRACT[:length]
        ]
    )
    return st.tuples(begun, st.lists(st.one_of(*kinds), max_size=25)).map(
        lambda parts: list(_numbered([*parts[0], *parts[1]]))
    )


def _numbered(history: list[Written]) -> Iterator[Written]:
    opened: Counter[str] = Counter()
    for page, fact in history:
        if isinstance(fact, ArrestRecorded):
            opened[page] += 1
            yield page, replace(fact, journey=opened[page])
        else:
            yield page, fact

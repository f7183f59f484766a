"""Steps about what changes on the way: leaving, moving, offences that prove to be others."""

from __future__ import annotations

from datetime import date
from typing import Any

from pytest_bdd import given, then

from ledger.decisions.refusals import NotFound
from ledger.decisions.standing import Limit
from ledger.journey.commands import Command
from ledger.journey.facts import arrest as a
from ledger.journey.facts import breach as b
from ledger.journey.facts import contract as c
from ledger.journey.facts import ending as e
from ledger.journey.words import Bail, CourtOrder, Record, ReturnReason
from tests.steps.common import adult, arrested, told
from tests.steps.deciding import numbered
from tests.steps.happening import happens
from tests.steps.words import KINDS, Kind, OffenceWord, clause_codes, one_of, words
from tests.story import INSPECTOR, NAVIGATOR, OFFICER, Story

BARS: dict[str, dict[str, Any]] = {
    "under a court order": {"court_order": CourtOrder.COURT_ORDER},
    "under no court order": {"court_order": CourtOrder.NONE},
    "on bail for other matters": {"bail": Bail.OTHER_MATTERS},
}
BAR = one_of(BARS)
AGAINST = Kind(rf"nothing|{KINDS['Codes'].pattern}", clause_codes)
PLACE = Kind("Caernarfon|St Asaph|Llay", str)


@given(words("{person:Name}, {bar:Bar}, was arrested on {on:Day}", Bar=BAR))
def _(story: Story, person: str, bar: dict[str, Any], on: date) -> None:
    arrested(story, on, person, **bar)


@given(
    words(
        "{person:Name}, {bar:Bar}, was arrested on {on:Day}"
        " for {offence:Offence} committed on {offence_on:Day}",
        Bar=BAR,
    )
)
def _(
    story: Story,
    person: str,
    bar: dict[str, Any],
    on: date,
    offence: OffenceWord,
    offence_on: date,
) -> None:
    arrested(story, on, person, offences=(told(story, offence_on, offence),), **bar)


@given(
    words(
        "{person:Name} was arrested at {place:Place} on {on:Day} and went on to accept the offer",
        Place=PLACE,
    )
)
def _(story: Story, person: str, place: str, on: date) -> None:
    story.offered(on, person=adult(person), station=place).course_done(on)
    story.do(story.acceptance(on))


@happens("they withdrew on {on:Day}", "they withdraw on {on:Day}")
def withdrawal(story: Story, on: date) -> Command:
    return c.Withdrawn(journey=story.number, on=on)


@happens(
    "they were referred to treatment on {on:Day}", "they are referred to treatment on {on:Day}"
)
def referral(story: Story, on: date) -> Command:
    return c.TreatmentReferred(journey=story.number, on=on, service="a local drug service")


@happens(
    "{force:Name} was asked on {on:Day} to take the work over",
    "{force:Name} is asked on {on:Day} to take the work over",
)
def transfer(story: Story, force: str, on: date) -> Command:
    return e.TransferredOut(journey=story.number, on=on, to_force=force.lower())


@happens(
    "{force:Name} took the work over on {on:Day}",
    "{force:Name} takes the work over on {on:Day}",
)
def takeover(story: Story, force: str, on: date) -> Command:
    return e.TransferAccepted(journey=story.number, on=on, by_force=force.lower())


@happens(
    "the matter went back on {on:Day} as no longer eligible",
    "the matter goes back on {on:Day} as no longer eligible",
)
def way_back(story: Story, on: date) -> Command:
    because = ReturnReason.NO_LONGER_ELIGIBLE
    return b.ReturnedForDecision(journey=story.number, on=on, because=because, returned_to=OFFICER)


@happens(
    "the {was:Offence} proved on {on:Day} to be {proved:Offence}",
    "the {was:Offence} proves on {on:Day} to be {proved:Offence}",
)
def reclassification(story: Story, was: OffenceWord, on: date, proved: OffenceWord) -> Command:
    return a.OffenceReclassified(
        journey=story.number,
        on=on,
        offence=numbered(story, was),
        code=proved.code,
        drug=proved.drug,
        decided_by=INSPECTOR,
    )


@then("it was never asked")
def _(story: Story) -> None:
    assert isinstance(story.refused, NotFound), story.refused


@then("no breach is alleged")
def _(story: Story) -> None:
    assert story.refused is None, story.refused
    assert story.journey.allegations == ()


@then(words("what stands against it is {clauses:Against}", Against=AGAINST))
def _(story: Story, clauses: tuple[str, ...]) -> None:
    (fact,) = story.last
    assert isinstance(fact, a.OffenceReclassified)
    assert fact.refused_for == clauses


@then(words("on {on:Day} the first matter is {station:Station}, and its record {record:Record}"))
def _(story: Story, on: date, station: str, record: Record) -> None:
    standing = story.standing(on, number=1)
    assert (standing.station, standing.record) == (station, record)


@then(words("a navigator works with them at {place:Place}", Place=PLACE))
def _(story: Story, place: str) -> None:
    standing = story.standing(story.page.latest)
    assert (standing.navigator, standing.police_station) == (NAVIGATOR, place)


@then(
    words(
        "on {on:Day} it is told that the arrest and the local crime record remain,"
        " and may be disclosed"
    )
)
def _(story: Story, on: date) -> None:
    assert story.standing(on).limits == (
        Limit.ARREST_REMAINS,
        Limit.LOCAL_RECORD_REMAINS,
        Limit.ENHANCED_DBS_MAY_DISCLOSE,
    )

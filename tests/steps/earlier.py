"""Steps about what came before: earlier journeys, and pages that may be the same person's."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from pytest_bdd import given, when

from ledger.journey.facts.breach import ReturnedForDecision
from ledger.journey.facts.course import CourseMissed
from ledger.journey.facts.decision import OfferDeclined, OfferLapsed
from ledger.journey.facts.ending import JourneyVoided
from ledger.journey.facts.person import PagesLinked, PagesUnlinked
from ledger.journey.words import Absence, ReturnReason, VoidReason
from tests.steps.common import adult, told
from tests.steps.words import OffenceWord, one_of, words
from tests.story import INSPECTOR, OFFICER, Story, adopting

OTHER_PAGE = "the other page"


def completed(story: Story, on: date) -> None:
    story.course_done(on).completed(on)


def attended(story: Story, on: date) -> None:
    story.do(story.booking(on))
    story.do(story.attendance(on))


def missed(story: Story, on: date) -> None:
    """Missed without excuse, for which the matter went back."""
    story.do(story.booking(on))
    story.do(CourseMissed(journey=story.number, on=on, absence=Absence.UNEXCUSED))
    because = ReturnReason.COURSE_NOT_ATTENDED
    story.do(ReturnedForDecision(journey=story.number, on=on, because=because, returned_to=OFFICER))


def called_off(story: Story, on: date) -> None:
    story.do(story.booking(on))
    story.do(CourseMissed(journey=story.number, on=on, absence=Absence.PROVIDER_CANCELLED))


def declined(story: Story, on: date) -> None:
    story.do(OfferDeclined(journey=story.number, on=on))


def lapsed(story: Story, on: date) -> None:
    story.do(OfferLapsed(journey=story.number, on=on))


def mistaken(story: Story, on: date) -> None:
    """Completed by another person, who was taken for this one."""
    completed(story, on)
    reason = VoidReason.MISTAKEN_IDENTITY
    story.do(JourneyVoided(journey=story.number, on=on, reason=reason, decided_by=INSPECTOR))


EARLIER: dict[str, Callable[[Story, date], None]] = {
    "completed the course": completed,
    "attended and stopped": attended,
    "missed the course": missed,
    "heard that the course was called off": called_off,
    "declined the offer": declined,
    "let the offer lapse": lapsed,
    "was taken for the one who completed it": mistaken,
}


@given(words("{person:Name}, arrested on {on:Day}, {earlier:Earlier}", Earlier=one_of(EARLIER)))
def _(story: Story, person: str, on: date, earlier: Callable[[Story, date], None]) -> None:
    story.number = story.page.next_journey
    story.offered(on, person=adult(person))
    earlier(story, on)


@pytest.fixture
def elsewhere() -> Story:
    """Another page, which may be the same person's."""
    return Story()


@given(words("another force's page tells of a contract signed on {on:Day}"))
def _(elsewhere: Story, on: date) -> None:
    elsewhere.runs(adopting("checkpoint-cymru/2019-12"))
    elsewhere.signed(on)


@given(words("another force's page tells of an arrest on {on:Day} for {offence:Offence}"))
def _(elsewhere: Story, on: date, offence: OffenceWord) -> None:
    elsewhere.runs(adopting("checkpoint-cymru/2019-12"))
    elsewhere.do(elsewhere.arrest(on, offences=(told(elsewhere, on, offence),)))


@given(words("another page of the force tells of an arrest on {on:Day} and a completed course"))
def _(story: Story, elsewhere: Story, on: date) -> None:
    elsewhere.runs(story.rulebook)
    elsewhere.offered(on)
    completed(elsewhere, on)


@given(words("on {on:Day} the pages were found to be one person's"))
@when(words("on {on:Day} the pages are found to be one person's"))
def _(story: Story, elsewhere: Story, on: date) -> None:
    story.attempt(
        PagesLinked(on=on, other=OTHER_PAGE, decided_by=INSPECTOR, rationale="Same fingerprints.")
    )
    read_links(story, elsewhere)


@given(words("on {on:Day} the pages were found to be two persons'"))
@when(words("on {on:Day} the pages are found to be two persons'"))
def _(story: Story, elsewhere: Story, on: date) -> None:
    story.attempt(
        PagesUnlinked(on=on, other=OTHER_PAGE, decided_by=INSPECTOR, rationale="Twin brothers.")
    )
    read_links(story, elsewhere)


def read_links(story: Story, elsewhere: Story) -> None:
    """Decisions look at the other page while it is linked, and only then."""
    story.linked = (elsewhere.page,) if OTHER_PAGE in story.page.links else ()

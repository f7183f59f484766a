"""Steps about the drug education course: booked, missed, attended, finished."""

from __future__ import annotations

import re
from datetime import date

from pytest_bdd import given

from ledger.journey.commands import Command
from ledger.journey.facts import breach as b
from ledger.journey.facts.course import CourseMissed
from ledger.journey.words import Absence, ReturnReason, Route
from tests.steps.common import adult
from tests.steps.happening import happens
from tests.steps.words import Kind, one_of, words
from tests.story import OFFICER, Story

Absences = tuple[Absence, ...]
ABSENCES: dict[str, Absences] = {
    "once without excuse": (Absence.UNEXCUSED,),
    "twice without excuse": (Absence.UNEXCUSED, Absence.UNEXCUSED),
    "twice with an excuse": (Absence.EXCUSED, Absence.EXCUSED),
    "once without excuse and once with one": (Absence.UNEXCUSED, Absence.EXCUSED),
    "twice because it was called off": (Absence.PROVIDER_CANCELLED, Absence.PROVIDER_CANCELLED),
}
SESSIONS = Kind(
    r"no session|sessions? \d(?:, \d)*(?: and \d)?",
    lambda text: tuple(map(int, re.findall(r"\d", text))),
)


def place_on_the_course(story: Story, person: str, on: date) -> None:
    """Booked where the scheme's route has the course: before a contract, or under it."""
    if story.edition.route == Route.CONTRACT:
        story.ready_to_sign(on, person=adult(person))
        story.do(story.contract(on))
    else:
        story.offered(on, person=adult(person))
    story.do(story.booking(on))


@given(words("{person:Name} had a place on the course from {on:Day}"))
def _(story: Story, person: str, on: date) -> None:
    place_on_the_course(story, person, on)


@given(words("{person:Name} completed the course on {on:Day}"))
def _(story: Story, person: str, on: date) -> None:
    story.offered(on, person=adult(person)).course_done(on)


@given(words("they were absent {absences:Absences}", Absences=one_of(ABSENCES)))
def _(story: Story, absences: Absences) -> None:
    on = story.page.latest
    for absence in absences:
        story.do(CourseMissed(journey=story.number, on=on, absence=absence))


@given(words("they attended {sessions:Sessions}", Sessions=SESSIONS))
def _(story: Story, sessions: tuple[int, ...]) -> None:
    for session in sessions:
        story.do(story.attendance(story.page.latest, session))


@happens("the course was booked again on {on:Day}", "the course is booked again on {on:Day}")
def booking(story: Story, on: date) -> Command:
    return story.booking(on)


@happens("the course was finished on {on:Day}", "the course is finished on {on:Day}")
def finish(story: Story, on: date) -> Command:
    return story.course_completion(on)


@happens(
    "the matter went back on {on:Day} because the course was not attended",
    "the matter goes back on {on:Day} because the course was not attended",
)
def way_back(story: Story, on: date) -> Command:
    because = ReturnReason.COURSE_NOT_ATTENDED
    return b.ReturnedForDecision(journey=story.number, on=on, because=because, returned_to=OFFICER)


@given(words("the course was accepted as completion and the matter closed on {on:Day}"))
def _(story: Story, on: date) -> None:
    story.completed(on)

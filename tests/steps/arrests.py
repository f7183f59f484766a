"""Steps about who is arrested, for what, and in which circumstances."""

from __future__ import annotations

from datetime import date
from typing import Any

from pytest_bdd import given

from ledger.journey.words import (
    Admission,
    Bail,
    CourtOrder,
    Detention,
    Encounter,
    OffenceFeature,
)
from tests.steps.common import arrested, told
from tests.steps.words import OffenceWord, one_of, words
from tests.story import Story

CIRCUMSTANCES: dict[str, dict[str, Any]] = {
    "lives in the force's area": {"lives_in_area": True},
    "lives outside the force's area": {"lives_in_area": False},
    "offended in the force's area": {"occurred_in_area": True},
    "offended outside the force's area": {"occurred_in_area": False},
    "is under no court order": {"court_order": CourtOrder.NONE},
    "is under a court order": {"court_order": CourtOrder.COURT_ORDER},
    "is under a suspended sentence": {"court_order": CourtOrder.SUSPENDED_SENTENCE},
    "is under a conditional discharge": {"court_order": CourtOrder.CONDITIONAL_DISCHARGE},
    "is on no bail": {"bail": Bail.NONE},
    "is on bail for this matter": {"bail": Bail.THIS_MATTER},
    "is on bail for other matters": {"bail": Bail.OTHER_MATTERS},
    "may go home": {"detention": Detention.NONE},
    "is detained for court": {"detention": Detention.FOR_COURT},
    "is detained under the Mental Health Act": {"detention": Detention.MENTAL_HEALTH_ACT},
    "acted alone": {"co_accused": False},
    "is accused with somebody else": {"co_accused": True},
}

ENCOUNTERS = {
    "was stopped on the street": Encounter.STREET,
    "came in of their own accord": Encounter.VOLUNTARY_ATTENDANCE,
}

ANSWERS = {
    "admitted it": Admission.ADMITTED,
    "gave no reply": Admission.NO_REPLY,
    "denied it": Admission.DENIED,
}

EVIDENCE = {"sufficient": True, "insufficient": False}

NATURES: dict[str, dict[str, Any]] = {
    "as domestic abuse": {"features": (OffenceFeature.DOMESTIC_ABUSE,)},
    "as serious domestic abuse": {"features": (OffenceFeature.SERIOUS_DOMESTIC_ABUSE,)},
    "as a hate crime": {"features": (OffenceFeature.HATE_CRIME,)},
    "as a serious hate crime": {"features": (OffenceFeature.SERIOUS_HATE_CRIME,)},
    "with supply suspected": {"features": (OffenceFeature.SUPPLY_SUSPECTED,)},
    "for personal use": {"personal_use": True},
    "not for personal use": {"personal_use": False},
    "of no gravity known": {"gravity": None},
    **{f"of gravity {score}": {"gravity": score} for score in range(1, 5)},
}

CIRCUMSTANCE, ENCOUNTER, NATURE = one_of(CIRCUMSTANCES), one_of(ENCOUNTERS), one_of(NATURES)
ANSWER, PROOF = one_of(ANSWERS), one_of(EVIDENCE)


@given(words("{person:Name}, born on {born:Day}, was arrested on {on:Day}"))
def _(story: Story, person: str, born: date, on: date) -> None:
    arrested(story, on, person, born_on=born)


@given(words("{person:Name} was arrested on {on:Day}, and {being:Being}", Being=CIRCUMSTANCE))
def _(story: Story, person: str, on: date, being: dict[str, Any]) -> None:
    arrested(story, on, person, **being)


@given(words("{person:Name} {encounter:Encounter} on {on:Day}", Encounter=ENCOUNTER))
def _(story: Story, person: str, encounter: Encounter, on: date) -> None:
    arrested(story, on, person, encounter=encounter)


@given(
    words(
        "{person:Name} was arrested on {on:Day} and {answer:Answer}, on {proof:Evidence} evidence",
        Answer=ANSWER,
        Evidence=PROOF,
    )
)
def _(story: Story, person: str, on: date, answer: Admission, proof: bool) -> None:
    arrested(story, on, person, admission=answer, sufficient_evidence=proof)


@given(words("{person:Name} was arrested on {on:Day} for {one:Offence} and {other:Offence}"))
def _(story: Story, person: str, on: date, one: OffenceWord, other: OffenceWord) -> None:
    arrested(story, on, person, offences=(told(story, on, one), told(story, on, other)))


@given(
    words(
        "{person:Name} was arrested on {on:Day} for {one:Offence} committed on {one_on:Day}"
        " and {other:Offence} committed on {other_on:Day}"
    )
)
def _(
    story: Story,
    person: str,
    on: date,
    one: OffenceWord,
    one_on: date,
    other: OffenceWord,
    other_on: date,
) -> None:
    offences = (told(story, one_on, one), told(story, other_on, other))
    arrested(story, on, person, offences=offences)


@given(
    words(
        "{person:Name} was arrested on {on:Day} for {offence:Offence}"
        " committed from {first_on:Day} to {last_on:Day}"
    )
)
def _(
    story: Story, person: str, on: date, offence: OffenceWord, first_on: date, last_on: date
) -> None:
    arrested(story, on, person, offences=(told(story, last_on, offence, first_on=first_on),))


@given(
    words(
        "{person:Name} was arrested on {on:Day} for {offence:Offence}, {nature:Nature}",
        Nature=NATURE,
    )
)
def _(story: Story, person: str, on: date, offence: OffenceWord, nature: dict[str, Any]) -> None:
    arrested(story, on, person, offences=(told(story, on, offence, **nature),))


@given(
    words(
        "{person:Name}, born on {born:Day}, was arrested on {on:Day}, denied it,"
        " for {offence:Offence} committed on {offence_on:Day}"
    )
)
def _(
    story: Story, person: str, born: date, on: date, offence: OffenceWord, offence_on: date
) -> None:
    offences = (told(story, offence_on, offence),)
    arrested(story, on, person, born_on=born, admission=Admission.DENIED, offences=offences)


@given(words("the admission was taken back on {on:Day}"))
def _(story: Story, on: date) -> None:
    story.do(story.admission_withdrawal(on))

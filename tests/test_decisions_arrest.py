"""Given a page, when an arrest or what is learnt of it is recorded, then these facts."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from ledger.decisions.refusals import (
    AgeNeeded,
    NotFound,
    OffenceUnknown,
    Refused,
    WrongDay,
    WrongIdentifier,
)
from ledger.journey.facts.arrest import ArrestRecorded
from ledger.journey.facts.person import IdentifierAdded, IdentifierCorrected, PageOpened
from ledger.journey.parts import ArrestPapers, Identifier, Offence, Person
from ledger.journey.words import (
    Admission,
    DrugClass,
    IdentifierKind,
    ModeOfTrial,
)
from tests.refusing import refusal
from tests.story import Story, noon

ON = date(2019, 12, 9)
SIGNED_ON = date(2019, 12, 10)
AFTER = date(2020, 4, 11)
LAUNCHED = "checkpoint-cymru/2019-12"
PATHFINDER = "devon-cornwall-pathfinder/2018"
PNC = IdentifierKind.PNC_ID

HEROIN = Offence(
    code="possession-class-a",
    title="Possession of a controlled drug of Class A",
    mode=ModeOfTrial.EITHER_WAY,
    first_on=ON,
    last_on=ON,
    drug="heroin",
    drug_class=DrugClass.A,
    gravity=2,
)


def recorded(journey: int = 1, on: date = ON, **changes: Any) -> ArrestRecorded:
    arrest = ArrestRecorded(
        journey=journey,
        on=on,
        at=noon(on),
        station="Caernarfon",
        offences=(replace(HEROIN, first_on=on, last_on=on),),
        admission=Admission.ADMITTED,
        age=29,
        lives_in_area=True,
        occurred_in_area=True,
        sufficient_evidence=True,
    )
    return replace(arrest, **changes)


def test_a_first_arrest_opens_the_page() -> None:
    story = Story(LAUNCHED)
    command = replace(
        story.arrest(ON),
        identifiers=(
            Identifier(kind=PNC, value=" 03/62845e "),
            Identifier(kind=IdentifierKind.CRO, value="265416/21G"),
            Identifier(kind=IdentifierKind.FORCE_LOCAL, value=" 4711 ", issuer="north-wales"),
        ),
        papers=ArrestPapers(custody_record="C1", arrest_summons_number="1101ZD0100000448754K"),
    )
    opened = PageOpened(
        on=ON,
        force="north-wales",
        person=Person(family_name="Example", given_names="Robin", born_on=date(1990, 1, 1)),
        identifiers=(
            Identifier(kind=PNC, value="2003/0062845E"),
            Identifier(kind=IdentifierKind.CRO, value="265416/21G"),
            Identifier(kind=IdentifierKind.FORCE_LOCAL, value="4711", issuer="north-wales"),
        ),
    )
    papers = ArrestPapers(custody_record="C1", arrest_summons_number="1101ZD0100000448754K")
    assert story.do(command) == (opened, recorded(papers=papers))


def test_a_second_arrest_opens_a_journey_only() -> None:
    story = Story(LAUNCHED)
    story.do(story.arrest(ON))
    assert story.do(story.arrest(SIGNED_ON)) == (recorded(2, SIGNED_ON),)


def test_a_later_arrest_adds_the_identifiers_that_the_page_does_not_know() -> None:
    story = Story(LAUNCHED)
    known, cro = pnc("2003/0062845E"), Identifier(kind=IdentifierKind.CRO, value="265416/21G")
    story.do(story.arrest(ON, identifiers=(known,)))
    former = IdentifierCorrected(on=ON, kind=PNC, old_value="03/62845E", value="2003/0123456L")
    assert story.do(former) == (replace(former, old_value="2003/0062845E"),)
    told = (pnc("03/62845E"), pnc("2003/0123456L"), cro)
    added = IdentifierAdded(on=SIGNED_ON, kind=cro.kind, value=cro.value)
    arrest = story.arrest(SIGNED_ON, identifiers=told)
    assert story.do(arrest) == (added, recorded(2, SIGNED_ON))


def pnc(value: str) -> Identifier:
    return Identifier(kind=PNC, value=value)


def test_an_age_is_taken_where_no_birthday_is_known() -> None:
    story = Story(LAUNCHED)
    _, arrest = story.do(story.arrest(ON, person=Person(), age=44))
    assert arrest == recorded(age=44)


def test_a_birthday_told_later_gives_the_age() -> None:
    story = Story(LAUNCHED)
    story.do(story.arrest(ON, person=Person(), age=44))
    assert story.do(story.arrest(SIGNED_ON)) == (recorded(2, SIGNED_ON, age=29),)


def offence(**changes: Any) -> dict[str, Any]:
    return {"offences": (Story(LAUNCHED).offence(ON, **changes),)}


WRONG: dict[str, tuple[dict[str, Any], type[Refused], str]] = {
    "arrested on another day": ({"at": noon(SIGNED_ON)}, WrongDay, "/at"),
    "for no offence": ({"offences": ()}, NotFound, "/offences"),
    "for what is no offence here": (
        offence(code="jaywalking"),
        OffenceUnknown,
        "/offences/0/code",
    ),
    "ended before it began": (offence(first_on=SIGNED_ON), WrongDay, "/offences/0/last_on"),
    "before it was committed": (
        offence(last_on=SIGNED_ON),
        WrongDay,
        "/offences/0/last_on",
    ),
    "ended in an hour of another day": (
        offence(ended_at=noon(date(2019, 12, 8))),
        WrongDay,
        "/offences/0/ended_at",
    ),
    "with an identifier that is none": (
        {"identifiers": (Identifier(kind=PNC, value="none"),)},
        WrongIdentifier,
        "/identifiers/0/value",
    ),
    "with a summons number that is none": (
        {"papers": ArrestPapers(arrest_summons_number="none")},
        WrongIdentifier,
        "/papers/arrest_summons_number",
    ),
    "of no age": ({"person": Person()}, AgeNeeded, "/age"),
    "unborn": ({"person": Person(born_on=SIGNED_ON)}, WrongDay, "/person/born_on"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_an_arrest_that_does_not_hold_together_is_refused(wrong: str) -> None:
    changes, kind, pointer = WRONG[wrong]
    story = Story(LAUNCHED)
    assert refusal(kind, story, story.arrest(ON, **changes)).pointer == pointer


def test_the_day_of_an_arrest_is_a_day_in_london() -> None:
    story, on = Story(LAUNCHED), date(2020, 6, 9)
    midnight = datetime(2020, 6, 9, 23, tzinfo=UTC)
    assert refusal(WrongDay, story, story.arrest(on, at=midnight)).pointer == "/at"
    assert story.do(story.arrest(date(2020, 6, 10), at=midnight))


def test_a_wrong_check_letter_is_refused_with_the_right_one() -> None:
    story = Story(LAUNCHED)
    wrong = (Identifier(kind=PNC, value="2003/0123456A"),)
    refused = refusal(WrongIdentifier, story, story.arrest(ON, identifiers=wrong))
    assert (refused.expected, refused.pointer) == ("L", "/identifiers/0/value")
    assert refused.sentence.endswith(".")
    assert "123456" not in refused.sentence

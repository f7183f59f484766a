"""Given a summary offence, when its time limit has passed, then outcome 17 says so of nobody else.

It is for a matter that nobody has charged, cautioned or completed in time.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from ledger.journey.commands import Command
from ledger.journey.facts import contract as c
from ledger.journey.facts import ending as e
from ledger.journey.facts.breach import ReturnedForDecision
from ledger.journey.parts import Override
from ledger.journey.words import CautionKind, Record, ReturnReason
from tests.refusing import clauses
from tests.story import INSPECTOR, OFFICER, Story

SIGNED_ON = date(2019, 12, 10)
ON = date(2020, 1, 13)
LAST_ON, TOO_LATE_ON = date(2020, 6, 10), date(2020, 6, 11)
TIME_BARRED = "17"

CHARGED = e.Charged(journey=1, on=ON, decided_by=OFFICER)
CONVICTED = e.Convicted(journey=1, on=TOO_LATE_ON, court="Caernarfon")
CAUTIONED = e.CautionGiven(
    journey=1, on=ON, kind=CautionKind.SIMPLE, admitted=True, given_by=INSPECTOR
)
ASKED = e.ReferredToProsecutor(journey=1, on=ON, referred_by=OFFICER)
DROPPED = e.NotProsecuted(journey=1, on=ON, decided_by=INSPECTOR)


def against(*codes: str) -> dict[str, object]:
    return {"override": Override(clauses=codes, authority=INSPECTOR), "rationale": "See the file."}


def signed() -> Story:
    story = Story("checkpoint-cymru/2019-12")
    drunk = story.offence(SIGNED_ON, "drunk-and-disorderly")
    story.ready_to_sign(SIGNED_ON, offences=(drunk,))
    story.do(story.contract(SIGNED_ON, length="P4M", **against("C5")))
    return story


def returned(*happened: Command) -> Story:
    story = signed()
    story.do(c.Withdrawn(journey=1, on=ON))
    because = ReturnReason.WITHDRAWN
    story.do(ReturnedForDecision(journey=1, on=ON, because=because, returned_to=OFFICER))
    for command in happened:
        story.do(command)
    return story


@pytest.mark.parametrize(
    "happened", [(), (ASKED,), (DROPPED,)], ids=["nothing", "asked", "dropped"]
)
def test_what_nobody_charged_in_time_is_time_barred(happened: tuple[Command, ...]) -> None:
    story = returned(*happened)
    assert clauses(story, story.outcome(LAST_ON, TIME_BARRED)) == ("F9",)
    story.do(story.outcome(TOO_LATE_ON, TIME_BARRED))
    assert story.standing(TOO_LATE_ON).record == Record.NONE_OTHER


@pytest.mark.parametrize("happened", [CHARGED, CAUTIONED], ids=["charged", "cautioned"])
def test_what_was_charged_or_cautioned_in_time_is_not_time_barred(happened: Command) -> None:
    story = returned(happened)
    assert clauses(story, story.outcome(TOO_LATE_ON, TIME_BARRED)) == ("F9",)


def test_one_who_was_charged_in_time_can_be_convicted_after_the_limit() -> None:
    story = returned(CHARGED)
    story.attempt(story.outcome(TOO_LATE_ON, TIME_BARRED))
    assert story.do(CONVICTED) == (CONVICTED,)
    assert story.standing(TOO_LATE_ON).record == Record.NOT_AVOIDED


def test_what_was_completed_is_not_time_barred_on_anybodys_authority() -> None:
    story = signed()
    story.do(story.completion(TOO_LATE_ON))
    outcome = replace(story.outcome(TOO_LATE_ON, TIME_BARRED), **against("F7"))
    assert clauses(story, outcome) == ("F7", "F9")

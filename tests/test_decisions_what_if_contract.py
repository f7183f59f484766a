"""Given a contract, when it is told under another edition, then it is for that one's length."""

from __future__ import annotations

from datetime import date

import pytest

from ledger.decisions.otherwise import Otherwise
from ledger.decisions.what_if import what_if
from ledger.journey.commands import VaryContract
from ledger.journey.facts.protection import RecordedInError
from ledger.journey.parts import Condition
from ledger.journey.words import ConditionKind
from ledger.policy.terms import LengthRule
from tests.story import INSPECTOR, NO_REOFFENDING, policy, supposing
from tests.test_decisions_what_if import (
    ANNOUNCED,
    ANOTHER_TERM,
    LAUNCHED,
    announced,
    differences,
    launched,
    told,
)


@pytest.mark.parametrize(
    ("number", "expected"), [(5, [ANOTHER_TERM]), (6, [(Otherwise.REFUSED, ("C2",))])]
)
def test_a_contract_of_more_than_five_conditions_could_not_have_been_signed(
    number: int, expected: list[tuple[Otherwise, tuple[str, ...]]]
) -> None:
    others = (Condition(kind=ConditionKind.TREATMENT),) * (number - 1)
    answer = told(announced(conditions=(NO_REOFFENDING, *others)), LAUNCHED)
    assert differences(answer) == expected
    assert answer.then.station == ("assessed" if answer.parted else "awaiting-completion")


@pytest.mark.parametrize(("length", "last_on"), [("P6M", date(2021, 2, 10)), ("", None)])
def test_a_variation_lengthens_by_as_much_as_it_did(length: str, last_on: date | None) -> None:
    story = launched()
    story.do(
        VaryContract(journey=1, on=date(2020, 1, 10), signed_by_participant=True, length=length)
    )
    answer = told(story, ANNOUNCED, last_on or date(2020, 12, 10))
    assert answer.then.station == "under-contract"
    assert differences(answer) == [ANOTHER_TERM]


def test_a_contract_within_a_length_that_is_at_most_stays() -> None:
    rulebook = supposing(
        ANNOUNCED, {"contract.length": "P6M", "contract.length_rule": LengthRule.AT_MOST}, "[R]"
    )
    supposed = "checkpoint-cymru/supposed"
    assert differences(told(launched(), supposed, rulebook=rulebook)) == []
    assert differences(told(announced(), supposed, rulebook=rulebook)) == [ANOTHER_TERM]


def test_a_variation_is_from_the_term_as_last_varied() -> None:
    story = launched()
    for on, length in ((date(2020, 1, 10), "P6M"), (date(2020, 1, 11), "P4M")):
        story.do(VaryContract(journey=1, on=on, signed_by_participant=True, length=length))
    answer = told(story, ANNOUNCED)
    assert (answer.now.station, answer.then.station) == ("awaiting-completion",) * 2
    on_last = what_if(
        story.page.written, policy().editions[ANNOUNCED], policy(), date(2020, 12, 10)
    )
    assert on_last[0].then.station == "under-contract"


def test_a_variation_of_a_contract_that_was_struck_out_is_told_as_it_was() -> None:
    story = announced()
    on, line = date(2020, 2, 3), story.page.version
    story.do(VaryContract(journey=1, on=on, signed_by_participant=True, length="P14M"))
    story.do(RecordedInError(on=on, line=line, decided_by=INSPECTOR, reason="Not signed."))
    answer = told(story, LAUNCHED)
    assert answer.now == answer.then
    assert not answer.differs

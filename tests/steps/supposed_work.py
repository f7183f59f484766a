"""Schemes whose work no shipped edition asks for, so that each clause can be seen both ways."""

from __future__ import annotations

from typing import Any

from pytest_bdd import given

from ledger.journey.words import Rank, ReoffendingTest
from ledger.policy.terms import CompletionNeed, LengthRule
from tests.steps.words import one_of, words
from tests.story import Story, supposing

AS_LAUNCHED = "checkpoint-cymru/2019-12"
Supposition = tuple[dict[str, Any], str]
SUPPOSED = "Supposed: no shipped edition sets it"

ASKS: dict[str, Supposition] = {
    "allows a contract of at most four months": (
        {"contract.length_rule": LengthRule.AT_MOST},
        "Deeside.com, 9 October 2019 [4]: up to a maximum of four months",
    ),
    "lets an extended contract last six months": ({"contract.longest": "P6M"}, SUPPOSED),
    "asks for no assessment": ({"navigator.assessment_needed": False}, SUPPOSED),
    "allows no more than 20 hours of voluntary work": (
        {"contract.most_hours": 20},
        "PCSC Act 2022 s.101, prospective [57b]: unpaid work under a diversionary caution",
    ),
    "warns twice before a breach counts": ({"breach.warnings_first": 2}, SUPPOSED),
    "counts a reoffence from the arrest": (
        {"breach.reoffending_is": ReoffendingTest.ARREST},
        SUPPOSED,
    ),
    "counts a reoffence from the conviction": (
        {"breach.reoffending_is": ReoffendingTest.CONVICTION},
        SUPPOSED,
    ),
    "lets an inspector excuse gravity 2 or less": (
        {"breach.most_gravity_excused": 2, "breach.discretion_rank": Rank.INSPECTOR},
        "Domain notes, section 7 case 4 [R]: a discretion band by gravity",
    ),
    "asks for the course before completion": (
        {
            "completion.needs": frozenset(
                {CompletionNeed.TERM_ENDED, CompletionNeed.COURSE_COMPLETED}
            )
        },
        SUPPOSED,
    ),
    "looks back six months": (
        {"completion.look_back": "P6M"},
        "Domain notes, section 7 case 1 [R]: within a look-back that policy sets",
    ),
}


@given(words("a scheme that {asks:Asks}", Asks=one_of(ASKS)))
def _(story: Story, asks: Supposition) -> None:
    story.runs(supposing(AS_LAUNCHED, *asks))

"""Schemes that no shipped edition is like, where a clause would otherwise never be asked."""

from __future__ import annotations

from typing import Any

from pytest_bdd import given

from ledger.journey.words import Rank
from ledger.policy.terms import AgeTestedOn, EvidenceRule, PriorUse
from tests.steps.words import one_of, words
from tests.story import Story, supposing

NOWHERE = "Supposed: no source says so (domain notes, section 1a [R])"
AS_LAUNCHED = "checkpoint-cymru/2019-12"
Supposition = tuple[str, dict[str, Any], str]

ASKS: dict[str, Supposition] = {
    "tests age on the day of the arrest": (
        AS_LAUNCHED,
        {"eligibility.age_tested_on": AgeTestedOn.ARREST},
        "Domain notes, section 7 case 14 [R]: the day of the test is policy",
    ),
    "asks for evidence whatever was said": (
        AS_LAUNCHED,
        {"eligibility.evidence": EvidenceRule.SUFFICIENT},
        "London Turning Point [37]: full code test met, no admission needed",
    ),
    "accepts gravity 1 to 3": (
        AS_LAUNCHED,
        {"eligibility.least_gravity": 1, "eligibility.most_gravity": 3},
        "South Wales and Gwent [28]: simple possession of gravity 1 to 3",
    ),
    "accepts gravity 2 to 3": (
        AS_LAUNCHED,
        {"eligibility.least_gravity": 2, "eligibility.most_gravity": 3},
        NOWHERE,
    ),
    "needs an inspector to go against its clauses": (
        AS_LAUNCHED,
        {"decision.override_rank": Rank.INSPECTOR},
        "Domain notes, section 3 [R]: a recorded override, with its rank",
    ),
    "asks for no screening": (AS_LAUNCHED, {"offer.screening": None}, NOWHERE),
    "asks for the victim's views": (
        AS_LAUNCHED,
        {"offer.victim_views": True},
        "Domain notes, section 6 [R]; gravity matrix [56]",
    ),
    "does not ask for the victim's views": (AS_LAUNCHED, {"offer.victim_views": None}, NOWHERE),
    "asks for an appointment within a day": (
        AS_LAUNCHED,
        {"navigator.appointment_within_days": 1},
        "Operation Turning Point [39]: the meeting was on the following day",
    ),
    "asks for an appointment within 7 days": (
        AS_LAUNCHED,
        {"navigator.appointment_within_days": 7},
        NOWHERE,
    ),
    "puts the course first and may be used once": (
        "checkpoint-cymru/2019-10",
        {"eligibility.prior_use": PriorUse.ONCE_ONLY},
        "Avon and Somerset [24][26], of its own course",
    ),
    "may be used twice": (
        "thames-valley-ddp/2018-12",
        {"eligibility.most_uses": 2},
        NOWHERE,
    ),
}


@given(words("a scheme that {asks:Asks}", Asks=one_of(ASKS)))
def _(story: Story, asks: Supposition) -> None:
    story.runs(supposing(*asks))

"""Whole journeys over HTTP, from an arrest for a wrap of heroin to the answer and its reasons."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from ledger.journey.commands import Command
from ledger.journey.facts import breach as b
from ledger.journey.parts import Override
from ledger.journey.words import ReoffendingTest
from tests.service import Caller, at_work
from tests.story import INSPECTOR, Story

ARRESTED_ON = date(2019, 11, 28)
SIGNED_ON = date(2019, 12, 10)
LAST_ON = date(2020, 12, 10)
DAY_AFTER = date(2020, 12, 11)
LIMITS = ["arrest-remains", "local-crime-record-remains", "enhanced-dbs-may-disclose"]


@pytest.fixture(scope="module")
def custody(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Caller]:
    with at_work(tmp_path_factory.mktemp("ledger")) as caller:
        yield caller


def to_signing(story: Story) -> tuple[Command, ...]:
    """From an arrest for heroin through the course to the assessment of needs."""
    return (
        story.arrest(ARRESTED_ON),
        story.screening(ARRESTED_ON),
        story.victim(ARRESTED_ON),
        story.decision(ARRESTED_ON),
        story.offer(ARRESTED_ON),
        story.booking(ARRESTED_ON),
        story.attendance(date(2019, 12, 5)),
        story.course_completion(date(2019, 12, 5)),
        story.acceptance(date(2019, 12, 6)),
        story.assessment(date(2019, 12, 9)),
    )


def under_contract(custody: Caller) -> str:
    """A person who took the course and signed for twelve months."""
    story = Story()
    return custody.tell_all(*to_signing(story), story.contract(SIGNED_ON))


def reoffend(custody: Caller, page: str, on: date) -> dict[str, Any]:
    story = Story()
    arrest = story.arrest(on, offences=(story.offence(on, "theft-from-shop"),))
    answer = custody.tell(arrest, page)
    assert answer.status_code == 201, answer.text
    reply: dict[str, Any] = answer.json()
    return reply


def test_a_contract_kept_for_twelve_months_avoids_a_conviction_or_caution(custody: Caller) -> None:
    page, story = under_contract(custody), Story()
    assert custody.stands(page, LAST_ON)["status"]["code"] == "under-contract"
    assert custody.stands(page, DAY_AFTER)["status"]["code"] == "awaiting-completion"
    custody.tell(story.completion(DAY_AFTER), page)
    closed = custody.tell(story.outcome(date(2020, 12, 14)), page).json()
    assert (closed["status"]["code"], closed["record"]["code"]) == ("closed", "avoided")
    answer = custody.stands(page, date(2020, 12, 14))
    assert answer["record"]["code"] == "avoided"
    assert [limit["code"] for limit in answer["limits"]] == LIMITS
    assert answer["edition"]["scheme"] == "checkpoint-cymru"
    assert answer["edition"]["edition"] == "2019-10"
    assert [reason["name"] for reason in answer["reasons"]][-2:] == [
        "contract.completed",
        "outcome.recorded",
    ]
    assert all(r["reference"] == f"{page}:{r['line']}" for r in answer["reasons"])


def test_the_explanation_says_what_is_recorded_and_what_that_does_not_mean(
    custody: Caller,
) -> None:
    page, story = under_contract(custody), Story()
    custody.tell(story.completion(DAY_AFTER), page)
    custody.tell(story.outcome(date(2020, 12, 14)), page)
    told = custody.get(f"/v1/participants/{page}/journeys/1/explanation", as_at="2020-12-14").json()
    said = [sentence["en"] for sentence in told["sentences"]]
    assert said[0].startswith(
        "As at 14 December 2020: No conviction or caution is recorded for this offence"
    )
    assert any("(checkpoint-cymru/2019-10)" in sentence for sentence in said)
    assert f"closed with Home Office outcome 22 (entry {page}:14)." in said[-3]
    assert said[-1].startswith("What this does not mean: The arrest remains recorded.")
    words = " ".join(said).lower()
    assert not [word for word in ("guilty", "cleared", "offender") if word in words]


def test_reoffending_on_the_last_day_breaks_the_contract(custody: Caller) -> None:
    page = under_contract(custody)
    again = reoffend(custody, page, LAST_ON)
    assert [(a["journey"], a["offenceOn"]) for a in again["alleged"]] == [(1, "2020-12-10")]
    assert custody.stands(page, LAST_ON)["status"]["code"] == "allegation-pending"
    confirmed = b.ReoffenceConfirmed(
        journey=1,
        on=date(2021, 1, 11),
        allegation=1,
        reached=ReoffendingTest.CHARGE,
        decided_by=INSPECTOR,
        rationale="Charged with a theft on the last day.",
    )
    answer = custody.tell(confirmed, page).json()
    assert (answer["status"]["code"], answer["record"]["code"]) == (
        "reoffence-confirmed",
        "at-risk",
    )


def test_reoffending_on_the_day_after_the_last_does_not(custody: Caller) -> None:
    page, story = under_contract(custody), Story()
    again = reoffend(custody, page, DAY_AFTER)
    assert again["journey"] == 2
    assert again["alleged"] == []
    custody.tell(story.completion(date(2020, 12, 14)), page)
    closed = custody.tell(story.outcome(date(2020, 12, 14)), page).json()
    assert closed["record"]["code"] == "avoided"
    assert custody.stands(page, date(2020, 12, 14), 2)["record"]["code"] == "pending"


def test_a_contract_of_twelve_months_that_outlives_the_time_to_charge_is_refused_or_overridden(
    custody: Caller,
) -> None:
    story = Story()
    arrest = story.arrest(ARRESTED_ON, offences=(story.offence(ARRESTED_ON, "common-assault"),))
    page = custody.tell_all(arrest, *to_signing(story)[1:])
    refused = custody.tell(story.contract(SIGNED_ON), page)
    assert refused.status_code == 422
    problem = refused.json()
    assert problem["code"] == "refused-by-policy"
    (clause,) = problem["clauses"]
    assert clause["words"]["en"]
    assert clause["words"]["cy"]
    assert clause["edition"] == "checkpoint-cymru/2019-10"
    assert clause["source"]
    override = Override(clauses=(clause["code"],), authority=INSPECTOR)
    signed = custody.tell(
        story.contract(SIGNED_ON, override=override, rationale="Accepted by name."), page
    )
    assert signed.status_code == 201, signed.text
    last = custody.stands(page, SIGNED_ON)["reasons"][-1]
    assert [c["code"] for c in last["clauses"]] == [clause["code"]]
    assert last["overriddenBy"]["name"] == INSPECTOR.name

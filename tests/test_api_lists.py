"""Lists and counts of a force: a writer finds their own write in them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from api import clock
from ledger.journey.commands import Command
from ledger.journey.facts import breach as b
from ledger.journey.facts import contract as c
from ledger.journey.facts import ending as e
from ledger.journey.words import BreachCause, PauseReason, ProceedingsKind, Screening
from tests.service import Caller, at_work
from tests.story import NAVIGATOR, Story

ON = date(2019, 11, 28)
SOON = clock.today() + timedelta(days=10)


@pytest.fixture(scope="module")
def custody(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Caller]:
    with at_work(tmp_path_factory.mktemp("ledger"), "checkpoint-cymru/2019-12") as caller:
        yield caller


def to_contract(custody: Caller) -> tuple[str, str]:
    """A page with a contract, and its position in the ledger."""
    story = Story("checkpoint-cymru/2019-12")
    page = custody.tell_all(
        story.arrest(ON),
        story.screening(ON),
        story.victim(ON),
        story.decision(ON),
        story.offer(ON),
        story.acceptance(ON),
        c.NavigatorAssigned(journey=1, on=ON, navigator=NAVIGATOR, appointment_on=SOON),
        story.assessment(ON),
    )
    signed = custody.tell(story.contract(ON), page)
    assert signed.status_code == 201, signed.text
    return page, signed.headers["X-Ledger-Position"]


def test_the_caseload_shows_a_contract_as_soon_as_it_is_signed(custody: Caller) -> None:
    page, position = to_contract(custody)
    items = custody.get("/v1/caseload", after=position, limit=500).json()["items"]
    (mine,) = [item for item in items if item["participantId"] == page]
    assert mine["navigator"] == NAVIGATOR.name
    assert mine["lastOn"] == "2020-03-28"
    assert mine["status"]["code"] == "awaiting-completion"
    theirs = custody.get("/v1/caseload", after=position, police_station="Nowhere").json()
    assert theirs == {"items": [], "nextCursor": None}


ILL = c.ContractPaused(journey=1, on=ON, reason=PauseReason.ILLNESS)
POSITIVE = Story().screening(ON, Screening.POSITIVE)
BROKEN = b.BreachAlleged(
    journey=1, on=ON, condition=1, breached_on=ON, cause=BreachCause.PARTICIPANT
)
COMPLAINT = e.ProceedingsNotified(journey=1, on=ON, kind=ProceedingsKind.COMPLAINT)


@pytest.mark.parametrize(
    ("held", "status"),
    [
        ((ILL,), "paused"),
        ((BROKEN,), "allegation-pending"),
        ((ILL, BROKEN, POSITIVE), "safeguard-hold"),
        ((COMPLAINT,), "awaiting-completion"),
    ],
)
def test_the_caseload_and_the_journey_s_own_read_tell_one_status(
    custody: Caller, held: tuple[Command, ...], status: str
) -> None:
    page, _ = to_contract(custody)
    for command in held:
        answer = custody.tell(command, page)
        assert answer.status_code == 201, answer.text
    position = answer.headers["X-Ledger-Position"]
    items = custody.get("/v1/caseload", after=position, limit=500).json()["items"]
    (mine,) = [item for item in items if item["participantId"] == page]
    own = custody.stands(page, clock.today())
    assert mine["status"] == own["status"]
    assert mine["status"]["code"] == status
    assert "contract" not in mine["status"]["words"]["en"].lower(), "it has ended"


def test_what_is_due_comes_overdue_first_and_in_parts(custody: Caller) -> None:
    pages = [to_contract(custody) for _ in range(3)]
    seen: list[tuple[str, str]] = []
    parameters = {"after": pages[-1][1], "by": SOON, "limit": 2}
    while True:
        answer = custody.get("/v1/due", **parameters).json()
        seen += [(item["participantId"], item["kind"]) for item in answer["items"]]
        if not answer["nextCursor"]:
            break
        parameters["cursor"] = answer["nextCursor"]
    assert len(seen) == len(set(seen))
    assert {(page, "completion") for page, _ in pages} <= set(seen)


def test_outcomes_are_counted_by_month_and_code(custody: Caller) -> None:
    story = Story("checkpoint-cymru/2019-12")
    page, _ = to_contract(custody)
    custody.tell_all(story.completion(date(2020, 3, 30)), page=page)
    closed = custody.tell(story.outcome(date(2020, 3, 31)), page)
    position = closed.headers["X-Ledger-Position"]
    answer = custody.get(
        "/v1/outcomes", after=position, basis="closing", first_month="2020-03", last_month="2020-03"
    ).json()
    (count,) = [one for one in answer["items"] if one["homeOfficeCode"] == "22"]
    assert count["month"] == "2020-03"
    assert count["offenceCode"] == "possession-class-a"
    assert count["edition"] == "checkpoint-cymru/2019-12"


def test_refusals_of_people_are_counted_by_clause(custody: Caller) -> None:
    story = Story("checkpoint-cymru/2019-12")
    page = custody.tell_all(story.arrest(ON, lives_in_area=False))
    refused = custody.tell(story.decision(ON, eligible=False), page)
    assert refused.status_code == 201, refused.text
    position = refused.headers["X-Ledger-Position"]
    items = custody.get("/v1/refusals", after=position, first_on=ON, last_on=ON).json()["items"]
    (count,) = items
    assert count["clause"]["words"]["cy"]
    assert (count["times"], count["overridden"]) == (1, False)


def test_another_force_sees_nothing_of_it(custody: Caller) -> None:
    to_contract(custody)
    with Caller(str(custody.client.base_url), "custody", "gwent") as stranger:
        for path in ("/v1/caseload", "/v1/due", "/v1/outcomes", "/v1/refusals"):
            assert stranger.get(path).json()["items"] == []


@pytest.mark.parametrize("path", ["caseload", "due", "outcomes", "refusals"])
def test_a_position_that_the_ledger_has_not_reached_is_not_waited_for(
    custody: Caller, path: str
) -> None:
    answer = custody.get(f"/v1/{path}", after=10**9)
    assert (answer.status_code, answer.json()["code"]) == (422, "number-out-of-range")
    assert answer.json()["errors"][0]["parameter"] == "after"


@pytest.mark.parametrize(
    ("path", "query", "code"),
    [
        ("caseload", {"limit": 0}, "number-out-of-range"),
        ("caseload", {"limit": 501}, "number-out-of-range"),
        ("caseload", {"limit": "many"}, "not-a-whole-number"),
        ("caseload", {"after": -1}, "number-out-of-range"),
        ("due", {"by": "2019-02-30"}, "day-impossible"),
        ("outcomes", {"basis": "crime"}, "word-unknown"),
        ("outcomes", {"first_month": "2019-13"}, "text-malformed"),
        ("refusals", {"last_on": "0109-01-01"}, "year-out-of-range"),
    ],
)
def test_a_wrong_query_is_named(
    custody: Caller, path: str, query: dict[str, object], code: str
) -> None:
    answer = custody.get(f"/v1/{path}", **query)
    assert (answer.status_code, answer.json()["code"]) == (422, code)

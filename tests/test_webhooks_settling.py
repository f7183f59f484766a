"""What becomes of deliveries over days: told here by instants that tests choose."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine

from api.jobs.engine import open_jobs
from api.webhooks import claiming, queueing, settling, subscriptions
from api.webhooks.claiming import Claimed, claim
from api.webhooks.log import logged, waiting
from api.webhooks.queueing import MOST_WAITING, Queued, queue
from api.webhooks.schedule import Schedule
from api.webhooks.settling import Outcome, prune, settle
from api.webhooks.subscriptions import NoSuchSubscription, Subscription, one_of
from api.webhooks.tables import writing

DAY = 86_400.0
START = 1_000_000.0
LATE = 2**53


@pytest.fixture
def jobs(tmp_path: Path) -> Iterator[Engine]:
    engine = open_jobs(tmp_path)
    yield engine
    engine.dispose()


@pytest.fixture
def webhook(jobs: Engine) -> Subscription:
    made = Subscription(
        id="w-1",
        force="north-wales",
        client="c",
        url="https://hub.example/",
        host="hub.example",
        types=(),
        made_by="The hub",
        role="integrator",
        purpose="prosecution",
        made_at=START,
        read_to=0,
    )
    with writing(jobs) as connection:
        return subscriptions.add(connection, made)


def queued(jobs: Engine, webhook: Subscription, *events: str) -> Subscription:
    """Queue events named by page and line, at the positions that follow."""
    told = [
        Queued(event, event.split(":")[0], webhook.read_to + n, "a.b.v1")
        for n, event in enumerate(events, start=1)
    ]
    read_to = webhook.read_to + len(told)
    with writing(jobs) as connection:
        assert queue(connection, webhook, told, read_to, START)
    return replace(webhook, read_to=read_to)


def claimed(jobs: Engine, at: float, name: str = "a", most: int = 10) -> list[Claimed]:
    return claim(jobs, name, at, at + 30, most)


def fail(jobs: Engine, at: float, status: int = 500) -> list[Claimed]:
    taken = claimed(jobs, at)
    for one in taken:
        settle(jobs, one, Outcome(status), at, Schedule(), 0)
    return taken


def states(jobs: Engine) -> dict[str, str]:
    with jobs.connect() as connection:
        return {one.event: one.state for one in logged(connection, "w-1", LATE, 100)}


def known(jobs: Engine) -> Subscription:
    with jobs.connect() as connection:
        return one_of(connection, "w-1")


def test_the_last_failure_ends_a_delivery_and_the_page_goes_on(
    jobs: Engine, webhook: Subscription
) -> None:
    queued(jobs, webhook, "p-1:1", "p-1:2")
    at, made = START, []
    for wait in (0, 5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400):
        at += wait
        assert not claimed(jobs, at - 1)
        made += fail(jobs, at)
    assert [one.event for one in made] == ["p-1:1"] * 10
    assert states(jobs) == {"p-1:1": "failed", "p-1:2": "due"}
    assert known(jobs).disabled_because == ""
    assert [one.event for one in claimed(jobs, at)] == ["p-1:2"]


def test_a_receiver_that_failed_for_five_days_is_disabled_and_enabled_afresh(
    jobs: Engine, webhook: Subscription
) -> None:
    queued(jobs, webhook, "p-1:1", "p-2:1")
    fail(jobs, START)
    fail(jobs, START + 5 * DAY - 1)
    assert known(jobs).disabled_because == ""
    fail(jobs, START + 10 * DAY)
    assert known(jobs).disabled_because == "failing"
    assert not claimed(jobs, START + 20 * DAY)
    with writing(jobs) as connection:
        subscriptions.enable(connection, known(jobs), START + 20 * DAY)
    again = claimed(jobs, START + 20 * DAY)
    assert {(one.event, one.attempts) for one in again} == {("p-1:1", 0), ("p-2:1", 0)}


def test_one_success_forgives_the_failures_before(jobs: Engine, webhook: Subscription) -> None:
    queued(jobs, webhook, "p-1:1", "p-2:1")
    fail(jobs, START)
    assert known(jobs).failing_since == START
    one, other = claimed(jobs, START + 10)
    settle(jobs, one, Outcome(200), START + 4 * DAY, Schedule(), 0)
    assert known(jobs).failing_since == 0
    settle(jobs, other, Outcome(500), START + 6 * DAY, Schedule(), 0)
    assert known(jobs).disabled_because == ""


@pytest.mark.parametrize("status", [199, 300, 304, 404, 500])
def test_nothing_but_2xx_is_a_success(jobs: Engine, webhook: Subscription, status: int) -> None:
    queued(jobs, webhook, "p-1:1")
    fail(jobs, START, status)
    assert states(jobs) == {"p-1:1": "due"}


@pytest.mark.parametrize("status", [200, 202, 204, 299])
def test_every_2xx_is_a_success(jobs: Engine, webhook: Subscription, status: int) -> None:
    queued(jobs, webhook, "p-1:1")
    fail(jobs, START, status)
    assert states(jobs) == {"p-1:1": "delivered"}


def test_a_claim_holds_until_its_lease_ends(jobs: Engine, webhook: Subscription) -> None:
    queued(jobs, webhook, "p-1:1")
    (first,) = claimed(jobs, START, "a")
    assert not claimed(jobs, START + 29, "b")
    (second,) = claimed(jobs, START + 30, "b")
    assert not claiming.still_claimed(jobs, first)
    assert claiming.still_claimed(jobs, second)


def test_whoever_lost_the_claim_settles_nothing_but_leaves_the_attempt(
    jobs: Engine, webhook: Subscription
) -> None:
    queued(jobs, webhook, "p-1:1")
    (first,) = claimed(jobs, START, "a")
    (second,) = claimed(jobs, START + 30, "b")
    settle(jobs, first, Outcome(500), START + 31, Schedule(), 0)
    settle(jobs, second, Outcome(204), START + 32, Schedule(), 0)
    with jobs.connect() as connection:
        (one,) = logged(connection, "w-1", LATE, 10)
    assert (one.state, [a.status for a in one.attempts]) == ("delivered", [500, 204])


def test_what_is_given_back_is_claimed_again_at_once(jobs: Engine, webhook: Subscription) -> None:
    queued(jobs, webhook, "p-1:1")
    (first,) = claimed(jobs, START, "a")
    claiming.release(jobs, first, START)
    (second,) = claimed(jobs, START, "b")
    claiming.release(jobs, first, START)
    assert claiming.still_claimed(jobs, second)


def test_four_pages_at_once_to_one_receiver_and_one_event_of_each(
    jobs: Engine, webhook: Subscription
) -> None:
    queued(jobs, webhook, *(f"p-{page}:{line}" for page in range(6) for line in (1, 2)))
    assert [one.event for one in claimed(jobs, START)] == ["p-0:1", "p-1:1", "p-2:1", "p-3:1"]
    assert not claimed(jobs, START, "b")


def test_reading_on_is_written_with_what_was_read_and_by_one_alone(
    jobs: Engine, webhook: Subscription
) -> None:
    after = queued(jobs, webhook, "p-1:1")
    with writing(jobs) as connection:
        late = Queued("p-1:1", "p-1", 1, "a.b.v1")
        assert not queue(connection, webhook, [late], 1, START)
        queueing.replay(connection, after, 0, START)
        assert not queue(connection, after, [late], 2, START)
    assert states(jobs) == {"p-1:1": "replaced"}


def test_a_replay_takes_the_place_of_what_is_due(jobs: Engine, webhook: Subscription) -> None:
    after = queued(jobs, webhook, "p-1:1", "p-1:2", "p-1:3")
    with writing(jobs) as connection:
        back = queueing.replay(connection, after, 1, START)
    assert states(jobs) == {"p-1:1": "due", "p-1:2": "replaced", "p-1:3": "replaced"}
    queued(jobs, back, "p-1:2", "p-1:3")
    sent = [fail(jobs, START + n, 204)[0].event for n in range(3)]
    assert sent == ["p-1:1", "p-1:2", "p-1:3"]


def test_a_thousand_may_wait_and_no_more(jobs: Engine, webhook: Subscription) -> None:
    queued(jobs, webhook, *(f"p-{page}:1" for page in range(MOST_WAITING - 1)))
    with jobs.connect() as connection:
        assert queueing.room(connection, "w-1") == 1
        assert waiting(connection, "w-1") == MOST_WAITING - 1


def test_what_was_settled_a_month_ago_is_forgotten(jobs: Engine, webhook: Subscription) -> None:
    queued(jobs, webhook, "p-1:1", "p-1:2")
    fail(jobs, START, 204)
    prune(jobs, START + settling.KEPT_DAYS * DAY)
    assert states(jobs) == {"p-1:1": "delivered", "p-1:2": "due"}
    prune(jobs, START + settling.KEPT_DAYS * DAY + 1)
    assert states(jobs) == {"p-1:2": "due"}


def test_what_was_ended_is_gone_with_its_log(jobs: Engine, webhook: Subscription) -> None:
    queued(jobs, webhook, "p-1:1", "p-1:2")
    (one,) = claimed(jobs, START)
    with writing(jobs) as connection:
        subscriptions.remove(connection, webhook)
    settle(jobs, one, Outcome(204), START, Schedule(), 0)
    assert states(jobs) == {}
    with pytest.raises(NoSuchSubscription):
        known(jobs)

"""Webhooks over real HTTPS: signed twice, in order, tried again, and ended when they should be."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from standardwebhooks import Webhook

from api.logs import OneLine
from api.replies.feed import CloudEvent
from tests.receiver import OK, Answer, Received, Receiver, receiving
from tests.service import Caller
from tests.webhook_service import (
    arrested,
    deliveries,
    settled,
    shown,
    subscribed,
    told,
    until,
)

Both = tuple[Caller, Receiver]

# An attempt that is cut off when its service ends leaves its socket to the collector.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Both]:
    with told(tmp_path_factory.mktemp("webhooks")) as both:
        yield both


@pytest.fixture
def both(standing: Both) -> Iterator[Both]:
    """The same service for every test, with no subscriptions and a receiver that is content."""
    caller, receiver = standing
    receiver.received.clear()
    receiver.answer = lambda _: OK
    yield standing
    for webhook in caller.get("/v1/webhooks").json()["items"]:
        ended = caller.client.delete(f"/v1/webhooks/{webhook['webhookId']}")
        assert ended.status_code == 204


def once(status: int, **headers: str) -> Any:
    """Answers with `status` the first time, and is content from then on."""
    left: list[Answer] = [(status, headers)]
    return lambda _: left.pop() if left else OK


def test_events_arrive_in_order_and_both_signatures_hold(both: Both) -> None:
    caller, receiver = both
    webhook = subscribed(caller, receiver, "/diversion?key=1")
    page = arrested(caller)
    first, second = receiver.first(2)
    assert [first.id, second.id] == [f"{page}:1", f"{page}:2"]
    (key,) = webhook["publicKeys"]
    for one in (first, second):
        assert one.path == "/diversion"
        assert one.headers["content-type"] == "application/cloudevents+json; charset=utf-8"
        assert Webhook(webhook["secret"]).verify(one.body, dict(one.headers)) == one.event
        assert one.is_signed_by(key["publicKey"])
        assert one.event["id"] == one.id
        assert one.event["subject"].startswith(f"participants/{page}")


def test_a_webhook_that_was_altered_is_not_signed(both: Both) -> None:
    caller, receiver = both
    webhook = subscribed(caller, receiver)
    arrested(caller)
    one, _ = receiver.first(2)
    other = Received(one.path, one.headers, one.body.replace(b"page.opened", b"page.closed"))
    assert other.body != one.body
    assert one.is_signed_by(webhook["publicKeys"][0]["publicKey"])
    assert not other.is_signed_by(webhook["publicKeys"][0]["publicKey"])


def test_only_the_types_that_were_asked_for_are_sent(both: Both) -> None:
    caller, receiver = both
    type_ = "uk.police.diversion.arrest.recorded.v1"
    webhook = subscribed(caller, receiver, types=[type_])
    pages = [arrested(caller) for _ in range(3)]
    assert {one.id for one in receiver.first(3)} == {f"{page}:2" for page in pages}
    assert {one["type"] for one in settled(caller, webhook, 3)} == {type_}


def test_a_subscription_from_a_cursor_begins_there(both: Both) -> None:
    caller, receiver = both
    first = arrested(caller)
    feed = caller.get("/v1/events", limit=500).json()
    after = feed["nextCursor"]
    later = arrested(caller)
    subscribed(caller, receiver, after=after)
    assert [one.id for one in receiver.first(2)] == [f"{later}:1", f"{later}:2"]
    assert first in {event["data"]["participantId"] for event in feed["items"]}


def test_a_failure_is_tried_again_with_the_same_id_and_the_page_waits(both: Both) -> None:
    caller, receiver = both
    receiver.answer = once(500)
    webhook = subscribed(caller, receiver)
    page = arrested(caller)
    came = receiver.first(3)
    assert [one.id for one in came] == [f"{page}:1", f"{page}:1", f"{page}:2"]
    assert came[0].body == came[1].body
    second, first = settled(caller, webhook, 2)
    assert [one["status"] for one in first["attempts"]] == [500, 204]
    assert [one["status"] for one in second["attempts"]] == [204]
    assert first["state"] == second["state"] == "delivered"
    assert shown(caller, webhook)["failingSince"] is None


def test_another_page_does_not_wait_for_one_that_fails(both: Both) -> None:
    caller, receiver = both
    stuck: list[str] = []

    def answer(one: Received) -> Answer:
        stuck[:] = stuck or [one.page]
        return (500, {}) if one.page in stuck else OK

    receiver.answer = answer
    subscribed(caller, receiver)
    pages = [arrested(caller) for _ in range(3)]
    others = {f"{page}:{line}" for page in pages for line in (1, 2)}
    came = receiver.until(
        lambda came: others - {one.id for one in came} <= {f"{stuck[0]}:2"} if stuck else False
    )
    assert f"{stuck[0]}:2" not in {one.id for one in came}


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_is_a_failure_and_is_not_followed(both: Both, status: int) -> None:
    caller, receiver = both
    receiver.answer = once(status, Location=f"{receiver.address}/elsewhere")
    webhook = subscribed(caller, receiver)
    arrested(caller)
    receiver.first(3)
    _, first = settled(caller, webhook, 2)
    assert [one["status"] for one in first["attempts"]] == [status, 204]
    assert {one.path for one in receiver.received} == {"/"}


def test_a_receiver_that_is_gone_is_disabled_at_once_and_can_be_enabled(both: Both) -> None:
    caller, receiver = both
    receiver.answer = once(410)
    webhook = subscribed(caller, receiver)
    page = arrested(caller)
    until(lambda: shown(caller, webhook)["state"] == "disabled")
    disabled = shown(caller, webhook)
    assert disabled["disabledBecause"] == "gone"
    assert disabled["waiting"] > 0
    later = arrested(caller)
    assert [one.id for one in receiver.received] == [f"{page}:1"]
    answer = caller.post(f"/v1/webhooks/{webhook['webhookId']}/enable", None)
    assert (answer.status_code, answer.json()["state"]) == (202, "active")
    came = receiver.first(5)[1:]
    assert [one.id for one in came if one.page == page] == [f"{page}:1", f"{page}:2"]
    assert [one.id for one in came if one.page == later] == [f"{later}:1", f"{later}:2"]


def test_a_rotated_secret_signs_beside_the_one_before(both: Both) -> None:
    caller, receiver = both
    webhook = subscribed(caller, receiver)
    answer = caller.post(f"/v1/webhooks/{webhook['webhookId']}/rotation", None)
    assert answer.status_code == 201
    rotated = answer.json()
    assert rotated["secret"] != webhook["secret"]
    now, before = rotated["publicKeys"]
    assert (now["signsUntil"], before["publicKey"]) == (None, webhook["publicKeys"][0]["publicKey"])
    assert before["signsUntil"] is not None
    arrested(caller)
    one, _ = receiver.first(2)
    for secret in (webhook["secret"], rotated["secret"]):
        assert Webhook(secret).verify(one.body, dict(one.headers))
    assert one.is_signed_by(now["publicKey"])
    assert one.is_signed_by(before["publicKey"])
    assert len(one.headers["webhook-signature"].split(" ")) == 4


def test_a_ping_arrives_and_is_about_nobody(both: Both) -> None:
    caller, receiver = both
    webhook = subscribed(caller, receiver)
    assert caller.post(f"/v1/webhooks/{webhook['webhookId']}/ping", None).status_code == 202
    (one,) = receiver.first(1)
    assert Webhook(webhook["secret"]).verify(one.body, dict(one.headers)) == one.event
    assert one.event["type"] == "uk.police.diversion.webhook.pinged.v1"
    assert one.event["subject"] == f"webhooks/{webhook['webhookId']}"
    assert CloudEvent.model_validate(one.event).data.participant_id is None


@pytest.mark.parametrize("by", ["after", "fromAt"])
def test_a_replay_sends_again_with_the_same_ids(both: Both, by: str) -> None:
    caller, receiver = both
    arrested(caller)
    feed = caller.get("/v1/events", limit=500).json()
    webhook = subscribed(caller, receiver)
    page = arrested(caller)
    first = receiver.first(2)
    settled(caller, webhook, 2)
    start = {"after": feed["nextCursor"], "fromAt": first[0].event["time"]}[by]
    answer = caller.post(f"/v1/webhooks/{webhook['webhookId']}/replay", {by: start})
    assert answer.status_code == 202, answer.text
    again = receiver.first(4)[2:]
    assert [one.id for one in again] == [one.id for one in first] == [f"{page}:1", f"{page}:2"]
    assert [one.body for one in again] == [one.body for one in first]
    assert [one["round"] for one in settled(caller, webhook, 4)] == [1, 1, 0, 0]


@pytest.mark.parametrize("status", [429, 503])
def test_a_receiver_that_asks_for_rest_is_given_it(both: Both, status: int) -> None:
    caller, receiver = both
    receiver.answer = lambda _: (status, {"Retry-After": "60"})
    webhook = subscribed(caller, receiver)
    page = arrested(caller)
    until(lambda: any(one["attempts"] for one in deliveries(caller, webhook)))
    first = deliveries(caller, webhook)[-1]
    (attempt,) = first["attempts"]
    rest = datetime.fromisoformat(first["nextAttemptAt"]) - datetime.fromisoformat(attempt["at"])
    assert rest == timedelta(seconds=60)
    arrested(caller)
    until(lambda: shown(caller, webhook)["waiting"] == 4)
    assert {one.id for one in receiver.received} == {f"{page}:1"}


def test_a_certificate_of_another_name_is_not_believed(both: Both, tmp_path: Path) -> None:
    caller, _ = both
    with receiving(tmp_path, "hub.example") as stranger:
        stranger.address = stranger.address.replace("hub.example", "localhost")
        webhook = subscribed(caller, stranger)
        arrested(caller)
        until(lambda: any(one["attempts"] for one in deliveries(caller, webhook)))
        log = deliveries(caller, webhook)
    assert {attempt["fault"] for one in log for attempt in one["attempts"]} == {"tls"}
    assert not stranger.received


def test_the_log_is_told_in_parts_and_by_state(both: Both) -> None:
    caller, receiver = both
    webhook = subscribed(caller, receiver)
    arrested(caller)
    arrested(caller)
    whole = [one["eventId"] for one in settled(caller, webhook, 4)]
    path = f"/v1/webhooks/{webhook['webhookId']}/deliveries"
    part = caller.get(path, limit=3)
    rest = caller.get(path, limit=3, cursor=part.json()["nextCursor"]).json()
    assert 'rel="next"' in part.headers["Link"]
    assert [one["eventId"] for one in (*part.json()["items"], *rest["items"])] == whole
    assert rest["nextCursor"] is None
    assert len(deliveries(caller, webhook, state="delivered")) == 4
    assert deliveries(caller, webhook, state="due") == []


def test_nothing_personal_is_sent_or_logged(both: Both, caplog: pytest.LogCaptureFixture) -> None:
    caller, receiver = both
    caplog.set_level("INFO")
    receiver.answer = once(500)
    webhook = subscribed(caller, receiver, "/secret-path?token=secret-query")
    arrested(caller)
    came = receiver.first(3)
    log = json.dumps(settled(caller, webhook, 2))
    sent = [json.dumps([dict(one.headers), one.body.decode()]) for one in came]
    lines = [OneLine().format(record) for record in caplog.records]
    assert [line for line in lines if webhook["webhookId"] in line]
    for text in (*sent, log, *lines):
        for canary in ("Robin", "Example", "1990", "Caernarfon", "possession", "heroin"):
            assert canary not in text
    for text in (log, *lines):
        assert "secret-" not in text

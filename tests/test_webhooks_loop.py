"""The loop that delivers, on a ledger of its own: where it connects, and what it writes first."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from api.clock import now
from api.desk import Desk, open_desk
from api.identities import new_page_id
from api.metrics import Counters
from api.settings import Settings
from api.webhooks import subscriptions
from api.webhooks.addresses import Resolve, resolved
from api.webhooks.delivering import Deliverer
from api.webhooks.log import Delivery, logged
from api.webhooks.subscriptions import Subscription
from api.webhooks.tables import writing
from ledger.record.access import Access
from tests.receiver import OK, Answer, Received, Receiver, receiving
from tests.recorded import ARREST, FORCE, ME
from tests.webhook_service import settings_for, until

LATE = 2**53


@pytest.fixture
def receiver(tmp_path: Path) -> Iterator[Receiver]:
    with receiving(tmp_path / "receiver", "hub.example") as one:
        yield one


@contextmanager
def opened(folder: Path, **more: Any) -> Iterator[Desk]:
    settings = Settings(data=folder / "data", **settings_for(folder / "receiver", **more))
    with open_desk(settings, Counters()) as desk:
        yield desk


@contextmanager
def delivering(desk: Desk, resolve: Resolve = resolved) -> Iterator[None]:
    deliverer = Deliverer(desk, resolve)
    deliverer.start()
    try:
        yield
    finally:
        deliverer.stop()


def subscribe(desk: Desk, url: str) -> None:
    made = Subscription(
        id="w-1",
        force=FORCE,
        client="the-hub",
        url=url,
        host="hub.example",
        types=(),
        made_by="The hub",
        role="integrator",
        purpose="prosecution",
        made_at=now().timestamp(),
        read_to=desk.ledger.position,
    )
    with writing(desk.jobs) as connection:
        subscriptions.add(connection, made)


def arrest(desk: Desk) -> str:
    page = new_page_id()
    desk.ledger.record(page, ARREST, ME, now())
    return page


def deliveries(desk: Desk) -> list[Delivery]:
    with desk.jobs.connect() as connection:
        return logged(connection, "w-1", LATE, 100)


def loopback(_host: str, _port: int) -> list[str]:
    return ["127.0.0.1"]


def test_a_name_is_checked_by_its_certificate_though_its_address_is_connected_to(
    tmp_path: Path, receiver: Receiver
) -> None:
    with opened(tmp_path) as desk:
        subscribe(desk, receiver.address)
        arrest(desk)
        with delivering(desk, loopback):
            one, _ = receiver.first(2)
    assert one.headers["host"] == receiver.address.removeprefix("https://")


def test_a_name_that_changes_its_mind_is_refused_at_the_next_attempt(
    tmp_path: Path, receiver: Receiver
) -> None:
    answers = [["127.0.0.1"], ["10.0.0.5"]]

    def resolve(_host: str, _port: int) -> list[str]:
        return answers.pop(0) if len(answers) > 1 else answers[0]

    with opened(tmp_path) as desk:
        subscribe(desk, receiver.address)
        page = arrest(desk)
        with delivering(desk, resolve):
            until(lambda: any(one.attempts for one in deliveries(desk) if one.event[-1] == "2"))
        log = {one.event: one for one in deliveries(desk)}
    assert [one.id for one in receiver.received] == [f"{page}:1"]
    assert {a.fault for a in log[f"{page}:2"].attempts} == {"address-refused"}


def test_one_private_address_among_others_is_not_sent_to_nor_are_the_others(
    tmp_path: Path, receiver: Receiver
) -> None:
    with opened(tmp_path) as desk:
        subscribe(desk, receiver.address)
        arrest(desk)
        with delivering(desk, lambda *_: ["127.0.0.1", "192.168.1.1"]):
            until(lambda: any(one.attempts for one in deliveries(desk)))
        faults = {a.fault for one in deliveries(desk) for a in one.attempts}
    assert faults == {"address-refused"}
    assert not receiver.received


def test_the_next_address_is_tried_where_one_does_not_let_itself_be_connected_to(
    tmp_path: Path, receiver: Receiver
) -> None:
    with opened(tmp_path) as desk:
        subscribe(desk, receiver.address)
        page = arrest(desk)
        with delivering(desk, lambda *_: ["127.0.0.9", "127.0.0.1"]):
            came = receiver.first(2)
    assert [one.id for one in came] == [f"{page}:1", f"{page}:2"]


def test_a_receiver_that_says_nothing_is_given_up_after_the_time_it_has(tmp_path: Path) -> None:
    with (
        receiving(tmp_path / "receiver", "hub.example"),
        socket.create_server(("127.0.0.1", 0)) as silent,
        opened(tmp_path, webhook_timeout_seconds=0.3) as desk,
    ):
        subscribe(desk, f"https://hub.example:{silent.getsockname()[1]}/")
        arrest(desk)
        with delivering(desk, loopback):
            until(lambda: any(one.attempts for one in deliveries(desk)))
        faults = {a.fault for one in deliveries(desk) for a in one.attempts}
    assert faults == {"timeout"}


def test_a_delivery_is_in_the_access_log_before_it_is_sent(
    tmp_path: Path, receiver: Receiver
) -> None:
    with opened(tmp_path) as desk:
        seen: list[list[Access]] = []

        def answer(_: Received) -> Answer:
            told = desk.access.since(0, 100)
            seen.append([access for _, access in told if isinstance(access, Access)])
            return OK

        receiver.answer = answer
        subscribe(desk, receiver.address)
        page = arrest(desk)
        with delivering(desk, loopback):
            until(lambda: len(seen) == 2)
    assert [len(one) for one in seen] == [1, 2]
    for access in seen[-1]:
        assert access.kind == "disclosure"
        assert access.recipients == ("hub.example",)
        assert access.pages == (page,)
        assert (access.force, access.client) == (FORCE, "the-hub")
        assert (access.purpose, access.operation) == ("prosecution", "webhookDelivery")


def test_an_attempt_that_is_cut_off_is_given_back_and_made_again_at_once(
    tmp_path: Path, receiver: Receiver
) -> None:
    let_go = Event()

    def answer(_: Received) -> Answer:
        let_go.wait(30)
        return OK

    receiver.answer = answer
    with opened(tmp_path) as desk:
        subscribe(desk, receiver.address)
        page = arrest(desk)
        with delivering(desk, loopback):
            receiver.first(1)
        assert [one.attempts for one in deliveries(desk)] == [(), ()]
        let_go.set()
        with delivering(desk, loopback):
            came = receiver.first(3)
    assert [one.id for one in came] == [f"{page}:1", f"{page}:1", f"{page}:2"]

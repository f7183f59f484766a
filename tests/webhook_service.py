"""A service that may deliver to a receiver on this machine, and what tests ask of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import ip_network
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from tests.authority import AUTHORITY
from tests.receiver import Receiver, receiving
from tests.recorded import ARREST
from tests.service import Caller, at_work

WITHIN_SECONDS = 120
QUICK = 0.001
"""The pace of tests: 5 seconds become 5 milliseconds, 5 days 7 minutes."""

LOOPBACK = (ip_network("127.0.0.0/8"), ip_network("::1/128"))


def settings_for(folder: Path, **more: Any) -> dict[str, Any]:
    """Settings with which receivers in `folder` are believed, and may stand on this machine."""
    return {
        "webhook_networks": LOOPBACK,
        "webhook_authorities": folder / AUTHORITY,
        "webhook_pace": QUICK,
        **more,
    }


@contextmanager
def told(folder: Path, **more: Any) -> Iterator[tuple[Caller, Receiver]]:
    """An integrator, and a receiver that may be subscribed."""
    with (
        receiving(folder / "receiver") as receiver,
        at_work(folder / "ledger", **settings_for(folder / "receiver", **more)) as caller,
    ):
        yield caller, receiver


def subscribed(caller: Caller, receiver: Receiver, path: str = "/", **more: Any) -> dict[str, Any]:
    """A subscription of `receiver`, as it was answered."""
    answer = caller.post("/v1/webhooks", {"url": receiver.address + path, **more})
    assert answer.status_code == 201, answer.text
    reply: dict[str, Any] = answer.json()
    return reply


def arrested(caller: Caller) -> str:
    """The page of somebody who was arrested just now: two entries."""
    return caller.tell_all(ARREST)


def shown(caller: Caller, webhook: dict[str, Any]) -> dict[str, Any]:
    answer = caller.get(f"/v1/webhooks/{webhook['webhookId']}")
    assert answer.status_code == 200, answer.text
    reply: dict[str, Any] = answer.json()
    return reply


def deliveries(caller: Caller, webhook: dict[str, Any], **parameters: Any) -> list[dict[str, Any]]:
    """The delivery log, the newest first."""
    path = f"/v1/webhooks/{webhook['webhookId']}/deliveries"
    answer = caller.get(path, **parameters)
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


def until(true: Any) -> None:
    """Wait until `true()`; it is a fault if it does not come to that."""
    deadline = monotonic() + WITHIN_SECONDS
    while not true():
        assert monotonic() < deadline, "it did not come to that"
        sleep(0.02)


def settled(caller: Caller, webhook: dict[str, Any], number: int) -> list[dict[str, Any]]:
    """The delivery log, once it has `number` deliveries and none of them is due."""

    def is_settled() -> bool:
        log = deliveries(caller, webhook)
        return len(log) >= number and all(one["state"] != "due" for one in log)

    until(is_settled)
    return deliveries(caller, webhook)

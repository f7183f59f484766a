"""What callers ask of webhooks: each request that changes something is carried out once."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fastapi import Depends, Response
from fastapi import Request as HttpRequest
from sqlalchemy import Connection

from api import clock
from api.answer import REPLAYED
from api.callers import permitted
from api.desk import Desk, TheDesk
from api.feed import cursors
from api.headers import TheSaid
from api.identities import new_ping_id, new_webhook_id
from api.problems import Problem
from api.requests import IdempotencyKey
from api.roles import Caller, Permission
from api.webhooks import queueing, subscriptions
from api.webhooks.addresses import NotAllowed, checked
from api.webhooks.beginning import position_before
from api.webhooks.receivers import NotAReceiver, receiver
from api.webhooks.repeating import Answer, Request, answered, once
from api.webhooks.replying import webhook_reply
from api.webhooks.signing import Signer, digest
from api.webhooks.subscriptions import (
    NoSuchSubscription,
    Subscription,
    TooManySubscriptions,
)
from api.webhooks.tables import writing

Act = Callable[[Connection, Subscription, float], Subscription]


@dataclass(frozen=True, slots=True)
class Commanding:
    """Who asks to change something, under which key, and what for."""

    desk: Desk
    caller: Caller
    path: str
    key: str
    purpose: str

    def request(self, *told: str) -> Request:
        """The request as it is known again by."""
        parts = self.caller.force, self.path, self.purpose, *told
        return Request(self.caller.client, self.key, digest(self.desk.webhook_key, *parts))


async def commanding(
    http: HttpRequest,
    desk: TheDesk,
    known: Annotated[Caller, Depends(permitted(Permission.SUBSCRIBE))],
    said: TheSaid,
    idempotency_key: IdempotencyKey,
) -> Commanding:
    """What the headers say."""
    key = idempotency_key.lower()
    return Commanding(desk, known, http.url.path, key, said.purpose)


def all_of(connection: Connection, caller: Caller) -> Sequence[Subscription]:
    """The caller's own subscriptions."""
    return subscriptions.all_of(connection, caller)


def found(connection: Connection, caller: Caller, webhook_id: str) -> Subscription:
    """The caller's own subscription of that id.

    Raises:
        Problem: There is none, or it is not theirs; which of the two is not told.
    """
    try:
        return subscriptions.find(connection, caller, webhook_id)
    except NoSuchSubscription:
        raise Problem("no-such-webhook") from None


def subscribed(by: Commanding, url: str, types: Sequence[str], after: str | None) -> Response:
    """Make a subscription.

    Raises:
        Problem: The URL or the cursor is at fault, or the client has ten already.
        KeyReused: Another request of the client had the key.
    """
    request = by.request(url, json.dumps(types), json.dumps(after))
    kept = answered(by.desk.jobs, request)
    if kept is not None:
        return _response(by, kept, 201)
    made = _subscription(by, url, types, _started_after(by, after))

    def act(connection: Connection) -> Answer:
        try:
            added = subscriptions.add(connection, made)
        except TooManySubscriptions:
            raise Problem("too-many-webhooks") from None
        return _answer(connection, by, added, added.generation)

    return _response(by, once(by.desk.jobs, request, made.made_at, act), 201)


def rotated(by: Commanding, webhook_id: str) -> Response:
    """Put new secrets in force.

    Raises:
        Problem: There is no such subscription of theirs.
        KeyReused: Another request of the client had the key.
    """
    return _changed(by, webhook_id, (), subscriptions.rotate, 201)


def pinged(by: Commanding, webhook_id: str) -> Response:
    """Queue a test event; raises as `rotated`."""

    def act(connection: Connection, known: Subscription, now: float) -> Subscription:
        queueing.ping(connection, known, new_ping_id(), now)
        return known

    return _changed(by, webhook_id, (), act, 202)


def replayed(
    by: Commanding, webhook_id: str, after: str | None, from_at: datetime | None
) -> Response:
    """Send events again; raises as `rotated`, and where not one of the two is given.

    Raises:
        Problem: None of the two is given, or both; or the cursor is none.
    """
    if (after is None) == (from_at is None):
        raise Problem("value-invalid", "One of after and fromAt is needed, and not both.")
    position = (
        position_before(by.desk.ledger, from_at)
        if from_at is not None
        else _started_after(by, after)
    )

    def act(connection: Connection, known: Subscription, now: float) -> Subscription:
        return queueing.replay(connection, known, position, now)

    told = json.dumps(after), from_at.isoformat() if from_at else ""
    return _changed(by, webhook_id, told, act, 202)


def enabled(by: Commanding, webhook_id: str) -> Response:
    """Go on with deliveries; raises as `rotated`."""
    return _changed(by, webhook_id, (), subscriptions.enable, 202)


def unsubscribed(desk: Desk, caller: Caller, webhook_id: str) -> None:
    """End a subscription.

    Raises:
        Problem: There is no such subscription of theirs.
    """
    with writing(desk.jobs) as connection:
        subscriptions.remove(connection, found(connection, caller, webhook_id))


def _changed(
    by: Commanding, webhook_id: str, told: Sequence[str], change: Act, status: int
) -> Response:
    now = clock.now().timestamp()

    def act(connection: Connection) -> Answer:
        known = found(connection, by.caller, webhook_id)
        changed = change(connection, known, now)
        tells = changed.generation if changed.generation != known.generation else 0
        return _answer(connection, by, changed, tells)

    return _response(by, once(by.desk.jobs, by.request(*told), now, act), status)


def _subscription(by: Commanding, url: str, types: Sequence[str], after: int) -> Subscription:
    try:
        to = receiver(url)
        checked(to.host, to.port, by.desk.settings.webhook_networks)
    except NotAReceiver:
        raise Problem.at("/url", "url-not-allowed") from None
    except NotAllowed:
        raise Problem.at("/url", "address-not-allowed") from None
    return Subscription(
        id=new_webhook_id(),
        force=by.caller.force,
        client=by.caller.client,
        url=str(to.url),
        host=to.host,
        types=tuple(sorted(set(types))),
        made_by=by.caller.name,
        role=by.caller.role.value,
        purpose=by.purpose,
        made_at=clock.now().timestamp(),
        read_to=after,
    )


def _started_after(by: Commanding, cursor: str | None) -> int:
    head = by.desk.ledger.position
    if cursor is None:
        return head
    position = cursors.position_in(cursor, by.caller.force)
    if position > head:
        raise Problem("cursor-invalid")
    return position


def _answer(connection: Connection, by: Commanding, known: Subscription, tells: int) -> Answer:
    reply = webhook_reply(connection, by.desk, known)
    return Answer(known.id, tells, reply.model_dump_json(by_alias=True))


def _response(by: Commanding, answer: Answer, status: int) -> Response:
    """The answer as it goes out: the same bytes every time, its secret made again."""
    told = json.loads(answer.body)
    if answer.generation:
        signer = Signer(by.desk.webhook_key, answer.subscription, answer.generation)
        told["secret"] = signer.secret
    headers = {"Location": f"/v1/webhooks/{answer.subscription}"}
    if answer.replayed:
        headers[REPLAYED] = "true"
    body = json.dumps(told, separators=(",", ":"), ensure_ascii=False)
    return Response(body, status, headers, "application/json")

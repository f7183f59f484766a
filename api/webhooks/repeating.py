"""A request about webhooks is carried out once, however often it comes with its key.

What it led to is kept in the same transaction, but for secrets: those can be made again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, insert, select

from api.webhooks.tables import requests, writing
from ledger.record.once import KeyReused


@dataclass(frozen=True, slots=True)
class Request:
    """A client's request by its key; `digest` tells its content."""

    client: str
    key: str
    digest: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What it led to; `generation` is that of the secrets that were told with it, 0 for none."""

    subscription: str
    generation: int
    body: str
    replayed: bool = False


def answered(jobs: Engine, request: Request) -> Answer | None:
    """The answer that the request has had already.

    Raises:
        KeyReused: Another request of the client had the key.
    """
    with jobs.connect() as connection:
        return _kept(connection, request)


def once(jobs: Engine, request: Request, now: float, act: Callable[[Connection], Answer]) -> Answer:
    """Do `act`, and keep its answer with what it wrote; or give the answer that was kept.

    Raises:
        KeyReused: Another request of the client had the key.
    """
    with writing(jobs) as connection:
        kept = _kept(connection, request)
        if kept is not None:
            return kept
        answer = act(connection)
        row = {
            "client": request.client,
            "key": request.key,
            "digest": request.digest,
            "subscription": answer.subscription,
            "generation": answer.generation,
            "answer": answer.body,
            "made_at": now,
        }
        connection.execute(insert(requests), row)
    return answer


def _kept(connection: Connection, request: Request) -> Answer | None:
    query = select(requests).where(
        requests.c.client == request.client, requests.c.key == request.key
    )
    row = connection.execute(query).one_or_none()
    if row is None:
        return None
    if row.digest != request.digest:
        raise KeyReused
    return Answer(row.subscription, row.generation, row.answer, replayed=True)

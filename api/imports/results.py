"""What became of each line: kept as it goes, in codes and places, never in what the line said."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Engine, func, select, update
from sqlalchemy.dialects.sqlite import insert

from api.imports.jobs import UNFINISHED, Job, JobStatus
from api.imports.tables import imports, results


class LineStatus(StrEnum):
    """What became of a line; `acceptable` is what a dry run says of one that would be recorded."""

    RECORDED = "recorded"
    REPLAYED = "replayed"
    ACCEPTABLE = "acceptable"
    REFUSED = "refused"
    MALFORMED = "malformed"
    FAILED = "failed"


GOOD = (LineStatus.RECORDED, LineStatus.REPLAYED, LineStatus.ACCEPTABLE)


@dataclass(frozen=True, slots=True)
class FaultAt:
    """What is wrong, by its code, and where: a JSON pointer into the line."""

    pointer: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What became of line `line`, counted from 1 with the empty ones.

    `version` is the page's, after the line or where the line was stale; `clauses` are those that
    refused, of `edition`.
    """

    line: int
    status: LineStatus
    http_status: int
    key: str = ""
    code: str = ""
    errors: tuple[FaultAt, ...] = ()
    clauses: tuple[str, ...] = ()
    edition: str = ""
    participant_id: str = ""
    journey: int | None = None
    version: int | None = None
    position: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a run has come: the file's lines and bytes that are done with, what holds it up."""

    read_lines: int
    read_bytes: int
    held_until: datetime
    code: str = ""


def keep(engine: Engine, job: Job, done: Sequence[Result], progress: Progress) -> JobStatus | None:
    """Keep what became of some lines, and how far the job is; how the job stands then.

    None if another process holds it by now, which will come to the same results; nothing is kept.
    """
    held = (
        update(imports)
        .where(imports.c.id == job.id, imports.c.holder == job.holder)
        .values(
            read_lines=progress.read_lines,
            read_bytes=progress.read_bytes,
            held_until=progress.held_until.timestamp(),
            code=progress.code,
        )
        .returning(imports.c.status)
    )
    with engine.begin() as connection:
        status = connection.execute(held).scalar_one_or_none()
        if status is None:
            return None
        _insert(connection, job, done)
    return JobStatus(status)


def end(engine: Engine, job: Job, status: JobStatus, now: datetime, code: str = "") -> bool:
    """End the job for good, if it is still held; what could be personal is taken out of its row."""
    ended = (
        update(imports)
        .where(
            imports.c.id == job.id,
            imports.c.holder == job.holder,
            imports.c.status.in_(UNFINISHED),
        )
        .values(
            status=status,
            code=code,
            ended_at=now.timestamp(),
            holder="",
            held_until=0.0,
            justification="",
        )
    )
    with engine.begin() as connection:
        return connection.execute(ended).rowcount == 1


def let_go(engine: Engine, job: Job, now: datetime) -> None:
    """Let the job be claimed by whoever comes next; those that waited longer go first."""
    free = (
        update(imports)
        .where(imports.c.id == job.id, imports.c.holder == job.holder)
        .values(holder="", held_until=now.timestamp())
    )
    with engine.begin() as connection:
        connection.execute(free)


def results_of(
    connection: Connection, job_id: str, *, after: int, limit: int, status: LineStatus | None = None
) -> tuple[Result, ...]:
    """At most `limit` results in the order of lines, of those after line `after`."""
    wanted = (
        select(results)
        .where(results.c.import_id == job_id, results.c.line > after)
        .order_by(results.c.line)
        .limit(limit)
    )
    if status is not None:
        wanted = wanted.where(results.c.status == status)
    return tuple(_result(row) for row in connection.execute(wanted))


def counts(engine: Engine, job_id: str) -> Mapping[LineStatus, int]:
    """How many lines came to what."""
    counted = (
        select(results.c.status, func.count())
        .where(results.c.import_id == job_id)
        .group_by(results.c.status)
    )
    with engine.connect() as connection:
        return Counter({LineStatus(status): n for status, n in connection.execute(counted)})


def participant_of(engine: Engine, job: Job, key: str) -> tuple[str, int | None] | None:
    """The page and journey that a line with `key` was recorded on, in an import of the client."""
    found = (
        select(results.c.participant_id, results.c.journey)
        .join(imports, imports.c.id == results.c.import_id)
        .where(
            results.c.key == key,
            results.c.status.in_((LineStatus.RECORDED, LineStatus.REPLAYED)),
            results.c.participant_id != "",
            imports.c.client == job.caller.client,
            imports.c.force == job.caller.force,
        )
        .limit(1)
    )
    with engine.connect() as connection:
        row = connection.execute(found).one_or_none()
    return (row.participant_id, row.journey) if row else None


def _insert(connection: Connection, job: Job, done: Sequence[Result]) -> None:
    if done:
        rows = [{"import_id": job.id, **_row(one)} for one in done]
        connection.execute(insert(results).on_conflict_do_nothing(), rows)


def _row(result: Result) -> dict[str, Any]:
    row = asdict(result)
    return row | {name: json.dumps(row[name]) for name in ("errors", "clauses")}


def _result(row: Any) -> Result:
    told = dict(row._mapping)
    del told["import_id"]
    return Result(
        **told
        | {
            "status": LineStatus(row.status),
            "errors": tuple(FaultAt(**one) for one in json.loads(row.errors)),
            "clauses": tuple(json.loads(row.clauses)),
        }
    )

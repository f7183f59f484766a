"""Import jobs: taken on once for each key of a client, run by one process at a time, and ended.

A process holds a job for a little while, and says again and again that it still does; when it
dies, another goes on. The jobs of one client run one after another, in the order they came.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Engine, case, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from api.headers import Said
from api.imports.tables import imports
from api.roles import Caller, CallerRole, Scope


class JobStatus(StrEnum):
    """How far an import has come; the last three are for good."""

    WAITING = "waiting"
    RUNNING = "running"
    CANCELLING = "cancelling"
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"


UNFINISHED = (JobStatus.WAITING, JobStatus.RUNNING, JobStatus.CANCELLING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """An import. `lines` are those that are not empty; `key` and `digest` tell one from another.

    `code` is what keeps it from going on at the moment, or what it failed for; else empty.
    `read_lines` and `read_bytes` are how far its file is done with, empty lines and all.
    """

    id: str
    caller: Caller
    said: Said
    key: str
    digest: str
    dry_run: bool
    lines: int
    accepted_at: datetime
    status: JobStatus = JobStatus.WAITING
    code: str = ""
    started_at: datetime | None = None
    ended_at: datetime | None = None
    read_lines: int = 0
    read_bytes: int = 0
    holder: str = ""

    @property
    def is_unfinished(self) -> bool:
        return self.status in UNFINISHED


def take_on(engine: Engine, job: Job) -> Job:
    """Keep the job durably; or the one that the client's key had already, which is given back."""
    try:
        with engine.begin() as connection:
            connection.execute(insert(imports).values(_row(job)))
    except IntegrityError:
        of_key = (imports.c.client == job.caller.client) & (imports.c.key == job.key)
        with engine.connect() as connection:
            return _job(connection.execute(select(imports).where(of_key)).one())
    return job


def job_of(engine: Engine, caller: Caller, job_id: str) -> Job | None:
    """The job, if it is of the caller's client and force."""
    found = select(imports).where(
        imports.c.id == job_id,
        imports.c.client == caller.client,
        imports.c.force == caller.force,
    )
    with engine.connect() as connection:
        row = connection.execute(found).one_or_none()
    return _job(row) if row else None


def claimed(engine: Engine, holder: str, now: datetime, until: datetime) -> Job | None:
    """The job that has waited longest and that nobody holds, now held by `holder`, if any."""
    first = (
        select(func.min(imports.c.number))
        .where(imports.c.status.in_(UNFINISHED))
        .group_by(imports.c.client)
    )
    free = imports.c.number.in_(first) & (imports.c.held_until <= now.timestamp())
    next_one = select(imports.c.number).where(free).order_by(imports.c.held_until).limit(1)
    with engine.connect() as connection:
        number = connection.execute(next_one).scalar_one_or_none()
    if number is None:
        return None
    held = (
        update(imports)
        .where(imports.c.number == number, free)
        .values(
            holder=holder,
            held_until=until.timestamp(),
            started_at=func.coalesce(imports.c.started_at, now.timestamp()),
            status=case(
                (imports.c.status == JobStatus.WAITING, JobStatus.RUNNING), else_=imports.c.status
            ),
        )
        .returning(imports)
    )
    with engine.begin() as connection:
        row = connection.execute(held).one_or_none()
    return _job(row) if row else None


def cancel(engine: Engine, job_id: str, now: datetime) -> None:
    """Cancel the job at once, or as soon as whoever holds it notices; one that ended stays so."""
    held = imports.c.held_until > now.timestamp()
    stopped = (
        update(imports)
        .where(imports.c.id == job_id, imports.c.status.in_(UNFINISHED))
        .values(
            status=case((held, JobStatus.CANCELLING), else_=JobStatus.CANCELLED),
            ended_at=case((held, None), else_=now.timestamp()),
            justification=case((held, imports.c.justification), else_=""),
        )
    )
    with engine.begin() as connection:
        connection.execute(stopped)


def unfinished(engine: Engine) -> frozenset[str]:
    """The ids of the jobs whose lines are still needed."""
    wanted = select(imports.c.id).where(imports.c.status.in_(UNFINISHED))
    with engine.connect() as connection:
        return frozenset(connection.execute(wanted).scalars())


def _row(job: Job) -> dict[str, Any]:
    return {
        "id": job.id,
        "client": job.caller.client,
        "force": job.caller.force,
        "key": job.key,
        "digest": job.digest,
        "dry_run": job.dry_run,
        "lines": job.lines,
        "caller_name": job.caller.name,
        "caller_role": job.caller.role,
        "caller_scopes": " ".join(sorted(job.caller.scopes)),
        "purpose": job.said.purpose,
        "justification": job.said.justification,
        "on_behalf_of": job.said.on_behalf_of,
        "correlation_id": job.said.correlation_id,
        "traceparent": job.said.traceparent,
        "status": job.status,
        "accepted_at": job.accepted_at.timestamp(),
    }


def _job(row: Any) -> Job:
    return Job(
        id=row.id,
        caller=Caller(
            row.caller_name,
            CallerRole(row.caller_role),
            row.force,
            row.client,
            frozenset(Scope(name) for name in row.caller_scopes.split()),
        ),
        said=Said(
            purpose=row.purpose,
            justification=row.justification,
            on_behalf_of=row.on_behalf_of,
            correlation_id=row.correlation_id,
            traceparent=row.traceparent,
        ),
        key=row.key,
        digest=row.digest,
        dry_run=row.dry_run,
        lines=row.lines,
        accepted_at=_instant(row.accepted_at),
        status=JobStatus(row.status),
        code=row.code,
        started_at=_instant(row.started_at) if row.started_at else None,
        ended_at=_instant(row.ended_at) if row.ended_at else None,
        read_lines=row.read_lines,
        read_bytes=row.read_bytes,
        holder=row.holder,
    )


def _instant(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)

"""Imports and their results, as they are told to whoever posted them."""

from __future__ import annotations

from collections.abc import Mapping

from api.desk import Desk
from api.imports.jobs import Job, JobStatus, job_of
from api.imports.results import LineStatus, Result
from api.problem_types import TYPES
from api.problems import Problem
from api.replies.imports import ImportReply, LineFault, LineReply, LinesCounted
from api.roles import Caller


def import_reply(job: Job, counted: Mapping[LineStatus, int]) -> ImportReply:
    """How far the import has come."""
    return ImportReply(
        import_id=job.id,
        status=job.status,
        dry_run=job.dry_run,
        lines=job.lines,
        done=sum(counted.values()),
        counts=LinesCounted(**{status.value: number for status, number in counted.items()}),
        code=job.code or None,
        accepted_at=job.accepted_at,
        started_at=job.started_at,
        ended_at=job.ended_at,
    )


def accepted_reply(job: Job) -> ImportReply:
    """The import as it was when it was accepted, however often that is asked."""
    return ImportReply(
        import_id=job.id,
        status=JobStatus.WAITING,
        dry_run=job.dry_run,
        lines=job.lines,
        done=0,
        counts=LinesCounted(),
        code=None,
        accepted_at=job.accepted_at,
        started_at=None,
        ended_at=None,
    )


def line_reply(result: Result) -> LineReply:
    """What became of a line, with a sentence of ours."""
    return LineReply(
        line=result.line,
        key=result.key or None,
        status=result.status,
        http_status=result.http_status,
        code=result.code or None,
        title=TYPES[result.code].title if result.code else None,
        errors=tuple(LineFault(pointer=one.pointer, code=one.code) for one in result.errors),
        clauses=result.clauses,
        edition=result.edition or None,
        participant_id=result.participant_id or None,
        journey=result.journey,
        version=result.version,
        position=result.position,
    )


def own_job(desk: Desk, caller: Caller, import_id: str) -> Job:
    """The caller's own import of that id.

    Raises:
        Problem: There is none, or it is not theirs; which of the two is not told.
    """
    job = job_of(desk.jobs, caller, import_id)
    if job is None:
        raise Problem("no-such-import")
    return job

"""Imports: how far one has come, and what became of each line."""

from __future__ import annotations

from datetime import datetime

from pydantic import Field

from api.imports.jobs import JobStatus
from api.imports.results import LineStatus
from api.replies.basics import Reply


class LinesCounted(Reply):
    """How many lines came to what; those that are not counted yet are still to be done."""

    recorded: int = 0
    replayed: int = 0
    acceptable: int = Field(default=0, description="Of a dry run: those that would be recorded.")
    refused: int = 0
    malformed: int = 0
    failed: int = 0


class ImportReply(Reply):
    """An import. `lines` are those that are not empty, `done` those that have a result.

    `code` is the problem that keeps it from going on at the moment, or for which it failed.
    """

    import_id: str = Field(examples=["i-7h3kq0v9s2xw5m1n8c4b6d0fjz"])
    status: JobStatus
    dry_run: bool
    lines: int
    done: int
    counts: LinesCounted
    code: str | None
    accepted_at: datetime
    started_at: datetime | None
    ended_at: datetime | None


class LineFault(Reply):
    """What is wrong, by its code, and where: a JSON pointer into the line."""

    pointer: str = Field(examples=["/body/offences/0/lastOn"])
    code: str = Field(examples=["day-in-the-future"])


class LineReply(Reply):
    """What became of a line; `line` is counted from 1, with the empty ones.

    `httpStatus` is what the command alone would have been answered with; `code` and `title` are the
    problem's. `version` is the page's, after the line or where the line was stale.
    """

    line: int
    key: str | None
    status: LineStatus
    http_status: int
    code: str | None
    title: str | None
    errors: tuple[LineFault, ...]
    clauses: tuple[str, ...] = Field(description="Of a refusal by policy: each clause's code.")
    edition: str | None
    participant_id: str | None
    journey: int | None
    version: int | None
    position: int | None

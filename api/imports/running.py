"""Runs imports beside the API: a thread that takes up the next job, and goes through its lines.

Each line goes the way of any other request, under its own key, so doing one twice does no harm.
What became of the lines is kept every now and then; whoever goes on after a crash begins there.
"""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from threading import Event, Thread
from time import monotonic
from typing import BinaryIO

from fastapi.concurrency import run_in_threadpool

from api import clock
from api.desk import Desk
from api.identities import new_worker_name
from api.imports.files import Line, file_of, lines_in, remove, remove_left_behind
from api.imports.jobs import Job, JobStatus, claimed, unfinished
from api.imports.putting import InEarnest, Passing, Putting, failed, outcome
from api.imports.rehearsal import Rehearsal
from api.imports.results import Progress, Result, end, keep, let_go
from projections.catch_up import forget

STOP_WITHIN_SECONDS = 15.0

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How long a job is held unless it is said again; when results are kept; how often is tried.

    A job gives way to those of other clients after `slice_seconds`. What cannot be done at the
    moment is tried `attempts` times, about ten minutes, and a fault of ours `faults` times.
    """

    poll_seconds: float = 1.0
    held_seconds: float = 10.0
    keep_lines: int = 100
    keep_seconds: float = 0.5
    slice_seconds: float = 5.0
    first_pause_seconds: float = 0.05
    longest_pause_seconds: float = 5.0
    attempts: int = 125
    faults: int = 5

    def pauses(self) -> Iterator[float]:
        """How long to wait after each attempt."""
        pause = self.first_pause_seconds
        for _ in range(self.attempts):
            yield pause
            pause = min(2 * pause, self.longest_pause_seconds)


class Importer:
    """Runs the imports of the ledger at `desk`, in a thread, from `start` to `stop`."""

    def __init__(self, desk: Desk, pace: Pace | None = None) -> None:
        self._desk = desk
        self._pace = pace or Pace()
        self._holder = new_worker_name()
        self._nudged = Event()
        self._stopped = Event()
        self._failed = False
        self._thread = Thread(target=self._run, name="imports", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """End it: the line at hand is finished, and the job given back."""
        self._stopped.set()
        self._nudged.set()
        self._thread.join(STOP_WITHIN_SECONDS)

    @property
    def is_well(self) -> bool:
        """Whether the thread runs and its last attempt did not fail."""
        return self._thread.is_alive() and not self._failed

    def nudge(self) -> None:
        """Say that there is a job, so that the next look is at once."""
        self._nudged.set()

    def _run(self) -> None:
        while not self._stopped.is_set():
            self._nudged.clear()
            if not self._look():
                self._nudged.wait(self._pace.poll_seconds)

    def _look(self) -> bool:
        """Run a job for a while, if there is one."""
        try:
            now = clock.now()
            until = now + timedelta(seconds=self._pace.held_seconds)
            job = claimed(self._desk.jobs, self._holder, now, until)
            if job is not None:
                Run(self._desk, job, self._pace, self._stopped).go()
            else:
                remove_left_behind(self._desk.settings.data, lambda: unfinished(self._desk.jobs))
            self._failed = False
        except Exception as error:  # noqa: BLE001  other imports must go on, whatever failed once
            log.error("imports: %s, next try in a moment", type(error).__name__)  # noqa: TRY400  a trace holds values
            self._failed = True
            return False
        return job is not None


@asynccontextmanager
async def importing(desk: Desk) -> AsyncIterator[Importer]:
    """Run imports for as long as the block lasts."""
    importer = Importer(desk)
    importer.start()
    try:
        yield importer
    finally:
        await run_in_threadpool(importer.stop)


class Run:
    """A job for as long as it is held."""

    def __init__(self, desk: Desk, job: Job, pace: Pace, stopped: Event) -> None:
        self._desk = desk
        self._job = job
        self._pace = pace
        self._stopped = stopped
        self._path = file_of(desk.settings.data, job.id)
        self._done: list[Result] = []
        self._read = (0, 0) if job.dry_run else (job.read_lines, job.read_bytes)
        self._began = self._kept_at = monotonic()

    def go(self) -> None:
        """Go through what is left of its lines, until it is done or somebody else's turn."""
        if self._job.status is JobStatus.CANCELLING:
            self._end(JobStatus.CANCELLED)
            return
        try:
            with self._path.open("rb") as file:
                if self._through(file):
                    self._end(JobStatus.DONE)
                else:
                    let_go(self._desk.jobs, self._job, clock.now())
        except FileNotFoundError:
            self._end(JobStatus.FAILED, "import-file-missing")

    def _through(self, file: BinaryIO) -> bool:
        """Whether it came to the end of the file, and what became of every line is kept."""
        kind = Rehearsal if self._job.dry_run else InEarnest
        putting: Putting = kind(self._desk, self._job)
        for line in lines_in(file, *self._read):
            result = self._result(putting, line)
            if result is None:
                return False
            self._done.append(result)
            self._read = line.number, line.next_at
            if self._is_time_to_keep() and not self._keep():
                return False
            if self._stopped.is_set() or self._is_time_to_give_way():
                self._keep()
                return False
        return self._keep()

    def _result(self, putting: Putting, line: Line) -> Result | None:
        """What became of the line; None where the job is not to go on."""
        code, faults = "", 0
        for pause in self._pace.pauses():
            try:
                return outcome(putting, self._desk, line.number, line.content)
            except Passing as passing:
                code = passing.code
            except Exception as error:  # noqa: BLE001  no other line must suffer from it
                log.error("imports: %s in a line", type(error).__name__)  # noqa: TRY400  a trace holds values
                code, faults = "fault", faults + 1
            if faults >= self._pace.faults:
                break
            if not self._keep(code) or self._stopped.wait(pause):
                return None
        return failed(line.number, line.content, code)

    def _is_time_to_keep(self) -> bool:
        since = monotonic() - self._kept_at
        return len(self._done) >= self._pace.keep_lines or since >= self._pace.keep_seconds

    def _is_time_to_give_way(self) -> bool:
        return not self._job.dry_run and monotonic() - self._began >= self._pace.slice_seconds

    def _keep(self, code: str = "") -> bool:
        """Keep what became of the lines so far; whether the job is to go on."""
        progress = Progress(
            read_lines=self._read[0],
            read_bytes=self._read[1],
            held_until=clock.now() + timedelta(seconds=self._pace.held_seconds),
            code=code,
        )
        status = keep(self._desk.jobs, self._job, self._done, progress)
        self._done.clear()
        self._kept_at = monotonic()
        if status is JobStatus.CANCELLING:
            self._end(JobStatus.CANCELLED)
        return status is JobStatus.RUNNING

    def _end(self, status: JobStatus, code: str = "") -> None:
        if end(self._desk.jobs, self._job, status, clock.now(), code):
            forget(self._desk.jobs)
            remove(self._path)

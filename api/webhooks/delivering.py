"""The loop that delivers: one thread in each process, in which many attempts wait side by side.

Several processes may run it on one folder: what is read on from the ledger, and who makes which
attempt, is settled in the jobs' database. Whatever goes wrong is tried again after a pause; of an
error only the class is logged, and of a receiver nothing.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from threading import Event, Thread
from typing import TypeVar

from fastapi.concurrency import run_in_threadpool

from api import clock
from api.desk import Desk
from api.identities import new_worker_name
from api.webhooks import claiming
from api.webhooks.addresses import Resolve, resolved
from api.webhooks.attempt import Attempts
from api.webhooks.claiming import Claimed
from api.webhooks.fanning_out import fan_out
from api.webhooks.sending import trusted
from api.webhooks.settling import prune

T = TypeVar("T")

POLL_SECONDS = 0.2
PAUSE_SECONDS = 1.0
PRUNE_SECONDS = 3_600.0
STOP_WITHIN_SECONDS = 3.0
MOST_AT_ONCE = 64
LEASE_FACTOR = 2
BOOKS, NAMES = 4, 16
"""Threads that wait for the databases, and that resolve names."""

log = logging.getLogger(__name__)


class Deliverer:
    """Delivers what is due on `desk`, in a thread of its own, from `start` to `stop`.

    Raises:
        OSError: The file of further authorities cannot be read.
    """

    def __init__(self, desk: Desk, resolve: Resolve = resolved) -> None:
        self._desk = desk
        self._resolve = resolve
        self._context = trusted(desk.settings.webhook_authorities)
        self._name = new_worker_name()
        self._started = Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stopped: asyncio.Event | None = None
        self._thread = Thread(target=self._run, name="webhooks", daemon=True)

    @property
    def is_well(self) -> bool:
        """Whether the thread runs."""
        return self._thread.is_alive()

    def start(self) -> None:
        self._thread.start()
        self._started.wait()

    def stop(self) -> None:
        """End it: attempts under way have a moment to finish, and are given back if they do not."""
        if self._loop and self._stopped and self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._stopped.set)
        self._thread.join()

    def _run(self) -> None:
        names = ThreadPoolExecutor(NAMES, "webhook-names")
        try:
            with ThreadPoolExecutor(BOOKS, "webhook-books") as books:
                asyncio.run(self._main(books, names))
        finally:
            # A name can take longer to resolve than anybody waits for.
            names.shutdown(wait=False, cancel_futures=True)

    async def _main(self, books: ThreadPoolExecutor, names: ThreadPoolExecutor) -> None:
        self._loop, self._stopped = asyncio.get_running_loop(), asyncio.Event()
        self._started.set()
        attempts = Attempts(
            desk=self._desk,
            context=self._context,
            resolve=self._resolve,
            books=books,
            names=names,
        )
        await _Round(attempts, self._name).until(self._stopped)


class _Round:
    """Looks for what is due, again and again, and sees to it."""

    def __init__(self, attempts: Attempts, name: str) -> None:
        self._attempts = attempts
        self._desk = attempts.desk
        self._name = name
        self._under_way: set[asyncio.Task[None]] = set()
        self._pruned_at = 0.0
        self._again = asyncio.Event()

    async def until(self, stopped: asyncio.Event) -> None:
        stopping = asyncio.ensure_future(stopped.wait())
        while not stopped.is_set():
            pause = POLL_SECONDS
            try:
                for one in await self._in_books(self._look):
                    self._see_to(one)
            except Exception as error:  # noqa: BLE001  deliveries go on, whatever failed once
                log.error("webhooks: %s, next look in %.1f s", type(error).__name__, PAUSE_SECONDS)  # noqa: TRY400  a trace holds values
                pause = PAUSE_SECONDS
            nudged = asyncio.ensure_future(self._again.wait())
            await asyncio.wait({stopping, nudged}, timeout=pause, return_when="FIRST_COMPLETED")
            nudged.cancel()
            self._again.clear()
        await self._end()

    def _look(self) -> list[Claimed]:
        """What is claimed now, once the queues are as long as they can be."""
        now = clock.now().timestamp()
        jobs = self._desk.jobs
        if now - self._pruned_at > PRUNE_SECONDS:
            prune(jobs, now)
            self._pruned_at = now
        fan_out(self._desk, now)
        free = MOST_AT_ONCE - len(self._under_way)
        if free < 1 or not claiming.anything_due(jobs, now):
            return []
        until = now + LEASE_FACTOR * self._desk.settings.webhook_timeout_seconds
        return claiming.claim(jobs, self._name, now, until, free)

    def _see_to(self, one: Claimed) -> None:
        task = asyncio.create_task(self._attempted(one))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def _attempted(self, one: Claimed) -> None:
        try:
            await self._attempts.make(one)
            self._again.set()
        except asyncio.CancelledError:
            self._give_back(one, 0)
            raise
        except Exception as error:  # noqa: BLE001  it is given back, and tried again
            log.error("webhooks: an attempt ended in %s", type(error).__name__)  # noqa: TRY400  a trace holds values
            await self._in_books(lambda: self._give_back(one, PAUSE_SECONDS))

    def _give_back(self, one: Claimed, pause: float) -> None:
        claiming.release(self._desk.jobs, one, clock.now().timestamp() + pause)

    async def _end(self) -> None:
        if not self._under_way:
            return
        _, late = await asyncio.wait(self._under_way, timeout=STOP_WITHIN_SECONDS)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)

    async def _in_books(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._attempts.books, work)


@asynccontextmanager
async def delivering(desk: Desk) -> AsyncIterator[Deliverer]:
    """Deliver for as long as the block lasts; raises as `Deliverer`."""
    deliverer = Deliverer(desk)
    deliverer.start()
    try:
        yield deliverer
    finally:
        await run_in_threadpool(deliverer.stop)

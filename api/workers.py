"""Several processes that answer on one socket, and a parent that starts, watches and ends them.

A worker that dies is replaced; one that dies before it is settled is replaced a few times only, so
that what cannot run does not start for ever. Workers end with their parent, however it ends.
"""

from __future__ import annotations

import logging
import os
import signal
import socket
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from logging.config import dictConfig
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from threading import Thread
from time import monotonic
from typing import Any

from api.logs import keep_quiet, told
from api.server import STOP_WITHIN_SECONDS, NotStarted, serve_in_this_process
from api.settings import Settings

MOST_SHORT_LIVES = 5
SETTLED_AFTER_SECONDS = 10.0
LOOK_SECONDS = 0.5
STARTED = "started"

log = logging.getLogger(__name__)
spawn = get_context("spawn")


class Worker:
    """One process, and the pipe on which it says that it has started."""

    def __init__(
        self, number: int, settings: Settings, logging: Mapping[str, Any], listener: socket.socket
    ) -> None:
        self.number = number
        self._theirs: Connection
        self.said, self._theirs = spawn.Pipe()
        self.process = spawn.Process(
            target=_work,
            args=(number, settings, dict(logging), listener, self._theirs),
            name=f"worker-{number}",
            daemon=True,
        )
        self.began = monotonic()
        self.has_started = False
        self.process.start()
        self._theirs.close()

    @property
    def is_settled(self) -> bool:
        """Whether it has answered for so long that its death is no fault of its start."""
        return self.has_started and monotonic() - self.began > SETTLED_AFTER_SECONDS

    def hear(self) -> None:
        """See whether it says that it has started."""
        with suppress(EOFError, OSError):
            if self.said.poll():
                self.has_started = self.said.recv() == STARTED or self.has_started

    def close(self) -> None:
        self.said.close()
        self.process.close()


class Workers:
    """As many workers as the settings say, kept alive until somebody interrupts."""

    def __init__(
        self, settings: Settings, logging: Mapping[str, Any], listener: socket.socket
    ) -> None:
        self._given = (settings, logging, listener)
        self._workers = [self._new(n) for n in range(1, settings.workers + 1)]
        self._short_lives = 0
        self._has_told = False

    def run(self, when_started: Callable[[], None]) -> None:
        """Watch over them; `when_started` is called once all of them answer.

        Raises:
            NotStarted: They die again and again.
            KeyboardInterrupt: Somebody wants an end.
        """
        while True:
            said = [w.said for w in self._workers if not w.has_started]
            wait([*(w.process.sentinel for w in self._workers), *said], LOOK_SECONDS)
            for worker in self._workers:
                worker.hear()
            self._replace_the_dead()
            if not self._has_told and all(w.has_started for w in self._workers):
                self._has_told = True
                when_started()

    def stop(self) -> None:
        """End them all: kindly at first, and after `STOP_WITHIN_SECONDS` not."""
        for worker in self._workers:
            worker.process.terminate()
        deadline = monotonic() + STOP_WITHIN_SECONDS
        for worker in self._workers:
            worker.process.join(max(0.0, deadline - monotonic()))
            if worker.process.is_alive():
                log.error("killed", extra={"worker": worker.number})
                worker.process.kill()
                worker.process.join()
            worker.close()

    def _replace_the_dead(self) -> None:
        for n, worker in enumerate(self._workers):
            if worker.process.is_alive():
                continue
            log.error("died", extra={"worker": worker.number, "code": worker.process.exitcode})
            self._short_lives = 0 if worker.is_settled else self._short_lives + 1
            if self._short_lives >= MOST_SHORT_LIVES:
                raise NotStarted("the workers die as soon as they start")
            worker.close()
            self._workers[n] = self._new(worker.number)

    def _new(self, number: int) -> Worker:
        return Worker(number, *self._given)


def serve_with_workers(
    settings: Settings,
    logging: Mapping[str, Any],
    listener: socket.socket,
    when_started: Callable[[], None],
) -> None:
    """Serve with `settings.workers` processes until SIGINT or SIGTERM.

    Raises:
        NotStarted: They die as soon as they start; the log says how.
    """
    dictConfig(dict(logging))
    listener.listen()
    for sent in (signal.SIGINT, signal.SIGTERM):  # a shell's background jobs begin deaf to SIGINT
        signal.signal(sent, signal.default_int_handler)
    workers = Workers(settings, logging, listener)
    try:
        workers.run(when_started)
    except KeyboardInterrupt:
        return
    finally:
        with _not_interrupted():
            workers.stop()


@contextmanager
def _not_interrupted() -> Iterator[None]:
    before = {s: signal.signal(s, signal.SIG_IGN) for s in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for sent, handler in before.items():
            signal.signal(sent, handler)


def _work(
    number: int,
    settings: Settings,
    logging: Mapping[str, Any],
    listener: socket.socket,
    parent: Connection,
) -> None:
    """What runs in a worker's process."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    dictConfig(dict(logging))
    keep_quiet()
    try:
        Thread(target=end_with, args=(parent,), name="parent", daemon=True).start()
        serve_in_this_process(
            settings, logging, listener, lambda: parent.send(STARTED), worker=number
        )
    except KeyboardInterrupt:
        return
    except Exception as error:  # noqa: BLE001  multiprocessing would repeat its words
        log.error("ended", extra=told(error) | {"worker": number})  # noqa: TRY400
        raise SystemExit(1) from None


def end_with(parent: Connection) -> None:
    """Wait until the parent is gone, and see that this process goes too."""
    with suppress(EOFError, OSError):
        parent.recv()
    os.kill(os.getpid(), signal.SIGTERM)

"""What is under way in this process: a request by client and key, and heavy work, once at a time.

Between processes the ledger itself decides on requests, for the key is written with the entries.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from api.problems import Problem
from ledger.record.once import Once


class Running:
    """What is under way."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._under_way: set[tuple[str, str]] = set()
        self._heavy = Lock()

    @contextmanager
    def alone(self, once: Once) -> Iterator[None]:
        """Be the only one with that key for as long as the block lasts.

        Raises:
            Problem: The same client's request with that key is under way.
        """
        place = once.client, once.key
        with self._lock:
            if place in self._under_way:
                raise Problem("still-running", headers={"Retry-After": "1"})
            self._under_way.add(place)
        try:
            yield
        finally:
            with self._lock:
                self._under_way.discard(place)

    @contextmanager
    def heavy(self) -> Iterator[None]:
        """Do what keeps a core busy for seconds, as the only one for as long as the block lasts.

        Raises:
            Problem: Something of the kind is under way.
        """
        if not self._heavy.acquire(blocking=False):
            raise Problem("busy", headers={"Retry-After": "5"})
        try:
            yield
        finally:
            self._heavy.release()

"""How many may follow at once: each keeps a connection open, so there are only so many seats.

They are counted in this process.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from api.problems import Problem

MOST_OF_A_CLIENT = 8
MOST = 400
AGAIN_AFTER_SECONDS = 5


class Seats:
    """Seats for those who stream or wait."""

    def __init__(self, most_of_a_client: int = MOST_OF_A_CLIENT, most: int = MOST) -> None:
        self._most_of_a_client = most_of_a_client
        self._most = most
        self._lock = Lock()
        self._taken: Counter[str] = Counter()

    @contextmanager
    def taken(self, client: str) -> Iterator[None]:
        """Have one for as long as the block lasts.

        Raises:
            Problem: The client has all of its own, or there is none left.
        """
        with self._lock:
            if self._taken[client] >= self._most_of_a_client or self._taken.total() >= self._most:
                raise Problem(
                    "too-many-followers", headers={"Retry-After": str(AGAIN_AFTER_SECONDS)}
                )
            self._taken[client] += 1
        try:
            yield
        finally:
            with self._lock:
                self._taken -= Counter({client: 1})

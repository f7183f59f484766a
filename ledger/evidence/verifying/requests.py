"""Sees that no request was recorded twice, at eight bytes a request.

A number is kept of each, the hash of its key. Where two have the same number, which is chance or a
fault, the lines are read once more and those requests are compared in full.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable

from ledger.evidence.verifying.lines import Line

number_of = hash


class Requests:
    """What was asked, in the order of the log; what one request led to stands together."""

    __slots__ = ("_numbers",)

    def __init__(self) -> None:
        self._numbers = array("q")

    def add(self, key: str) -> None:
        """A request of this key leads to the next entry, and is not that of the last one."""
        self._numbers.append(number_of(key))

    def twice(self) -> frozenset[int]:
        """The numbers that more than one request has."""
        if len(set(self._numbers)) == len(self._numbers):
            return frozenset()
        return frozenset(number for number, times in Counter(self._numbers).items() if times > 1)


def goes_on(line: Line, before: Line) -> bool:
    """Whether the line is of the request that led to the one before it."""
    request = line.idempotency_key, line.page, line.system
    return request == (before.idempotency_key, before.page, before.system)


def recorded_before(lines: Iterable[tuple[int, Line]], numbers: frozenset[int]) -> int | None:
    """The first leaf whose request was recorded before, among requests of these numbers."""
    known: dict[tuple[str, str], tuple[int, str]] = {}
    for index, line in lines:
        key = line.idempotency_key
        if not key or number_of(key) not in numbers:
            continue
        request = line.system, key
        if known.get(request, (index - 1, line.page)) != (index - 1, line.page):
            return index
        known[request] = index, line.page
    return None

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


def twice(numbers: array[int]) -> frozenset[int]:
    """The numbers that more than one request has."""
    if len(set(numbers)) == len(numbers):
        return frozenset()
    return frozenset(number for number, times in Counter(numbers).items() if times > 1)


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

"""Sees that no request was recorded twice, at eight bytes a request.

A number is kept of each. Where two have the same number, which is chance or a fault, the lines are
read once more and those requests are compared in full.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import count
from typing import TypeAlias

from ledger.evidence.verifying.lines import Batch, Line, read_all

NumberOf: TypeAlias = Callable[[str], int]
"""The number of a request, by its key: the same for the same key, and in eight bytes."""

number_here: NumberOf = hash
"""The number that is had soonest; whoever does not share this process's salt has another."""


def number_anywhere(key: str) -> int:
    """The number that every process has: a hash of an integer is not salted."""
    return hash(int.from_bytes(key.encode()))


def twice(numbers: array[int]) -> frozenset[int]:
    """The numbers that more than one request has."""
    if len(set(numbers)) == len(numbers):
        return frozenset()
    return frozenset(number for number, times in Counter(numbers).items() if times > 1)


def goes_on(line: Line, before: Line) -> bool:
    """Whether the line is of the request that led to the one before it."""
    request = line.idempotency_key, line.page, line.system
    return request == (before.idempotency_key, before.page, before.system)


def recorded_before(
    batches: Iterable[Batch], numbers: frozenset[int], number_of: NumberOf
) -> int | None:
    """The first leaf whose request was recorded before, among requests of these numbers."""
    known: dict[tuple[str, str], tuple[int, str]] = {}
    for index, line in _lines_in(batches):
        key = line.idempotency_key
        if not key or number_of(key) not in numbers:
            continue
        request = line.system, key
        if known.get(request, (index - 1, line.page)) != (index - 1, line.page):
            return index
        known[request] = index, line.page
    return None


def _lines_in(batches: Iterable[Batch]) -> Iterator[tuple[int, Line]]:
    after = 0
    for block, first in batches:
        for index, line, _, _ in read_all(block, count(after if first is None else first)):
            after = index + 1
            yield index, line

"""Which subtrees a proof names: arithmetic on indexes and sizes alone.

RFC 9162 sections 2.1.1, 2.1.3.1 and 2.1.4.1. A span is (start, end) of leaves, the end exclusive.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from ledger.proof.refusal import NotProved
from ledger.proof.strict import LARGEST

Span: TypeAlias = tuple[int, int]


def inclusion_spans(index: int, size: int) -> list[Span]:
    """The spans whose hashes prove leaf `index` of `size`, from its sibling up to the root's child.

    Raises:
        NotProved: `index` is not from 0 to `size` (exclusive), or `size` is beyond 2^63-1.
    """
    check_index(index, size)
    low, high = 0, size
    spans = []
    while high - low > 1:
        middle = low + _left(high - low)
        if index < middle:
            spans.append((middle, high))
            high = middle
        else:
            spans.append((low, middle))
            low = middle
    return spans[::-1]


def consistency_spans(old: int, new: int) -> list[Span]:
    """The spans whose hashes prove that the first `old` leaves of `new` are what they were.

    Raises:
        NotProved: `old` is not from 1 to `new` (inclusive), or `new` is beyond 2^63-1.
    """
    check_sizes(old, new)
    low, high = 0, new
    spans = []
    while high != old:
        middle = low + _left(high - low)
        if old <= middle:
            spans.append((middle, high))
            high = middle
        else:
            spans.append((low, middle))
            low = middle
    if low:  # else the old root is itself a subtree of the new log, and known
        spans.append((low, high))
    return spans[::-1]


def subtrees(start: int, end: int) -> Iterator[tuple[int, int]]:
    """The fewest complete subtrees that cover the span, from the left, each as (level, index).

    The subtree (level, index) covers the leaves from index * 2**level to (index + 1) * 2**level.
    """
    while start < end:
        level = (end - start).bit_length() - 1
        if start:
            level = min(level, (start & -start).bit_length() - 1)
        yield level, start >> level
        start += 1 << level


def check_index(index: int, size: int) -> None:
    """Nothing, if a log of `size` leaves has a leaf `index`.

    Raises:
        NotProved: It has none, or `size` is beyond 2^63-1.
    """
    if not 0 <= index < size <= LARGEST:
        raise NotProved("an index outside the log")


def check_sizes(old: int, new: int) -> None:
    """Nothing, if a log of `new` leaves can be proved to go on from one of `old`.

    Raises:
        NotProved: `old` is not from 1 to `new` (inclusive), or `new` is beyond 2^63-1. Any log
            goes on from the empty one, so that 0 would prove nothing.
    """
    if not 1 <= old <= new <= LARGEST:
        raise NotProved("sizes between which nothing can be proved")


def _left(size: int) -> int:
    """The leaves on the left of a tree of `size` (at least 2): the largest power of two below."""
    return 1 << ((size - 1).bit_length() - 1)

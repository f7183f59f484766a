"""Entries to lines and back, beside bare msgspec on the same values."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from typing import TypeVar

import msgspec

from ledger.record.entry import Attribution, Entry
from tests.bench.core import twenty_facts
from tests.bench.measure import Row, side_by_side
from tests.sealed import OneKeyCodec

T = TypeVar("T")
TIMES = 200


def rows() -> Iterator[Row]:
    codec = OneKeyCodec()
    at = datetime(2019, 12, 10, 12, tzinfo=UTC)
    who = Attribution(by="mair.pugh", system="niche", purpose="diversion")
    entries = [Entry("p-1", n, at, who, fact) for n, fact in twenty_facts().page.written]
    lines = [codec.encode(entry) for entry in entries]
    values = [msgspec.json.decode(line) for line in lines]
    things = TIMES * len(entries)
    ours, bare = side_by_side(
        each(codec.encode, entries), each(msgspec.json.encode, values), things
    )
    yield Row("entries encoded and checked", ours, "msgspec, the same values", bare)
    ours, bare = side_by_side(each(codec.decode, lines), each(msgspec.json.decode, lines), things)
    yield Row("entries decoded", ours, "msgspec, untyped", bare)


def each(work: Callable[[T], object], things: Sequence[T]) -> Callable[[], None]:
    """`work` on all the `things`, some times over."""

    def over() -> None:
        for _ in range(TIMES):
            for thing in things:
                work(thing)

    return over

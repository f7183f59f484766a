"""Entries to lines and back, beside bare msgspec on the same values."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import msgspec

from ledger.record.codec import EntryCodec
from ledger.record.entry import Attribution, Entry
from tests.bench.core import twenty_facts
from tests.bench.measure import Row, side_by_side

TIMES = 200


def rows() -> Iterator[Row]:
    codec = EntryCodec()
    at = datetime(2019, 12, 10, 12, tzinfo=UTC)
    who = Attribution(by="mair.pugh", system="niche", purpose="diversion")
    entries = [Entry("p-1", n, at, who, fact) for n, fact in twenty_facts().page.written]
    lines = [codec.encode(entry) for entry in entries]
    values = [msgspec.json.decode(line) for line in lines]

    def encode() -> None:
        for _ in range(TIMES):
            for entry in entries:
                codec.encode(entry)

    def bare_encode() -> None:
        for _ in range(TIMES):
            for value in values:
                msgspec.json.encode(value)

    def decode() -> None:
        for _ in range(TIMES):
            for line in lines:
                codec.decode(line)

    def bare_decode() -> None:
        for _ in range(TIMES):
            for line in lines:
                msgspec.json.decode(line)

    things = TIMES * len(entries)
    ours, bare = side_by_side(encode, bare_encode, things)
    yield Row("entries encoded", ours, "msgspec, the same values", bare)
    ours, bare = side_by_side(decode, bare_decode, things)
    yield Row("entries decoded", ours, "msgspec, untyped", bare)

"""The entries of a bundle as bytes: one after the other, and the leaf that each is in the log."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import NamedTuple

from ledger.evidence.bundles.container import Data
from ledger.evidence.verifying.lines import RECORDED_AT
from ledger.evidence.verifying.verdict import Refuted
from ledger.proof.canonical import MOST_BYTES
from ledger.proof.strict import HASH_BYTES

BLOCK_BYTES = MOST_BYTES + 1
"""Room for the longest line; so little that memory is not asked of the system for every block."""

_AFTER_PAGE = b'","purpose":"'
_BEGUN = sha256(b"\0")  # to copy it and go on is faster than to put a byte before every line
_INSTANT_BYTES = len(RECORDED_AT) + len("2019-12-10T14:30:00.000000Z")


def blocks(data: Data) -> Iterator[bytes]:
    """The lines of `data`, as many at a time as have room, each with its line feed.

    Raises:
        Refuted: The last one has no line feed, or one is longer than a line may be.
    """
    place = 0
    while place < len(data):
        block = bytes(data[place : place + BLOCK_BYTES])
        end = block.rfind(b"\n") + 1
        if not end and len(block) < BLOCK_BYTES:
            raise Refuted("entries that end within a line")
        if not end:
            raise Refuted("an entry that is longer than a line may be")
        yield block[:end]
        place += end


def lines_in(data: Data) -> Iterator[bytes]:
    """The lines of `data` without their line feeds. Raises `Refuted` as `blocks` says."""
    for block in blocks(data):
        yield from block.split(b"\n")[:-1]


@dataclass
class Span:
    """Some of the entries, in their order.

    Attributes:
        leaves: The hashes of their leaves, one after the other.
        first_at, last_at: When the first and last were recorded, as their keys and values say.
        disorder: The place, from 0, of the first that was recorded before its neighbour; or None.
    """

    leaves: bytearray = field(default_factory=bytearray)
    first_at: bytes = b""
    last_at: bytes = b""
    disorder: int | None = None

    def __len__(self) -> int:
        return len(self.leaves) // HASH_BYTES

    def follow(self, at: bytes) -> None:
        """Let an entry follow that was recorded then, before its leaf does."""
        if not self.leaves:
            self.first_at = at
        elif at < self.last_at and self.disorder is None:
            self.disorder = len(self)
        self.last_at = at


class Owned(NamedTuple):
    """Some lines of a block, each with its line feed, and their leaves; `end` is the next leaf."""

    block: bytes
    indexes: list[int]
    end: int


def owned(block: bytes, first: int, owner: int, owners: int, span: Span | None) -> Owned:
    """The lines that `owner` of so many is to read; all lines, as leaves, follow in the `span`.

    All lines of one page have one owner, and those of its panel too: it is told by the end of the
    page's id, unread.

    Args:
        block: Lines, each of which ends in a line feed.
        first: The leaf of the first.
        owner: From 0.
        owners: How many there are.
        span: None if the leaves are not asked for.
    """
    own, indexes, index, start = list[bytes](), list[int](), first, 0
    begun, view = _BEGUN.copy, memoryview(block)
    while (end := block.find(b"\n", start)) >= 0:
        page_ends = block.rfind(_AFTER_PAGE, start, end)
        told = 31 * block[page_ends - 2] + block[page_ends - 1] if page_ends > start + 1 else 0
        if told % owners == owner:
            own.append(block[start : end + 1])
            indexes.append(index)
        if span is not None:
            place = block.find(RECORDED_AT, max(page_ends, start), end)
            span.follow(block[place : place + _INSTANT_BYTES])
            leaf = begun()
            leaf.update(view[start:end])
            span.leaves += leaf.digest()
        index, start = index + 1, end + 1
    return Owned(b"".join(own), indexes, index)


def leaf_hashes(block: bytes) -> bytes:
    """The leaf hashes, one after the other, of a block's lines, each of which has a line feed."""
    begun, found = _BEGUN.copy, list[bytes]()
    view, start = memoryview(block), 0
    while (end := block.find(b"\n", start)) >= 0:
        leaf = begun()
        leaf.update(view[start:end])
        found.append(leaf.digest())
        start = end + 1
    return b"".join(found)

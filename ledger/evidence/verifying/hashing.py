"""The entries of a bundle as bytes: one after the other, and the leaf that each is in the log."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from ledger.evidence.bundles.container import Data
from ledger.evidence.verifying.lines import RECORDED_AT
from ledger.evidence.verifying.verdict import Refuted
from ledger.proof.canonical import MOST_BYTES

BLOCK_BYTES = MOST_BYTES + 1
"""Room for the longest line; so little that memory is not asked of the system for every block."""

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
        number: How many lines.
        leaves: Their leaf hashes, one after the other.
        first_at, last_at: When the first and last were recorded, as their keys and values say.
        disorder: The place, from 0, of the first that was recorded before its neighbour; or None.
    """

    number: int = 0
    leaves: bytes = b""
    first_at: bytes = b""
    last_at: bytes = b""
    disorder: int | None = None


def span(data: Data) -> Span:
    """What the lines in `data` are as leaves, and whether they follow one another in time.

    Raises:
        Refuted: As `blocks` says.
    """
    found, parts = Span(), []
    last, disorder, number = b"", None, 0
    for line in lines_in(data):
        leaf = _BEGUN.copy()
        leaf.update(line)
        parts.append(leaf.digest())
        place = line.rfind(RECORDED_AT)
        at = line[place : place + _INSTANT_BYTES]
        if at < last and disorder is None:
            disorder = number
        last = at
        number += 1
        if number == 1:
            found.first_at = at
    found.number, found.last_at, found.disorder = number, last, disorder
    found.leaves = b"".join(parts)
    return found


def leaf_hashes(block: bytes) -> list[bytes]:
    """The leaf hashes of the lines in a block, each of which ends in a line feed."""
    begun, found = _BEGUN.copy, list[bytes]()
    view, start = memoryview(block), 0
    while (end := block.find(b"\n", start)) >= 0:
        leaf = begun()
        leaf.update(view[start:end])
        found.append(leaf.digest())
        start = end + 1
    return found


def bounds(data: Data, parts: int) -> list[tuple[int, int]]:
    """Where to cut the lines of `data` into at most so many spans of about one length."""
    cuts = [0]
    for part in range(1, parts):
        near = max(part * len(data) // parts, cuts[-1])
        after = bytes(data[near : near + MOST_BYTES + 1]).find(b"\n")
        if after < 0:
            break
        cuts.append(near + after + 1)
    return [pair for pair in zip(cuts, [*cuts[1:], len(data)], strict=True) if pair[0] < pair[1]]

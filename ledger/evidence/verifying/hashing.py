"""The entries of a bundle as bytes: one after the other, and the leaf that each is in the log."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from ledger.evidence.bundles.container import Data
from ledger.evidence.verifying.lines import RECORDED_AT
from ledger.evidence.verifying.verdict import Refuted
from ledger.proof.canonical import MOST_BYTES

BLOCK_BYTES = 1 << 16
"""So little that memory is not asked of the system, and given back, for every block."""

_BEGUN = sha256(b"\0")  # to copy it and go on is faster than to put a byte before every line
_INSTANT_BYTES = len(RECORDED_AT) + len("2019-12-10T14:30:00.000000Z")


def blocks(data: Data) -> Iterator[list[bytes]]:
    """The lines of `data`, many at a time, without their line feeds.

    Raises:
        Refuted: The last one has no line feed, or one is longer than a line may be.
    """
    rest = b""
    for place in range(0, len(data), BLOCK_BYTES):
        lines = (rest + bytes(data[place : place + BLOCK_BYTES])).split(b"\n")
        rest = _unended(lines.pop())
        yield lines
    if rest:
        raise Refuted("entries that end within a line")


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
    for lines in blocks(data):
        for line in lines:
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


def leaf_hashes(data: Data) -> list[bytes]:
    """The leaf hashes of the lines in `data`, none of which is copied.

    Raises:
        Refuted: As `blocks` says.
    """
    begun, found, rest = _BEGUN.copy, list[bytes](), b""
    for place in range(0, len(data), BLOCK_BYTES):
        block = rest + bytes(data[place : place + BLOCK_BYTES])
        view, start = memoryview(block), 0
        while (end := block.find(b"\n", start)) >= 0:
            leaf = begun()
            leaf.update(view[start:end])
            found.append(leaf.digest())
            start = end + 1
        rest = _unended(block[start:])
    if rest:
        raise Refuted("entries that end within a line")
    return found


def unordered(data: Data) -> Span:
    """The same span without its instants, for whoever looks at those in another way."""
    leaves = leaf_hashes(data)
    return Span(len(leaves), b"".join(leaves))


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


def _unended(rest: bytes) -> bytes:
    if len(rest) > MOST_BYTES:
        raise Refuted("an entry that is longer than a line may be")
    return rest

"""The entries of a bundle as bytes: line after line, and the leaf that each is in the log."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from io import BytesIO

from ledger.evidence.bundles.container import Data
from ledger.evidence.verifying.verdict import Refuted
from ledger.proof.canonical import MOST_BYTES
from ledger.proof.strict import HASH_BYTES

BLOCK_BYTES = MOST_BYTES + 1
"""Room for the longest line; so little that memory is not asked of the system for every block."""

_ANOTHER_NUMBER = "another number of entries than the log has leaves"
_BEGUN = sha256(b"\0")  # to copy it and go on is faster than to put a byte before every line


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


def as_leaves(lines: Iterator[bytes], leaves: bytes) -> Iterator[bytes]:
    """The same blocks, whose lines are `leaves`, hash after hash, neither more nor fewer.

    Raises:
        Refuted: One is not, before anything of its block is read; its leaf is counted from 0.
    """
    place = 0
    for block in lines:
        found = leaf_hashes(block)
        end = place + len(found)
        if found != leaves[place:end]:
            raise _refuted(found, leaves[place:end], place // HASH_BYTES)
        yield block
        place = end
    if place != len(leaves):
        raise Refuted(_ANOTHER_NUMBER, place // HASH_BYTES)


def leaf_hashes(block: bytes) -> bytes:
    """The leaf hashes, one after the other, of a block's lines, each of which has a line feed."""
    begun, found = _BEGUN.copy, list[bytes]()
    for line in BytesIO(block):
        leaf = begun()
        leaf.update(line[:-1])
        found.append(leaf.digest())
    return b"".join(found)


def _refuted(found: bytes, expected: bytes, first: int) -> Refuted:
    for index, place in enumerate(range(0, len(expected), HASH_BYTES), first):
        if found[place : place + HASH_BYTES] != expected[place : place + HASH_BYTES]:
            return Refuted("an entry that is not the leaf that it should be", index)
    return Refuted(_ANOTHER_NUMBER, first + len(expected) // HASH_BYTES)

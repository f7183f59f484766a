"""What two logs saw of each other: a head of the one is a leaf of the other.

Whoever rewrites one log, with its key and all its files, contradicts the other; whoever rewrites
both contradicts the last head of either that somebody remembers. Nothing here is signed or kept:
whoever checks has the lines of both logs, and compares what they lead to with what they remember.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from ledger.journey.facts.log import LogAnchored
from ledger.proof.checkpoint import Checkpoint
from ledger.proof.compact import CompactRange
from ledger.proof.merkle import leaf_hash
from ledger.proof.refusal import NotProved
from ledger.proof.strict import hash_from_base64
from ledger.record.access_line import NotAnAccess, read
from ledger.record.access_parts import Seen
from ledger.record.codec import EntryCodec, NotAnEntry
from ledger.record.entry import UnknownFact
from ledger.record.leaves import Log

AT_ONCE = 1_024
_IN_THE_LEDGER = b'"name":"log.anchored"'
_IN_THE_ACCESS_LOG = b'"kind":"anchor"'
_CODEC = EntryCodec()


@dataclass(frozen=True, slots=True)
class Anchor:
    """Leaf `index` of a log says: the log `origin` had this `root` at this `size`.

    The root is empty where the leaf says none that a log could have.
    """

    index: int
    origin: str
    size: int
    root: bytes


@dataclass(frozen=True, slots=True)
class Shown:
    """A log as it is shown to whoever checks: `lines` gives all of them, from the first, anew."""

    origin: str
    lines: Callable[[], Iterable[bytes]]


class AnchorBroken(Exception):
    """A log is not what the other one saw of it.

    Attributes:
        origin: The log's.
        anchor: What the other one saw.
        first: The first leaf that may have been changed: those before it were seen as they are.
        size: How many leaves the log has now.
    """

    def __init__(self, anchor: Anchor, first: int, size: int) -> None:
        super().__init__(anchor, first, size)
        self.origin = anchor.origin
        self.anchor = anchor
        self.first = first
        self.size = size

    def __str__(self) -> str:
        seen = f"leaf {self.anchor.index} of the other log saw it at {self.anchor.size} leaves"
        if self.anchor.size > self.size:
            return f"it has {self.size} leaves; {seen}"
        changed = f"of its leaves {self.first} to {self.anchor.size - 1} one was changed"
        return f"{changed}; {seen}, with another root"


def check_both(one: Shown, other: Shown) -> tuple[Checkpoint, Checkpoint]:
    """What each log's lines lead to, if each is all that the other one saw of it.

    Whether that is what somebody remembers, or who signed it, is for the caller to see.

    Raises:
        AnchorBroken: One of them is not what the other saw.
        NotProved: A leaf says that it saw a log, and cannot be read.
        Whatever the lines raise.
    """
    seen = list(anchors_in(one.lines())), list(anchors_in(other.lines()))
    return check(one, seen[1]), check(other, seen[0])


def check(shown: Shown, seen: Iterable[Anchor]) -> Checkpoint:
    """What the lines of a log lead to, if it is all that was seen of it; other anchors are let be.

    Raises:
        AnchorBroken: It is not; of several the one of the smallest size is told.
        Whatever the lines raise.
    """
    hashes = map(leaf_hash, shown.lines())
    grown, first = CompactRange(), 0
    own = [anchor for anchor in seen if anchor.origin == shown.origin]
    for anchor in sorted(own, key=lambda anchor: anchor.size):
        grown = _grown(grown, islice(hashes, max(0, anchor.size - grown.end)))
        if anchor.size != grown.end or anchor.root != grown.root:
            rest = _grown(grown, hashes)
            raise AnchorBroken(anchor, min(first, rest.end), rest.end)
        first = anchor.size
    grown = _grown(grown, hashes)
    return Checkpoint(shown.origin, grown.end, grown.root)


def anchors_in(lines: Iterable[bytes]) -> Iterator[Anchor]:
    """What a log, of which these are all lines, saw of others, in the order in which it did.

    Raises:
        NotProved: A leaf says that it saw a log, and cannot be read.
        Whatever the lines raise.
    """
    for index, line in enumerate(lines):
        seen = _seen(line)
        if seen is not None:
            yield Anchor(index, seen.origin, seen.size, _root(seen.root))


def lines_of(log: Log) -> Iterator[bytes]:
    """All lines of a log that stands here, as it is now. Raises what `Log.lines` raises."""
    size = log.size
    for start in range(0, size, AT_ONCE):
        yield from log.lines(start, min(AT_ONCE, size - start))


def _seen(line: bytes) -> LogAnchored | Seen | None:
    """What the line saw, if it saw a log; only those are decoded that hold the words for it."""
    try:
        if _IN_THE_LEDGER in line:
            fact = _CODEC.decode(line).fact
            return fact if isinstance(fact, LogAnchored) else None
        return read(line).anchor if _IN_THE_ACCESS_LOG in line else None
    except (NotAnEntry, UnknownFact, NotAnAccess):
        raise NotProved("an anchor that cannot be read") from None


def _root(text: str) -> bytes:
    try:
        return hash_from_base64(text)
    except NotProved:
        return b""


def _grown(before: CompactRange, hashes: Iterable[bytes]) -> CompactRange:
    rest = iter(hashes)
    while row := list(islice(rest, AT_ONCE)):
        before = before.extended(row)
    return before

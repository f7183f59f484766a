"""What the sealer remembers of its log: the last head as signed, and the range it can grow from.

One canonical line in the sealer's own folder. It is all that a later head is measured against, so
it is read strictly, and only with a signature of the sealer's own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from ledger.evidence.heads import Head, instant_text, parse_instant
from ledger.proof.canonical import NotCanonical, canonical, parse
from ledger.proof.checkpoint import opened
from ledger.proof.compact import CompactRange
from ledger.proof.note import Verifier
from ledger.proof.refusal import NotProved
from ledger.proof.strict import hash_from_base64, to_base64

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Remembered:
    """A log as it was sealed last.

    Attributes:
        range: All its leaves, as the range from which it can grow.
        last_leaf: The hash of its last leaf; empty where there is none.
        sealed_at: When it was signed, in UTC.
        note: The signed note as the sealer made it.
    """

    range: CompactRange
    last_leaf: bytes
    sealed_at: datetime
    note: bytes

    @property
    def size(self) -> int:
        return self.range.end

    @property
    def head(self) -> Head:
        return Head(self.size, self.range.root, self.sealed_at)

    def written(self) -> bytes:
        """The line that says this."""
        return canonical(
            {
                "format": FORMAT,
                "hashes": [to_base64(each) for each in self.range.hashes],
                "last_leaf": to_base64(self.last_leaf),
                "note": self.note.decode(),
                "sealed_at": instant_text(self.sealed_at),
                "size": self.size,
            }
        )


NOTHING = Remembered(CompactRange(), b"", datetime.min.replace(tzinfo=UTC), b"")
"""The memory of a log that was never sealed."""


def parse_remembered(line: bytes, origin: str, own: Iterable[Verifier]) -> Remembered:
    """What `line` remembers of the log `origin`, signed by one of the sealer's `own` keys.

    Raises:
        NotProved: It is not what `written` says, no such key signed it, or its range has another
            root than its note.
    """
    told = _told(line)
    hashes = tuple(hash_from_base64(each) for each in told["hashes"])
    remembered = Remembered(
        CompactRange(0, told["size"], hashes),
        hash_from_base64(told["last_leaf"]),
        parse_instant(told["sealed_at"]),
        told["note"].encode(),
    )
    checkpoint, _ = opened(remembered.note, origin, own)
    if (checkpoint.size, checkpoint.root) != (remembered.size, remembered.range.root):
        raise NotProved("a range of another log than its note")
    return remembered


def _told(line: bytes) -> dict[str, Any]:
    try:
        told = parse(line)
    except NotCanonical:
        raise NotProved("a memory that is not a canonical line") from None
    match told:
        case {
            "format": 1,
            "hashes": [*hashes],
            "last_leaf": str(),
            "note": str(),
            "sealed_at": str(),
            "size": int(),
        } if len(told) == 6 and all(isinstance(each, str) for each in hashes):
            return told
        case _:
            raise NotProved("a memory in another form")

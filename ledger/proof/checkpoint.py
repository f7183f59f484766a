"""A checkpoint: what a log says of itself at one size, as the text of a signed note.

C2SP tlog-checkpoint v1: the origin, the size, the root, and lines that extend it, which are better
left out. The empty log has the root of no leaves (RFC 9162 section 2.1.1).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ledger.proof.merkle import EMPTY_ROOT
from ledger.proof.note import Note, Verifier, parse_note, verified
from ledger.proof.refusal import NotProved
from ledger.proof.strict import HASH_BYTES, LARGEST, hash_from_base64, number, to_base64


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The log that calls itself `origin`, at `size` leaves.

    Raises:
        NotProved: A line is empty or has a line feed, the size is not from 0 to 2^63-1, the root is
            not of 32 bytes, or is not that of the empty log where the size is 0.
    """

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if any(not line or "\n" in line for line in (self.origin, *self.extensions)):
            raise NotProved("a checkpoint line that is empty or not one line")
        if not 0 <= self.size <= LARGEST:
            raise NotProved("a size that no log has")
        if len(self.root) != HASH_BYTES:
            raise NotProved(f"a root that is not of {HASH_BYTES} bytes")
        if not self.size and self.root != EMPTY_ROOT:
            raise NotProved("a log of no leaves with a root of its own")

    @property
    def text(self) -> str:
        lines = (self.origin, str(self.size), to_base64(self.root), *self.extensions)
        return "".join(f"{line}\n" for line in lines)


def parse_checkpoint(text: str) -> Checkpoint:
    """The checkpoint that the text of a note says.

    Raises:
        NotProved: `text` is not the `text` of a checkpoint.
    """
    lines = text.split("\n")
    if len(lines) < 4 or lines.pop():
        raise NotProved("a checkpoint without its three lines")
    origin, size, root, *extensions = lines
    return Checkpoint(origin, number(size), hash_from_base64(root), tuple(extensions))


def opened(data: bytes, origin: str, known: Iterable[Verifier]) -> tuple[Checkpoint, Note]:
    """The checkpoint of the log `origin`, signed by at least one known key, and its note.

    Raises:
        NotProved: `data` is not such a note (see `parse_note`, `verified`, `parse_checkpoint`), or
            its origin is another.
    """
    note = parse_note(data)
    verified(note, known)
    checkpoint = parse_checkpoint(note.text)
    if checkpoint.origin != origin:
        raise NotProved("a checkpoint of another log")
    return checkpoint, note

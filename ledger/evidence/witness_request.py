"""What is asked of a witness: a checkpoint, and the proof that it goes on from one of `old` leaves.

C2SP tlog-witness, `add-checkpoint`: a line `old <size>`, at most 63 lines of base64 hashes, an
empty line, and the signed note.
"""

from __future__ import annotations

from dataclasses import dataclass

from ledger.proof.checkpoint import Checkpoint, parse_checkpoint
from ledger.proof.note import MOST_BYTES as MOST_NOTE_BYTES
from ledger.proof.note import parse_note
from ledger.proof.refusal import NotProved
from ledger.proof.strict import hash_from_base64, number, to_base64

MOST_HASHES = 63
MOST_BYTES = MOST_NOTE_BYTES + 64 * (MOST_HASHES + 1)
_OLD = "old "


@dataclass(frozen=True, slots=True)
class Asked:
    """That the log of `note` goes on from its first `old` leaves, as `proof` proves."""

    old: int
    proof: tuple[bytes, ...]
    note: bytes

    def __bytes__(self) -> bytes:
        lines = [f"{_OLD}{self.old}", *map(to_base64, self.proof), "\n"]
        return "\n".join(lines).encode() + self.note


def parse_asked(body: bytes) -> tuple[Asked, Checkpoint]:
    """What `body` asks, and the checkpoint that its note says; nothing of it is verified.

    Raises:
        NotProved: `body` is longer than 1,004,096 bytes, has more than 63 hashes, is not what
            `bytes` of an `Asked` says, or its note says no checkpoint.
    """
    if len(body) > MOST_BYTES:
        raise NotProved(f"a request of more than {MOST_BYTES} bytes")
    head, blank, note = body.partition(b"\n\n")
    if not blank or not head.isascii():
        raise NotProved("a request without its lines and a checkpoint")
    old, *hashes = head.decode("ascii").split("\n")
    if not old.startswith(_OLD):
        raise NotProved("a request without an old size")
    if len(hashes) > MOST_HASHES:
        raise NotProved(f"a proof of more than {MOST_HASHES} hashes")
    proof = tuple(map(hash_from_base64, hashes))
    checkpoint = parse_checkpoint(parse_note(note).text)
    return Asked(number(old.removeprefix(_OLD)), proof, note), checkpoint

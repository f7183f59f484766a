"""A proof in one file that an entry is in a log: `.tlog-proof`.

C2SP tlog-proof v1: the index, the inclusion proof and the signed checkpoint, verbatim. The extra
data is signed by nobody.
"""

from __future__ import annotations

from dataclasses import dataclass

from ledger.proof.merkle import leaf_hash, verify_inclusion
from ledger.proof.note import MOST_BYTES as MOST_CHECKPOINT_BYTES
from ledger.proof.note import Ed25519
from ledger.proof.policy import Policy, Vouched, vouched
from ledger.proof.refusal import NotProved
from ledger.proof.strict import from_base64, hash_from_base64, number, to_base64

HEADER = "c2sp.org/tlog-proof@v1"
MOST_HASHES = 63
MOST_BYTES = 2 * MOST_CHECKPOINT_BYTES


@dataclass(frozen=True, slots=True)
class TlogProof:
    """That the log of `checkpoint`, a signed note, has an entry at `index`.

    Attributes:
        hashes: The inclusion proof, from the leaf's sibling up to the root's child.
        extra: Of use to the application, trusted by nobody; empty where there is none.
    """

    index: int
    hashes: tuple[bytes, ...]
    checkpoint: bytes
    extra: bytes = b""

    def __bytes__(self) -> bytes:
        extra = [f"extra {to_base64(self.extra)}"] if self.extra else []
        lines = [HEADER, *extra, f"index {self.index}", *map(to_base64, self.hashes), "\n"]
        return "\n".join(lines).encode() + self.checkpoint


def parse_tlog_proof(data: bytes) -> TlogProof:
    """The proof that the file `data` says; nothing of it is verified.

    Raises:
        NotProved: `data` is longer than 2,000,000 bytes, has more than 63 hashes, or is not what
            `bytes` of a `TlogProof` says.
    """
    if len(data) > MOST_BYTES:
        raise NotProved(f"a proof of more than {MOST_BYTES} bytes")
    head, blank, checkpoint = data.partition(b"\n\n")
    if not blank or not head.isascii():
        raise NotProved("a proof without its lines and a checkpoint")
    header, *lines = head.decode("ascii").split("\n")
    if header != HEADER:
        raise NotProved(f"a proof that does not begin with {HEADER}")
    extra = ""
    if lines and lines[0].startswith("extra "):
        extra = lines.pop(0).removeprefix("extra ")
        if not extra:
            raise NotProved("extra data that is empty")
    if not lines or not lines[0].startswith("index ") or len(lines) > 1 + MOST_HASHES:
        raise NotProved(f"a proof without an index, or of more than {MOST_HASHES} hashes")
    index, *hashes = lines
    return TlogProof(
        number(index.removeprefix("index ")),
        tuple(map(hash_from_base64, hashes)),
        checkpoint,
        from_base64(extra),
    )


def verify_entry(entry: bytes, proof: TlogProof, policy: Policy, ed25519: Ed25519) -> Vouched:
    """The checkpoint under which `entry` is proved to be in a log of the policy, at `proof.index`.

    Raises:
        NotProved: The checkpoint does not meet the policy (see `vouched`), or the hashes do not
            lead from the entry to its root.
    """
    found = vouched(proof.checkpoint, policy, ed25519)
    size, root = found.checkpoint.size, found.checkpoint.root
    verify_inclusion(leaf_hash(entry), proof.index, size, proof.hashes, root)
    return found

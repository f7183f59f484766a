"""Checks that a log, as it is shown, is what it was: by a policy, its tiles, and a memory.

No ledger is needed, and nothing that the log says of itself is believed unless a key of the
verifier's own policy signed it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ledger.evidence.keys import ed25519, verifier
from ledger.evidence.remembered import Memory
from ledger.evidence.shown import Shown, checkpoint_of, tile_of
from ledger.proof.policy import NO_QUORUM, Policy, Vouched, vouched
from ledger.proof.policy_file import parse_policy
from ledger.proof.refusal import NotProved
from ledger.proof.tiled import TiledLog

ALWAYS = 0
"""A moment before every cosignature, in POSIX seconds."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A log that is what it was.

    Attributes:
        before: Of which size it was remembered; `None` if it was not.
        cosigned_at: By name in the policy, when each witness cosigned, in POSIX seconds.
    """

    origin: str
    size: int
    root: bytes
    before: int | None
    cosigned_at: Mapping[str, int]


def checked(shown: Shown, policy: Policy, memory: Memory, fresh_since: int = ALWAYS) -> Checked:
    """The log that is `shown`, if it goes on from what `memory` has of it, which then moves on.

    Args:
        shown: The log.
        policy: Whose signatures count, and how many witnesses it takes.
        memory: What the verifier remembers.
        fresh_since: From when on the quorum must have cosigned, in POSIX seconds, inclusive. An
            old head keeps its cosignatures for ever: only their time tells that it is the last.

    Raises:
        NotProved: The checkpoint does not meet the policy, or the tiles do not lead to its root.
        Contradiction: It does not go on from what is remembered.
        NotShown: The log cannot be read.
        MemoryUnusable, StillLocked, OSError: As `Memory.advance` says.
    """
    note = checkpoint_of(shown)
    found = vouched(note, policy, ed25519)
    check_fresh(found, policy, fresh_since)
    size = found.checkpoint.size
    log = TiledLog(size, lambda tile: tile_of(shown, tile))

    def prove(old: int, _new: int) -> Sequence[bytes]:
        return log.consistency_proof(old)

    # What it signed it said, whether or not it can show the tiles of it.
    step = memory.advance(note, [verifier(str(key)) for key in policy.logs], prove)
    if log.compact_range().root != found.checkpoint.root:
        raise NotProved("tiles that do not lead to the root of the checkpoint")
    names = {name.decode(errors="replace"): at for name, at in found.cosigned_at.items()}
    return Checked(found.checkpoint.origin, size, found.checkpoint.root, step.before, names)


def policy_in(data: bytes, fresh_since: int = ALWAYS) -> Policy:
    """The policy that the file `data` says, if it can tell what `fresh_since` asks.

    Raises:
        NotProved: It breaks the rules of its format, or asks for no witness and the head has to be
            fresh: nobody but a witness says when it saw it.
    """
    policy = parse_policy(data)
    if fresh_since > ALWAYS and policy.quorum == NO_QUORUM:
        raise NotProved(
            "a policy without witnesses, which cannot tell a fresh head from an old one"
        )
    return policy


def check_fresh(found: Vouched, policy: Policy, since: int) -> None:
    """Nothing, if a quorum of the policy cosigned from `since` on, in POSIX seconds.

    Raises:
        NotProved: It did not.
    """
    lately = {name for name, at in found.cosigned_at.items() if at >= since}
    if not policy.is_met_by(lately):
        raise NotProved("a checkpoint that no quorum cosigned lately")

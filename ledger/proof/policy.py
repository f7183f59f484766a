"""Whom a verifier trusts: logs, witnesses, and how many of the witnesses it takes.

C2SP tlog-policy (the editor's copy of 2026; not yet versioned). Names are bytes, not text. URLs
are read past. It is the verifier's own file, never taken from what is verified.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from ledger.proof.checkpoint import Checkpoint, parse_checkpoint
from ledger.proof.cosignature import CosignatureVerifier, cosigned_at_posix_seconds
from ledger.proof.note import Ed25519, NoteVerifier, parse_note, verified
from ledger.proof.refusal import NotProved
from ledger.proof.verifier_key import VerifierKey

NO_QUORUM = b"none"


@dataclass(frozen=True, slots=True)
class Group:
    """Is met where at least `threshold` of its members, witnesses or groups, are."""

    threshold: int
    members: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Policy:
    """`groups` are in an order in which each follows its members."""

    logs: tuple[VerifierKey, ...]
    witnesses: Mapping[bytes, VerifierKey]
    groups: Mapping[bytes, Group]
    quorum: bytes

    def is_met_by(self, cosigners: Collection[bytes]) -> bool:
        """Whether the witnesses of these names are a quorum."""
        met = {NO_QUORUM: True}
        met |= {name: name in cosigners for name in self.witnesses}
        for name, group in self.groups.items():
            met[name] = sum(met[member] for member in group.members) >= group.threshold
        return met[self.quorum]

    def is_vouched_for_by(self, cosigners: Collection[bytes]) -> bool:
        """Whether what the witnesses of these names say counts: of a time, say.

        It does where they are a quorum; never where the policy asks for no witness, which trusts
        none of those that it names.
        """
        return self.quorum != NO_QUORUM and self.is_met_by(cosigners)


@dataclass(frozen=True, slots=True)
class Vouched:
    """A checkpoint that meets a policy.

    Attributes:
        log: The key of the log, whose name is the origin.
        cosigned_at: By name in the policy, when each witness cosigned, in POSIX seconds.
    """

    checkpoint: Checkpoint
    log: VerifierKey
    cosigned_at: Mapping[bytes, int]


def vouched(data: bytes, policy: Policy, ed25519: Ed25519) -> Vouched:
    """The checkpoint that the note `data` says, if a log of the policy and a quorum signed it.

    Raises:
        NotProved: It is no note or no checkpoint, none of the logs signed it under its origin, the
            valid cosignatures are no quorum, or a signature of the policy's keys is false.
    """
    note = parse_note(data)
    checkpoint = parse_checkpoint(note.text)
    logs = [key for key in policy.logs if key.name == checkpoint.origin]
    valid = {
        (signature.name, signature.key_hash): signature.value
        for signature in verified(
            note,
            [NoteVerifier(key, ed25519) for key in logs]
            + [CosignatureVerifier(key, ed25519) for key in policy.witnesses.values()],
        )
    }
    signing = [key for key in logs if (key.name, key.key_hash) in valid]
    if not signing:
        raise NotProved("a checkpoint that no log of the policy signed")
    cosigned_at = {
        name: cosigned_at_posix_seconds(valid[key.name, key.key_hash])
        for name, key in policy.witnesses.items()
        if (key.name, key.key_hash) in valid
    }
    if not policy.is_met_by(cosigned_at):
        raise NotProved("a checkpoint without the policy's quorum")
    return Vouched(checkpoint, signing[0], cosigned_at)

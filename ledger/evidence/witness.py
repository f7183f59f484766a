"""A witness: cosigns a checkpoint that goes on from the last one it cosigned of that log, once.

C2SP tlog-witness. Comparing with what is remembered and remembering anew is one step, and durable
before the cosignature exists: whoever holds a cosignature knows that its witness will never cosign
another log of that size, nor a shorter one, nor say an earlier time of that log, whatever becomes
of the process and of the clock.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from ledger.evidence.durable import create
from ledger.evidence.keys import verifier
from ledger.evidence.remembered import Head, Memory
from ledger.evidence.witness_request import Asked, parse_asked
from ledger.proof.checkpoint import Checkpoint
from ledger.proof.merkle import verify_consistency
from ledger.proof.note import Signature, Signer, Verifier, parse_note, verified
from ledger.proof.policy_file import parse_policy
from ledger.proof.refusal import NotProved
from ledger.proof.verifier_key import ED25519, VerifierKey, parse_verifier_key

MALFORMED, UNKNOWN_KEY, UNKNOWN_LOG, CONFLICT, NOT_PROVED = 400, 403, 404, 409, 422

Logs = Mapping[str, Sequence[Verifier]]
"""By origin, the keys of the logs that a witness knows."""


class Cosigning(Protocol):
    """A witness's key."""

    def cosigner(self, posix_seconds: int) -> Signer: ...


class NotCosigned(Exception):
    """A witness does not cosign.

    Attributes:
        status: Why, as the HTTP status of the protocol.
        what: The rule that is broken; never the content.
        size: What the witness remembers, in leaves, where that is why; else `None`.
    """

    def __init__(self, status: int, what: str, size: int | None = None) -> None:
        super().__init__(what)
        self.status = status
        self.what = what
        self.size = size


class TwoLogs(NotCosigned):
    """The log signed two roots at one size: whoever has both notes can show it to anybody."""


class Witness:
    """Keeps in `folder`, which must be there, a file for each log that it has cosigned.

    A first note that proves a log to be two is kept beside it, as `.fork`.
    """

    def __init__(self, key: Cosigning, logs: Logs, folder: Path) -> None:
        self._key = key
        self._logs = logs
        self._folder = folder

    def cosignature(self, body: bytes, posix_seconds: Callable[[], int]) -> bytes:
        """The line that cosigns what `body` asks; the moment is read while nobody else is served.

        It says the last time that it said of the log, where the clock has gone back behind it.

        Raises:
            NotCosigned: The request breaks a rule of the protocol; nothing is remembered.
            MemoryUnusable, StillLocked, OSError: As `Memory.exchange` says; nothing is cosigned.
        """
        asked, checkpoint = asked_of(body, self._logs)
        at = []

        def seen(before: Head | None) -> Head:
            check_goes_on(asked, checkpoint, before.checkpoint if before else None)
            at.append(max(posix_seconds(), before.at_posix_seconds if before else 0))
            same = before is not None and before.checkpoint.size == checkpoint.size
            kept = before if before and same else Head(checkpoint, asked.note)
            return replace(kept, at_posix_seconds=at[0])

        file = self._folder / f"{sha256(checkpoint.origin.encode()).hexdigest()}.head"
        try:
            Memory(file).exchange(checkpoint.origin, seen)
        except TwoLogs:
            with suppress(FileExistsError):
                create(file.with_suffix(".fork"), asked.note)
            raise
        signer = self._key.cosigner(at[0])
        value = signer.sign(parse_note(asked.note).message)
        return str(Signature(signer.name, signer.key_hash, value)).encode()


def asked_of(body: bytes, logs: Logs) -> tuple[Asked, Checkpoint]:
    """What `body` asks, of a log that is known, signed by one of its keys.

    Raises:
        NotCosigned: 400, it is malformed, or the old size is above the checkpoint's; 404, the log
            is not known; 403, none of its keys signed it, or a signature of theirs is false.
    """
    try:
        asked, checkpoint = parse_asked(body)
    except NotProved as refusal:
        raise NotCosigned(MALFORMED, refusal.what) from None
    if checkpoint.origin not in logs:
        raise NotCosigned(UNKNOWN_LOG, "a log that this witness does not know")
    try:
        verified(parse_note(asked.note), logs[checkpoint.origin])
    except NotProved as refusal:
        raise NotCosigned(UNKNOWN_KEY, refusal.what) from None
    if asked.old > checkpoint.size:
        raise NotCosigned(MALFORMED, "an old size above that of the checkpoint")
    return asked, checkpoint


def check_goes_on(asked: Asked, checkpoint: Checkpoint, remembered: Checkpoint | None) -> None:
    """Nothing, if the checkpoint is proved to go on from what is remembered, `None` at first.

    Raises:
        NotCosigned: 409, the old size is not what is remembered, or it is and has another root;
            422, the proof does not hold, or there is one from no leaves.
    """
    size = remembered.size if remembered else 0
    if asked.old != size:
        raise NotCosigned(CONFLICT, "an old size that is not the remembered one", size)
    if remembered is None or not size:
        if asked.proof:
            raise NotCosigned(NOT_PROVED, "a proof from no leaves, which proves nothing")
        return
    if checkpoint.size == size and checkpoint.root != remembered.root:
        raise TwoLogs(CONFLICT, "another root at the remembered size", size)
    try:
        verify_consistency(size, checkpoint.size, remembered.root, checkpoint.root, asked.proof)
    except NotProved as refusal:
        raise NotCosigned(NOT_PROVED, refusal.what) from None


def logs_of(keys: Iterable[VerifierKey]) -> Logs:
    """The logs that have these keys; the name of a key is the origin."""
    logs: dict[str, list[Verifier]] = {}
    for key in dict.fromkeys(keys):
        logs.setdefault(key.name, []).append(verifier(str(key)))
    return logs


def log_keys(texts: Iterable[str], policies: Iterable[bytes]) -> tuple[VerifierKey, ...]:
    """The keys of logs that are given one by one, and those in policy files.

    Raises:
        NotProved: A text is not that of a log's key, or a policy breaks the rules of its format.
    """
    keys = [parse_verifier_key(text) for text in texts]
    if any(key.kind != ED25519 for key in keys):
        raise NotProved("a key for another type of signature")
    return (*keys, *(key for data in policies for key in parse_policy(data).logs))

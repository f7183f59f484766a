"""What a verifier keeps between runs: of each log the last head it saw, as the signed note.

A head takes the place of another only where it is proved to go on from it. Whoever holds one such
file finds every change of what lies before its head, even one made with the log's own key.

The file is one signed note after another, a blank line between them; with one log it is a plain
signed note. A witness keeps the last time that it said beside the note, as a line `at <seconds>`
with a blank line before it. The file is the verifier's own: nobody else may write it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import replace as changed
from enum import StrEnum
from pathlib import Path
from typing import TypeAlias

from ledger.evidence.durable import locked, replace
from ledger.proof.checkpoint import Checkpoint, opened, parse_checkpoint
from ledger.proof.merkle import verify_consistency
from ledger.proof.note import Verifier, parse_note
from ledger.proof.refusal import NotProved
from ledger.proof.strict import number

MOST_BYTES = 10_000_000
PATIENCE_SECONDS = 10.0
_AT = b"at "

Prove: TypeAlias = Callable[[int, int], Sequence[bytes]]
"""The hashes that prove that a log of the second size goes on from one of the first, from 1."""


class Breach(StrEnum):
    """In what way a log is not what it was."""

    SMALLER = "the log is smaller than it was"
    ANOTHER_ROOT = "the log has another root at the same size"
    NOT_PROVED = "the log is not proved to go on from what it was"


class Contradiction(Exception):
    """A log that is not what is remembered of it.

    Attributes:
        breach: In what way.
        remembered: The signed note that is remembered.
        shown: The signed note that contradicts it. Who has both can show them to anybody.
    """

    def __init__(self, breach: Breach, remembered: bytes, shown: bytes) -> None:
        super().__init__(breach.value)
        self.breach = breach
        self.remembered = remembered
        self.shown = shown


class MemoryUnusable(Exception):
    """The file is not as it was written, or what it remembers is signed by no known key."""


@dataclass(frozen=True, slots=True)
class Head:
    """A checkpoint, and the signed note that says it.

    Attributes:
        at_posix_seconds: The last time that was said of this log or an earlier head of it; 0 where
            none is kept.
    """

    checkpoint: Checkpoint
    note: bytes
    at_posix_seconds: int = 0


@dataclass(frozen=True, slots=True)
class Step:
    """From which size to which a log has gone on; `before` is `None` for one that is new."""

    origin: str
    before: int | None
    size: int


class Memory:
    """The file of remembered heads; one that is not there remembers nothing."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def heads(self) -> Mapping[str, Head]:
        """The heads that are remembered, by origin; who signed them is not verified.

        Raises:
            MemoryUnusable: The file is not as it was written.
            OSError: It cannot be read.
        """
        try:
            with self._file.open("rb") as file:
                data = file.read(MOST_BYTES + 1)
        except FileNotFoundError:
            return {}
        try:
            heads = {head.checkpoint.origin: head for head in _heads_in(data)}
        except NotProved as refusal:
            raise MemoryUnusable(f"{self._file.name} remembers {refusal.what}") from None
        if not heads or _written(heads.values()) != data:
            raise MemoryUnusable(f"{self._file.name} is not as it was written")
        return heads

    def exchange(self, origin: str, of: Callable[[Head | None], Head]) -> None:
        """Remember for `origin` what `of` makes of what is remembered; it may refuse by raising.

        The memory is locked meanwhile; the new head is durable once this returns.

        Raises:
            MemoryUnusable: The file is not as it was written, or would be too large.
            StillLocked: Another process holds it.
            OSError: It cannot be read or written.
        """
        with locked(self._file, PATIENCE_SECONDS):
            heads = self.heads()
            before = heads.get(origin)
            after = of(before)
            if after == before:
                return
            data = _written({**heads, origin: after}.values())
            if len(data) > MOST_BYTES:
                raise MemoryUnusable(f"{self._file.name} would have more than {MOST_BYTES} bytes")
            replace(self._file, data)

    def advance(self, shown: bytes, known: Iterable[Verifier], prove: Prove) -> Step:
        """Remember the head `shown` in place of the last one of its log, if it goes on from it.

        Whether it needs more than one known signature, of witnesses perhaps, is for the caller to
        see before.

        Args:
            shown: A signed note.
            known: Whose signatures count: the keys of its log, also those that signed before.
            prove: Asked only where the log has grown; what it raises is passed on.

        Raises:
            Contradiction: It does not; the memory stays as it is.
            NotProved: `shown` is no checkpoint that a known key signed.
            MemoryUnusable: As `exchange` says, or no known key signed what is remembered.
            StillLocked, OSError: As `exchange` says.
        """
        verifiers = tuple(known)
        new = Head(signed_checkpoint(shown, verifiers), shown)
        steps = []

        def grown(before: Head | None) -> Head:
            if before is not None:
                _check_signed(before.note, verifiers)
                breach = breach_between(before.checkpoint, new.checkpoint, prove)
                if breach is not None:
                    raise Contradiction(breach, before.note, shown)
            size = before.checkpoint.size if before else None
            steps.append(Step(new.checkpoint.origin, size, new.checkpoint.size))
            return before if before and size == new.checkpoint.size else new

        self.exchange(new.checkpoint.origin, grown)
        return steps[0]


def breach_between(remembered: Checkpoint, shown: Checkpoint, prove: Prove) -> Breach | None:
    """In what way the log `shown` does not go on from what is `remembered`, if it does not.

    `prove` is asked only where it has grown, from at least one leaf: anything goes on from none.
    """
    if shown.size < remembered.size:
        return Breach.SMALLER
    if shown.size == remembered.size:
        return None if shown.root == remembered.root else Breach.ANOTHER_ROOT
    if not remembered.size:
        return None
    proof = prove(remembered.size, shown.size)
    try:
        verify_consistency(remembered.size, shown.size, remembered.root, shown.root, proof)
    except NotProved:
        return Breach.NOT_PROVED
    return None


def signed_checkpoint(note: bytes, known: Iterable[Verifier]) -> Checkpoint:
    """The checkpoint that `note` says, which at least one known key under its origin signed.

    Raises:
        NotProved: `note` is no such checkpoint.
    """
    origin = parse_checkpoint(parse_note(note).text).origin
    return opened(note, origin, [each for each in known if each.name == origin])[0]


def _check_signed(note: bytes, known: Iterable[Verifier]) -> None:
    try:
        signed_checkpoint(note, known)
    except NotProved as refusal:
        raise MemoryUnusable(f"what is remembered of the log has {refusal.what}") from None


def _heads_in(data: bytes) -> list[Head]:
    heads: list[Head] = []
    parts = iter(data.removesuffix(b"\n").split(b"\n\n") if data else ())
    for part in parts:
        if heads and part.startswith(_AT) and b"\n" not in part:
            said = part.removeprefix(_AT).decode("ascii", errors="replace")
            heads[-1] = changed(heads[-1], at_posix_seconds=number(said))
        else:
            note = b"%b\n\n%b\n" % (part, next(parts, b""))
            heads.append(Head(parse_checkpoint(parse_note(note).text), note))
    return heads


def _written(heads: Iterable[Head]) -> bytes:
    return b"\n".join(map(_lines, sorted(heads, key=lambda head: head.checkpoint.origin)))


def _lines(head: Head) -> bytes:
    at = head.at_posix_seconds
    return head.note + (b"\n%b%d\n" % (_AT, at) if at else b"")

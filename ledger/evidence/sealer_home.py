"""The sealer's own folder, outside the data's: its memory, whether it is frozen, and its locks.

Who can write to the ledger should not be able to write here: another user, another disk, another
backup. What was frozen and unfrozen, when and why, stays in `history`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path

from ledger.evidence.durable import StillLocked, locked, replace
from ledger.evidence.heads import instant_text
from ledger.evidence.sealer_memory import NOTHING, Remembered, parse_remembered
from ledger.evidence.sealer_refusals import Frozen, HomeUnusable, SealerRuns
from ledger.proof.canonical import canonical
from ledger.proof.note import Verifier
from ledger.proof.refusal import NotProved

MEMORY, FROZEN, HISTORY = "memory", "frozen", "history"
UNFROZEN = "unfrozen"
ROUND, LOOP = "round", "loop"
PATIENCE_SECONDS = 30.0


class Home:
    """The folder of one log's sealer, made if need be."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Be the only one who seals, for one round or one act.

        Raises:
            StillLocked: Another process did not come to an end of its own in time.
        """
        with locked(self.folder / ROUND, PATIENCE_SECONDS):
            yield

    @contextmanager
    def only_loop(self) -> Iterator[None]:
        """Be the only process that goes on sealing.

        Raises:
            SealerRuns: Another one does.
        """
        with ExitStack() as stack:
            try:
                stack.enter_context(locked(self.folder / LOOP, 0.0))
            except StillLocked:
                raise SealerRuns(f"another sealer runs with {self.folder}") from None
            yield

    def tidy(self) -> None:
        """Take away the drafts that a crash left; of a key it would be a copy."""
        for draft in self.folder.glob("*.draft"):
            draft.unlink()

    def remembered(self, origin: str, own: Iterable[Verifier]) -> Remembered:
        """What is remembered; `NOTHING` before the first seal.

        Raises:
            HomeUnusable: The memory is not as it was written, or not signed by an own key.
        """
        try:
            line = (self.folder / MEMORY).read_bytes()
        except FileNotFoundError:
            return NOTHING
        try:
            return parse_remembered(line, origin, own)
        except NotProved as refusal:
            raise HomeUnusable(f"the memory has {refusal.what}") from None

    def remember(self, remembered: Remembered) -> None:
        """Remember this from now on; durable once it returns.

        Raises:
            OSError: It cannot be written; the old memory stands.
        """
        replace(self.folder / MEMORY, remembered.written())

    def check_not_frozen(self) -> None:
        """Nothing, if sealing may go on.

        Raises:
            Frozen: It may not.
        """
        because = self.frozen_because()
        if because is not None:
            raise Frozen(because)

    def frozen_because(self) -> str | None:
        """Why the log is frozen, if it is."""
        try:
            return (self.folder / FROZEN).read_text().removesuffix("\n")
        except FileNotFoundError:
            return None

    def freeze(self, because: str, at: datetime) -> None:
        """Seal nothing more until somebody unfreezes; for one who is `alone`."""
        self._put_down("frozen", because, at)
        replace(self.folder / FROZEN, f"{because}\n".encode())

    def unfreeze(self, because: str, at: datetime) -> None:
        """Let sealing go on; what made it stop is looked for again, and stops it again.

        For one who is `alone`.
        """
        self._put_down("unfrozen", because, at)
        replace(self.folder / UNFROZEN, b"")
        (self.folder / FROZEN).unlink(missing_ok=True)

    def is_to_look(self) -> bool:
        """Whether nobody has looked at everything since it was unfrozen."""
        return (self.folder / UNFROZEN).exists()

    def looked(self) -> None:
        """Know that everything was looked at, and all was well."""
        (self.folder / UNFROZEN).unlink(missing_ok=True)

    def _put_down(self, what: str, because: str, at: datetime) -> None:
        file = self.folder / HISTORY
        before = file.read_bytes() if file.exists() else b""
        line = canonical({"at": instant_text(at), "because": because, "what": what})
        replace(file, before + line + b"\n")

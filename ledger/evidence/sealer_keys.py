"""The log's signing keys as files that only the sealer's user can read; port: `Keys`.

`log.key` signs; while one key follows another `next.key` signs too, and then takes its place. The
public halves stand beside them, for everybody: `log.vkey`, `next.vkey`.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from ledger.evidence.durable import replace
from ledger.evidence.key_files import KeyUnusable, key_in, make_key
from ledger.evidence.keys import SigningKey, verifier
from ledger.proof.note import Signer, Verifier

KEY, NEXT = "log.key", "next.key"
_FOR_EVERYBODY = 0o644


class OneKeyOnly(Exception):
    """No key follows the only one, so it cannot be retired."""


class TwoKeysAlready(Exception):
    """One key follows another already; a third may come once the oldest is retired."""


class Keys(Protocol):
    """Whoever holds the log's keys: files, or a module that never gives them away."""

    def signers(self) -> Sequence[Signer]:
        """Those that sign now, the older first: one, or two while one follows another."""

    def verifiers(self) -> Sequence[Verifier]:
        """Theirs, by which the sealer knows its own signature."""


class FileKeys:
    """The keys of the log `origin` in `folder`."""

    def __init__(self, folder: Path, origin: str) -> None:
        self._folder = folder
        self._origin = origin

    def signers(self) -> Sequence[SigningKey]:
        """The keys that sign now; none before the first is made.

        Raises:
            KeyUnusable: A key can be read by others, is none, or is that of another log.
            OSError: One cannot be read.
        """
        return [key for name in (KEY, NEXT) if (key := self._key(name)) is not None]

    def verifiers(self) -> Sequence[Verifier]:
        """Their verifiers. Raises what `signers` raises."""
        return [verifier(text) for text in self.texts()]

    def texts(self) -> Sequence[str]:
        """Their verifier keys as text. Raises what `signers` raises."""
        return [str(key.verifier_key) for key in self.signers()]

    def make(self, seed: bytes) -> None:
        """Make the next key, or the first one; it signs from now on.

        Args:
            seed: 32 random bytes.

        Raises:
            TwoKeysAlready: A next key is there already.
            KeyUnusable, OSError: As `signers` says; or it cannot be written.
        """
        has = len(self.signers())
        if has > 1:
            raise TwoKeysAlready
        make_key(self._folder / (NEXT if has else KEY), SigningKey(self._origin, seed))
        self.tell()

    def retire(self) -> None:
        """Destroy the older key, whose place the next one takes.

        Raises:
            OneKeyOnly: There is no next key.
            KeyUnusable, OSError: As `signers` says; or it cannot be moved.
        """
        if len(self.signers()) < 2:
            raise OneKeyOnly
        (self._folder / NEXT).replace(self._folder / KEY)
        self.tell()

    def tell(self) -> None:
        """See that each public half stands beside its key. Raises what `signers` raises."""
        for name in (KEY, NEXT):
            key, public = self._key(name), (self._folder / name).with_suffix(".vkey")
            if key is None:
                public.unlink(missing_ok=True)
            else:
                replace(public, f"{key.verifier_key}\n".encode(), _FOR_EVERYBODY)

    def _key(self, name: str) -> SigningKey | None:
        try:
            key = key_in(self._folder / name)
        except FileNotFoundError:
            return None
        if key.name != self._origin:
            raise KeyUnusable(f"{name} is the key of the log {key.name}, not of {self._origin}")
        return key

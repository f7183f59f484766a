"""The log's signing keys as files that only the sealer's user can read; port: `Keys`.

`log.key` signs; while one key follows another `next.key` signs too, and then takes its place. The
public halves stand beside them, for everybody: `log.vkey`, `next.vkey`.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from ledger.evidence.durable import create, replace
from ledger.evidence.keys import SigningKey, parse_signing_key, verifier
from ledger.evidence.sealer_refusals import HomeUnusable
from ledger.proof.note import Signer, Verifier
from ledger.proof.refusal import NotProved

KEY, NEXT = "log.key", "next.key"
_OTHERS = 0o077
_PUBLIC = 0o644


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
            HomeUnusable: A key can be read by others, is none, or is that of another log.
        """
        return [key for name in (KEY, NEXT) if (key := self._key(name)) is not None]

    def verifiers(self) -> Sequence[Verifier]:
        """Their verifiers. Raises what `signers` raises."""
        return [verifier(str(key.verifier_key)) for key in self.signers()]

    def make(self, seed: bytes) -> SigningKey:
        """The next key, or the first one, kept from now on.

        Args:
            seed: 32 random bytes.

        Raises:
            HomeUnusable: As `signers` says; or a next key is there already.
        """
        has = len(self.signers())
        if has > 1:
            raise HomeUnusable("one key follows another already: retire the older one first")
        key = SigningKey(self._origin, seed)
        name = NEXT if has else KEY
        create(self._folder / name, f"{key.written()}\n".encode())
        self._say(name, key)
        return key

    def retire(self) -> None:
        """Destroy the older key, whose place the next one takes.

        Raises:
            HomeUnusable: As `signers` says; or there is no next key.
        """
        keys = self.signers()
        if len(keys) < 2:
            raise HomeUnusable("no key follows the only one: make the next one first")
        (self._folder / NEXT).replace(self._folder / KEY)
        self._say(KEY, keys[1])
        _public(self._folder / NEXT).unlink(missing_ok=True)

    def _say(self, name: str, key: SigningKey) -> None:
        replace(_public(self._folder / name), f"{key.verifier_key}\n".encode(), _PUBLIC)

    def _key(self, name: str) -> SigningKey | None:
        file = self._folder / name
        try:
            exposed = file.stat().st_mode & _OTHERS
            text = file.read_bytes()
        except FileNotFoundError:
            return None
        if exposed:
            raise HomeUnusable(f"{name} can be read by others than its owner")
        try:
            key = parse_signing_key(text.decode("ascii", errors="replace").removesuffix("\n"))
        except NotProved as refusal:
            raise HomeUnusable(f"{name} holds {refusal.what}") from None
        if key.name != self._origin:
            raise HomeUnusable(f"{name} is the key of the log {key.name}, not of {self._origin}")
        return key


def _public(file: Path) -> Path:
    return file.with_suffix(".vkey")

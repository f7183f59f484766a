"""A signing key in a file that its owner alone can read, and nobody writes again."""

from __future__ import annotations

from pathlib import Path

from ledger.evidence.durable import create
from ledger.evidence.keys import SigningKey, parse_signing_key
from ledger.proof.refusal import NotProved

_OTHERS = 0o077


class KeyUnusable(Exception):
    """The file holds no signing key, or others than its owner can read it."""


def make_key(file: Path, key: SigningKey) -> None:
    """Write `key` to a new file, durably, with mode 0400.

    Raises:
        FileExistsError: There is a file already.
        NotProved: The key's name cannot be one.
        OSError: It cannot be written.
    """
    create(file, f"{key.written()}\n".encode())


def key_in(file: Path) -> SigningKey:
    """The key that the file holds.

    Raises:
        KeyUnusable: It holds none, or others than its owner can read it.
        OSError: It cannot be read.
    """
    with file.open("rb") as opened:
        if file.stat().st_mode & _OTHERS:
            raise KeyUnusable(f"{file.name} can be read by others than its owner")
        line = opened.read(2_000).decode(errors="replace")
    try:
        return parse_signing_key(line.removesuffix("\n"))
    except NotProved as refusal:
        raise KeyUnusable(f"{file.name} holds {refusal.what}") from None

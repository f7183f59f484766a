"""The key of one page: it seals and opens, and the log names it by a commitment.

AES-GCM does not bind a ciphertext to its key: one can be made that opens as two different
statements under two keys. So every line names its page's key by `commitment`, a hash of it, and
only the key that it names opens the line.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

LABEL = b"diversion-ledger page key v1\0"
KEY_BYTES = 32
NONCE_BYTES = 12


class Unopened(Exception):
    """What is sealed cannot be opened: another key, another place, or changed on the way."""


def new_nonce() -> bytes:
    """Twelve bytes that no other box of the key will have."""
    return secrets.token_bytes(NONCE_BYTES)


class PageKey:
    """A key of 256 bits. Nothing of it is in its `repr`, nor in any error."""

    __slots__ = ("_cipher", "_nonces", "commitment", "secret")

    def __init__(self, secret: bytes, nonces: Callable[[], bytes] = new_nonce) -> None:
        """The key whose 32 bytes are `secret`; each box takes a fresh nonce from `nonces`.

        Raises:
            ValueError: It has not 32 bytes.
        """
        if len(secret) != KEY_BYTES:
            raise ValueError(f"a page's key has {KEY_BYTES} bytes")
        self.secret = secret
        self.commitment = commitment_to(secret)
        self._cipher = AESGCM(secret)
        self._nonces = nonces

    @classmethod
    def new(cls) -> PageKey:
        """A key at random."""
        return cls(secrets.token_bytes(KEY_BYTES))

    def seal(self, plaintext: bytes, associated: bytes) -> bytes:
        """The box: nonce, ciphertext and tag. It opens beside `associated` only."""
        nonce = self._nonces()
        return nonce + self._cipher.encrypt(nonce, plaintext, associated)

    def open(self, box: bytes, associated: bytes, commitment: str) -> bytes:
        """What `box` holds, which is told to be sealed under the key of that `commitment`.

        Raises:
            Unopened: It is another key's, or not what was sealed beside `associated`.
        """
        if commitment != self.commitment:
            raise Unopened
        try:
            return self._cipher.decrypt(box[:NONCE_BYTES], box[NONCE_BYTES:], associated)
        except (InvalidTag, ValueError):
            raise Unopened from None


class SpentKey:
    """A key that was destroyed, of which the commitment is left: it seals nothing."""

    __slots__ = ("commitment",)

    def __init__(self, commitment: str) -> None:
        self.commitment = commitment


def commitment_to(secret: bytes) -> str:
    """SHA-256 of the label and the key, in hex."""
    return sha256(LABEL + secret).hexdigest()

"""Signatures of Standard Webhooks 1.0.0: `v1`, HMAC-SHA-256, and `v1a`, Ed25519, side by side.

No secret is stored. A subscription's secrets follow from one key of the service, the subscription's
id and a generation, a number that every rotation raises; told once, they can be made again.
"""

from __future__ import annotations

import hashlib
import hmac
from base64 import b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

SECRET_BYTES = 32
PURPOSE = b"diversion-ledger webhooks 1"


@dataclass(frozen=True)
class Signer:
    """What signs for one subscription in one generation."""

    key: bytes
    subscription: str
    generation: int

    @property
    def secret(self) -> str:
        """The shared secret of `v1`, as the receiver is told it, once."""
        return f"whsec_{_text(self._secret)}"

    @property
    def public_key(self) -> str:
        """The public key of `v1a`, which anyone may know."""
        return f"whpk_{_text(self._private.public_key().public_bytes_raw())}"

    def signatures(self, signed: bytes) -> tuple[str, str]:
        """Both signatures over `signed`."""
        digest = hmac.new(self._secret, signed, hashlib.sha256).digest()
        return f"v1,{_text(digest)}", f"v1a,{_text(self._private.sign(signed))}"

    @cached_property
    def _secret(self) -> bytes:
        return _derived(self.key, "hmac-sha256", self.subscription, self.generation)

    @cached_property
    def _private(self) -> Ed25519PrivateKey:
        derived = _derived(self.key, "ed25519", self.subscription, self.generation)
        return Ed25519PrivateKey.from_private_bytes(derived)


def headers(
    event: str, at_seconds: int, payload: bytes, signers: Iterable[Signer]
) -> Mapping[str, str]:
    """The three headers of a webhook; whoever has one of the keys can check it.

    Args:
        event: The event's id; it holds no full stop.
        at_seconds: When this attempt is made, in seconds since 1970.
        payload: The body, byte for byte.
        signers: The newest first.
    """
    signed = f"{event}.{at_seconds}.".encode() + payload
    signatures = [each for signer in signers for each in signer.signatures(signed)]
    return {
        "webhook-id": event,
        "webhook-timestamp": str(at_seconds),
        "webhook-signature": " ".join(signatures),
    }


def digest(key: bytes, *parts: str) -> str:
    """What a request is known again by, without its words: nobody can try guesses on it."""
    hashing = _derived(key, "requests", "", 0)
    return hmac.new(hashing, "\0".join(parts).encode(), hashlib.sha256).hexdigest()


def _derived(key: bytes, use: str, subscription: str, generation: int) -> bytes:
    info = f"{use} {subscription} {generation}".encode()
    return HKDF(SHA256(), SECRET_BYTES, PURPOSE, info).derive(key)


def _text(raw: bytes) -> str:
    return b64encode(raw).decode()

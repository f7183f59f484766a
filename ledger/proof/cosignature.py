"""Cosignatures: a witness says when it saw a checkpoint that goes on from all it saw before.

C2SP tlog-cosignature v1, Ed25519 only. The signature is eight bytes of POSIX seconds, big-endian,
and the signature of `cosignature/v1`, that time, and the text of the checkpoint.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ledger.proof.note import Ed25519
from ledger.proof.refusal import NotProved
from ledger.proof.strict import LARGEST
from ledger.proof.verifier_key import COSIGNATURE, VerifierKey

TIME_BYTES = 8
SIGNATURE_BYTES = 64


def cosigned_message(posix_seconds: int, text: bytes) -> bytes:
    """What a witness signs.

    Raises:
        NotProved: The time is not from 0 to 2^63-1.
    """
    if not 0 <= posix_seconds <= LARGEST:
        raise NotProved("a time that no cosignature can say")
    return b"cosignature/v1\ntime %d\n" % posix_seconds + text


def cosigned_at_posix_seconds(value: bytes) -> int:
    """The time that the value of a cosignature says.

    Raises:
        NotProved: `value` is not of 72 bytes, or the time is beyond 2^63-1.
    """
    if len(value) != TIME_BYTES + SIGNATURE_BYTES:
        raise NotProved("a cosignature of another length than 72 bytes")
    seconds = int.from_bytes(value[:TIME_BYTES], "big")
    if seconds > LARGEST:
        raise NotProved("a time that no cosignature can say")
    return seconds


@dataclass(frozen=True, slots=True)
class CosignatureVerifier:
    """Tells whether a signature over a checkpoint's text is a cosignature by `key`.

    Raises:
        NotProved: `key` is for signatures of another type.
    """

    key: VerifierKey
    ed25519: Ed25519

    def __post_init__(self) -> None:
        _check_kind(self.key)

    @property
    def name(self) -> str:
        return self.key.name

    @property
    def key_hash(self) -> bytes:
        return self.key.key_hash

    def verify(self, message: bytes, signature: bytes) -> bool:
        try:
            signed = cosigned_message(cosigned_at_posix_seconds(signature), message)
        except NotProved:
            return False
        return self.ed25519(self.key.public, signed, signature[TIME_BYTES:])


@dataclass(frozen=True, slots=True)
class Cosigner:
    """Cosigns as of one moment; `sign` makes the Ed25519 signature of a message with `key`.

    Raises:
        NotProved: `key` is for signatures of another type.
    """

    key: VerifierKey
    posix_seconds: int
    ed25519_sign: Callable[[bytes], bytes]

    def __post_init__(self) -> None:
        _check_kind(self.key)

    @property
    def name(self) -> str:
        return self.key.name

    @property
    def key_hash(self) -> bytes:
        return self.key.key_hash

    def sign(self, message: bytes) -> bytes:
        """The cosignature of the checkpoint text `message`.

        Raises:
            NotProved: The moment is not from 0 to 2^63-1.
        """
        signature = self.ed25519_sign(cosigned_message(self.posix_seconds, message))
        return self.posix_seconds.to_bytes(TIME_BYTES, "big") + signature


def _check_kind(key: VerifierKey) -> None:
    if key.kind != COSIGNATURE:
        raise NotProved("a key that is not for cosignatures")

"""Ed25519 keys (RFC 8032) for the log's notes, by way of `cryptography`.

A signing key is one line, as golang.org/x/mod/sumdb/note writes it:
`PRIVATE+KEY+name+hash+base64`, the hash being that of its public key, the base64 type || seed.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from ledger.proof.cosignature import CosignatureVerifier, Cosigner
from ledger.proof.note import NoteVerifier, Verifier
from ledger.proof.refusal import NotProved
from ledger.proof.strict import from_base64, to_base64
from ledger.proof.verifier_key import COSIGNATURE, ED25519, VerifierKey, parse_verifier_key

_PREFIX = "PRIVATE+KEY+"
_SEED_BYTES = 32


def ed25519(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether `signature` is that of `message` by the public key (of 32 bytes)."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except InvalidSignature:
        return False
    return True


def verifier(key: str) -> Verifier:
    """The verifier of a key as text, of notes or of cosignatures as its type says.

    Raises:
        NotProved: The text is not that of a key (see `parse_verifier_key`).
    """
    parsed = parse_verifier_key(key)
    of = CosignatureVerifier if parsed.kind == COSIGNATURE else NoteVerifier
    return of(parsed, ed25519)


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A private key under a name; it signs notes itself, and cosigns by way of `cosigner`."""

    name: str
    seed: bytes = field(repr=False)

    @property
    def verifier_key(self) -> VerifierKey:
        return VerifierKey(self.name, ED25519, self._public)

    @property
    def cosignature_key(self) -> VerifierKey:
        return VerifierKey(self.name, COSIGNATURE, self._public)

    @property
    def key_hash(self) -> bytes:
        return self.verifier_key.key_hash

    def sign(self, message: bytes) -> bytes:
        return self._private.sign(message)

    def cosigner(self, posix_seconds: int) -> Cosigner:
        """One who cosigns with this key as of that moment."""
        return Cosigner(self.cosignature_key, posix_seconds, self.sign)

    def written(self) -> str:
        """The line that says this key. It is a secret."""
        said = to_base64(bytes([ED25519]) + self.seed)
        return f"{_PREFIX}{self.name}+{self.key_hash.hex()}+{said}"

    @property
    def _private(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)

    @property
    def _public(self) -> bytes:
        return self._private.public_key().public_bytes_raw()


def parse_signing_key(line: str) -> SigningKey:
    """The signing key that `line`, without an end of line, says.

    Raises:
        NotProved: `line` is not what `written` says of any key. It is not quoted.
    """
    name, _, rest = line.removeprefix(_PREFIX).partition("+")
    said = from_base64(rest.partition("+")[2])
    if len(said) != 1 + _SEED_BYTES:
        raise NotProved("a signing key of another length")
    key = SigningKey(name, said[1:])
    if key.written() != line:
        raise NotProved("a signing key in another form, or whose hash is of another key")
    return key

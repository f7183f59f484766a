"""Whose signature it should be: a name and an Ed25519 key, in one line.

C2SP signed-note v1 and tlog-cosignature v1: `name+hash+base64`, where the hash is the first four
bytes, in hex, of SHA-256(name || 0x0A || type || key), and the base64 says type || key.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256

from ledger.proof.refusal import NotProved
from ledger.proof.strict import from_base64, to_base64

ED25519 = 0x01
COSIGNATURE = 0x04
KEY_BYTES = 32
KEY_HASH_BYTES = 4
MOST_CHARACTERS = 1_000

_NAME = re.compile(r"[^\s+\x00-\x1f\ud800-\udfff]+")


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """A public key under a name; `kind` is the signature type that it is for.

    Raises:
        NotProved: The name cannot be one, the kind is neither `ED25519` nor `COSIGNATURE`, or the
            key is not of 32 bytes.
    """

    name: str
    kind: int
    public: bytes

    def __post_init__(self) -> None:
        check_name(self.name)
        if self.kind not in (ED25519, COSIGNATURE):
            raise NotProved("a key for an unknown type of signature")
        if len(self.public) != KEY_BYTES:
            raise NotProved(f"a key that is not of {KEY_BYTES} bytes")

    @property
    def key_hash(self) -> bytes:
        said = self.name.encode() + b"\n" + bytes([self.kind]) + self.public
        return sha256(said).digest()[:KEY_HASH_BYTES]

    def __str__(self) -> str:
        key = to_base64(bytes([self.kind]) + self.public)
        return f"{self.name}+{self.key_hash.hex()}+{key}"


def parse_verifier_key(text: str) -> VerifierKey:
    """The key that `text` says.

    Raises:
        NotProved: `text` is longer than 1,000 characters, or not what `str` of a `VerifierKey`
            says; so also where its hash is not that of its name and key.
    """
    if len(text) > MOST_CHARACTERS:
        raise NotProved(f"a verifier key of more than {MOST_CHARACTERS} characters")
    name, _, rest = text.partition("+")
    said = from_base64(rest.partition("+")[2])
    key = VerifierKey(name, int.from_bytes(said[:1], "big"), said[1:])
    if str(key) != text:
        raise NotProved("a verifier key whose hash is of another key")
    return key


def check_name(name: str) -> None:
    """Nothing, if `name` can be the name of a key.

    Raises:
        NotProved: It is empty, or has white space, a plus sign, a control character or a lone
            surrogate.
    """
    if not _NAME.fullmatch(name):
        raise NotProved("a key name that cannot be one")

"""Signed notes: a text, a blank line, and the lines of those who sign it.

C2SP signed-note v1. A text counts for nothing until a known key has signed it: signatures of
unknown keys are kept and ignored, and one false signature of a known key refuses the note.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from ledger.proof.refusal import NotProved
from ledger.proof.strict import from_base64, to_base64
from ledger.proof.verifier_key import KEY_HASH_BYTES, VerifierKey, check_name

MOST_BYTES = 1_000_000
MOST_SIGNATURES = 100

_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")
_DASH = "\N{EM DASH} "

Ed25519: TypeAlias = Callable[[bytes, bytes, bytes], bool]
"""Whether, for a public key and a message, a signature is valid (RFC 8032)."""


class Verifier(Protocol):
    """One who can tell whether a signature is that of a certain key."""

    @property
    def name(self) -> str: ...
    @property
    def key_hash(self) -> bytes: ...
    def verify(self, message: bytes, signature: bytes) -> bool: ...


class Signer(Protocol):
    """One who can sign with a certain key."""

    @property
    def name(self) -> str: ...
    @property
    def key_hash(self) -> bytes: ...
    def sign(self, message: bytes) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature line; `value` is what follows the key hash, at least one byte.

    Raises:
        NotProved: The name cannot be one, or the hash or value has another length.
    """

    name: str
    key_hash: bytes
    value: bytes

    def __post_init__(self) -> None:
        check_name(self.name)
        if len(self.key_hash) != KEY_HASH_BYTES or not self.value:
            raise NotProved("a signature that is too short")

    def __str__(self) -> str:
        return f"{_DASH}{self.name} {to_base64(self.key_hash + self.value)}\n"


@dataclass(frozen=True, slots=True)
class Note:
    """A text, which ends in a line feed, and its signatures, of which nothing is known yet."""

    text: str
    signatures: tuple[Signature, ...]

    @property
    def message(self) -> bytes:
        """What is signed. Of a text that is not UTF-8, bytes that no note can have."""
        return self.text.encode(errors="surrogatepass")

    def __bytes__(self) -> bytes:
        return self.message + f"\n{''.join(map(str, self.signatures))}".encode()


@dataclass(frozen=True, slots=True)
class NoteVerifier:
    """Tells whether a signature over a note's text is that of `key`."""

    key: VerifierKey
    ed25519: Ed25519

    @property
    def name(self) -> str:
        return self.key.name

    @property
    def key_hash(self) -> bytes:
        return self.key.key_hash

    def verify(self, message: bytes, signature: bytes) -> bool:
        return self.ed25519(self.key.public, message, signature)


def parse_note(data: bytes) -> Note:
    """The note that `data` says; its signatures are not verified.

    Raises:
        NotProved: `data` is longer than 1,000,000 bytes, not UTF-8, has a control character other
            than the line feed, no blank line, none or more than 100 signatures, or a signature
            line in another form.
    """
    if len(data) > MOST_BYTES:
        raise NotProved(f"a note of more than {MOST_BYTES} bytes")
    said = _decoded(data)
    text, blank, rest = said.rpartition("\n\n")
    *lines, end = rest.split("\n")
    if not blank or not lines or end:
        raise NotProved("a note without a blank line and signature lines")
    if len(lines) > MOST_SIGNATURES:
        raise NotProved(f"a note of more than {MOST_SIGNATURES} signatures")
    return Note(text + "\n", tuple(map(_signature, lines)))


def signed(text: str, signers: Iterable[Signer], kept: Iterable[Signature] = ()) -> bytes:
    """The note of `text` with the signatures `kept` that no signer makes anew, and the new ones.

    Raises:
        NotProved: `text` does not end in a line feed, or `parse_note` would refuse the note. No
            signer is asked to sign a text that no note can say.
    """
    message = Note(text, ()).message
    if not _decoded(message).endswith("\n"):
        raise NotProved("a text that does not end in a line feed")
    new = [Signature(each.name, each.key_hash, each.sign(message)) for each in signers]
    replaced = {(each.name, each.key_hash) for each in new}
    old = [each for each in kept if (each.name, each.key_hash) not in replaced]
    data = bytes(Note(text, (*old, *new)))
    parse_note(data)
    return data


def verified(note: Note, known: Iterable[Verifier]) -> tuple[Signature, ...]:
    """The valid signatures of known keys, in their order, one of each key.

    Raises:
        NotProved: No known key signed, a signature under the name and hash of a known key is
            false, or two known keys have one name and hash.
    """
    verifiers = _by_name_and_hash(known)
    valid: dict[tuple[str, bytes], Signature] = {}
    for signature in note.signatures:
        key = signature.name, signature.key_hash
        if key not in verifiers:
            continue
        if not verifiers[key].verify(note.message, signature.value):
            raise NotProved("a false signature under the name of a known key")
        valid.setdefault(key, signature)
    if not valid:
        raise NotProved("no signature of a known key")
    return tuple(valid.values())


def _decoded(data: bytes) -> str:
    try:
        text = data.decode()
    except UnicodeDecodeError:
        text = "\0"
    if _CONTROL.search(text):
        raise NotProved("a note that is not UTF-8, or has a control character")
    return text


def _signature(line: str) -> Signature:
    if not line.startswith(_DASH):
        raise NotProved("a signature line in another form")
    name, _, value = line.removeprefix(_DASH).partition(" ")
    data = from_base64(value)
    return Signature(name, data[:KEY_HASH_BYTES], data[KEY_HASH_BYTES:])


def _by_name_and_hash(known: Iterable[Verifier]) -> Mapping[tuple[str, bytes], Verifier]:
    listed = list(known)
    found = {(each.name, each.key_hash): each for each in listed}
    if len(found) != len(listed):
        raise NotProved("two known keys of one name and hash")
    return found

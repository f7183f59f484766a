"""What a bundle says of itself: its kind, its log, how much of it, and every file in it.

Nobody signs it, for nothing in it has to be believed: the size and the log are the checkpoint's,
which the log signed; every file is proved from it, or has one possible content. `engine` alone, the
version that wrote the bundle, is as it says and no more.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from msgspec import Meta, MsgspecError, Struct
from msgspec.json import Decoder, Encoder

from ledger.proof.refusal import NotProved

NAME = "manifest.json"
MOST_BYTES = 20_000_000

_Size = Annotated[int, Meta(ge=0, le=2**53 - 1)]
_Text = Annotated[str, Meta(max_length=1_000)]


class Kind(StrEnum):
    """How much of a ledger a bundle holds."""

    LEDGER = "ledger"
    PAGE = "page"


class File(Struct, frozen=True, forbid_unknown_fields=True):
    """A file of the bundle: its length in bytes, its name, its SHA-256 in hex."""

    bytes: _Size
    name: _Text
    sha256: Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]


class Manifest(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`files` are in the order in which they stand, without the manifest, which is the last.

    Attributes:
        as_at: The civil day, inclusive, that the claims are told of.
        engine: The version of the program that wrote the bundle.
        origin: The log's name in its checkpoints.
        page: The page that it is about; empty of a whole ledger.
        size: The leaves of the log, of which the checkpoint is.
    """

    as_at: date
    engine: _Text
    files: Sequence[File]
    format: Literal["diversion-ledger-bundle/1"] = "diversion-ledger-bundle/1"
    kind: Kind
    origin: _Text
    page: _Text = ""
    size: _Size

    def __bytes__(self) -> bytes:
        return _ENCODER.encode(self)


def parse_manifest(data: memoryview) -> Manifest:
    """The manifest that `data` says.

    Raises:
        NotProved: It is of another format, too long, or not what `bytes` of a manifest is.
    """
    if len(data) > MOST_BYTES:
        raise NotProved(f"a manifest of more than {MOST_BYTES} bytes")
    try:
        manifest = _DECODER.decode(data)
    except (MsgspecError, ValueError, RecursionError):
        raise NotProved("a manifest of another format") from None
    if bytes(manifest) != data:
        raise NotProved("a manifest in another form than the canonical one")
    return manifest


_ENCODER = Encoder()
_DECODER = Decoder(Manifest)

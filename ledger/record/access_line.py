"""How an access is written down and read back: one canonical JSON line, kept byte for byte.

The keys of a line: `access` (the clear fields, one by one, defaults too), `format` (1: the shape of
the line), `sealed` (the fields that are to become ciphertext).
"""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from ledger.proof.canonical import canonical
from ledger.record.access_parts import Access
from ledger.record.shapes import Shape, clear, personal

FORMAT = 1
_CLEAR = Shape(Access, clear(Access))
_SEALED = Shape(Access, personal(Access))
_LINE: Any = msgspec.defstruct(
    "AccessLine",
    [("access", _CLEAR.struct), ("format", Literal[FORMAT]), ("sealed", _SEALED.struct)],
    forbid_unknown_fields=True,
    kw_only=True,
)
_DECODER = msgspec.json.Decoder(_LINE)
_UNREADABLE = (msgspec.MsgspecError, ValueError, LookupError, TypeError, RecursionError)


class NotAnAccess(ValueError):
    """A line that cannot be read as an access; its content is not repeated."""


def written(access: Access) -> bytes:
    """The line that says `access`.

    Raises:
        NaiveTime: An instant has no zone.
        NotCanonical: A text has a lone surrogate, or the line would be longer than a line may be.
    """
    return canonical(
        {"access": _CLEAR.written(access), "format": FORMAT, "sealed": _SEALED.written(access)}
    )


def read(line: bytes) -> Access:
    """The access that `line` says.

    Raises:
        NotAnAccess: It is not a line of ours.
    """
    try:
        told = _DECODER.decode(line)
        return Access(**_CLEAR.fields_of(told.access), **_SEALED.fields_of(told.sealed))
    except _UNREADABLE:
        raise NotAnAccess from None

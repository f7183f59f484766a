"""How an access is written down and read back: one canonical JSON line, kept byte for byte.

The keys of a line: `access` (the clear fields, one by one, defaults too), `format`, `sealed`. What
is personal is sealed, beside the rest of the line, if anything personal is said: then the line is
of format 2, and `sealed` is {"box": ..., "key": ...} as on a line of the ledger. Where nothing is
said, and in all lines from before, the format is 1, and `sealed` has the fields themselves.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeAlias

import msgspec

from ledger.privacy.page_key import PageKey
from ledger.proof.canonical import canonical
from ledger.record.access_parts import Access
from ledger.record.line import Box
from ledger.record.shapes import Shape, clear, personal

CLEAR_FORMAT, SEALED_FORMAT = 1, 2
KeyFor: TypeAlias = Callable[[Access, str], PageKey | None]
"""The key that a box of the access is sealed under, by its commitment; None if it was destroyed."""

_CLEAR = Shape(Access, clear(Access))
_SEALED = Shape(Access, personal(Access))
_SEALED_IS, _BOX_IS, _BOX_ENDS = b'"sealed":{', b'"box":"', b'",'
_UNREADABLE = (msgspec.MsgspecError, ValueError, LookupError, TypeError, RecursionError)


def _line(form: int, sealed: type[msgspec.Struct]) -> type[msgspec.Struct]:
    return msgspec.defstruct(
        f"AccessLine{form}",
        [("access", _CLEAR.struct), ("sealed", sealed)],
        tag_field="format",
        tag=form,
        forbid_unknown_fields=True,
        kw_only=True,
    )


_SEALED_LINE: Any = _line(SEALED_FORMAT, Box)
_CLEAR_LINE: Any = _line(CLEAR_FORMAT, _SEALED.struct)
_DECODER: Any = msgspec.json.Decoder(_CLEAR_LINE | _SEALED_LINE)
_BOX_DECODER: Any = msgspec.json.Decoder(_SEALED.struct)
_NOTHING = _SEALED.fields_of(_BOX_DECODER.decode(b"{}"))


class NotAnAccess(ValueError):
    """A line that cannot be read as an access; its content is not repeated."""


def says_personal(access: Access) -> bool:
    """Whether something personal is said, so that the line needs a key."""
    return any(getattr(access, name) != nothing for name, nothing in _NOTHING.items())


def written(access: Access, key: PageKey | None = None) -> bytes:
    """The line that says `access`, what is personal sealed with `key` if something is.

    Raises:
        NaiveTime: An instant has no zone.
        NotCanonical: A text has a lone surrogate, or the line would be longer than a line may be.
        ValueError: Something personal is said, and there is no key.
    """
    told, sealed = _CLEAR.written(access), _SEALED.written(access)
    if not says_personal(access):
        return canonical({"access": told, "format": CLEAR_FORMAT, "sealed": sealed})
    if key is None:
        raise ValueError("what is personal is not written in the clear")
    head = {"access": told, "format": SEALED_FORMAT}
    associated = canonical({**head, "sealed": {"key": key.commitment}})
    box = b64encode(key.seal(canonical(sealed), associated)).decode()
    return canonical({**head, "sealed": {"box": box, "key": key.commitment}})


def read(line: bytes, key_for: KeyFor | None = None) -> Access:
    """The access that `line` says, its box opened with the key that `key_for` knows.

    What is personal is at its default where it was sealed and there is no `key_for`, or no key any
    more.

    Raises:
        NotAnAccess: It is not a line of ours.
        Unopened: The key is not the one that the line names, or what was sealed was changed.
        Whatever `key_for` raises.
    """
    try:
        told = _DECODER.decode(line)
        access = Access(**_CLEAR.fields_of(told.access))
        if isinstance(told, _CLEAR_LINE):
            return replace(access, **_SEALED.fields_of(told.sealed))
        box = b64decode(told.sealed.box, validate=True)
    except _UNREADABLE:
        raise NotAnAccess from None
    key = key_for(access, told.sealed.key) if key_for else None
    if key is None:
        return access
    start = line.rfind(_SEALED_IS + _BOX_IS) + len(_SEALED_IS)
    end = start + len(_BOX_IS) + len(told.sealed.box) + len(_BOX_ENDS)
    plain = key.open(box, line[:start] + line[end:], told.sealed.key)
    try:
        return replace(access, **_SEALED.fields_of(_BOX_DECODER.decode(plain)))
    except _UNREADABLE:
        raise NotAnAccess from None

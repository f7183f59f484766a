"""The line that entries of one kind of fact are written on, and its box of personal fields.

Every line is written in format 2: what is personal is sealed under the key of the page, beside the
rest of the line, so that no box can be moved to another. Lines of format 1, which hold it in the
clear, are read.
"""

from __future__ import annotations

from binascii import a2b_base64, b2a_base64
from collections.abc import Callable
from functools import cached_property
from typing import Annotated, Any, Literal

from msgspec import Meta, Struct, convert, defstruct
from msgspec.json import Decoder, decode

from ledger.journey.facts import Fact
from ledger.privacy.page_key import PageKey, SpentKey
from ledger.proof.canonical import MOST_BYTES, NotCanonical, canonical
from ledger.record.entry import Attribution, Entry
from ledger.record.shapes import Instant, Shape, clear, instant, personal
from ledger.record.streams import sealed_for

Upcast = Callable[[dict[str, Any]], dict[str, Any]]
KeyOf = Callable[[str], PageKey | None]
"""The key of the page with that id; None where it was destroyed."""

OLD_FORMAT, FORMAT = 1, 2
TOO_LONG = f"more than {MOST_BYTES} bytes"
_CLEAR = Shape(Attribution, clear(Attribution))
_SEALED = Shape(Attribution, personal(Attribution))
_CLEAR_NAMES = clear(Attribution)
_SEALED_IS = b'"sealed":{'
_BOX_IS, _BOX_ENDS = b'"box":"', b'",'
_NOTHING = b'{"attribution":{},"fact":{}}'
_Hex = Annotated[str, Meta(min_length=64, max_length=64)]


class NothingSealed(ValueError):
    """The page's key was destroyed, and the entry says something personal, or belongs there."""


class Box(Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    """What stands on a line for its personal fields; an empty `box` was never sealed."""

    box: str
    key: _Hex


class LineOf:
    """Entries of one `kind` of fact as JSON values; shapes are counted from 1."""

    def __init__(self, kind: type[Fact], upcasts: tuple[Upcast, ...] = ()) -> None:
        self._kind = kind
        self._upcasts = upcasts
        self.shape = len(upcasts) + 1

    def written(self, entry: Entry, key: PageKey | SpentKey) -> bytes:
        """The line that says `entry`, its personal fields sealed under the key of its page.

        Raises:
            NaiveTime: An instant has no zone.
            NotCanonical: The line is outside the profile.
            NothingSealed: The key is spent, and a personal field is not at its default.
        """
        associated = canonical(
            {
                **_CLEAR.written(entry.attribution),
                "fact": self._clear.written(entry.fact),
                "format": FORMAT,
                "line": entry.line,
                "name": self._kind.NAME,
                "page": entry.page,
                "recorded_at": instant(entry.recorded_at),
                "sealed": {"key": key.commitment},
                "shape": self.shape,
            }
        )
        box = b2a_base64(self._box(entry, key, associated), newline=False)
        line = associated.replace(_SEALED_IS, _SEALED_IS + _BOX_IS + box + _BOX_ENDS, 1)
        if len(line) > MOST_BYTES:
            raise NotCanonical(TOO_LONG)
        return line

    def read(self, line: bytes, shape: int, form: int, key_of: KeyOf | None) -> Entry:
        """The entry on a line whose fact has that `shape`, which is not above ours.

        Its personal fields are at their defaults where they were sealed and `key_of` is None, or
        knows no key any more.

        Raises:
            MsgspecError: The line has not the keys and types that an entry has.
            ValueError: The line is not UTF-8.
            Unopened: The page's key does not open it.
        """
        if form == FORMAT:
            return self._opened(line, shape, key_of)
        if shape == self.shape:
            read = self._decoder.decode(line)
            return self._entry(read, read.sealed)
        return self._entry_of_old(decode(line), shape)

    def _box(self, entry: Entry, key: PageKey | SpentKey, associated: bytes) -> bytes:
        attribution, fact = _SEALED.written(entry.attribution), self._sealed.written(entry.fact)
        if isinstance(key, SpentKey):
            if (attribution, fact) != self._defaults:
                raise NothingSealed
            return b""
        return key.seal(canonical({"attribution": attribution, "fact": fact}), associated)

    def _opened(self, line: bytes, shape: int, key_of: KeyOf | None) -> Entry:
        if shape != self.shape:
            values = decode(line)
            box = convert(values["sealed"], Box)
            sealed = decode(_plain(line, values["page"], box, key_of) or _NOTHING)
            return self._entry_of_old({**values, "sealed": sealed, "format": OLD_FORMAT}, shape)
        read = self._sealed_decoder.decode(line)
        plain = _plain(line, read.page, read.sealed, key_of)
        return self._entry(read, self._box_decoder.decode(plain) if plain else self._nothing)

    def _entry_of_old(self, values: dict[str, Any], shape: int) -> Entry:
        for upcast in self._upcasts[shape - 1 :]:
            values = upcast(values)
        read: Any = convert({**values, "shape": self.shape}, self._struct)
        return self._entry(read, read.sealed)

    def _entry(self, line: Any, sealed: Any) -> Entry:
        return Entry(
            line.page,
            line.line,
            line.recorded_at,
            Attribution(
                **{name: getattr(line, name) for name in _CLEAR_NAMES},
                **_SEALED.fields_of(sealed.attribution),
            ),
            self._kind(
                **self._clear.fields_of(line.fact),
                **self._sealed.fields_of(sealed.fact),
            ),
        )

    @cached_property
    def _clear(self) -> Shape[Fact]:
        return Shape(self._kind, clear(self._kind))

    @cached_property
    def _sealed(self) -> Shape[Fact]:
        return Shape(self._kind, personal(self._kind))

    @cached_property
    def _box_decoder(self) -> Decoder[Any]:
        return Decoder(self._inside)

    @cached_property
    def _nothing(self) -> Any:
        return self._box_decoder.decode(_NOTHING)

    @cached_property
    def _defaults(self) -> tuple[dict[str, Any], dict[str, Any]]:
        nothing = self._nothing
        return _SEALED.written(nothing.attribution), self._sealed.written(nothing.fact)

    @cached_property
    def _decoder(self) -> Decoder[Any]:
        return Decoder(self._struct)

    @cached_property
    def _sealed_decoder(self) -> Decoder[Any]:
        return Decoder(self._line(FORMAT, Box))

    @cached_property
    def _struct(self) -> type[Struct]:
        return self._line(OLD_FORMAT, self._inside)

    @cached_property
    def _inside(self) -> type[Struct]:
        return defstruct(
            "Sealed",
            [("attribution", _SEALED.struct), ("fact", self._sealed.struct)],
            forbid_unknown_fields=True,
            gc=False,
        )

    def _line(self, form: int, sealed: type[Struct]) -> type[Struct]:
        keys = {
            **dict.fromkeys(_CLEAR_NAMES, str),
            "fact": self._clear.struct,
            "format": Literal[form],
            "line": int,
            "name": Literal[self._kind.NAME],
            "page": str,
            "recorded_at": Instant,
            "sealed": sealed,
            "shape": Literal[self.shape],
        }
        return defstruct(
            "Line", sorted(keys.items()), forbid_unknown_fields=True, kw_only=True, gc=False
        )


def _plain(line: bytes, page: str, sealed: Box, key_of: KeyOf | None) -> bytes | None:
    """What the box of a line holds; None where nobody can tell any more, or is to."""
    key = key_of(sealed_for(page)) if key_of and sealed.box else None
    if key is None:
        return None
    start = line.find(_SEALED_IS + _BOX_IS) + len(_SEALED_IS)
    end = start + len(_BOX_IS) + len(sealed.box) + len(_BOX_ENDS)
    box = a2b_base64(sealed.box, strict_mode=True)
    return key.open(box, line[:start] + line[end:], sealed.key)

"""The line that entries of one kind of fact are written on."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any, Literal

from msgspec import Struct, convert, defstruct
from msgspec.json import Decoder, decode

from ledger.journey.facts import Fact
from ledger.record.entry import Attribution, Entry
from ledger.record.shapes import Instant, Shape, clear, instant, personal

Upcast = Callable[[dict[str, Any]], dict[str, Any]]

FORMAT = 1
_CLEAR = Shape(Attribution, clear(Attribution))
_SEALED = Shape(Attribution, personal(Attribution))
_CLEAR_NAMES = clear(Attribution)


class LineOf:
    """Entries of one `kind` of fact as JSON values; shapes are counted from 1."""

    def __init__(self, kind: type[Fact], upcasts: tuple[Upcast, ...] = ()) -> None:
        self._kind = kind
        self._upcasts = upcasts
        self.shape = len(upcasts) + 1

    def written(self, entry: Entry) -> dict[str, Any]:
        """The line that says `entry`, not yet serialised.

        Raises:
            NaiveTime: An instant has no zone.
        """
        return {
            **_CLEAR.written(entry.attribution),
            "fact": self._clear.written(entry.fact),
            "format": FORMAT,
            "line": entry.line,
            "name": self._kind.NAME,
            "page": entry.page,
            "recorded_at": instant(entry.recorded_at),
            "sealed": {
                "attribution": _SEALED.written(entry.attribution),
                "fact": self._sealed.written(entry.fact),
            },
            "shape": self.shape,
        }

    def read(self, line: bytes, shape: int) -> Entry:
        """The entry on a line whose fact has that `shape`, which is not above ours.

        Raises:
            MsgspecError: The line has not the keys and types that an entry has.
            ValueError: The line is not UTF-8.
        """
        if shape == self.shape:
            return self._entry(self._decoder.decode(line))
        values = decode(line)
        for upcast in self._upcasts[shape - 1 :]:
            values = upcast(values)
        return self._entry(convert({**values, "shape": self.shape}, self._struct))

    def _entry(self, line: Any) -> Entry:
        sealed = line.sealed
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
    def _decoder(self) -> Decoder[Any]:
        return Decoder(self._struct)

    @cached_property
    def _struct(self) -> type[Struct]:
        keys = {
            **dict.fromkeys(_CLEAR_NAMES, str),
            "fact": self._clear.struct,
            "format": Literal[FORMAT],
            "line": int,
            "name": Literal[self._kind.NAME],
            "page": str,
            "recorded_at": Instant,
            "sealed": defstruct(
                "Sealed",
                [("attribution", _SEALED.struct), ("fact", self._sealed.struct)],
                forbid_unknown_fields=True,
                gc=False,
            ),
            "shape": Literal[self.shape],
        }
        return defstruct(
            "Line", sorted(keys.items()), forbid_unknown_fields=True, kw_only=True, gc=False
        )

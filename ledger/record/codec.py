"""How an entry is written down and read back: one canonical JSON line, kept byte for byte.

The keys of a line, in the order in which they stand:

    by                who wrote
    causation_id, correlation_id
    fact              the fact's clear fields, one by one, defaults too
    format            1: the shape of the line itself
    idempotency_key
    line              the line on the page, from 1
    name              the fact's, never a Python path
    on_behalf_of
    page              the page's id
    purpose
    recorded_at       UTC, six decimals
    sealed            {"attribution": ..., "fact": ...}: their personal fields, kept apart, so that
                      this one value can become ciphertext and the rest stay clear
    shape             which shape the fact has: 1, and one more for each upcast
    system
    traceparent

The position in the whole ledger is not in the line: it is known only once the line is written, and
the leaf index of the log binds it.

What is on disk is fixed for good; `tests/golden/` holds an example of every fact. Old shapes are
read here and nowhere else: an upcast takes a parsed line of one shape and gives it in the next.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated

import msgspec

from ledger.journey.facts import FACTS, Fact
from ledger.proof.canonical import MOST_BYTES, NotCanonical, canonical
from ledger.record.entry import Entry, UnknownFact
from ledger.record.line import LineOf, Upcast

UPCASTS: dict[str, tuple[Upcast, ...]] = {}


class EntryTooLarge(ValueError):
    """The entry's line would have more than 60,000 bytes."""


class NotAnEntry(ValueError):
    """A line that cannot be read as an entry; its content is not repeated.

    Attributes:
        where: The field at fault, as in `$.fact.on`; empty for the whole.
    """

    def __init__(self, where: str = "") -> None:
        super().__init__(where)
        self.where = where


class EntryCodec:
    """Writes and reads entries; `upcasts` are by the fact's name, oldest first."""

    def __init__(
        self,
        facts: Mapping[str, type[Fact]] = FACTS,
        upcasts: Mapping[str, tuple[Upcast, ...]] = UPCASTS,
    ) -> None:
        self._lines = {name: LineOf(kind, upcasts.get(name, ())) for name, kind in facts.items()}

    def encode(self, entry: Entry) -> bytes:
        """The line that says `entry`; what could not be read back is not written.

        Raises:
            EntryTooLarge: The line would be longer than a line may be.
            NaiveTime: An instant has no zone.
            NotAnEntry: A field holds something of another type than its annotation says.
            NotCanonical: A text has a lone surrogate, or a number is beyond 2^53-1.
        """
        try:
            line = canonical(self._lines[entry.fact.NAME].written(entry))
        except (AttributeError, TypeError) as error:
            raise NotAnEntry from error
        except NotCanonical as error:
            if error.what == _TOO_LONG:
                raise EntryTooLarge(error.what) from None
            raise
        self.decode(line)
        return line

    def decode(self, line: bytes) -> Entry:
        """The entry that `line` says.

        Raises:
            NotAnEntry: It is not a line of ours, or not any more.
            UnknownFact: No fact has that name, or its shape is still to come.
        """
        try:
            head = _HEAD.decode(line)
            known = self._lines.get(head.name)
            if known is None or head.shape > known.shape:
                raise UnknownFact(head.name)
            return known.read(line, head.shape)
        except _UNREADABLE as error:
            raise NotAnEntry(_field_in(str(error))) from None


class _Head(msgspec.Struct):
    name: str
    shape: Annotated[int, msgspec.Meta(ge=1)]


_HEAD = msgspec.json.Decoder(_Head)
_UNREADABLE = (msgspec.MsgspecError, ValueError, LookupError, TypeError, RecursionError)
_TOO_LONG = f"more than {MOST_BYTES} bytes"
_FIELD = re.compile(r" - at `([^`]*)`")


def _field_in(message: str) -> str:
    named = _FIELD.search(message)
    return named[1] if named else ""

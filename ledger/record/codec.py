"""How an entry is written down and read back: one canonical JSON line, kept byte for byte.

The keys of a line, in the order in which they stand:

    by                who wrote
    causation_id, correlation_id
    fact              the fact's clear fields, one by one, defaults too
    format            2: the shape of the line itself
    idempotency_key
    line              the line on the page, from 1
    name              the fact's, never a Python path
    on_behalf_of
    page              the page's id
    purpose
    recorded_at       UTC, six decimals
    sealed            {"box": ..., "key": ...}: the personal fields of both, sealed; see below
    shape             which shape the fact has: 1, and one more for each upcast
    system
    traceparent

The box is base64 of a nonce of 12 bytes, and of the AES-256-GCM ciphertext and tag of the line that
says {"attribution": ..., "fact": ...}; beside it is authenticated the line itself, without its box.
`key` is the commitment to the key of the page (see `ledger.privacy.page_key`). The box of what was
written after that key was destroyed is empty. Lines of format 1 have in `sealed` what a box holds.

The position in the whole ledger is not in the line: it is known only once the line is written, and
the leaf index of the log binds it.

What is on disk is fixed for good; `tests/golden/` holds an example of every fact. Old shapes are
read here and nowhere else: an upcast takes a parsed line of one shape, as in format 1, and gives it
in the next. It finds nothing in `sealed` where that was not opened.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated

import msgspec

from ledger.journey.facts import FACTS, Fact
from ledger.privacy.page_key import PageKey, SpentKey
from ledger.proof.canonical import NotCanonical
from ledger.record.entry import Entry, UnknownFact
from ledger.record.line import TOO_LONG, KeyOf, LineOf, Upcast

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

    def encode(self, entry: Entry, key: PageKey | SpentKey) -> bytes:
        """The line that says `entry`, sealed with `key`; what could not be read back is none.

        Raises:
            EntryTooLarge: The line would be longer than a line may be.
            NaiveTime: An instant has no zone.
            NotAnEntry: A field holds something of another type than its annotation says.
            NotCanonical: A text has a lone surrogate, or a number is beyond 2^53-1.
            NothingSealed: The key was destroyed, and the entry says something personal.
        """
        try:
            line = self._lines[entry.fact.NAME].written(entry, key)
        except (AttributeError, TypeError) as error:
            raise NotAnEntry from error
        except NotCanonical as error:
            if error.what == TOO_LONG:
                raise EntryTooLarge(error.what) from None
            raise
        self.decode(line, lambda _page: key if isinstance(key, PageKey) else None)
        return line

    def decode(self, line: bytes, key_of: KeyOf | None = None) -> Entry:
        """The entry that `line` says, its box opened with the key that `key_of` knows.

        Its personal fields are at their defaults where they were sealed and there is no `key_of`,
        or no key any more: that is how whoever verifies reads it.

        Raises:
            NotAnEntry: It is not a line of ours, or not any more.
            UnknownFact: No fact has that name, or its shape is still to come.
            Unopened: The key is not the one that the line names, or what was sealed was changed.
        """
        try:
            head = _HEAD.decode(line)
            known = self._lines.get(head.name)
            if known is None or head.shape > known.shape:
                raise UnknownFact(head.name)
            return known.read(line, head.shape, head.format, key_of)
        except _UNREADABLE as error:
            raise NotAnEntry(_field_in(str(error))) from None

    def commitment(self, line: bytes) -> str:
        """The commitment to the key that `line` is sealed with; empty if it is in the clear.

        Raises:
            NotAnEntry: It is not a line of ours.
        """
        try:
            head = _SEALED_HEAD.decode(line)
        except _UNREADABLE:
            raise NotAnEntry from None
        return head.sealed.key


class _Head(msgspec.Struct):
    format: int
    name: str
    shape: Annotated[int, msgspec.Meta(ge=1)]


class _Key(msgspec.Struct):
    key: str = ""


class _SealedHead(msgspec.Struct):
    sealed: _Key


_HEAD = msgspec.json.Decoder(_Head)
_SEALED_HEAD = msgspec.json.Decoder(_SealedHead)
_UNREADABLE = (msgspec.MsgspecError, ValueError, LookupError, TypeError, RecursionError)
_FIELD = re.compile(r" - at `([^`]*)`")


def _field_in(message: str) -> str:
    named = _FIELD.search(message)
    return named[1] if named else ""

"""Lines read strictly: the canonical form, the types of every field, and the fact that they say.

What is sealed is not opened. A line is read quickly where the typed values, written again, give
the same bytes: that proves the canonical form as well. Every other line is read by the book.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC
from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple
from unicodedata import is_normalized

from msgspec import Meta, Raw, Struct, convert
from msgspec.json import Decoder, Encoder

from ledger.evidence.verifying.verdict import Refuted, Undecided
from ledger.journey.facts import FACTS, Fact
from ledger.journey.page import STILL
from ledger.proof.canonical import LARGEST_INTEGER, MOST_BYTES, NotCanonical, parse
from ledger.record.codec import UPCASTS, EntryCodec, NotAnEntry
from ledger.record.entry import Attribution, UnknownFact
from ledger.record.line import FORMAT, Box
from ledger.record.shapes import Instant, Shape, clear, instant

if TYPE_CHECKING:
    Unread = Any
else:
    Unread = Raw


class Line(Struct, forbid_unknown_fields=True, kw_only=True, gc=False):
    """What a line says, by its keys, in their order.

    `fact` is read as it stands, and then put into its kind, or for one that moves nothing into its
    clear fields: see `fact_of`.
    """

    by: str
    causation_id: str
    correlation_id: str
    fact: Unread
    format: Literal[2]
    idempotency_key: str
    line: Annotated[int, Meta(ge=1, le=LARGEST_INTEGER)]
    name: str
    on_behalf_of: str
    page: str
    purpose: str
    recorded_at: Instant
    sealed: Box
    shape: int
    system: str
    traceparent: str


class ClearLine(Line, gc=False):
    """A line of which nothing is sealed, with the reason why it came late, empty if it did not."""

    late_because: str


def read(line: bytes, index: int) -> Line:
    """The line of leaf `index`, strictly.

    Raises:
        Refuted: It is not canonical, or no entry.
        Undecided: No fact is known of its name and shape.
    """
    return _quickly(line) or _by_the_book(line, index)


def fact_of(line: Line) -> Fact:
    """The fact that a line says, whatever its kind."""
    kind, said = FACTS[line.name], line.fact
    fact: Fact = said if isinstance(said, kind) else convert(said, kind, from_attributes=True)
    return fact


def owner_of(line: bytes, owners: int) -> int:
    """Which of so many, from 0, is to read a line, told by the end of its page's id, unread.

    All lines of one page have one owner, and those of its panel too.
    """
    end = line.find(b'"', line.rfind(_PAGE) + len(_PAGE))
    if end < 0:
        return 0
    return (31 * line[end - 2] + line[end - 1]) % owners


def recorded_at_in(line: bytes) -> bytes:
    """The instant of recording in a line, unread; `read` sees that it is the one it says."""
    start = line.rfind(RECORDED_AT) + len(RECORDED_AT)
    return line[start : line.find(b'"', start)]


_PAGE, RECORDED_AT = b',"page":"', b',"recorded_at":"'
_WHOLE_SECOND = re.compile(rb'(T\d\d:\d\d:\d\d)Z"')
_encode = Encoder().encode
_decode = Decoder(Line).decode
_codec = EntryCodec()


class _Kind(NamedTuple):
    """Reads the clear fields of a kind of fact; and the fact, of which nothing was opened."""

    fields_in: Callable[[Raw], Any]
    fact_in: Callable[[Raw], Any] | None


class _Kinds(dict[tuple[str, int], _Kind]):
    """The kinds of fact by name and shape, of the last shapes only."""

    def __missing__(self, key: tuple[str, int]) -> _Kind:
        name, shape = key
        kind = FACTS.get(name)
        if kind is None or shape != len(UPCASTS.get(name, ())) + 1:
            raise KeyError(key)
        fact_in = None if kind in STILL else Decoder(kind).decode
        self[key] = _Kind(Decoder(Shape(kind, clear(kind)).struct).decode, fact_in)
        return self[key]


_kinds = _Kinds()


def _quickly(line: bytes) -> Line | None:
    """What a sealed line of the last shape says; None where that cannot be told so."""
    try:
        said = _decode(line)
        raw, kind = said.fact, _kinds[said.name, said.shape]
        said.fact = kind.fields_in(raw)
        again = _encode(said)
        if again != line or not said.recorded_at.microsecond:
            again = _WHOLE_SECOND.sub(rb'\1.000000Z"', again)
        if again != line or said.recorded_at.tzinfo is not UTC or len(line) > MOST_BYTES:
            return None
        if not (line.isascii() or is_normalized("NFC", line.decode())):
            return None
        if kind.fact_in is not None:
            said.fact = kind.fact_in(raw)
    except (LookupError, ValueError):
        return None
    return said


def _by_the_book(line: bytes, index: int) -> Line:
    try:
        values = parse(line)
        entry = _codec.decode(line)
    except NotCanonical as refusal:
        raise Refuted(f"an entry that is not canonical: {refusal.what}", index) from None
    except UnknownFact:
        raise Undecided("an entry of a fact or shape that is not known here", index) from None
    except NotAnEntry:
        raise Refuted("an entry in no known form", index) from None
    recorded_at = instant(entry.recorded_at)
    if values["recorded_at"] != recorded_at or recorded_at_in(line) != recorded_at.encode():
        raise Refuted("an entry whose instant is in another form", index)
    if entry.line < 1:
        raise Refuted("an entry that no page can have", index)
    who, sealed = entry.attribution, values["sealed"]
    said: dict[str, Any] = {name: getattr(who, name) for name in clear(Attribution)}
    said |= {"fact": entry.fact, "format": FORMAT, "line": entry.line, "page": entry.page}
    said |= {"name": entry.fact.NAME, "shape": values["shape"], "recorded_at": entry.recorded_at}
    if "box" in sealed:
        return Line(**said, sealed=Box(sealed["box"], sealed["key"]))
    return ClearLine(**said, sealed=Box("", ""), late_because=who.late_because)

"""Lines read strictly: the canonical form, the types of every field, and the fact that they say.

What is sealed is not opened. Many lines are read at once where their typed values, written again,
give the same bytes: that proves the canonical form as well. Others are read one by one, and those
that are of an older form by the book.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC
from types import GenericAlias, NoneType
from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple, TypeAlias, get_args
from unicodedata import is_normalized

from msgspec import Meta, Raw, Struct, defstruct
from msgspec.json import Decoder, Encoder
from msgspec.structs import fields

from ledger.evidence.verifying.verdict import Refuted, Undecided
from ledger.journey.facts import FACTS, Fact
from ledger.proof.canonical import LARGEST_INTEGER, MOST_BYTES, NotCanonical, parse
from ledger.record.codec import UPCASTS, EntryCodec, NotAnEntry
from ledger.record.entry import Attribution, UnknownFact
from ledger.record.line import FORMAT, Box
from ledger.record.shapes import Instant, Shape, clear, instant

if TYPE_CHECKING:
    Unread: TypeAlias = Any
else:
    Unread = Raw


class Line(Struct, forbid_unknown_fields=True, kw_only=True, gc=False):
    """What a line says, by its keys, in their order; `fact` has the clear fields of the fact."""

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


Said: TypeAlias = Raw | Fact
"""The clear fields of a fact as they stand in the block that was read, in its last shape; or the
fact."""


Batch: TypeAlias = tuple[bytes, int | None]
"""Lines, each with its line feed, and which leaf is the first; None where it is the next one."""


Read: TypeAlias = tuple[int, Line, type[Fact], Said]
"""Which leaf a line is, the line, and of which kind the fact is that it says, and what it says."""


def read(line: bytes, index: int) -> Line:
    """The line of leaf `index`, strictly.

    Raises:
        Refuted: It is not canonical, or no entry.
        Undecided: No fact is known of its name and shape.
    """
    return _one(line, index)[1]


def read_all(block: bytes, leaves: Iterable[int]) -> Iterable[Read]:
    """The lines of a block, each of which ends in a line feed; `leaves` are at least as many.

    Raises `Refuted` and `Undecided` as `read` does, once the line is reached.
    """
    quick = _quickly(block)
    return _singly(block, leaves) if quick is None else zip(leaves, *quick, strict=False)


def fact_of(kind: type[Fact], said: Said) -> Fact:
    """The fact, with what was sealed at its defaults."""
    return _facts[kind](said) if isinstance(said, Raw) else said


def recorded_at_in(line: bytes) -> bytes:
    """The instant of recording in a line, unread; `read` sees that it is the one it says."""
    start = line.rfind(_RECORDED_AT) + len(_RECORDED_AT)
    return line[start : line.find(b'"', start)]


_RECORDED_AT = b',"recorded_at":"'
_INSTANT = Annotated[str, Meta(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$")]
_ON_THE_SECOND = re.compile(rb'("recorded_at":"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)Z"')
_encode_lines = Encoder().encode_lines
_decode_lines = Decoder(Line).decode_lines
_codec = EntryCodec()


class _Kind(NamedTuple):
    """How facts of a kind are read in their last shape: their clear fields, or the whole as well.

    A text with the form of an instant may still be none, so that a fact that has one is read whole.
    """

    kind: type[Fact]
    shape: int
    fields_in: Callable[[Raw], Any]
    whole: Callable[[Raw], Fact] | None


class _Kinds(dict[str, _Kind]):
    """Every kind by its name."""

    def __missing__(self, name: str) -> _Kind:
        kind, shape = FACTS[name], len(UPCASTS.get(name, ())) + 1
        struct = Shape(kind, clear(kind)).struct
        whole = _facts[kind] if _has_instant(struct) else None
        found = _Kind(kind, shape, Decoder(_as_written(struct)).decode, whole)
        return self.setdefault(name, found)


_kinds = _Kinds()


def _as_written(form: Any) -> Any:
    """The type in which what is written of `form` stays as it is, its instants as texts."""
    if form == Instant:
        return _INSTANT
    if isinstance(form, type) and issubclass(form, Struct):
        kept = [
            (one.name, _as_written(one.type), *(() if one.required else (one.default,)))
            for one in fields(form)
        ]
        return defstruct(form.__name__, kept, forbid_unknown_fields=True, kw_only=True, gc=False)
    match form, get_args(form):
        case GenericAlias(), (item, _):
            return GenericAlias(tuple, (_as_written(item), ...))
        case _, (item, none) if none is NoneType:
            return _as_written(item) | None
        case _:
            return form


def _has_instant(form: Any) -> bool:
    if isinstance(form, type) and issubclass(form, Struct):
        return any(_has_instant(one.type) for one in fields(form))
    return form == Instant or any(map(_has_instant, get_args(form)))


class _Facts(dict[type[Fact], Callable[[Raw], Fact]]):
    """What reads the clear fields of each kind of fact as one."""

    def __missing__(self, kind: type[Fact]) -> Callable[[Raw], Fact]:
        return self.setdefault(kind, Decoder(kind).decode)


_facts = _Facts()


def _quickly(block: bytes) -> tuple[list[Line], list[type[Fact]], list[Said]] | None:
    """What sealed lines of the last shapes say; None where not all of them can be told so."""
    try:
        lines = _decode_lines(block)
        kinds, said, on_the_second = list[type[Fact]](), list[Said](), False
        for line in lines:
            kind, shape, fields_in, whole = _kinds[line.name]
            raw, at = line.fact, line.recorded_at
            if line.shape != shape or at.tzinfo is not UTC:
                return None
            if not at.microsecond:
                on_the_second = True
            line.fact = fields_in(raw)
            kinds.append(kind)
            said.append(whole(raw) if whole else raw)
        again = _encode_lines(lines)
        if on_the_second:
            again = _ON_THE_SECOND.sub(rb'\1.000000Z"', again)
        if again != block or not _fits(block):
            return None
    except (LookupError, ValueError, RecursionError):
        return None
    return lines, kinds, said


def _fits(block: bytes) -> bool:
    """Whether every text is in NFC, and no line too long."""
    if len(block) > MOST_BYTES + 1 and max(map(len, block.split(b"\n"))) > MOST_BYTES:
        return False
    return block.isascii() or is_normalized("NFC", block.decode())


def _singly(block: bytes, leaves: Iterable[int]) -> Iterator[Read]:
    lines = block.removesuffix(b"\n").split(b"\n")
    for index, line in zip(leaves, lines, strict=False):
        yield _one(line, index)


def _one(line: bytes, index: int) -> Read:
    quick = None if b"\n" in line else _quickly(line + b"\n")
    if quick is None:
        found, fact = _by_the_book(line, index)
        return index, found, type(fact), fact
    (found,), (kind,), (said,) = quick
    return index, found, kind, said


def _by_the_book(line: bytes, index: int) -> tuple[Line, Fact]:
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
        return Line(**said, sealed=Box(sealed["box"], sealed["key"])), entry.fact
    return ClearLine(**said, sealed=Box("", ""), late_because=who.late_because), entry.fact

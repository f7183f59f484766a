"""Lines read strictly: the canonical form, the types of every field, and the fact that they say.

What is sealed is not opened. A line is read quickly where the typed values, written again, give
the same bytes: that proves the canonical form as well. Every other line is read by the book.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from typing import Annotated, Any, Literal, NamedTuple
from unicodedata import is_normalized

from msgspec import Meta, MsgspecError, Struct, defstruct
from msgspec.json import Decoder, Encoder

from ledger.evidence.verifying.verdict import Refuted, Undecided
from ledger.journey.facts import FACTS, Fact
from ledger.proof.canonical import LARGEST_INTEGER, MOST_BYTES, NotCanonical, parse
from ledger.record.codec import UPCASTS, EntryCodec, NotAnEntry
from ledger.record.entry import Attribution, Entry, UnknownFact
from ledger.record.shapes import Instant, Shape, clear, instant

SEALED_FORMAT = 2
IN_THE_CLEAR = ""


class Line(NamedTuple):
    """What a line says.

    Attributes:
        page: The stream it stands on.
        line: Its line there, from 1.
        recorded_at: In UTC.
        request: Of which client and key, if it says so; else the key is empty.
        commitment: To the page's key; empty where the line is in the clear.
        late_because: Why it came late; None where that is sealed.
    """

    page: str
    line: int
    recorded_at: datetime
    request: tuple[str, str]
    commitment: str
    late_because: str | None
    fact: Fact


def read(line: bytes, index: int) -> Line:
    """The line of leaf `index`, strictly.

    Raises:
        Refuted: It is not canonical, or no entry.
        Undecided: No fact is known of its name and shape.
    """
    start = line.rfind(_NAME) + len(_NAME)
    quick = _quick_readers().get(line[start : line.find(b'"', start)])
    found = quick(line) if quick is not None else None
    return found or _by_the_book(line, index)


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


_NAME, _PAGE, RECORDED_AT = b',"name":"', b',"page":"', b',"recorded_at":"'
_FACT, _AFTER_FACT = b'"fact":', b',"format":2,'
_WHOLE_SECOND = re.compile(rb'(T\d\d:\d\d:\d\d)Z"')
_encode = Encoder().encode
_codec = EntryCodec()


class _Box(Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    box: str
    key: Annotated[str, Meta(min_length=64, max_length=64)]


@cache
def _quick_readers() -> dict[bytes, Callable[[bytes], Line | None]]:
    return {name.encode(): _quick_reader(kind) for name, kind in FACTS.items()}


def _quick_reader(kind: type[Fact]) -> Callable[[bytes], Line | None]:
    """Reads the sealed lines of one kind of fact, in its last shape; None where it cannot tell."""
    typed = Decoder(_struct(kind)).decode
    fact_in = Decoder(kind).decode

    def quick(line: bytes) -> Line | None:
        try:
            said: Any = typed(line)
            if not _is_canonical(line, said):
                return None
            start = line.find(_FACT) + len(_FACT)
            fact = fact_in(line[start : line.rfind(_AFTER_FACT)])
        except (MsgspecError, ValueError):
            return None
        return Line(
            said.page,
            said.line,
            said.recorded_at,
            (said.system, said.idempotency_key),
            said.sealed.key,
            None,
            fact,
        )

    return quick


def _is_canonical(line: bytes, said: Any) -> bool:
    again = _encode(said)
    if again != line or not said.recorded_at.microsecond:
        again = _WHOLE_SECOND.sub(rb'\1.000000Z"', again)
    return (
        again == line
        and said.recorded_at.tzinfo is UTC
        and len(line) <= MOST_BYTES
        and (line.isascii() or is_normalized("NFC", line.decode()))
    )


def _struct(kind: type[Fact]) -> type[Struct]:
    keys = {
        **dict.fromkeys(clear(Attribution), str),
        "fact": Shape(kind, clear(kind)).struct,
        "format": Literal[SEALED_FORMAT],
        "line": Annotated[int, Meta(ge=1, le=LARGEST_INTEGER)],
        "name": Literal[kind.NAME],
        "page": str,
        "recorded_at": Instant,
        "sealed": _Box,
        "shape": Literal[len(UPCASTS.get(kind.NAME, ())) + 1],
    }
    return defstruct(
        "Line", sorted(keys.items()), forbid_unknown_fields=True, kw_only=True, gc=False
    )


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
    sealed = values["sealed"]
    commitment = sealed.get("key", IN_THE_CLEAR) if "box" in sealed else IN_THE_CLEAR
    return _told(entry, commitment)


def _told(entry: Entry, commitment: str) -> Line:
    who = entry.attribution
    return Line(
        entry.page,
        entry.line,
        entry.recorded_at,
        (who.system, who.idempotency_key),
        commitment,
        None if commitment else who.late_because,
        entry.fact,
    )

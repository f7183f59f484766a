"""The access log handed over: a line of JSON for every record of a period, and one that ends it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256

from api.replies.access import AccessReply, ExportEnd, UnreadableReply
from ledger.record.access import Access, AccessLog, Found, Sought

AT_ONCE = 500
"""Records read at a time."""


def lines(log: AccessLog, sought: Sought) -> Iterator[tuple[int, bytes]]:
    """Parts of the export in their order, each whole lines, with how many records it has.

    The last part is the end, with none. What is written meanwhile is not hidden or told twice: the
    order is that of the instants.

    Raises:
        Unavailable: The log cannot be read; what was handed over lacks its end, and says so by it.
    """
    records, unreadable, digest = 0, 0, sha256()
    while found := log.find(sought, AT_ONCE):
        part = b"".join(map(_line, found))
        digest.update(part)
        records += len(found)
        unreadable += sum(not isinstance(one.told, Access) for one in found)
        yield len(found), part
        sought = replace(sought, after=found[-1].place)
    end = ExportEnd(
        records=records,
        unreadable=unreadable,
        first_at=sought.first_at,
        until_at=sought.until_at,
        sha256=digest.hexdigest(),
    )
    yield 0, _bytes(end)


def _line(found: Found) -> bytes:
    if isinstance(found.told, Access):
        return _bytes(AccessReply.of(found.position, found.told))
    return _bytes(UnreadableReply(position=found.position))


def _bytes(reply: AccessReply | UnreadableReply | ExportEnd) -> bytes:
    return reply.model_dump_json(by_alias=True).encode() + b"\n"

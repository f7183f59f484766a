"""Which page an identifier leads to, without one written down: see `tokens`.

Drawn from entries alone, so that an unreadable line hides only its own identifiers. An identifier
that was replaced still leads to its page; one recorded in error does not; erasure takes them all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import (
    Column,
    Connection,
    Integer,
    LargeBinary,
    String,
    Table,
    bindparam,
    delete,
    insert,
    select,
)

from ledger.journey.facts.protection import PersonalDataErased, RecordedInError
from ledger.record.entry import Entry
from projections.batch import Batch
from projections.tables import PAGE, metadata
from projections.tokens import identifying, key_id, token
from projections.view import Row, Write

lookup = Table(
    "lookup",
    metadata,
    Column("page", PAGE, primary_key=True),
    Column("line", Integer, primary_key=True, autoincrement=False),
    Column("kind", String, primary_key=True),
    Column("token", LargeBinary, primary_key=True, index=True),
    Column("key_id", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

lookup_struck = Table(
    "lookup_struck",
    metadata,
    Column("page", PAGE, primary_key=True),
    Column("by_line", Integer, primary_key=True, autoincrement=False),
    Column("line", Integer, nullable=False),
    sqlite_with_rowid=False,
)

ERASE = delete(lookup).where(
    lookup.c.page == bindparam("its_page"), lookup.c.line < bindparam("erased_on_line")
)


class OtherKey(LookupError):
    """The tokens were made with another key, so nobody would be found: draw the lookup again."""


class Lookup:
    """A row for every identifier on a line, hashed with `key`, which stays out of the tables."""

    name = "lookup"
    tables = (lookup, lookup_struck)

    def __init__(self, key: bytes) -> None:
        """A view under `key`.

        Raises:
            KeyTooShort: `key` has fewer than 16 bytes.
        """
        self._key = key
        self._key_id = key_id(key)

    def draw(self, batch: Batch) -> Iterable[Write]:
        entries = [entry for _, entry in batch.entries]
        yield Write(insert(lookup), [row for entry in entries for row in self._rows(entry)])
        yield Write(insert(lookup_struck), list(_struck(entries)))
        yield Write(ERASE, list(_erased(entries)))

    def _rows(self, entry: Entry) -> Iterator[Row]:
        for kind, value, issuer in dict.fromkeys(identifying(entry.fact)):
            if value:
                yield {
                    "page": entry.page,
                    "line": entry.line,
                    "kind": str(kind),
                    "token": token(self._key, kind, value, issuer),
                    "key_id": self._key_id,
                }


def find(connection: Connection, key: bytes, kind: str, value: str, issuer: str = "") -> list[str]:
    """Ids of the pages that `value` leads to, in their order; none is nobody.

    `value` is normalised as the ledger stores it; for a person, `tokens.name_and_birth`. Only the
    kinds `force-local` and `foreign` need the `issuer`.

    Raises:
        OtherKey: The tokens were made with another key.
        KeyTooShort: `key` has fewer than 16 bytes.
    """
    check_key(connection, key)
    sought = token(key, kind, value, issuer)
    found = select(lookup.c.page, lookup.c.line).where(
        lookup.c.token == sought, lookup.c.kind == kind
    )
    lines = connection.execute(found).all()
    gone = _struck_lines(connection, {page for page, _ in lines})
    return sorted({page for page, line in lines if (page, line) not in gone})


def check_key(connection: Connection, key: bytes) -> None:
    """See that the lookup can be read with `key`.

    Raises:
        OtherKey: The tokens were made with another key.
        KeyTooShort: `key` has fewer than 16 bytes.
    """
    own = key_id(key)
    used: bytes | None = connection.execute(select(lookup.c.key_id).limit(1)).scalar()
    if used is not None and used != own:
        raise OtherKey("The lookup was drawn with another key.")


def _struck_lines(connection: Connection, pages: Iterable[str]) -> set[tuple[str, int]]:
    """Lines recorded in error; a correction that was itself an error strikes nothing."""
    chosen = select(lookup_struck).where(lookup_struck.c.page.in_(pages))
    gone: set[tuple[str, int]] = set()
    for row in connection.execute(chosen.order_by(lookup_struck.c.by_line.desc())):
        if (row.page, row.by_line) not in gone:
            gone.add((row.page, row.line))
    return gone


def _struck(entries: Sequence[Entry]) -> Iterator[Row]:
    for entry in entries:
        if isinstance(entry.fact, RecordedInError):
            yield {"page": entry.page, "by_line": entry.line, "line": entry.fact.line}


def _erased(entries: Sequence[Entry]) -> Iterator[Row]:
    for entry in entries:
        if isinstance(entry.fact, PersonalDataErased):
            yield {"its_page": entry.page, "erased_on_line": entry.line}

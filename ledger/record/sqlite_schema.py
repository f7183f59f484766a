"""What a file of the event store is made of, as SQLite lists it, beside what this program makes.

A trigger can swallow or change what is written, and a view stand where a table stood, with every
line and leaf in its place. So nothing is believed that a file has more, or has otherwise.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from typing import NamedTuple

from eventsourcing.sqlite import SQLiteCursor

_ALL = "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type DESC, name"
_OF_ANALYZE = ("sqlite_stat1", "sqlite_stat4")


class Planted(Exception):
    """The file has a trigger or a view: what is written there may not be what is kept."""


class Part(NamedTuple):
    """A table, index, trigger or view: of which table, and by which statement."""

    kind: str
    name: str
    of: str
    statement: str | None

    def __str__(self) -> str:
        return f"{'an' if self.kind == 'index' else 'a'} {self.kind} {self.name!r}"


def see_that_nothing_is_planted(c: SQLiteCursor) -> None:
    """Nothing, if the file has neither trigger nor view.

    Raises:
        Planted: It has.
    """
    for part in _parts(c):
        if part.kind in {"trigger", "view"}:
            raise Planted(f"the event store has {part}, which is none of this program's")


def unlike(c: SQLiteCursor, made: Sequence[str], older: Sequence[str] = ()) -> str:
    """What the file has otherwise than the statements `made` make it; empty if it is like that.

    `older` are those that made it before, and mended it since: either will do. An index of ours
    that is gone is let be, for nothing is lost with it.
    """
    found, ours = _parts(c), _made_by(made)
    known = {*ours, *_made_by(older)}
    for part in found:
        if part not in known and not _is_of_analyze(part):
            return f"{part} that is not of this program's making"
    there = {part.name for part in found}
    gone = [part.name for part in ours if part.kind == "table" and part.name not in there]
    return f"no table {gone[0]!r}" if gone else ""


def _parts(c: SQLiteCursor) -> list[Part]:
    c.execute(_ALL)
    return [Part(*row) for row in c.fetchall()]


def _made_by(statements: Iterable[str]) -> list[Part]:
    with closing(sqlite3.connect(":memory:")) as file:
        for statement in statements:
            file.execute(statement)
        return [Part(*row) for row in file.execute(_ALL)]


def _is_of_analyze(part: Part) -> bool:
    return part.kind == "table" and part.name in _OF_ANALYZE

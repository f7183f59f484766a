"""That the event store or the keystore fails or refuses, by names of ours."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from eventsourcing.persistence import PersistenceError

from ledger.privacy.keystore import KeystoreUnavailable


class Unavailable(Exception):
    """The ledger cannot be read or written at the moment; nothing was written."""


class Damaged(Unavailable):
    """The event store's file is no SQLite file, or not whole: to try again is of no use."""


class WriteUncertain(Unavailable):
    """The event store failed while writing: whether the entries stand there is not known."""


class LineTaken(Exception):
    """Another entry stands on that line of the page, or what stands refuses this one."""


@contextmanager
def reading() -> Iterator[None]:
    """Give the faults of whatever is read in the block their name.

    Raises:
        Damaged: The event store's file is not what SQLite wrote.
        Unavailable: The event store or the keystore failed.
    """
    try:
        yield
    except PersistenceError as error:
        if _is_of_damage(error):
            raise Damaged(f"its file is damaged: {error}") from error
        raise Unavailable("the event store cannot be read") from error
    except KeystoreUnavailable as error:
        raise Unavailable(f"what is sealed cannot be read: {error}") from error


def _is_of_damage(error: PersistenceError) -> bool:
    told = getattr(error.__cause__, "sqlite_errorcode", 0) & 0xFF
    return told in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}

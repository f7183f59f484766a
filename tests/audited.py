"""A ledger on disk to be tampered with: pages of several entries, requests and their answers."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from ledger.record.book import Answering, Ledger, force_page, open_ledger
from ledger.record.once import Once
from tests.recorded import ADOPTION, ARREST, AT, FORCE, ME

FILE = "ledger.sqlite"
KEYS = "8e03978e-40d5-43e8-bc93-{:012}"
PAGES = 40
ARRESTS = 159
ENTRIES = 200
"""An adoption, and an entry more for each page that is opened."""


def write_arrests(ledger: Ledger, number: int = ARRESTS, first: int = 0) -> None:
    """So many arrests, each by a request of its own."""
    for n in range(first, first + number):
        me = replace(ME, system="niche", idempotency_key=KEYS.format(n))
        once = Once("niche", me.idempotency_key, b"digest %d" % n)
        answering = Answering(once, lambda drafted: drafted.entries[-1].reference.encode())
        at = AT + timedelta(seconds=n)
        ledger.record(f"p-{n % PAGES:04}", ARREST, me, at, answering=answering)


def write_ledger(data: Path, arrests: int = ARRESTS) -> Path:
    """A new ledger in `data` with an adoption and so many arrests."""
    with open_ledger(data) as ledger:
        ledger.record(force_page(FORCE), ADOPTION, ME, AT)
        write_arrests(ledger, arrests)
    return data


@contextmanager
def file_behind_its_back(path: Path) -> Iterator[sqlite3.Connection]:
    """A file of the event store, for whoever may write to it."""
    with closing(sqlite3.connect(path, isolation_level=None)) as file:
        yield file


def behind_its_back(data: Path) -> AbstractContextManager[sqlite3.Connection]:
    """The ledger's file, for whoever may write to it."""
    return file_behind_its_back(data / FILE)


def run_statements(file: sqlite3.Connection, statements: Iterable[str]) -> None:
    """Run `statements`; each changes something."""
    for statement in statements:
        assert file.execute(statement).rowcount > 0


def tampered(data: Path, *statements: str) -> Path:
    """The ledger in `data` after these statements were run behind its back."""
    with behind_its_back(data) as file:
        run_statements(file, statements)
    return data


def a_byte_changed(value: Any, place: int) -> Any:
    """The value with one of its bytes changed, so that no other row has it."""
    if isinstance(value, int):
        return value ^ 1 << 8 * (1 + place % 6)
    data = bytearray(value.encode() if isinstance(value, str) else value)
    data[place % len(data)] ^= 0x40
    return data.decode() if isinstance(value, str) else bytes(data)

"""A ledger's real sealer, in tests: once, or beside a service for as long as a block lasts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import Event, Thread

from api.sealing.logs import published_ledger
from ledger.evidence.on_demand import is_wanted
from ledger.evidence.published import Head
from ledger.evidence.sealer import Sealer
from ledger.evidence.sealer_home import Home
from ledger.evidence.sealer_keys import FileKeys
from ledger.record.book import Ledger, open_ledger

ORIGIN = "diversion-ledger.invalid/ledger"
SEED = bytes(range(32))


def seal(data: Path) -> Head:
    """Seal the ledger in `data` as it is now, and give back its last head."""
    with open_ledger(data) as ledger:
        sealer_of(ledger, data).seal()
    head = published_ledger(data).last_head()
    assert head is not None
    return head


@contextmanager
def sealing(data: Path) -> Iterator[None]:
    """Seal the ledger in `data` whenever somebody wants it."""
    over = Event()
    thread = Thread(target=_whenever_wanted, args=(data, over), name="sealer")
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def sealer_of(ledger: Ledger, data: Path) -> Sealer:
    """The sealer of the ledger in `data`, at home beside it, with its first key."""
    home = Home(data.with_name(f"{data.name}-sealer"))
    keys = FileKeys(home.folder, ORIGIN)
    if not keys.signers():
        keys.make(SEED)
    return Sealer(ledger, ORIGIN, home, keys, published_ledger(data), lambda: datetime.now(UTC))


def _whenever_wanted(data: Path, over: Event) -> None:
    with open_ledger(data) as ledger:
        sealer = sealer_of(ledger, data)
        while not over.wait(0.005):
            if is_wanted(published_ledger(data)):
                sealer.seal()

"""A ledger on disk, its sealer, and whoever alters the ledger behind the sealer's back."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from ledger.evidence.keys import verifier
from ledger.evidence.published import Published
from ledger.evidence.sealer import Sealer
from ledger.evidence.sealer_home import Home
from ledger.evidence.sealer_keys import FileKeys
from ledger.journey.facts.log import LogAnchored
from ledger.proof.checkpoint import Checkpoint, opened
from ledger.proof.merkle import leaf_hash, root
from ledger.proof.tiled import TiledLog, growth
from ledger.record.book import Ledger, open_ledger
from ledger.record.entry import Attribution, Entry
from ledger.record.leaves import Leaf, Log
from tests.sealed import OneKeyKeystore

ORIGIN = "ledger.example/diversion"
AT = datetime(2026, 11, 28, 9, tzinfo=UTC)
GROWN = "p-grown"
"""A page of its own, so that nobody comes in between who writes of the log itself."""

SEED, NEXT_SEED = bytes(range(32)), bytes(range(1, 33))


@dataclass
class Clock:
    """A clock that goes on by a second each time it is read."""

    at: datetime = AT

    def __call__(self) -> datetime:
        self.at += timedelta(seconds=1)
        return self.at


def entry(line: int, at: datetime = AT) -> Entry:
    said = LogAnchored(on=date(2026, 11, 28), origin="other.example", size=line, root="")
    return Entry(GROWN, line, at, Attribution(by="test"), said)


def grow(ledger: Ledger, size: int, at: datetime = AT) -> None:
    """Write entries, in one transaction, until the ledger has `size`."""
    more = [entry(line, at) for line in range(ledger.size + 1, size + 1)]
    if more:
        ledger.append(more)


def grow_ahead(ledger: Ledger, size: int) -> None:
    """The same an hour ahead of the clock: a sealer that goes by the clock writes nothing later."""
    grow(ledger, size, datetime.now(UTC) + timedelta(hours=1))


@dataclass
class Part:
    """The first `size` leaves of a ledger: what it was, before more was written."""

    ledger: Ledger
    size: int = 0

    def leaves(self, start: int, limit: int) -> Sequence[Leaf]:
        return self.ledger.leaves(start, min(limit, max(0, self.size - start)))

    def lines(self, start: int, limit: int) -> Sequence[bytes]:
        return self.ledger.lines(start, min(limit, max(0, self.size - start)))


@dataclass
class Place:
    """Where a ledger stands, and where its sealer is at home."""

    folder: Path
    clock: Clock = field(default_factory=Clock)

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def home(self) -> Home:
        return Home(self.folder / "data-sealer")

    @property
    def keys(self) -> FileKeys:
        return FileKeys(self.home.folder, ORIGIN)

    @property
    def published(self) -> Published:
        return Published(self.data / "log")

    def ledger(self) -> Ledger:
        return open_ledger(self.data, keys=OneKeyKeystore())

    def sealer(self, ledger: Ledger) -> Sealer:
        """A sealer with its first key."""
        if not self.keys.signers():
            self.keys.make(SEED)
        return Sealer(ledger, ORIGIN, self.home, self.keys, self.published, self.clock)

    def sealer_of(self, log: Log, home: str, published: Published) -> Sealer:
        """A sealer with the same keys, at home in another folder."""
        at_home = Home(self.folder / home)
        return Sealer(log, ORIGIN, at_home, self.keys, published, self.clock)

    def seal(self, *sizes: int) -> list[int]:
        """Grow to each of the sizes and seal there; as one process does, from its start."""
        with self.ledger() as ledger:
            sealer, sealed = self.sealer(ledger), []
            sealer.look()
            for size in sizes or (ledger.size,):
                grow(ledger, size)
                sealed += [head.size for head in sealer.seal()]
        return sealed

    def checkpoint(self) -> Checkpoint:
        """What the last published note says, which the sealer's key signed."""
        return opened(self.published.latest() or b"", ORIGIN, self.keys.verifiers())[0]

    def lines(self) -> Sequence[bytes]:
        with self.ledger() as ledger:
            return ledger.lines(0, ledger.size)

    def alter(self, statement: str, *given: Any) -> None:
        """Do with the ledger's file what an administrator can."""
        with closing(sqlite3.connect(self.data / "ledger.sqlite")) as file, file:
            assert file.execute(statement, given).rowcount > 0

    def position(self, index: int) -> int:
        """The position in the store of the line of leaf `index`."""
        with self.ledger() as ledger:
            return ledger.leaves(index, 1)[0].position

    def rewrite(self, index: int) -> None:
        """Give leaf `index` another line, and the table its hash, as a clever hand does."""
        line = self.lines()[index].replace(b'"by":"test"', b'"by":"tost"')
        self.alter("UPDATE stored_events SET state = ? WHERE rowid = ?", line, self.position(index))
        self.alter(
            "UPDATE ledger_leaf SET leaf_hash = ? WHERE leaf_index = ?", leaf_hash(line), index
        )

    def retile(self) -> None:
        """Make every tile anew from the altered lines, as somebody without the key can."""
        tiles = dict(growth(0, [leaf_hash(line) for line in self.lines()], lambda _tile: b""))
        for tile, content in tiles.items():
            file = self.published.folder / tile.path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)

    def everything(self) -> dict[str, bytes]:
        """Every published file, by its path."""
        folder = self.published.folder
        return {
            str(file.relative_to(folder)): file.read_bytes()
            for file in folder.rglob("*")
            if file.is_file()
        }

    def check_published(self) -> None:
        """See that all that is published is of the lines that stand there."""
        checkpoint, lines = self.checkpoint(), self.lines()
        hashes = [leaf_hash(line) for line in lines]
        assert checkpoint.root == root(hashes[: checkpoint.size])
        tiled = TiledLog(checkpoint.size, self.published.read)
        assert tiled.compact_range().root == checkpoint.root
        for head in self.published.heads():
            assert head.root == root(hashes[: head.size])
            note = self.published.note(head.size) or b""
            known = [verifier(str(key.verifier_key)) for key in self.keys.signers()]
            assert opened(note, ORIGIN, known)[0].root == head.root

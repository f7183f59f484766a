"""An administrator with the ledger's files and every key, who makes everything fit again.

Entries are written, their persons sealed, and leaves made anew by the project's own code, answers
kept by its own rules, and all of it sealed by its own sealer, with the stolen key and no memory.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from shutil import copytree
from typing import NamedTuple, cast

from eventsourcing.domain import DomainEventProtocol
from eventsourcing.persistence import StoredEvent

from ledger.evidence.published import Published
from ledger.evidence.sealer import Sealer
from ledger.evidence.sealer_home import Home
from ledger.evidence.sealer_keys import FileKeys
from ledger.journey.facts.arrest import ArrestRecorded
from ledger.journey.words import Admission
from ledger.proof.canonical import parse
from ledger.record.book import open_ledger
from ledger.record.codec import EntryCodec
from ledger.record.entry import Entry
from ledger.record.keys import beside, keystore_beside
from ledger.record.mapper import EntryMapper
from ledger.record.once import AnswerRow
from tests.audited import behind_its_back, write_arrests
from tests.sealing import ORIGIN, SEED, Clock

LATER = 5_000
"""The number of the first arrest that is invented, after every one that there was."""


class Row(NamedTuple):
    """An entry as it is stored."""

    page: str
    line: int
    name: str
    state: bytes


Edit = Callable[[Sequence[Row], EntryMapper], Sequence[Row]]


def truncated(size: int) -> Edit:
    return lambda rows, _: rows[:size]


def deleted(index: int) -> Edit:
    return lambda rows, _: [*rows[:index], *rows[index + 1 :]]


def inserted(index: int) -> Edit:
    """Another arrest after that at `index`, on the same page and at the same instant."""

    def edit(rows: Sequence[Row], mapper: EntryMapper) -> Sequence[Row]:
        own = entry_in(rows[index], mapper)
        assert isinstance(own.fact, ArrestRecorded)
        new = replace(own, attribution=replace(own.attribution, idempotency_key=""))
        return [*rows[: index + 1], row_of(new, mapper), *rows[index + 1 :]]

    return edit


def rewritten(index: int) -> Edit:
    """Of the arrest at `index` a denial, where there was an admission."""

    def edit(rows: Sequence[Row], mapper: EntryMapper) -> Sequence[Row]:
        own = entry_in(rows[index], mapper)
        assert isinstance(own.fact, ArrestRecorded)
        assert own.fact.admission == Admission.ADMITTED
        denied = replace(own, fact=replace(own.fact, admission=Admission.DENIED))
        return [*rows[:index], row_of(denied, mapper), *rows[index + 1 :]]

    return edit


def entry_in(row: Row, mapper: EntryMapper) -> Entry:
    return mapper.to_domain_event(StoredEvent(*row))


def row_of(entry: Entry, mapper: EntryMapper) -> Row:
    stored = mapper.to_stored_event(cast("DomainEventProtocol[str]", entry))
    return Row(stored.originator_id, stored.originator_version, stored.topic, stored.state)


def forged(data: Path, folder: Path, edit: Edit, more: int = 0) -> Path:
    """A copy of the ledger in `data`, edited, with so many arrests `more`; it audits well."""
    copytree(data, folder, ignore=lambda _folder, _names: {"log"})
    copytree(beside(data), beside(folder))
    mapper = EntryMapper(EntryCodec(), keystore_beside(folder))
    with behind_its_back(folder) as file:
        rows = [Row(*row) for row in file.execute("SELECT * FROM stored_events ORDER BY rowid")]
        answers = {row[:2]: row[:4] for row in file.execute("SELECT * FROM answers")}
        after = numbered(edit(rows, mapper), mapper)
        for table in ("stored_events", "answers"):
            file.execute(f"DELETE FROM {table}")  # noqa: S608 - two names of ours
        file.execute("DROP TABLE ledger_leaf")  # the next who opens the ledger makes it anew
        for position, row in enumerate(after, start=1):
            file.execute(
                "INSERT INTO stored_events (rowid, originator_id, originator_version, topic, state)"
                " VALUES (?, ?, ?, ?, ?)",
                (position, *row),
            )
        for asked, position in requests(after).items():
            answer = AnswerRow.written(*answers[asked], position)
            file.execute(
                "INSERT INTO answers (client, key, digest, answer, position, checked)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (*answers[asked], position, answer.check),
            )
    with open_ledger(folder) as ledger:
        write_arrests(ledger, more, LATER)
        assert ledger.audit() is None
    return folder


def numbered(rows: Sequence[Row], mapper: EntryMapper) -> Sequence[Row]:
    """The rows with their lines counted again, page by page."""
    lines: dict[str, int] = {}
    after = []
    for row in rows:
        line = lines[row.page] = lines.get(row.page, 0) + 1
        moved = row.line != line
        after.append(
            row_of(replace(entry_in(row, mapper), originator_version=line), mapper)
            if moved
            else row
        )
    return after


def requests(rows: Sequence[Row]) -> dict[tuple[str, str], int]:
    """By client and key, the position of the last entry of each request."""
    last: dict[tuple[str, str], int] = {}
    for position, row in enumerate(rows, start=1):
        line = parse(row.state)
        if line["idempotency_key"]:
            last[line["system"], line["idempotency_key"]] = position
    return last


def sealed(data: Path, home: Path) -> Published:
    """The log of the ledger in `data`, sealed with its true key by a sealer at `home`."""
    keys = FileKeys(Home(home).folder, ORIGIN)
    if not keys.signers():
        keys.make(SEED)
    published = Published(data / "log")
    with open_ledger(data) as ledger:
        Sealer(ledger, ORIGIN, Home(home), keys, published, Clock()).seal()
    return published

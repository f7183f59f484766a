"""Verifying a bundle, beside SHA-256 of the same entries in the same run.

Every page has twenty entries, and one page in five a status that was published. The whole of
verifying reads the archive too, its sums and its tree; `full` is what is asked of the entries:
every line decoded by type, its canonical form, its leaf and the root, each page folded.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from ledger.decisions.standing import standing
from ledger.evidence.bundles import names
from ledger.evidence.bundles.exporting import Source
from ledger.evidence.bundles.whole import export_ledger
from ledger.evidence.keys import SigningKey
from ledger.evidence.published import Head, Published
from ledger.evidence.publishing import announce
from ledger.evidence.verifying.entries import read
from ledger.evidence.verifying.hashing import blocks, leaf_hashes
from ledger.evidence.verifying.heads import history
from ledger.evidence.verifying.looking import Asked, untold
from ledger.evidence.verifying.opened import Bundle
from ledger.evidence.verifying.verdict import State
from ledger.evidence.verifying.verify import verify
from ledger.journey.facts import Fact
from ledger.journey.facts.institution import PolicyAdopted, StatusPublished
from ledger.journey.page import replay
from ledger.journey.parts import Official
from ledger.journey.words import Role
from ledger.privacy.page_key import PageKey
from ledger.proof.checkpoint import Checkpoint
from ledger.proof.compact import CompactRange
from ledger.proof.merkle import leaf_hash, root
from ledger.proof.note import signed
from ledger.proof.policy_file import parse_policy
from ledger.proof.strict import to_base64
from ledger.record.codec import EntryCodec
from ledger.record.entry import Attribution, Entry
from ledger.record.leaves import Leaf
from ledger.record.streams import force_page
from tests.bench.core import twenty_facts
from tests.bench.measure import Row, side_by_side

PAGES = 2_500
MORE_PAGES = 15_000
ONE_IN = 5
ON = date(2026, 11, 28)
AT = datetime(2026, 11, 28, 9, 30, tzinfo=UTC)
LOG = SigningKey("ledger.example/diversion", bytes(range(32)))
CODEC = EntryCodec()
POLICY = parse_policy(f"log {LOG.verifier_key}\nquorum none\n".encode())


def rows() -> Iterator[Row]:
    with TemporaryDirectory() as folder:
        yield from _of(_bundle(Path(folder), PAGES))
    with TemporaryDirectory() as folder:
        yield from _by_two(_bundle(Path(folder), MORE_PAGES))


def _of(file: Path) -> Iterator[Row]:
    bundle = Bundle(file)
    manifest, data = bundle.manifest(), bundle.view(names.ENTRIES)
    past, size = history(bundle, manifest), manifest.size
    lines = bytes(data).splitlines()
    length = f"{len(data) // size} bytes each"

    def bare() -> None:
        for line in lines:
            sha256(line).digest()

    def integrity() -> None:
        assert root(map(leaf_hashes, blocks(data))) == past.checkpoint.root

    def full() -> None:
        history(bundle, manifest)
        found = read(bundle, manifest, past, None, untold)
        assert not found.stopped
        assert not found.faults
        assert not found.claims.fault

    def everything() -> None:
        assert verify(file, Asked(policy=POLICY)).state == State.VERIFIED

    against = "SHA-256, the same bytes"
    for what, work, note in (
        ("entries of a bundle to a root", integrity, f"aim 0.45; {length}"),
        ("entries of a bundle verified in full", full, "aim 0.10; every page folded"),
        ("a bundle verified, its archive too", everything, "every page folded"),
    ):
        ours, raw = side_by_side(work, bare, size)
        yield Row(what, ours, against, raw, note)


def _by_two(file: Path) -> Iterator[Row]:
    size = Bundle(file).manifest().size

    def by(jobs: int) -> None:
        assert verify(file, Asked(policy=POLICY, jobs=jobs)).state == State.VERIFIED

    two, one = side_by_side(lambda: by(2), lambda: by(1), size)
    yield Row("a bundle verified by two processes", two, "by one", one, "aim 1.6")


def _bundle(folder: Path, pages: int) -> Path:
    """A bundle of so many pages, made by the exporter itself of lines that no store holds."""
    lines = list(_lines(pages))
    published = Published(folder / "log")
    published.folder.mkdir()
    checkpoint = Checkpoint(LOG.name, len(lines), root([leaf_hash(line) for line in lines]))
    note = signed(checkpoint.text, [LOG])
    announce(published, Head(checkpoint.size, checkpoint.root, AT), note)
    file = folder / "bundle.zip"
    with file.open("w+b") as out:
        source = Source(_Lines(lines), published, "bench")
        export_ledger(out, source, None, None, untold)
    return file


@dataclass(frozen=True)
class _Lines:
    """A ledger that is nothing but its lines."""

    held: Sequence[bytes]

    @property
    def size(self) -> int:
        return len(self.held)

    def lines(self, start: int, limit: int) -> Sequence[bytes]:
        return self.held[start : start + limit]

    def leaves(self, start: int, limit: int) -> Sequence[Leaf]:
        raise NotImplementedError

    def leaf_of(self, page_id: str, line: int) -> Leaf | None:
        raise NotImplementedError


def _lines(pages: int) -> Iterator[bytes]:
    """An adoption, and then so many pages side by side, line by line, a thousand at a time."""
    facts = [fact for _, fact in twenty_facts().page.written]
    edition = next(fact.edition for fact in facts if hasattr(fact, "edition"))
    force = facts[0].force  # type: ignore[union-attr]
    adopter = Official(name="Eirlys Rowlands", role=Role.POLICY)
    adopted = PolicyAdopted(
        on=date(2019, 10, 7),
        force=force,
        edition=edition,
        from_on=date(2019, 10, 7),
        decided_by=adopter,
    )
    range_, number = CompactRange(), 0
    for page, line, fact in [(force_page(force), 1, adopted), *_written(pages, facts)]:
        if fact is None:
            fact = _status(facts, number, range_)
        written = _line(page, line, fact, number)
        range_, number = range_.extended([leaf_hash(written)]), number + 1
        yield written


def _written(pages: int, facts: Sequence[Fact]) -> Iterator[tuple[str, int, Fact | None]]:
    """Page, line and fact; None where a status is to be published."""
    for first in range(0, pages, 1_000):
        some = range(first, min(first + 1_000, pages))
        for line, fact in enumerate(facts, start=1):
            for page in some:
                yield f"p-{page:026}", line, fact
        for page in some[::ONE_IN]:
            yield f"p-{page:026}", len(facts) + 1, None


def _status(facts: Sequence[Fact], size: int, known: CompactRange) -> StatusPublished:
    told = standing(replay(enumerate(facts, start=1)), 1, ON)
    assert told is not None
    assert told.edition is not None
    return StatusPublished(
        on=ON,
        journey=1,
        record=told.record,
        station=told.station,
        as_at=ON,
        size=size,
        root=to_base64(known.root),
        edition=told.edition,
        engine="bench",
    )


def _line(page: str, line: int, fact: Fact, number: int) -> bytes:
    who = Attribution(
        by="mair.pugh@north-wales",
        system="niche",
        purpose="law-enforcement",
        idempotency_key=f"8e03978e-40d5-43e8-bc93-{number:012}",
        correlation_id=f"6c1f2a8e-0000-4000-8000-{number:012}",
        traceparent="00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        justification="On duty at the custody desk.",
    )
    at = AT + timedelta(microseconds=1_001 * number)
    key = PageKey(sha256(page.encode()).digest())
    return CODEC.encode(Entry(page, line, at, who, fact), key)

"""The log: hashing entries, sealing more onto a million, and proving one of a million."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256

from ledger.proof.compact import CompactRange
from ledger.proof.merkle import leaf_hash, root, verify_inclusion
from ledger.proof.tiled import TiledLog, growth
from ledger.proof.tiles import Tile
from ledger.record.entry import Attribution, Entry
from tests.bench.core import twenty_facts
from tests.bench.measure import Row, rate, side_by_side
from tests.sealed import OneKeyCodec

MILLION = 1_000_000
SEALED = 1_000
TIMES = 200
ENTRIES = 20_000


def rows() -> Iterator[Row]:
    entries = lines(ENTRIES)

    def ours() -> None:
        root([leaf_hash(entry) for entry in entries])

    def bare() -> None:
        for entry in entries:
            sha256(entry).digest()

    hashed, raw = side_by_side(ours, bare, ENTRIES)
    yield Row("entries to a root", hashed, "SHA-256, the same bytes", raw, "aim 0.45")
    yield from of_a_million([leaf_hash(b"%d" % index) for index in range(MILLION)])


def of_a_million(leaves: list[bytes]) -> Iterator[Row]:
    sealed = CompactRange().extended(leaves)
    tiles: dict[Tile, bytes] = dict(growth(0, leaves, lambda _: b""))
    log = TiledLog(MILLION, tiles.__getitem__)
    yield from sealing(sealed, log, leaves[:SEALED])
    yield from proving(sealed.root, log, leaves[MILLION // 3])


def sealing(sealed: CompactRange, log: TiledLog, more: list[bytes]) -> Iterator[Row]:
    def seal() -> None:
        for _ in range(TIMES):
            _ = sealed.extended(more).root

    def tile() -> None:
        for _ in range(TIMES):
            list(growth(MILLION, more, log.read))

    def round_of_the_sealer() -> None:
        for _ in range(TIMES):
            if log.compact_range() != sealed:
                raise ValueError("the tiles are not of the leaves")
            list(growth(MILLION, more, log.read))
            _ = sealed.extended(more).root

    for what, work, aim in (
        ("leaves sealed onto a million", seal, ", at most 5"),
        ("leaves tiled onto a million", tile, ""),
        ("leaves compared, tiled and sealed, as a round", round_of_the_sealer, ", at most 5"),
    ):
        a_second = rate(work, TIMES)
        note = f"{1000 / a_second:.2f} ms for {SEALED:,}{aim}"
        yield Row(what, a_second * SEALED, note=note)


def proving(whole: bytes, log: TiledLog, leaf: bytes) -> Iterator[Row]:
    index = MILLION // 3
    proof = log.inclusion_proof(index)

    def prove() -> None:
        for _ in range(TIMES):
            log.inclusion_proof(index)

    def verify() -> None:
        for _ in range(TIMES):
            verify_inclusion(leaf, index, MILLION, proof, whole)

    note = f"{len(proof)} hashes"
    yield Row("inclusion proofs at a million, from tiles", rate(prove, TIMES), note=note)
    yield Row("inclusion proofs at a million, verified", rate(verify, TIMES), note=note)


def lines(number: int) -> list[bytes]:
    """So many stored lines, as entries of a page are."""
    codec = OneKeyCodec()
    at = datetime(2019, 12, 10, 12, tzinfo=UTC)
    who = Attribution(by="mair.pugh", system="niche", purpose="diversion")
    written = twenty_facts().page.written
    once = [codec.encode(Entry("p-1", place, at, who, fact)) for place, fact in written]
    return (once * (number // len(once) + 1))[:number]

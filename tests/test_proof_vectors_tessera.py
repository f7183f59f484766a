"""A log that Tessera made: rebuilt byte for byte, its signatures verified, its entries proved."""

from __future__ import annotations

import pytest

from ledger.evidence.keys import verifier
from ledger.proof.checkpoint import Checkpoint, opened
from ledger.proof.compact import CompactRange
from ledger.proof.merkle import (
    leaf_hash,
    verify_consistency,
    verify_inclusion,
)
from ledger.proof.tiled import TiledLog, growth
from ledger.proof.tiles import bundled, new_bundles, new_tiles, parse_path, unbundled
from tests.proving import VECTORS, is_proved, one_bit_changed, vector, vectors_are_here

pytestmark = vectors_are_here

TESSERA = VECTORS / "tessera-testdata" / "log"


class TestTheLogOfTessera:
    known = [verifier(vector("tessera-testdata/keys.json")["vkey"])] if VECTORS.is_dir() else []

    def read(self, path: str) -> bytes:
        return (TESSERA / path).read_bytes()

    def entries(self, size: int) -> list[bytes]:
        return [
            entry
            for bundle in new_bundles(0, size)
            for entry in unbundled(self.read(bundle.path), bundle.width)
        ]

    @pytest.mark.parametrize("size", range(16))
    def test_is_the_same_byte_for_byte(self, size: int) -> None:
        entries = self.entries(size)
        said = vector("tessera-testdata/keys.json")["entries"][:size]
        assert [entry.decode() for entry in entries] == said
        for bundle in new_bundles(0, size):
            assert bundled(entries) == self.read(bundle.path)
        kept = dict(growth(0, list(map(leaf_hash, entries)), lambda tile: self.read(tile.path)))
        assert list(kept) == list(new_tiles(0, size))
        assert all(content == self.read(tile.path) for tile, content in kept.items())

    def test_has_no_other_tiles(self) -> None:
        files = {path.relative_to(TESSERA).as_posix() for path in TESSERA.rglob("tile/**/*")}
        files -= {"tile/0", "tile/entries", "tile/0/000.p", "tile/entries/000.p"}
        ours = {tile.path for size in range(16) for tile in new_tiles(0, size)}
        ours |= {bundle.path for size in range(16) for bundle in new_bundles(0, size)}
        assert files == ours
        assert {parse_path(path).path for path in files} == files

    @pytest.mark.parametrize("size", range(16))
    def test_signs_the_roots_that_its_entries_have(self, size: int) -> None:
        checkpoint, _ = opened(
            self.read(f"checkpoint.{size}"), "example.com/log/testdata", self.known
        )
        whole = CompactRange().extended(list(map(leaf_hash, self.entries(size)))).root
        assert checkpoint == Checkpoint("example.com/log/testdata", size, whole)

    def test_is_refused_with_one_bit_changed(self) -> None:
        data = self.read("checkpoint")
        assert is_proved(data, "example.com/log/testdata", self.known, by=opened)
        for changed in one_bit_changed(data):
            assert not is_proved(changed, "example.com/log/testdata", self.known, by=opened)

    def test_proves_from_its_tiles_what_its_checkpoints_sign(self) -> None:
        log = TiledLog(15, lambda tile: self.read(tile.path))
        whole = log.compact_range().root
        for index, entry in enumerate(self.entries(15)):
            verify_inclusion(leaf_hash(entry), index, 15, log.inclusion_proof(index), whole)
        for old in range(1, 16):
            earlier, _ = opened(
                self.read(f"checkpoint.{old}"), "example.com/log/testdata", self.known
            )
            verify_consistency(old, 15, earlier.root, whole, log.consistency_proof(old))

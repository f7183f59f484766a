"""What golang.org/x/mod/sumdb made: the same proofs, tiles and notes, and the same refusals."""

from __future__ import annotations

import pytest

from ledger.evidence.keys import parse_signing_key, verifier
from ledger.proof.checkpoint import Checkpoint, opened
from ledger.proof.compact import CompactRange
from ledger.proof.merkle import (
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    root,
    verify_consistency,
    verify_inclusion,
)
from ledger.proof.note import parse_note, signed, verified
from ledger.proof.tiled import growth
from ledger.proof.tiles import new_tiles, parse_path
from ledger.proof.verifier_key import parse_verifier_key
from tests.proving import VECTORS, is_proved, leaves, vector, vectors_are_here

pytestmark = vectors_are_here


class TestWhatGoWrites:
    golden = vector("golang-mod/tlog_golden.json") if VECTORS.is_dir() else {}
    of = leaves(600)

    def test_leaves_and_roots(self) -> None:
        assert [leaf.hex() for leaf in self.of[:8]] == self.golden["leaf_hashes_first_8"]
        roots = [root(self.of[:size]).hex() for size in range(601)]
        assert roots == self.golden["roots_by_size"]

    def test_roots_of_a_log_that_grows_by_one(self) -> None:
        grown = CompactRange()
        for leaf, said in zip(self.of, self.golden["roots_by_size"][1:], strict=True):
            grown = grown.extended([leaf])
            assert grown.root.hex() == said

    def test_inclusion_proofs(self) -> None:
        assert len(self.golden["inclusion"]) == 115
        for case in self.golden["inclusion"]:
            index, size = case["index"], case["size"]
            proof = inclusion_proof(index, self.of[:size])
            assert [each.hex() for each in proof] == case["proof"]
            verify_inclusion(self.of[index], index, size, proof, root(self.of[:size]))

    def test_consistency_proofs(self) -> None:
        assert len(self.golden["consistency"]) == 118
        for case in self.golden["consistency"]:
            old, new = case["size1"], case["size2"]
            proof = consistency_proof(old, self.of[:new])
            assert [each.hex() for each in proof] == case["proof"]
            verify_consistency(old, new, root(self.of[:old]), root(self.of[:new]), proof)

    def test_tiles(self) -> None:
        said = self.golden["tile_sha256_of_0x00_plus_tile"]
        sizes = sorted({int(key.partition(":")[0]) for key in said})
        ours = {
            f"{size}:{tile.path}": f"recordhash:{leaf_hash(content).hex()}"
            for size in sizes
            for tile, content in growth(0, self.of[:size], lambda _: b"")
        }
        assert ours == said

    def test_checkpoints_and_their_signatures_byte_for_byte(self) -> None:
        assert len(self.golden["signed_notes"]) == 2
        for case in self.golden["signed_notes"]:
            key = parse_signing_key(case["skey"])
            assert str(key.verifier_key) == case["vkey"]
            checkpoint = Checkpoint(case["name"], 600, root(self.of))
            assert checkpoint.text == case["text"]
            data = signed(checkpoint.text, [key])
            assert data == case["signed_note"].encode()
            assert opened(data, case["name"], [verifier(case["vkey"])])[0] == checkpoint


class TestTheNotesOfGo:
    said = vector("golang-mod/note_vectors.json") if VECTORS.is_dir() else {}

    def note(self, *lines: str) -> bytes:
        return "\n".join([self.said["text"], "".join(lines)]).encode()

    @pytest.mark.parametrize("which", ["vkey", "vkey2"])
    def test_either_key_opens_the_note_that_both_signed(self, which: str) -> None:
        known = [verifier(self.said[which])]
        for order in (("sig1", "sig2"), ("sig2", "sig1")):
            note = parse_note(self.note(*(self.said[each] for each in order)))
            assert note.text == self.said["text"]
            assert len(verified(note, known)) == 1

    def test_both_keys_open_it(self) -> None:
        note = parse_note(self.note(self.said["sig1"], self.said["sig2"]))
        known = [verifier(self.said["vkey"]), verifier(self.said["vkey2"])]
        assert verified(note, known) == note.signatures

    def test_keys_that_are_wrong_are_refused(self) -> None:
        for key in self.said["bad_vkeys"]:
            assert not is_proved(key, by=parse_verifier_key)

    def test_a_key_with_any_byte_one_more_is_refused(self) -> None:
        key = self.said["vkey"].encode()
        assert is_proved(key.decode(), by=parse_verifier_key)
        for place, byte in enumerate(key):
            wrong = key[:place] + bytes([byte + 1]) + key[place + 1 :]
            assert not is_proved(wrong.decode(), by=parse_verifier_key)

    def test_a_note_of_101_signatures_is_refused(self) -> None:
        assert is_proved(self.note(self.said["sig1"] * 100), by=parse_note)
        assert not is_proved(self.note(self.said["sig1"] * 101), by=parse_note)

    def test_malformed_notes_are_refused(self) -> None:
        text, line = self.said["text"].encode(), self.said["sig1"].encode()
        for data in (
            text,
            text + b"\n",
            text + b"\n" + line[:-1],
            b"\1" + text + b"\n" + line,
            b"\xff" + text + b"\n" + line,
            text + b"\n" + line.replace(b"PeterNeumann", b"Peter Neumann"),
            text + b"\n" + line + b"more\n",
        ):
            assert not is_proved(data, by=parse_note)

    def test_a_tree_of_go_is_no_checkpoint_of_another_name(self) -> None:
        tree = self.said["tree_note"]
        checkpoint = Checkpoint("go.sum database tree", tree["n"], leaf_hash(tree["leaf"].encode()))
        assert checkpoint.text == tree["golden"]

    def test_paths_and_widths_are_those_of_the_specification(self) -> None:
        for index, place in self.said["tile_paths_height8_examples_from_spec"].items():
            assert parse_path(f"tile/0/{place}").index == int(index)
        for size, counts in self.said["partial_tiles_from_spec"].items():
            counted: dict[str, int] = {}
            for tile in new_tiles(0, int(size)):
                if tile.width == 256:
                    key = f"full_level{tile.level}"
                    counted[key] = counted.get(key, 0) + 1
                else:
                    counted[f"partial_level{tile.level}_width"] = tile.width
            assert counted == counts

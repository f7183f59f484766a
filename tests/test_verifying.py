"""Each act on a bundle is found by the step that is there for it, at the entry it was done to."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace as changed

from ledger.evidence.bundles.manifest import Manifest
from ledger.evidence.keys import SigningKey
from ledger.evidence.remembered import Memory
from ledger.evidence.verifying.verdict import State, Step
from ledger.proof.note import signed
from ledger.proof.policy import Policy
from ledger.proof.policy_file import parse_policy
from tests.bundled import (
    LOG,
    Sealed,
    decider,
    files,
    forged,
    line_changed,
    lines_of,
    packed,
    policy_text,
    raw,
    stolen,
    verified,
    whole,
    written,
)
from tests.proving import GWEN, MAIR, NEXT_LOG

SEEN_AT = 1_575_991_830
"""The second at which the last entry of the ledger was recorded, in POSIX seconds."""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Sealed:
    return written(tmp_path_factory.mktemp("sealed"))


@pytest.fixture(scope="module")
def bundle(place: Sealed) -> bytes:
    return whole(place)


def test_what_nobody_touched_is_verified(bundle: bytes, tmp_path: Path) -> None:
    report = verified(bundle, tmp_path)
    assert report.exit_code == 0
    assert [found.step for found in report.steps] == list(Step)
    assert {f.step for f in report.steps if f.state == State.NOT_ASKED} == {
        Step.MEMORY,
        Step.DISCLOSURE,
    }


class TestTheContainerAndTheManifest:
    def test_what_is_no_bundle_is_unusable(self, tmp_path: Path) -> None:
        for junk in (b"", b"PK", b"hello" * 100, packed_without_manifest()):
            found = verified(junk, tmp_path)
            assert found.exit_code == 3
            assert found.about == {}

    def test_what_was_damaged_is_unusable(self, bundle: bytes, tmp_path: Path) -> None:
        damaged = bundle.replace(b"mair.pugh", b"mari.pugh", 1)
        found = decider(verified(damaged, tmp_path), Step.CONTAINER, State.UNUSABLE)
        assert found.what == "a file that was damaged: entries.jsonl"

    def test_a_manifest_of_another_format_is_unusable(self, bundle: bytes, tmp_path: Path) -> None:
        held = files(bundle)
        later = held["manifest.json"].replace(b"bundle/1", b"bundle/2")
        other = {**held, "manifest.json": later}
        assert verified(raw(other), tmp_path).exit_code == 3
        spaced = {**held, "manifest.json": held["manifest.json"] + b"\n"}
        assert verified(raw(spaced), tmp_path).exit_code == 3

    @pytest.mark.parametrize(
        "name", ["README.txt", "schema/claim.json", "schema/entry.json", "schema/manifest.json"]
    )
    def test_nobody_is_told_something_else(self, bundle: bytes, tmp_path: Path, name: str) -> None:
        held = files(bundle)
        other = packed({**held, name: held[name].replace(b"e", b"a", 1)})
        found = decider(verified(other, tmp_path), Step.MANIFEST)
        assert found.what == f"{name} says something else than in every bundle of its kind"

    @pytest.mark.parametrize("name", ["more.txt", "log/checkpoints/3x", "tile/0/000"])
    def test_a_file_more_is_refused(self, bundle: bytes, tmp_path: Path, name: str) -> None:
        other = packed({**files(bundle), name: b"x"})
        assert verified(other, tmp_path).exit_code == 1

    def test_a_file_less_or_another_order_is_refused(self, bundle: bytes, tmp_path: Path) -> None:
        held = files(bundle)
        for name in held:
            if name not in {"manifest.json", "log/checkpoints/7"}:
                less = {each: text for each, text in held.items() if each != name}
                assert verified(packed(less), tmp_path).exit_code in {1, 2}
        turned = dict(sorted(held.items(), reverse=True))
        decider(verified(packed(turned), tmp_path), Step.MANIFEST)

    def test_a_manifest_that_lists_another_digest_is_refused(
        self, bundle: bytes, tmp_path: Path
    ) -> None:
        def other(manifest: Manifest) -> Manifest:
            first, *rest = manifest.files
            return changed(manifest, files=[changed(first, sha256="0" * 64), *rest])

        found = decider(verified(packed(files(bundle), other), tmp_path), Step.MANIFEST)
        assert found.what == "a file that is not the manifest's: README.txt"


class TestHeads:
    def test_without_a_policy_nothing_is_decided(self, bundle: bytes, tmp_path: Path) -> None:
        report = verified(bundle, tmp_path, policy=None)
        decider(report, Step.HEADS, State.UNDECIDED)
        assert report.exit_code == 2
        assert report.steps[-2].state == State.VERIFIED  # the rest was looked at all the same

    def test_a_policy_of_another_log_decides_nothing(self, bundle: bytes, tmp_path: Path) -> None:
        other = parse_policy(f"log {MAIR.verifier_key}\nquorum none\n".encode())
        found = decider(verified(bundle, tmp_path, other), Step.HEADS, State.UNDECIDED)
        assert found.what == "the policy has no log ledger.example/diversion"

    def test_a_head_signed_by_another_key_is_refused(self, bundle: bytes, tmp_path: Path) -> None:
        other = parse_policy(f"log {NEXT_LOG.verifier_key}\nquorum none\n".encode())
        decider(verified(bundle, tmp_path, other), Step.HEADS)

    def test_a_missing_quorum_decides_nothing(self, bundle: bytes, tmp_path: Path) -> None:
        found = decider(verified(bundle, tmp_path, QUORUM), Step.HEADS, State.UNDECIDED)
        assert "quorum" in found.what

    def test_a_quorum_is_counted(self, bundle: bytes, tmp_path: Path) -> None:
        cosigned = stolen(bundle, lines_of(bundle), MAIR.cosigner(SEEN_AT))
        report = verified(cosigned, tmp_path, QUORUM)
        assert report.exit_code == 0
        assert "1 witnesses" in report.steps[2].what

    def test_another_size_or_name_in_the_manifest_is_refused(
        self, bundle: bytes, tmp_path: Path
    ) -> None:
        other = packed(files(bundle), lambda manifest: changed(manifest, origin="log.example"))
        decider(verified(other, tmp_path), Step.HEADS)

    def test_tiles_of_another_tree_are_refused(self, bundle: bytes, tmp_path: Path) -> None:
        tile = bytes(32) + files(bundle)["log/tile/0/000.p/10"][32:]
        held = {**files(bundle), "log/tile/0/000.p/10": tile}
        found = decider(verified(packed(held), tmp_path), Step.HEADS)
        assert found.what == "tiles that do not lead to the root of the checkpoint"

    def test_an_earlier_head_of_another_history_is_refused(
        self, bundle: bytes, tmp_path: Path
    ) -> None:
        lines = lines_of(bundle)
        other = stolen(bundle, [*lines[:3], line_changed(lines[3], by="somebody"), *lines[4:7]])
        held = {**files(bundle), "log/checkpoints/7": files(other)["log/checkpoint"]}
        found = decider(verified(packed(held), tmp_path), Step.HEADS)
        assert found.what == "a head of 7 leaves that the log does not go on from"

    def test_an_earlier_head_of_a_key_that_the_policy_lacks_decides_nothing(
        self, bundle: bytes, tmp_path: Path
    ) -> None:
        held = files(bundle)
        text = held["log/checkpoints/7"].partition(b"\n\n")[0].decode() + "\n"
        other = {**held, "log/checkpoints/7": signed(text, [NEXT_LOG_OF_THE_NAME])}
        found = decider(verified(packed(other), tmp_path), Step.HEADS, State.UNDECIDED)
        assert "a head of 7 leaves that no key of the policy signed" in found.what
        both = parse_policy(policy_text(f"log {NEXT_LOG_OF_THE_NAME.verifier_key}"))
        assert verified(packed(other), tmp_path, both).exit_code == 0

    def test_a_false_signature_under_an_earlier_head_is_refused(
        self, bundle: bytes, tmp_path: Path
    ) -> None:
        held = files(bundle)
        false = held["log/checkpoint"].split(b"\n\n")[1]
        text = held["log/checkpoints/7"].split(b"\n\n")[0]
        other = {**held, "log/checkpoints/7": text + b"\n\n" + false}
        decider(verified(packed(other), tmp_path), Step.HEADS)


class TestTheMemory:
    def test_moves_on_and_finds_a_rewritten_ledger(
        self, place: Sealed, bundle: bytes, tmp_path: Path
    ) -> None:
        memory = Memory(tmp_path / "memory")
        earlier = whole(place, size=7)
        assert verified(earlier, tmp_path, memory=memory).exit_code == 0
        assert verified(bundle, tmp_path, memory=memory).exit_code == 0
        assert [head.checkpoint.size for head in memory.heads().values()] == [10]
        lines = lines_of(bundle)
        rewritten = stolen(bundle, [*lines[:-1], line_changed(lines[-1], by="somebody")])
        assert verified(rewritten, tmp_path).exit_code == 0  # whoever remembers nothing is fooled
        found = decider(verified(rewritten, tmp_path, memory=memory), Step.MEMORY)
        assert found.what == "the log has another root at the same size"
        shorter = decider(verified(earlier, tmp_path, memory=memory), Step.MEMORY)
        assert shorter.what == "the log is smaller than it was"

    def test_stays_as_it_is_where_anything_failed(self, bundle: bytes, tmp_path: Path) -> None:
        memory = Memory(tmp_path / "memory")
        assert verified(forged(bundle, claims=b""), tmp_path, memory=memory).exit_code == 1
        assert memory.heads() == {}

    def test_that_cannot_be_read_decides_nothing(self, bundle: bytes, tmp_path: Path) -> None:
        (tmp_path / "memory").write_bytes(b"nonsense")
        memory = Memory(tmp_path / "memory")
        decider(verified(bundle, tmp_path, memory=memory), Step.MEMORY, State.UNDECIDED)


NEXT_LOG_OF_THE_NAME = SigningKey(LOG.name, bytes(range(1, 33)))
QUORUM: Policy = parse_policy(
    policy_text(
        f"witness mair {MAIR.cosignature_key}",
        f"witness gwen {GWEN.cosignature_key}",
        "group either 1 mair gwen",
        quorum="either",
    )
)


def packed_without_manifest() -> bytes:
    return raw({"README.txt": b"hello"})

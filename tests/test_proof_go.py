"""Go agrees: golang.org/x/mod/sumdb verifies our log, and refuses it with any one bit changed."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Sequence
from pathlib import Path
from shutil import copytree, which

import pytest

from ledger.proof.checkpoint import Checkpoint
from ledger.proof.merkle import leaf_hash
from ledger.proof.note import signed
from ledger.proof.strict import to_base64
from ledger.proof.tiled import TiledLog, growth
from ledger.proof.tiles import Tile, bundled, new_bundles
from tests.proving import LOG, MAIR
from tests.sealing import Place

GO = which("go")
CHECKER = Path(__file__).parent / "go" / "main.go"
PACKAGES = Path("/usr/share/gocode")  # where Debian keeps the sources of Go packages
SIZES = (1, 2, 255, 256, 257, 10_000)
SEALED = (1, 2, 255, 256, 257)
ENTRIES = [b'{"line":%d}' % index for index in range(SIZES[-1])]
SEEN_AT = 1_700_000_000

go_is_here = pytest.mark.skipif(
    GO is None or not (PACKAGES / "src/golang.org/x/mod/sumdb/tlog").is_dir(),
    reason="needs Go: apt install golang-go golang-golang-x-mod-dev",
)


@pytest.fixture(scope="module")
def checker(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The checker, built without a network and without leaving anything behind."""
    folder = tmp_path_factory.mktemp("go")
    built = folder / "check"
    settings = {
        "CGO_ENABLED": "0",
        "GO111MODULE": "off",
        "GOCACHE": str(folder / "cache"),
        "GOFLAGS": "",
        "GOPATH": str(PACKAGES),
        "GOPROXY": "off",
        "GOTOOLCHAIN": "local",
    }
    command = [str(GO), "build", "-o", str(built), str(CHECKER)]
    subprocess.run(command, env=os.environ | settings, check=True)  # noqa: S603 - our own program
    return built


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A log of ours that was sealed at each of the sizes, with proofs between them."""
    folder = tmp_path_factory.mktemp("log")
    inclusions: list[dict[str, object]] = []
    consistencies: list[dict[str, object]] = []
    for old, size in zip((0, *SIZES), SIZES, strict=False):
        tiled = grow(folder, old, size)
        text = Checkpoint(LOG.name, size, tiled.compact_range().root).text
        note = signed(text, [LOG, MAIR.cosigner(SEEN_AT)])
        write(folder, f"checkpoints/{size}", note)
        for index in sorted({0, 1, 255, 256, size // 2, size - 1} & set(range(size))):
            proof = list(map(to_base64, tiled.inclusion_proof(index)))
            inclusions.append({"Size": size, "Index": index, "Proof": proof})
        for earlier in (each for each in SIZES if each <= size):
            proof = list(map(to_base64, tiled.consistency_proof(earlier)))
            consistencies.append({"Old": earlier, "New": size, "Proof": proof})
    proofs = {"Log": str(LOG.verifier_key), "Witness": str(MAIR.cosignature_key), "Sizes": SIZES,
              "Inclusions": inclusions, "Consistencies": consistencies}  # fmt: skip
    write(folder, "proofs.json", json.dumps(proofs).encode())
    return folder


def grow(folder: Path, old: int, size: int) -> TiledLog:
    def read(tile: Tile) -> bytes:
        return (folder / tile.path).read_bytes()

    for tile, content in growth(old, list(map(leaf_hash, ENTRIES[old:size])), read):
        write(folder, tile.path, content)
    for bundle in new_bundles(old, size):
        first = 256 * bundle.index
        write(folder, bundle.path, bundled(ENTRIES[first : first + bundle.width]))
    return TiledLog(size, read)


def write(folder: Path, path: str, content: bytes) -> None:
    place = folder / path
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(content)


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a sealer published of a ledger at each of the smaller sizes, and proofs between them."""
    place = Place(tmp_path_factory.mktemp("place"))
    place.seal(*SEALED)
    published, pairs = place.published, [(a, b) for a in SEALED for b in SEALED if a <= b]
    logs = {size: TiledLog(size, published.read) for size in SEALED}
    proofs = {
        "Log": place.keys.texts()[0],
        "Witness": "",
        "Sizes": SEALED,
        "Inclusions": [
            {"Size": size, "Index": index, "Proof": texts(logs[size].inclusion_proof(index))}
            for size in SEALED
            for index in range(size)
        ],
        "Consistencies": [
            {"Old": old, "New": new, "Proof": texts(logs[new].consistency_proof(old))}
            for old, new in pairs
        ],
    }
    write(published.folder, "proofs.json", json.dumps(proofs).encode())
    return published.folder


def texts(proof: Sequence[bytes]) -> list[str]:
    return list(map(to_base64, proof))


def run(checker: Path, log: Path) -> subprocess.CompletedProcess[str]:
    command = [str(checker), str(log)]
    return subprocess.run(  # noqa: S603 - our own program
        command, capture_output=True, text=True, check=False
    )


@go_is_here
def test_go_verifies_our_log_and_refuses_every_changed_bit(checker: Path, log: Path) -> None:
    ran = run(checker, log)
    assert ran.stderr == ""
    count = json.loads(ran.stdout)
    said = json.loads((log / "proofs.json").read_text())
    proofs = said["Inclusions"] + said["Consistencies"]
    bits = sum(256 * (len(each["Proof"]) + 2) for each in proofs)
    texts = [(log / f"checkpoints/{size}").read_bytes().partition(b"\n\n")[0] for size in SIZES]
    bits += sum(2 * 8 * (len(text) + 1) + 8 * (64 + 72) for text in texts)
    assert count == {"Verified": 3 * len(SIZES) + len(proofs), "Refused": bits}


@go_is_here
def test_go_verifies_every_leaf_and_growth_of_what_a_sealer_published(
    checker: Path, sealed: Path
) -> None:
    ran = run(checker, sealed)
    assert ran.stderr == ""
    count = json.loads(ran.stdout)
    said = json.loads((sealed / "proofs.json").read_text())
    proofs = said["Inclusions"] + said["Consistencies"]
    bits = sum(256 * (len(each["Proof"]) + 2) for each in proofs)
    notes = [(sealed / f"checkpoints/{size}").read_bytes() for size in SEALED]
    bits += sum(8 * (len(note.partition(b"\n\n")[0]) + 1 + 64) for note in notes)
    assert len(proofs) == sum(SEALED) + 15
    assert count == {"Verified": 2 * len(SEALED) + len(proofs), "Refused": bits}


@go_is_here
@pytest.mark.parametrize("path", ["checkpoints/257", "tile/0/001.p/1", "tile/entries/000"])
def test_go_refuses_what_a_sealer_published_with_one_bit_changed(
    checker: Path, sealed: Path, tmp_path: Path, path: str
) -> None:
    changed = copytree(sealed, tmp_path / "log") / path
    content = bytearray(changed.read_bytes())
    content[7] ^= 1
    changed.write_bytes(content)
    assert run(checker, tmp_path / "log").returncode == 1


@go_is_here
@pytest.mark.parametrize(
    ("path", "what"),
    [
        ("checkpoints/256", "invalid signature"),
        ("tile/0/000", "downloaded inconsistent tile"),
        ("tile/1/000.p/39", "downloaded inconsistent tile"),
        ("tile/entries/000", "does not verify"),
    ],
)
def test_go_refuses_our_log_with_one_bit_changed(
    checker: Path, log: Path, tmp_path: Path, path: str, what: str
) -> None:
    changed = copytree(log, tmp_path / "log") / path
    content = bytearray(changed.read_bytes())
    content[7] ^= 1
    changed.write_bytes(content)
    ran = run(checker, tmp_path / "log")
    assert ran.returncode == 1
    assert what in ran.stderr


@go_is_here
def test_go_refuses_another_proof_than_ours(checker: Path, log: Path, tmp_path: Path) -> None:
    copied = copytree(log, tmp_path / "log") / "proofs.json"
    said = json.loads(copied.read_text())
    said["Inclusions"][-1]["Proof"].pop()
    copied.write_text(json.dumps(said))
    ran = run(checker, tmp_path / "log")
    assert ran.returncode == 1
    assert "leaf 9999 of 10000: another proof" in ran.stderr

"""A log in a folder, forks of it, and witnesses of it as their own processes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx2

from ledger.evidence.key_files import make_key
from ledger.evidence.keys import SigningKey
from ledger.evidence.witness_request import Asked
from ledger.proof.checkpoint import Checkpoint
from ledger.proof.merkle import consistency_proof, leaf_hash, root
from ledger.proof.note import signed
from ledger.proof.tiled import growth
from ledger.proof.tiles import Tile
from tests.proving import LOG, leaves

ROOT = Path(__file__).parents[1]
LEAVES = leaves(300)
FORGED = [*LEAVES[:11], leaf_hash(b"forged"), *LEAVES[12:]]


def note(size: int, of: Sequence[bytes] = LEAVES, key: SigningKey = LOG) -> bytes:
    return signed(Checkpoint(key.name, size, root(of[:size])).text, [key])


def asked(old: int, size: int, of: Sequence[bytes] = LEAVES) -> bytes:
    """The request for a cosignature, with the proof from `old`."""
    proof = tuple(consistency_proof(old, of[:size])) if 0 < old <= size else ()
    return bytes(Asked(old, proof, note(size, of)))


def published(folder: Path, size: int, of: Sequence[bytes] = LEAVES, data: bytes = b"") -> Path:
    """The log of that size as files in `folder`; `data` is its checkpoint, if not the plain one."""
    tiles: dict[str, bytes] = {}

    def read(tile: Tile) -> bytes:
        return tiles[tile.path]

    for tile, content in growth(0, of[:size], read):
        tiles[tile.path] = content
        (folder / tile.path).parent.mkdir(parents=True, exist_ok=True)
        (folder / tile.path).write_bytes(content)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "checkpoint").write_bytes(data or note(size, of))
    return folder


class Running:
    """A witness in a process of its own."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        assert process.stdout
        said = ""
        for line in process.stdout:
            said += line
            if line.rstrip() == "}":
                break
        self.told: dict[str, Any] = json.loads(said)
        self.address: str = self.told["address"]
        self.client = httpx2.Client(base_url=self.address, timeout=30)

    def answer(self, body: bytes) -> httpx2.Response:
        return self.client.post("/add-checkpoint", content=body)


def witness_in(folder: Path, key: SigningKey) -> Path:
    """The folder of a witness with that key, made if need be."""
    folder.mkdir(exist_ok=True)
    if not (folder / "witness.key").exists():
        make_key(folder / "witness.key", key)
    return folder


@contextmanager
def running(
    state: Path, *more: str, program: Sequence[str] = ("-m", "api.cli")
) -> Iterator[Running]:
    """The witness of the folder `state`, which knows the log of `LOG`."""
    options = ("--state", str(state), "--log", str(LOG.verifier_key), "--port", "0", "--json")
    command = [sys.executable, *program, "witness", "serve", *options, *more]
    with subprocess.Popen(  # noqa: S603 - our own program
        command, cwd=ROOT, env=os.environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            witness = Running(process)
            with witness.client:
                yield witness
        finally:
            process.kill()
            process.communicate()

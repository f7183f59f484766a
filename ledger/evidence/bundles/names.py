"""What the files of a bundle are called. No name says anything of a person."""

from __future__ import annotations

from ledger.proof.tiles import Tile

README = "README.txt"
ENTRIES = "entries.jsonl"
CHECKPOINT = "log/checkpoint"
OLDER = "log/checkpoints/"
CONSISTENCY = "log/consistency/"
PROOFS, PROOF = "proofs/", ".tlog-proof"
POLICIES, EDITION = "policies/", ".toml"
CLAIMS = "claims.jsonl"
PAGE_KEY = "disclosed/page.key"
DISCLOSED = "disclosed/entries.jsonl"


def older(size: int) -> str:
    """The signed note of the log at an earlier size."""
    return f"{OLDER}{size}"


def tile(of: Tile) -> str:
    """A tile of the log's hashes, as in C2SP tlog-tiles."""
    return f"log/{of.path}"


def consistency(size: int) -> str:
    """The root of the log at an earlier size, and the proof that the log goes on from it."""
    return f"{CONSISTENCY}{size}"


def proof(index: int) -> str:
    """The proof that leaf `index` is in the log, as in C2SP tlog-proof."""
    return f"{PROOFS}{index}{PROOF}"


def edition(name: str) -> str:
    """The file of an edition, as in `checkpoint-cymru/2019-10`."""
    return f"{POLICIES}{name}{EDITION}"

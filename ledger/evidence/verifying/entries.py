"""The entries of a bundle, each proved to be the leaf that it should be, and what they say."""

from __future__ import annotations

from collections.abc import Sequence

from ledger.evidence.bundles import names
from ledger.evidence.bundles.manifest import Kind, Manifest
from ledger.evidence.verifying.gathering import Gathered as Gathered
from ledger.evidence.verifying.gathering import gathered
from ledger.evidence.verifying.hashing import lines_in
from ledger.evidence.verifying.heads import History
from ledger.evidence.verifying.opened import Bundle, proved
from ledger.evidence.verifying.splitting import Progress, Started, entries
from ledger.evidence.verifying.verdict import Refuted
from ledger.evidence.verifying.walk import Walk
from ledger.proof.merkle import leaf_hash, verify_inclusion
from ledger.proof.refusal import NotProved
from ledger.proof.tlog_proof import parse_tlog_proof


def read(
    bundle: Bundle, manifest: Manifest, past: History, started: Started | None, progress: Progress
) -> Gathered:
    """What the entries of the bundle come to, by the processes that have `started`, if any have.

    Raises:
        Refuted: One of them is not the leaf that it should be, or there are more or fewer.
    """
    if manifest.kind == Kind.PAGE:
        return _of_one_page(bundle, manifest, past)
    leaves = past.leaves()
    return entries(bundle, leaves, progress) if started is None else started.entries(leaves)


def _of_one_page(bundle: Bundle, manifest: Manifest, past: History) -> Gathered:
    lines = list(lines_in(bundle.view(names.ENTRIES)))
    indexes = proved(bundle)
    if len(lines) != len(indexes):
        raise Refuted("another number of entries than of proofs")
    _check_proofs(bundle, list(zip(indexes, lines, strict=True)), past)
    read_on = [(line + b"\n", index) for index, line in zip(indexes, lines, strict=True)]
    return gathered(Walk(), read_on, lambda: read_on, manifest.as_at, past.root_text)


def _check_proofs(bundle: Bundle, lines: Sequence[tuple[int, bytes]], past: History) -> None:
    note = bundle.read(names.CHECKPOINT)
    for index, line in lines:
        try:
            proof = parse_tlog_proof(bundle.read(names.proof(index)))
            verify_inclusion(leaf_hash(line), index, past.size, proof.hashes, past.checkpoint.root)
        except NotProved as refusal:
            raise Refuted(refusal.what, index) from None
        if (proof.index, proof.checkpoint, proof.extra) != (index, note, b""):
            raise Refuted("a proof of another entry, or under another checkpoint", index)

"""A ledger's log as its files are published, sealed in tests whenever they say so."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from api.replaying.moments import log_in
from ledger.evidence.published import Head
from ledger.evidence.publishing import announce, put
from ledger.proof.compact import CompactRange
from ledger.proof.tiled import TiledLog, growth
from ledger.record.book import Ledger, open_ledger
from tests.story import policy


def seal(data: Path) -> Head:
    """Seal the ledger in `data` as it is now, without a key: who reads heads believes none."""
    ledger = open_ledger(data, policy())
    try:
        return sealed(ledger, data)
    finally:
        ledger.close()


def sealed(ledger: Ledger, data: Path) -> Head:
    """Seal the open `ledger` as it is now."""
    published = log_in(data)
    last = published.last_head()
    old = last.size if last else 0
    leaves = [leaf.hash for leaf in ledger.leaves(old, 1_000_000)]
    so_far = TiledLog(old, published.read).compact_range() if old else CompactRange()
    put(published, growth(old, leaves, published.read))
    head = Head(old + len(leaves), so_far.extended(leaves).root, datetime.now(UTC))
    announce(published, head, f"a note of {head.size}\n".encode())
    return head

"""A page in a sealed ledger: what a status that is to be published is told from."""

from __future__ import annotations

from typing import TypedDict

from api.problems import Problem
from api.version import VERSION
from ledger.evidence.known import LogUnreadable, sealed_with
from ledger.evidence.on_demand import NotSealed
from ledger.evidence.published import Published
from ledger.record.book import Ledger, VersionConflict
from ledger.record.leaves import BeyondTheLog

ADVICE = "Run the sealer beside the service: diversion-ledger seal. Then ask again."


class SealedPage(TypedDict):
    """What a publication is told beside its days: see `PublishStatus`."""

    version: int
    size: int
    root: str
    engine: str


def sealed_page(
    ledger: Ledger, published: Published, page_id: str, seen: int | None, patience_seconds: float
) -> SealedPage:
    """A sealed size that holds every line of the page; a seal is asked for and waited for.

    Args:
        ledger: The ledger.
        published: The files of its log.
        page_id: The page.
        seen: The page's version as its reader saw it; None takes the page as it is.
        patience_seconds: How long to wait.

    Raises:
        Problem: No seal came in time, or the log cannot be read; nothing is written.
        NoSuchPage: Nothing is written on the page.
        VersionConflict: The page is at another version than was seen.
        CorruptEntry, Unavailable: As `Ledger.page` says.
    """
    version = ledger.page(page_id).version
    if seen not in {None, version}:
        raise VersionConflict(version)
    leaf = ledger.leaf_of(page_id, version)
    if leaf is None:
        raise Problem("not-sealed", "The page's last entry is not in the log.")
    try:
        known = sealed_with(published, leaf.index + 1, patience_seconds)
        covered = len(ledger.entries(page_id, known.size))
    except NotSealed:
        raise Problem("not-sealed", f"The ledger was not sealed in time. {ADVICE}") from None
    except (LogUnreadable, BeyondTheLog):
        raise Problem("not-sealed", "The published log is not the ledger's.") from None
    return SealedPage(version=covered, size=known.size, root=known.root or "", engine=VERSION)

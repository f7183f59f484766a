"""When entries say that they were recorded, beside each other and beside what witnesses saw."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from ledger.evidence.bundles import names
from ledger.evidence.verifying.hashing import lines_in
from ledger.evidence.verifying.heads import Signed
from ledger.evidence.verifying.lines import recorded_at_in
from ledger.evidence.verifying.opened import Bundle, proved
from ledger.evidence.verifying.verdict import Refuted

TOLERANCE = timedelta(hours=1)
"""How far a witness's clock, or its answer, may be from the moment of the seal."""


def check_windows(bundle: Bundle, heads: Sequence[Signed]) -> int:
    """The number of cosigned heads, if what each holds was recorded before it, and the rest after.

    Raises:
        Refuted: An entry says otherwise, by more than the tolerance.
    """
    cosigned = [head for head in heads if head.cosigned_at_posix_seconds]
    ends = {head.checkpoint.size - 1 for head in cosigned}
    recorded = _recorded(bundle, ends | {end + 1 for end in ends})
    for head in sorted(cosigned, key=lambda head: head.checkpoint.size):
        size, seen = head.checkpoint.size, head.cosigned_at_posix_seconds
        last, following = recorded.get(size - 1), recorded.get(size)
        if last is not None and last > _instant(min(seen)) + TOLERANCE:
            raise Refuted("an entry recorded after a witness saw it", size - 1)
        if following is not None and following < _instant(min(seen)) - TOLERANCE:
            raise Refuted("an entry recorded long before a head that is without it", size)
    return len(cosigned)


def _recorded(bundle: Bundle, wanted: set[int]) -> dict[int, datetime]:
    """When the entries of those leaves were recorded, of those that are here."""
    if not wanted:
        return {}
    indexes = iter(proved(bundle)) if bundle.manifest().page else None
    found = {}
    for place, line in enumerate(lines_in(bundle.view(names.ENTRIES))):
        index = place if indexes is None else next(indexes)
        if index in wanted:
            found[index] = datetime.fromisoformat(recorded_at_in(line).decode())
    return found


def _instant(posix_seconds: int) -> datetime:
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=posix_seconds)

"""When entries say that they were recorded, beside each other and beside what witnesses saw."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from ledger.evidence.bundles import names
from ledger.evidence.bundles.manifest import Kind
from ledger.evidence.verifying.hashing import lines_in
from ledger.evidence.verifying.heads import Signed
from ledger.evidence.verifying.lines import recorded_at_in
from ledger.evidence.verifying.opened import Bundle, proved
from ledger.evidence.verifying.verdict import Refuted
from ledger.proof.policy import Policy

TOLERANCE_SECONDS = 60 * 60
"""How far a witness's clock, or its answer, may be from the moment of the seal."""


def check_windows(bundle: Bundle, heads: Sequence[Signed], policy: Policy) -> int:
    """The number of heads that a quorum cosigned, if entries were recorded as that quorum saw them.

    What a head holds was recorded before the head was seen, what follows it afterwards. A witness
    that lies, or whose clock is wrong, accuses nobody alone: an entry is at fault only where those
    who say so are a quorum by themselves. So the last entry of a head is measured by the earliest
    time by which a quorum had seen the head, and the entry after it by the latest time such that a
    quorum saw the head, without that entry, then or later.

    Times are compared as POSIX seconds: a witness can say some that no calendar has.

    Raises:
        Refuted: An entry says otherwise, by more than the tolerance.
    """
    cosigned = [head for head in heads if policy.is_vouched_for_by(head.cosigned_at)]
    ends = {head.checkpoint.size - 1 for head in cosigned}
    recorded = _recorded_posix_seconds(bundle, ends | {end + 1 for end in ends})
    for head in sorted(cosigned, key=lambda head: head.checkpoint.size):
        size, seen = head.checkpoint.size, head.cosigned_at.items()
        last, following = recorded.get(size - 1), recorded.get(size)
        if last is not None:
            before = {who for who, at in seen if at < last - TOLERANCE_SECONDS}
            if policy.is_vouched_for_by(before):
                raise Refuted("an entry recorded after a witness saw it", size - 1)
        if following is not None:
            after = {who for who, at in seen if at > following + TOLERANCE_SECONDS}
            if policy.is_vouched_for_by(after):
                raise Refuted("an entry recorded long before a head that is without it", size)
    return len(cosigned)


def _recorded_posix_seconds(bundle: Bundle, wanted: set[int]) -> dict[int, float]:
    """When the entries of those leaves were recorded, of those that are here."""
    if not wanted:
        return {}
    indexes = iter(proved(bundle)) if bundle.manifest().kind == Kind.PAGE else None
    found = {}
    for place, line in enumerate(lines_in(bundle.view(names.ENTRIES))):
        index = place if indexes is None else next(indexes)
        if index in wanted:
            recorded_at = datetime.fromisoformat(recorded_at_in(line).decode())
            found[index] = recorded_at.timestamp()
    return found

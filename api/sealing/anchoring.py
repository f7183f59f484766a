"""Puts down in each log what is sealed of the other, so that neither can change without the other.

Of the ledger at most one head a minute; of the access log at most one a day, for it is put into the
ledger, where little should stand but facts. What was put down is not put down again: where nobody
does anything, the two make each other grow by a leaf a day.
"""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from datetime import datetime, timedelta

from api.identities import new_access_id
from api.sealing.keys import SEALER
from ledger.evidence.published import Head
from ledger.journey.calendar import london_day
from ledger.journey.facts.log import LogAnchored
from ledger.record.access import NO_FORCE, Access, AccessKind, AccessLog, Seen
from ledger.record.book import OF_THE_LOG, Ledger

A_WHILE = timedelta(minutes=1)
OPERATION = "anchorLedger"


@dataclass(frozen=True, slots=True)
class Anchoring:
    """Both logs, and what each calls itself in its checkpoints."""

    ledger: Ledger
    ledger_origin: str
    access: AccessLog
    access_origin: str

    def put_down(self, origin: str, head: Head, now: datetime, *, at_once: bool = False) -> bool:
        """Put the `head` of the log `origin` into the other one; whether that was to be done.

        Raises what the two methods below raise.
        """
        own = self.put_down_ledger if origin == self.ledger_origin else self.put_down_access
        return own(head, now, at_once=at_once)

    def put_down_ledger(self, head: Head, now: datetime, *, at_once: bool = False) -> bool:
        """Put the ledger's `head` into the access log; whether that was to be done.

        `at_once` says to do so though the last was put down less than a minute ago.

        Raises:
            CorruptAccess: The last one cannot be read.
            Unavailable, WriteUncertain: As `AccessLog` says.
        """
        last = self.access.last_anchor()
        if last and last.anchor:
            is_early = not at_once and now - last.at < A_WHILE
            if is_early or last.anchor.size >= head.size:
                return False
        seen = Seen(origin=self.ledger_origin, size=head.size, root=_text(head.root))
        self.access.append(_anchor(seen, now))
        return True

    def put_down_access(self, head: Head, now: datetime, *, at_once: bool = False) -> bool:
        """Put the access log's `head` into the ledger; whether that was to be done.

        `at_once` says to do so though one was put down today.

        Raises:
            Whatever `Ledger.record` raises.
        """
        today = london_day(now)
        entries = self.ledger.entries(OF_THE_LOG)
        facts = [entry.fact for entry in entries if isinstance(entry.fact, LogAnchored)]
        own = [fact for fact in facts if fact.origin == self.access_origin]
        if own and (own[-1].size >= head.size or (own[-1].on == today and not at_once)):
            return False
        root = _text(head.root)
        fact = LogAnchored(on=today, origin=self.access_origin, size=head.size, root=root)
        self.ledger.record(OF_THE_LOG, fact, SEALER, now)
        return True


def _anchor(seen: Seen, now: datetime) -> Access:
    return Access(
        id=new_access_id(),
        at=now,
        kind=AccessKind.ANCHOR,
        by=SEALER.by,
        role="system",
        force=NO_FORCE,
        operation=OPERATION,
        purpose=SEALER.purpose,
        system=SEALER.system,
        anchor=seen,
    )


def _text(root: bytes) -> str:
    return b64encode(root).decode()

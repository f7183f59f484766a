"""The keys of a log and what the ledger says of them: an entry before a key counts, and after.

A key's entry is written before it signs; a retirement's before the key is destroyed. Whoever is
killed in between finds it done by `settle`, which every round begins with.
"""

from __future__ import annotations

from datetime import datetime

from api import clock
from api.identities import new_key
from api.sealing.logs import SealedLog
from ledger.evidence.sealer_keys import OneKeyOnly
from ledger.journey.calendar import london_day
from ledger.journey.facts.log import LogFact, LogKeyAdded, LogKeyRetired
from ledger.record.book import OF_THE_LOG, Ledger
from ledger.record.entry import Attribution

SEALER = Attribution(by="sealer", system="diversion-ledger seal", purpose="accountability")


class NothingSignedByBoth(Exception):
    """No head has been signed by the older and the newer key, so the older cannot go yet."""


def settle(one: SealedLog, ledger: Ledger) -> None:
    """See that the log has a key, and that what the ledger says of its keys is so.

    Raises:
        Whatever `FileKeys.make`, `Sealer.remembered` and `Ledger.record` raise.
    """
    with one.sealer.home.alone():
        if not one.keys.signers():
            one.keys.make(new_key())
        _settle(one, ledger, clock.now())


def rotate(one: SealedLog, ledger: Ledger) -> str:
    """Make the next key of the log, which signs beside the older one from the next head on.

    Returns its verifier key.

    Raises:
        TwoKeysAlready: One key follows another already.
        Whatever `settle` raises.
    """
    settle(one, ledger)
    with one.sealer.home.alone():
        one.keys.make(new_key())
        _settle(one, ledger, clock.now())
        return one.keys.texts()[-1]


def retire(one: SealedLog, ledger: Ledger) -> str:
    """Retire the older of two keys, and destroy it; the last head is the last that it signed.

    Returns the verifier key that signs alone from now on.

    Raises:
        OneKeyOnly: There is no newer one.
        NothingSignedByBoth: The newer one has signed no head yet.
        Whatever `settle` raises.
    """
    settle(one, ledger)
    with one.sealer.home.alone():
        now, texts, last = clock.now(), one.keys.texts(), one.sealer.remembered()
        if len(texts) < 2:
            raise OneKeyOnly
        added = _added(ledger, one.sealer.origin)[texts[-1]]
        if last is None or last.size < added.from_size:
            raise NothingSignedByBoth
        _record(ledger, now, _retirement(one, texts[0], last.size, now))
        _settle(one, ledger, now)
        return one.keys.texts()[0]


def _settle(one: SealedLog, ledger: Ledger, now: datetime) -> None:
    origin = one.sealer.origin
    for text in one.keys.texts():
        added = _added(ledger, origin)
        if text not in added:
            last = one.sealer.remembered()
            size = last.size + 1 if last and added else 0
            fact = LogKeyAdded(on=london_day(now), origin=origin, key=text, from_size=size)
            _record(ledger, now, fact)
    if one.keys.texts()[0] in _retired(ledger):
        one.keys.retire()
    one.keys.tell()


def _retirement(one: SealedLog, key: str, size: int, now: datetime) -> LogKeyRetired:
    origin = one.sealer.origin
    return LogKeyRetired(on=london_day(now), origin=origin, key=key, until_size=size)


def _record(ledger: Ledger, now: datetime, fact: LogFact) -> None:
    ledger.record(OF_THE_LOG, fact, SEALER, now)


def _added(ledger: Ledger, origin: str) -> dict[str, LogKeyAdded]:
    facts = [entry.fact for entry in ledger.entries(OF_THE_LOG)]
    return {f.key: f for f in facts if isinstance(f, LogKeyAdded) and f.origin == origin}


def _retired(ledger: Ledger) -> set[str]:
    facts = [entry.fact for entry in ledger.entries(OF_THE_LOG)]
    return {fact.key for fact in facts if isinstance(fact, LogKeyRetired)}

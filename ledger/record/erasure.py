"""Erasing a person: the fence, then the key, then the entry; and what is to be done after a crash.

All of it happens while the ledger's file is locked for writing, after the entry was written and
before it stands: so nobody writes on the page in between, and what was refused has destroyed
nothing. A crash leaves at most a page that is fenced and has no entry yet: whoever opens the ledger
next completes it, from what stands in the fence. A page that was erased and whose key is there
again, for an old keystore was put back, keeps the ledger shut until it is erased again.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from ledger.decisions.refusals import WrittenInClear
from ledger.journey.facts.protection import PersonalDataErased
from ledger.privacy.keystore import Destroyed, KeystoreUnavailable, MemoryKeystore
from ledger.record.codec import EntryCodec, NotAnEntry
from ledger.record.entry import Entry
from ledger.record.once import Answered, ClockBehind, KeyTaken, Once
from ledger.record.streams import panel_page, sealed_for
from ledger.record.unavailable import LineTaken, Unavailable, WriteUncertain, reading

if TYPE_CHECKING:
    from ledger.record.store import Store

ATTEMPTS = 5
LOOKED_AT = 100
_ERASED = PersonalDataErased.NAME
_CODEC = EntryCodec()


class KeysRestored(Exception):
    """The keystore holds the keys of `pages` again, or has forgotten that it destroyed them."""

    def __init__(self, pages: Sequence[str]) -> None:
        super().__init__(pages)
        self.pages = tuple(pages)

    def __str__(self) -> str:
        return f"the keystore is older than the erasure of {len(self.pages)} of its pages"


class NotItsKeys(KeystoreUnavailable):
    """The keystore never had a key of the ledger's last pages: it is another's, or empty."""

    def __str__(self) -> str:
        return "the keystore has none of the keys of this ledger's last pages"


def destroying(
    store: Store, entries: Iterable[Entry], answered: Answered | None = None
) -> Callable[[], None] | None:
    """What is to be done before `entries` stand, if one of them erases its page.

    Whoever completes it after a crash writes the same: with the request that was `answered`.

    Raises:
        WrittenInClear: An entry about the person was written before anything was sealed.
    """
    left = {
        entry.page: _left(store, entry, answered)
        for entry in entries
        if isinstance(entry.fact, PersonalDataErased)
    }

    def destroy() -> None:
        for page, of_key in left.items():
            store.keys.destroy(page, of_key)

    return destroy if left else None


def settle(store: Store) -> None:
    """Complete what a crash left undone.

    Raises:
        KeysRestored: Erased pages have their keys again.
        KeystoreUnavailable: The keystore is another ledger's, or empty.
        Unavailable, WriteUncertain: The store or the keystore failed.
    """
    _see_that_the_keys_are_ours(store)
    with reading():
        erased = set(store.recorder.erased())
        unfinished = {p: left for p, left in store.keys.destroyed().items() if p not in erased}
    restored = _restored(store)
    if restored:
        raise KeysRestored(restored)
    for page, left in unfinished.items():
        if left.told:
            _complete(store, page, *_remembered(left.told))


def settle_meanwhile(store: Store) -> None:
    """The same where it can be done now; else whoever opens the store next does it."""
    with suppress(KeysRestored, KeystoreUnavailable, Unavailable):
        settle(store)


def erase_again(store: Store) -> Sequence[str]:
    """Destroy the keys of erased pages that are there again; return those pages.

    Raises:
        KeystoreUnavailable: The keystore is another ledger's, or empty.
        Unavailable: The store or the keystore failed.
    """
    _see_that_the_keys_are_ours(store)
    restored = _restored(store)
    with reading():
        for page in restored:
            store.keys.destroy(page, _left_by(store, page))
    return restored


def _see_that_the_keys_are_ours(store: Store) -> None:
    """Look whether the keystore has, or had, any of the keys that sealed the last entries.

    A folder that is not mounted would be made anew, and seal what nobody could read afterwards. One
    in memory is always new: whoever has no keys reads with one.
    """
    if isinstance(store.keys, MemoryKeystore):
        return
    with reading():
        last = store.recorder.max_notification_id() or 0
        rows = store.recorder.select_notifications(max(1, last - LOOKED_AT), LOOKED_AT)
        destroyed = store.keys.destroyed()
        pages = {sealed_for(str(row.originator_id)) for row in rows if _is_sealed(row.state)}
        is_known = any(page in destroyed or store.keys.holds(page) for page in pages)
    if pages and not is_known:
        raise NotItsKeys


def _is_sealed(line: bytes) -> bool:
    with suppress(NotAnEntry):
        return bool(_CODEC.commitment(line))
    return False


def _restored(store: Store) -> Sequence[str]:
    with reading():
        destroyed = store.keys.destroyed()
        return [
            page
            for page in store.recorder.erased()
            if page not in destroyed or store.keys.holds(page)
        ]


def _left(store: Store, entry: Entry, answered: Answered | None) -> Destroyed:
    named = _named_in(store, entry.page) + _named_in(store, panel_page(entry.page))
    if not all(named):
        raise WrittenInClear("Entries from before anything was sealed cannot be erased.")
    key = store.mapper.spent_key(entry.page)
    return Destroyed(key.commitment, _told(_CODEC.encode(entry, key), answered))


def _left_by(store: Store, page: str) -> Destroyed:
    """What was left of the page's key when the entry that stands there erased it."""
    line = [row.state for row in store.recorder.select_page(page) if row.topic == _ERASED][-1]
    who = _CODEC.decode(line).attribution
    kept = store.recorder.kept(who.system, who.idempotency_key)
    once = Once(who.system, who.idempotency_key, kept.digest) if kept else None
    answered = Answered(once, kept.answer) if kept and once else None
    return Destroyed(_CODEC.commitment(line), _told(line, answered))


def _told(line: bytes, answered: Answered | None) -> str:
    """What the fence remembers: the entry's line, and its request's digest and answer."""
    parts = (answered.once.digest.hex(), answered.answer.hex()) if answered else ()
    return json.dumps([line.decode(), *parts])


def _remembered(told: str) -> tuple[Entry, Answered | None]:
    """The entry that the fence tells of, and its answer; of an older fence the entry alone."""
    parts = json.loads(told)
    line, *answer = parts if isinstance(parts, list) else [told]
    entry = _CODEC.decode(line.encode())
    if not answer:
        return entry, None
    who, (digest, body) = entry.attribution, map(bytes.fromhex, answer)
    return entry, Answered(Once(who.system, who.idempotency_key, digest), body)


def _named_in(store: Store, stream: str) -> list[str]:
    """The commitments that the lines of a stream name; empty ones where they are in the clear."""
    with reading():
        return [_CODEC.commitment(row.state) for row in store.recorder.select_page(stream)]


def _complete(store: Store, page: str, told: Entry, answered: Answered | None) -> None:
    """Write the entry with its answer; on another line, of which that says nothing, without."""
    recorded_at = told.recorded_at
    for _ in range(ATTEMPTS):
        version = len(_named_in(store, page))
        if not version or page in store.recorder.erased():
            return  # the ledger is another one, or somebody was faster
        answer = answered if version + 1 == told.line else None
        who = told.attribution if answer else replace(told.attribution, idempotency_key="")
        entry = replace(
            told, originator_version=version + 1, recorded_at=recorded_at, attribution=who
        )
        try:
            store.append([entry], answer)
        except ClockBehind as behind:
            recorded_at = datetime.fromisoformat(behind.latest)
        except (KeyTaken, LineTaken):
            continue
        else:
            return
    raise WriteUncertain("an erasure that was begun cannot be completed")

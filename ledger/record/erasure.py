"""Erasing a person: the fence, then the key, then the entry; and what is to be done after a crash.

All of it happens while the ledger's file is locked for writing, after the entry was written and
before it stands: so nobody writes on the page in between, and what was refused has destroyed
nothing. A crash leaves at most a page that is fenced and has no entry yet: whoever opens the ledger
next completes it, from what stands in the fence. A page that was erased and whose key is there
again, for an old keystore was put back, keeps the ledger shut until it is erased again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from ledger.decisions.refusals import WrittenInClear
from ledger.journey.facts.protection import PersonalDataErased
from ledger.privacy.keystore import Destroyed
from ledger.record.codec import EntryCodec
from ledger.record.entry import Entry
from ledger.record.once import ClockBehind
from ledger.record.streams import panel_page
from ledger.record.unavailable import LineTaken, WriteUncertain, reading

if TYPE_CHECKING:
    from ledger.record.store import Store

ATTEMPTS = 5
_CODEC = EntryCodec()


class KeysRestored(Exception):
    """The keystore holds the keys of `pages` again, or has forgotten that it destroyed them."""

    def __init__(self, pages: Sequence[str]) -> None:
        super().__init__(pages)
        self.pages = tuple(pages)

    def __str__(self) -> str:
        return f"the keystore is older than the erasure of {len(self.pages)} of its pages"


def destroying(store: Store, entries: Iterable[Entry]) -> Callable[[], None] | None:
    """What is to be done before `entries` stand, if one of them erases its page.

    Raises:
        WrittenInClear: An entry about the person was written before anything was sealed.
    """
    left = {
        entry.page: _left(store, entry)
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
        Unavailable, WriteUncertain: The store or the keystore failed.
    """
    with reading():
        erased = set(store.recorder.erased())
        unfinished = {p: left for p, left in store.keys.destroyed().items() if p not in erased}
    restored = _restored(store)
    if restored:
        raise KeysRestored(restored)
    for page, left in unfinished.items():
        if left.told:
            _complete(store, page, _CODEC.decode(left.told.encode()))


def erase_again(store: Store) -> Sequence[str]:
    """Destroy the keys of erased pages that are there again; return those pages.

    Raises:
        Unavailable: The store or the keystore failed.
    """
    restored = _restored(store)
    with reading():
        for page in restored:
            store.keys.destroy(page, Destroyed(_named_in(store, page)[-1], ""))
    return restored


def _restored(store: Store) -> Sequence[str]:
    with reading():
        destroyed = store.keys.destroyed()
        return [
            page
            for page in store.recorder.erased()
            if page not in destroyed or store.keys.holds(page)
        ]


def _left(store: Store, entry: Entry) -> Destroyed:
    named = _named_in(store, entry.page) + _named_in(store, panel_page(entry.page))
    if not all(named):
        raise WrittenInClear("Entries from before anything was sealed cannot be erased.")
    key = store.mapper.spent_key(entry.page)
    return Destroyed(key.commitment, _CODEC.encode(entry, key).decode())


def _named_in(store: Store, stream: str) -> list[str]:
    """The commitments that the lines of a stream name; empty ones where they are in the clear."""
    with reading():
        return [_CODEC.commitment(row.state) for row in store.recorder.select_page(stream)]


def _complete(store: Store, page: str, told: Entry) -> None:
    recorded_at = told.recorded_at
    for _ in range(ATTEMPTS):
        version = len(_named_in(store, page))
        if not version or page in store.recorder.erased():
            return  # the ledger is another one, or somebody was faster
        entry = replace(told, originator_version=version + 1, recorded_at=recorded_at)
        try:
            store.append([entry])
        except ClockBehind as behind:
            recorded_at = datetime.fromisoformat(behind.latest)
        except LineTaken:
            continue
        else:
            return
    raise WriteUncertain("an erasure that was begun cannot be completed")

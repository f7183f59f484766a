"""Folders with a ledger in them, and the demo's own: populated once, whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from api.demo import BARRED, Progress, populate
from ledger.record.book import Ledger, open_ledger
from ledger.record.entry import Entry
from ledger.record.keys import Keystore, keystore_beside
from ledger.record.line import NothingSealed

FILE = "ledger.sqlite"
ASIDE = "unfinished-"
DEMO = Path("demo-data")


class NotOurDemo(Exception):
    """The ledger in the folder, or its keys, are none of this demo's; a demo lets everybody in."""


def has_ledger(folder: Path) -> bool:
    """Whether a ledger stands in `folder`; looking makes none."""
    return (folder / FILE).is_file()


def furnish(folder: Path, today: date, progress: Progress, keys: Keystore | None = None) -> int:
    """See that a demo's ledger stands in `folder`; as of `today` where it has yet to be written.

    What is personal is sealed with `keys`, those in the folder beside by default. Returns the
    version of the page of the person whom two clauses bar.

    Raises:
        NotOurDemo: Another ledger stands there, or somebody was erased from one that did.
        KeystoreUnavailable: The keystore cannot be used.
        OSError: The folder cannot be written to.
    """
    keys = keys or keystore_beside(folder)
    if not has_ledger(folder):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write(folder, today, progress, keys)
    with open_ledger(folder, keys=keys) as ledger:
        version = len(ledger.entries(BARRED))
    if not version:
        raise NotOurDemo(f"the ledger in {folder} is not a demo's")
    return version


def _write(folder: Path, today: date, progress: Progress, keys: Keystore) -> None:
    """Write it aside, and put it in its place when it is whole, unless somebody was faster.

    It is recorded in memory and then kept at once: one wait for the disk, not one for each step.
    Whoever was faster sealed with the same keys: of each page the first one made stays.
    """
    with open_ledger(None) as recorded, TemporaryDirectory(dir=folder, prefix=ASIDE) as aside:
        populate(recorded, today, progress=progress)
        told = recorded.since(0, recorded.position)
        with open_ledger(Path(aside), keys=keys) as kept:
            _seal(kept, [entry for _, entry in told if isinstance(entry, Entry)], folder)
        with suppress(FileExistsError):
            os.link(Path(aside) / FILE, folder / FILE)


def _seal(kept: Ledger, entries: Sequence[Entry], folder: Path) -> None:
    try:
        kept.append(entries)
    except NothingSealed:
        raise NotOurDemo(f"somebody was erased from an earlier demo in {folder}") from None

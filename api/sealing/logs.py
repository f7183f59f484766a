"""The logs that are sealed, each with a key, a memory and files of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from api import clock
from api.folders import has_ledger
from api.settings import Settings
from ledger.evidence.published import Published
from ledger.evidence.sealer import Sealer
from ledger.evidence.sealer_home import Home
from ledger.evidence.sealer_keys import FileKeys
from ledger.journey.facts.log import LogKeyAdded
from ledger.record.access import FILE as ACCESS_FILE
from ledger.record.access import AccessLog
from ledger.record.book import OF_THE_LOG, Ledger
from ledger.record.leaves import Log

LEDGER, ACCESS_LOG = "ledger", "access-log"
LEDGER_FOLDER, ACCESS_FOLDER = "log", "access-log"
ACCESS_HOME = "access"
"""Of the access log's sealer, in the ledger's sealer's; and what its log adds to the origin."""


@dataclass(frozen=True, slots=True)
class SealedLog:
    """A log by the name that people give it, and whatever seals it."""

    name: str
    log: Log
    sealer: Sealer
    keys: FileKeys

    def is_untouched(self) -> bool:
        """Whether nothing was ever written in the log, or sealed of it.

        Raises:
            HomeUnusable: As `Sealer.remembered` says.
            Unavailable: The log cannot be read.
        """
        return not self.log.size and self.sealer.remembered() is None


def logs_in(settings: Settings, ledger: Ledger, access: AccessLog) -> Sequence[SealedLog]:
    """Every log of the installation, as its sealer has it.

    The ledger is the first: whatever is wrong with it is found before anything is put into it. The
    lines of the access log are not published: they say who looked at whom.
    """
    home, data = settings.sealer_folder, settings.data
    own, origin = home / ACCESS_HOME, origin_of(ACCESS_LOG, settings)
    return [
        _log(LEDGER, ledger, settings.log_origin, home, data / LEDGER_FOLDER, ledger),
        _log(ACCESS_LOG, access, origin, own, data / ACCESS_FOLDER, ledger, entries=False),
    ]


def origin_of(name: str, settings: Settings) -> str:
    """What the log of that name is called in its checkpoints."""
    return settings.log_origin + ("" if name == LEDGER else f"/{ACCESS_HOME}")


def stands(name: str, data: Path) -> bool:
    """Whether the log of that name was ever begun in `data`."""
    return has_ledger(data) if name == LEDGER else (data / ACCESS_FILE).is_file()


def published_ledger(data: Path) -> Published:
    """What is published of the ledger in `data`."""
    return Published(data / LEDGER_FOLDER)


def published_access_log(data: Path) -> Published:
    """What is published of the access log in `data`."""
    return Published(data / ACCESS_FOLDER)


def _log(
    name: str,
    log: Log,
    origin: str,
    home: Path,
    folder: Path,
    ledger: Ledger,
    *,
    entries: bool = True,
) -> SealedLog:
    own, keys, published = Home(home), FileKeys(home, origin), Published(folder)
    sealer = Sealer(
        log,
        origin,
        own,
        keys,
        published,
        clock.now,
        entries=entries,
        announced=lambda: _announced(ledger, origin),
    )
    return SealedLog(name, log, sealer, keys)


def _announced(ledger: Ledger, origin: str) -> Sequence[str]:
    """Every key that the log of that origin ever had, as the ledger says."""
    facts = [entry.fact for entry in ledger.entries(OF_THE_LOG)]
    return [f.key for f in facts if isinstance(f, LogKeyAdded) and f.origin == origin]

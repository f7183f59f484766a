"""The logs that are sealed, each with a key, a memory and files of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from api import clock
from api.settings import Settings
from ledger.evidence.published import Published
from ledger.evidence.sealer import Sealer
from ledger.evidence.sealer_home import Home
from ledger.evidence.sealer_keys import FileKeys
from ledger.record.book import Ledger
from ledger.record.leaves import Log

LEDGER = "ledger"
LEDGER_FOLDER = "log"


@dataclass(frozen=True, slots=True)
class SealedLog:
    """A log by the name that people give it, and whatever seals it."""

    name: str
    sealer: Sealer
    keys: FileKeys


def logs_in(settings: Settings, ledger: Ledger) -> Sequence[SealedLog]:
    """Every log of the installation, as its sealer has it."""
    home, data = settings.sealer_folder, settings.data
    return [_log(LEDGER, ledger, settings.log_origin, home, data / LEDGER_FOLDER)]


def published_ledger(data: Path) -> Published:
    """What is published of the ledger in `data`."""
    return Published(data / LEDGER_FOLDER)


def _log(name: str, log: Log, origin: str, home: Path, folder: Path) -> SealedLog:
    own, keys = Home(home), FileKeys(home, origin)
    return SealedLog(name, Sealer(log, origin, own, keys, Published(folder), clock.now), keys)

"""The demo's sealer: a process of its own beside the service, which ends when the demo does."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Thread

from api.cli_faults import told_of
from api.cli_output import complain
from api.sealing.cli import seal
from api.settings import PREFIX, Settings, home_beside
from api.workers import end_with
from ledger.evidence.sealer_refusals import SealerRuns

EVERY_SECONDS = 5.0
STOPS_WITHIN_SECONDS = 5.0

spawn = get_context("spawn")


@contextmanager
def sealing_beside(settings: Settings) -> Iterator[None]:
    """Seal the ledger as it grows, for as long as the block or this process lasts.

    The sealer is at home beside the data, whatever the environment says: at home in a real
    ledger's it would freeze that one's log.
    """
    ours, theirs = spawn.Pipe()
    environment = {
        f"{PREFIX}SEALER": str(home_beside(settings.data)),
        f"{PREFIX}PAGE_KEYS": str(settings.page_keys_folder),
    }
    process = spawn.Process(
        target=_seal, args=(settings.data, environment, theirs), name="sealer", daemon=True
    )
    process.start()
    theirs.close()
    try:
        yield
    finally:
        process.terminate()
        process.join(STOPS_WITHIN_SECONDS)
        if process.is_alive():  # it may be killed at any time: see `ledger.evidence.sealer`
            process.kill()
            process.join()
        process.close()
        ours.close()


def set_aside(data: Path) -> None:
    """Move away what the sealer of a demo that is gone remembers: it would refuse another one."""
    home = home_beside(data)
    if home.exists():
        numbers = range(1, sys.maxsize)
        free = (home.with_name(f"{home.name}.{n}") for n in numbers)
        home.rename(next(place for place in free if not place.exists()))


def _seal(data: Path, environment: Mapping[str, str], parent: Connection) -> None:
    """What runs in the process; it says nothing but what keeps it from sealing."""
    for name in ("LOG_ORIGIN", "WITNESSES"):
        os.environ.pop(f"{PREFIX}{name}", None)
    os.environ.update(environment)
    Thread(target=end_with, args=(parent,), name="parent", daemon=True).start()
    with Path(os.devnull).open("w") as nowhere:
        sys.stdout = nowhere
        try:
            seal(data, every=EVERY_SECONDS)
        except (SealerRuns, KeyboardInterrupt):
            return  # that of another demo of the same ledger seals for this one, too
        except Exception as error:  # noqa: BLE001  the service goes on without
            with suppress(BrokenPipeError):
                complain(*told_of(error))

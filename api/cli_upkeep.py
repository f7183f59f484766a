"""`migrate`, `replay` and `version`: what keeps an installation in order."""

from __future__ import annotations

import platform
import sqlite3
from time import perf_counter

from api.cli_options import AsJson, Data, settings_for, the_ledger
from api.cli_output import progress_bar, tell, tell_json
from api.keys import accesses, key_in, page_keys
from api.version import VERSION
from ledger.policy.load import load_editions
from ledger.record.book import open_ledger
from projections.catch_up import read_positions
from projections.engine import open_views
from projections.migrate import migrate as migrate_views
from projections.redraw import digest, redraw
from projections.views import all_views

PROGRAM = "diversion-ledger"


def migrate(data: Data = None, as_json: AsJson = False) -> None:
    """Make the ledger, its access log and its views if need be, in this version's shape."""
    settings = settings_for(data)
    folder = settings.data
    ledger, views = open_ledger(folder, keys=page_keys(settings)), open_views(folder)
    try:
        migrate_views(views)
        accesses(settings).close()
        position = ledger.position
    finally:
        views.dispose()
        ledger.close()
    if as_json:
        tell_json({"data": str(folder), "position": position})
    else:
        tell(f"The ledger in {folder} is in order; its last entry is at {position}.")


def replay(data: Data = None, as_json: AsJson = False) -> None:
    """Drop every view and draw it again from the ledger: the rows come out the same."""
    settings = settings_for(data)
    with the_ledger(data) as ledger:
        views = all_views(key_in(settings.lookup_key_file, settings))
        engine = open_views(settings.data)
        try:
            migrate_views(engine)
            began = perf_counter()
            with progress_bar(hidden=as_json) as bar:
                task = bar.add_task("Drawing the views", total=ledger.position)
                redraw(
                    ledger,
                    engine,
                    views,
                    progress=lambda read_to, goal: bar.update(task, completed=read_to, total=goal),
                )
            seconds = perf_counter() - began
            rows, position = digest(engine, views), min(read_positions(engine, views).values())
        finally:
            engine.dispose()
    if as_json:
        tell_json({"position": position, "seconds": round(seconds, 3), "digests": dict(rows)})
    else:
        tell(f"Drew {len(rows)} views again, to position {position}, in {seconds:.1f} s.")


def version(as_json: AsJson = False) -> None:
    """Say which version this is, and what it runs on."""
    facts = {
        "version": VERSION,
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "editions": sorted(load_editions()),
    }
    if as_json:
        tell_json(facts)
    else:
        runs_on = f"Python {facts['python']}, SQLite {facts['sqlite']}"
        tell(f"{PROGRAM} {facts['version']} ({runs_on})")

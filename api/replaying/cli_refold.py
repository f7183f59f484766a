"""`refold`: whether every row of the views, each status among them, is what the entries make it."""

from __future__ import annotations

import typer

from api.cli_faults import REFUSED
from api.cli_options import AsJson, Data, settings_for, the_ledger
from api.cli_output import complain, progress_bar, tell, tell_json
from api.keys import key_in
from projections.engine import open_views
from projections.migrate import migrate
from projections.refold import Altered, refold
from projections.views import all_views

ADVICE = "Find out who wrote to views.sqlite, then draw it again: diversion-ledger replay."
MOST_SHOWN = 20


def refold_views(data: Data = None, as_json: AsJson = False) -> None:
    """Draw every view anew, in memory, and compare; exit code 1 if a row was altered.

    To be run every night: what lists and searches answer is then what the ledger says.
    """
    settings = settings_for(data)
    with the_ledger(data) as ledger, progress_bar(hidden=as_json) as bar:
        views = all_views(key_in(settings.lookup_key_file, settings))
        engine = open_views(settings.data)
        try:
            migrate(engine)
            task = bar.add_task("Drawing the views anew", total=ledger.position)
            altered = refold(
                ledger,
                engine,
                views,
                progress=lambda read_to, goal: bar.update(task, completed=read_to, total=goal),
            )
        finally:
            engine.dispose()
        position = ledger.position
    if as_json:
        tell_json({"position": position, "altered": [_as_data(one) for one in altered]})
    elif altered:
        complain(_said(altered), ADVICE)
    else:
        tell(f"Every row of {len(views)} views is what the entries make it, to {position}.")
    if altered:
        raise typer.Exit(REFUSED)


def _said(altered: tuple[Altered, ...]) -> str:
    rows = "".join(
        f"\n  {one.table} {' '.join(_plain(one))}: {', '.join(one.columns)}"
        for one in altered[:MOST_SHOWN]
    )
    return f"{len(altered)} rows of the views are not what the entries make them:{rows}"


def _as_data(one: Altered) -> dict[str, object]:
    return {
        "view": one.view,
        "table": one.table,
        "row": _plain(one),
        "columns": list(one.columns),
    }


def _plain(one: Altered) -> list[str]:
    return [part.hex() if isinstance(part, bytes) else str(part) for part in one.row]

"""`erase`: destroy the key to what is personal on a page; or again, where an old one came back.

Nothing brings it back. Two people decide it, and both are named in the ledger for good.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from api import clock
from api.cli_options import AsJson, Data, a_day, settings_for, the_ledger
from api.cli_output import progress_bar, tell, tell_json
from api.folders import has_ledger
from api.keys import key_in, page_keys
from api.settings import Settings
from ledger.decisions.refusals import Erased
from ledger.journey.facts.protection import PersonalDataErased
from ledger.journey.parts import Official
from ledger.journey.words import Role
from ledger.record.book import Ledger, NoSuchPage, erased_again
from ledger.record.entry import Attribution
from ledger.record.streams import is_persons
from projections.catch_up import catch_up
from projections.engine import FILE, open_views
from projections.migrate import migrate
from projections.views import all_views

SYSTEM = "command-line"

Page = Annotated[
    str | None, typer.Argument(metavar="PAGE", help="The page, as in p-...; not with --again.")
]
By = Annotated[str, typer.Option("--by", metavar="NAME", help="Who decides it.")]
AgreedBy = Annotated[
    str, typer.Option("--agreed-by", metavar="NAME", help="Who else agrees: another person.")
]
Basis = Annotated[
    str, typer.Option("--basis", metavar="TEXT", help="The law, as in 'DPA 2018 s.47(1)'.")
]
On = Annotated[
    date | None,
    typer.Option("--on", metavar="DAY", parser=a_day, help="When it was decided; today if not."),
]
Again = Annotated[
    bool,
    typer.Option("--again", help="Erase what was erased, and is there again, of every page."),
]


def erase(
    page: Page = None,
    by: By = "",
    agreed_by: AgreedBy = "",
    basis: Basis = "",
    on: On = None,
    again: Again = False,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Erase what is personal on a page, for good: nobody can open it any more, in any backup."""
    settings = settings_for(data)
    if again:
        if page or by or agreed_by or basis or on:
            raise typer.BadParameter("it goes with no other option.", param_hint="--again")
        _erase_again(data, settings, as_json=as_json)
        return
    named = {"PAGE": page, "--by": by, "--agreed-by": agreed_by, "--basis": basis}
    for hint, given in named.items():
        if not (given or "").strip():
            raise typer.BadParameter("it is needed.", param_hint=hint)
    command = PersonalDataErased(
        on=on or clock.today(),
        legal_basis=basis.strip(),
        decided_by=Official(name=by.strip(), role=Role.SUPERVISOR),
        agreed_by=Official(name=agreed_by.strip(), role=Role.SUPERVISOR),
    )
    attribution = Attribution(by=by.strip(), system=SYSTEM)
    with the_ledger(data) as ledger:
        written_on = _persons(ledger, page or "")
        try:
            recorded = ledger.record(written_on, command, attribution, clock.now())
        except Erased:
            _forget(ledger, settings, as_json=as_json)  # whoever erased it may have ended before
            raise
        _forget(ledger, settings, as_json=as_json)
    reference = recorded.entries[-1].reference
    if as_json:
        tell_json({"page": page, "entry": reference, "position": recorded.position})
    else:
        tell(f"What was personal on {page} is erased. Written as {reference}.")


def _persons(ledger: Ledger, page: str) -> str:
    """The page's id, if it is a person's."""
    if not is_persons(page) or not ledger.first(page):
        raise NoSuchPage(page)
    return page


def _erase_again(data: Path | None, settings: Settings, *, as_json: bool) -> None:
    if not has_ledger(settings.data):
        raise typer.BadParameter(f"there is no ledger in {settings.data}.", param_hint="--data")
    pages = erased_again(settings.data, page_keys(settings))
    with the_ledger(data) as ledger:
        _forget(ledger, settings, as_json=as_json)
    if as_json:
        tell_json({"pages": list(pages)})
    else:
        tell(f"Keys destroyed again: {len(pages)}.")


def _forget(ledger: Ledger, settings: Settings, *, as_json: bool) -> None:
    """Draw the views on, so that what the person was found by goes from there, too."""
    if not (settings.data / FILE).is_file():
        return
    views = all_views(key_in(settings.lookup_key_file, settings))
    engine = open_views(settings.data)
    try:
        migrate(engine)
        with progress_bar(hidden=as_json) as bar:
            task = bar.add_task("Drawing the views", total=ledger.position)
            catch_up(
                ledger,
                engine,
                views,
                progress=lambda read_to, goal: bar.update(task, completed=read_to, total=goal),
            )
    finally:
        engine.dispose()

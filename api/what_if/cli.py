"""`what-if`: whose answer would differ under another edition, and by which clause."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from api import clock, words
from api.cli_access import put_down_pages
from api.cli_options import AsAt, AsJson, Data, settings_for, the_ledger
from api.cli_output import progress_bar, tell, tell_json, tell_table
from api.cli_policies import a_force, an_edition
from api.headers import Purpose
from api.what_if.comparing import Compared, compared, counted
from api.what_if.replying import what_if_reply
from ledger.journey.parts import EditionRef
from ledger.policy.edition import Edition
from ledger.policy.load import load_rulebook
from ledger.policy.table import CLAUSES

Other = Annotated[
    EditionRef,
    typer.Option(
        "--edition",
        metavar="SCHEME/EDITION",
        parser=an_edition,
        help="Under which edition to tell every journey of its scheme again.",
    ),
]
OfForce = Annotated[
    str | None,
    typer.Option("--force", metavar="FORCE", parser=a_force, help="Only this force's pages."),
]
Limit = Annotated[
    int, typer.Option("--limit", metavar="N", min=0, help="Show at most so many journeys.")
]
For = Annotated[Purpose, typer.Option("--purpose", help="What for. The access log says it.")]

COUNTS = ("journeys", "clause", "what would be otherwise", "the clause")
JOURNEYS = ("page and journey", "now", "then", "by")


def tell_what_if(
    edition: Other,
    force: OfForce = None,
    as_at: AsAt = None,
    limit: Limit = 100,
    purpose: For = Purpose.AUDIT,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Tell every journey again under another edition: whose answer would differ, by which clause.

    Nothing is written but that the pages were consulted. docs/what-if.md says what it can tell.
    """
    rulebook, day = load_rulebook(), as_at or clock.today()
    other = rulebook.editions.get(edition.name)
    if other is None:
        raise typer.BadParameter(
            f"there is no edition {edition.name}: see diversion-ledger policies.",
            param_hint="--edition",
        )
    with the_ledger(data) as ledger, progress_bar(hidden=as_json) as bar:
        task = bar.add_task("Telling it again", total=ledger.position)
        found = compared(
            ledger,
            other,
            rulebook,
            day,
            force or "",
            lambda done: bar.update(task, completed=done),
        )
    differing = [one for one in found if one.answer.differs][:limit]
    _put_down(data, differing, purpose)
    if as_json:
        reply = what_if_reply(found, other, day, rulebook, differing)
        tell_json(reply.model_dump(mode="json", by_alias=True))
        return
    _tell_counts(found, other, day)
    if differing:
        title = "Whose answer would differ"
        tell_table(title, JOURNEYS, map(_row, differing), bends="by")


def _put_down(data: Path | None, shown: Sequence[Compared], purpose: Purpose) -> None:
    pages: dict[str, list[str]] = defaultdict(list)
    for one in shown:
        pages[one.force].append(one.page_id)
    for force, consulted in pages.items():
        folder = settings_for(data).data
        put_down_pages(folder, "what-if", force, tuple(dict.fromkeys(consulted)), purpose)


def _tell_counts(found: Sequence[Compared], other: Edition, day: date) -> None:
    answers = [one.answer for one in found]
    differing = sum(one.differs for one in answers)
    records = sum(one.now.record != one.then.record for one in answers)
    tell(
        f"{other.ref.name}, as at {words.written(day)}: of {len(found)} journeys that entered under"
        f" another edition, {differing} would stand elsewhere; for {records} of them the answer on"
        " a conviction or caution would be another."
    )
    rows = list(_counts(found))
    if rows:
        tell_table("By clause", COUNTS, rows, bends="the clause")


def _counts(found: Iterable[Compared]) -> Iterator[tuple[object, ...]]:
    for otherwise, code, number in counted(one.answer for one in found):
        clause = CLAUSES[code].words if code else ""
        yield number, code, words.OTHERWISE[otherwise], clause


def _row(one: Compared) -> tuple[object, ...]:
    told = one.answer
    return (
        f"{one.page_id}, {told.journey}",
        f"{told.now.station}, {told.now.record}",
        f"{told.then.station}, {told.then.record}",
        f"{' '.join(told.clauses)} from line {told.differences[0].line}",
    )

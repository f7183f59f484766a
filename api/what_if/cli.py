"""`what-if`: whose answer would differ under another edition, and by which clause."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer

from api import clock, words
from api.cli_access import put_down_pages
from api.cli_options import AsAt, AsJson, Data, settings_for, the_ledger
from api.cli_output import progress_bar, tell, tell_json, tell_table
from api.cli_policies import a_force, an_edition
from api.headers import Purpose
from api.what_if.comparing import Asked, Compared, compared, counted
from api.what_if.replying import what_if_reply
from ledger.decisions.otherwise import Difference
from ledger.journey.parts import EditionRef
from ledger.policy.edition import Edition
from ledger.policy.load import load_rulebook
from ledger.policy.rulebook import Rulebook
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
Against = Annotated[
    EditionRef | None,
    typer.Option(
        "--against",
        metavar="SCHEME/EDITION",
        parser=an_edition,
        help="Only journeys that entered under this edition of the scheme.",
    ),
]
OfForce = Annotated[
    str | None,
    typer.Option("--force", metavar="FORCE", parser=a_force, help="Only this force's pages."),
]
Limit = Annotated[
    int, typer.Option("--limit", metavar="N", min=0, help="Show at most so many journeys.")
]
WithSame = Annotated[
    bool,
    typer.Option("--same-answer", help="List those, too, whose answer other clauses leave alone."),
]
For = Annotated[Purpose, typer.Option("--purpose", help="What for. The access log says it.")]

COUNTS = ("journeys", "clause", "what would be otherwise", "the clause")
JOURNEYS = ("page and journey", "now", "then", "by")


def tell_what_if(
    edition: Other,
    against: Against = None,
    force: OfForce = None,
    as_at: AsAt = None,
    limit: Limit = 100,
    with_same: WithSame = False,
    purpose: For = Purpose.AUDIT,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Tell every journey again under another edition: whose answer would differ, by which clause.

    Nothing is written but that the pages were consulted. docs/what-if.md says what it can tell.
    """
    rulebook = load_rulebook()
    asked = Asked(
        edition=_known(edition, rulebook, "--edition"),
        as_at=as_at or clock.today(),
        force=force or "",
        against=_of_scheme(against, edition, rulebook),
    )
    with the_ledger(data) as ledger, progress_bar(hidden=as_json) as bar:
        task = bar.add_task("Telling it again")
        found = compared(
            ledger,
            asked,
            rulebook,
            lambda done, of_all: bar.update(task, completed=done, total=of_all),
        )
    listed = [one for one in found if one.is_listed(with_same)][:limit]
    _put_down(data, listed, purpose)
    if as_json:
        reply = what_if_reply(found, asked, rulebook, listed)
        tell_json(reply.model_dump(mode="json", by_alias=True))
        return
    _tell_counts(found, asked)
    if listed:
        tell_table("Whose answer would differ", JOURNEYS, map(_row, listed), bends="by")


def _known(named: EditionRef, rulebook: Rulebook, option: str) -> Edition:
    edition = rulebook.editions.get(named.name)
    if edition is None:
        raise typer.BadParameter(
            f"there is no edition {named.name}: see diversion-ledger policies.", param_hint=option
        )
    return edition


def _of_scheme(
    named: EditionRef | None, other: EditionRef, rulebook: Rulebook
) -> EditionRef | None:
    if named is None:
        return None
    edition = _known(named, rulebook, "--against")
    if edition.ref.scheme != other.scheme:
        raise typer.BadParameter(
            f"{named.name} is no edition of {other.scheme}.", param_hint="--against"
        )
    return edition.ref


def _put_down(data: Path | None, shown: Sequence[Compared], purpose: Purpose) -> None:
    pages: dict[str, list[str]] = defaultdict(list)
    for one in shown:
        pages[one.force].append(one.page_id)
    for force, consulted in pages.items():
        put_down_pages(
            settings_for(data), "what-if", force, tuple(dict.fromkeys(consulted)), purpose
        )


def _tell_counts(found: Sequence[Compared], asked: Asked) -> None:
    answers = [one.answer for one in found]
    differing = sum(one.differs for one in answers)
    records = sum(one.record_differs for one in answers)
    same = sum(one.is_same_by_other_clauses for one in answers)
    under = asked.against.name if asked.against else "another edition"
    tell(
        f"{asked.edition.ref.name}, as at {words.written(asked.as_at)}: of {len(found)} journeys"
        f" that entered under {under}, {differing} would stand elsewhere; for {records} of them the"
        f" answer on a conviction or caution would be another. {same} have the same answer by other"
        " clauses."
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
    then = f"{told.then.station}, {told.then.record}" if told.differs else "the same"
    return (
        f"{one.page_id}, {told.journey}",
        f"{told.now.station}, {told.now.record}",
        then,
        "; ".join(dict.fromkeys(map(_by, told.differences))),
    )


def _by(one: Difference) -> str:
    return f"{' '.join(one.clauses) or one.otherwise} at line {one.line}"

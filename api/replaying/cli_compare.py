"""`compare`: one page at two moments, by field and by clause, and what lies between."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Annotated, Any

import typer

from api import clock, words
from api.cli_access import put_down
from api.cli_options import (
    AsAt,
    AsJson,
    AsKnownAt,
    Data,
    OneJourney,
    PageId,
    a_day,
    a_size_or_instant,
    known_for,
    settings_for,
    the_ledger,
)
from api.cli_output import tell, tell_json, tell_table
from api.cli_reading import For
from api.explanation import told_from
from api.headers import Purpose
from api.problems import Problem
from api.replaying.comparing import Comparing
from api.replaying.moments import FROM_AS_KNOWN_AT, Moment
from api.replies.comparison import ComparisonReply, MomentReply, Reasons
from ledger.decisions.refusals import NoSuchJourney
from ledger.policy.load import load_rulebook

FromAsAt = Annotated[
    date | None,
    typer.Option(
        "--from-as-at",
        metavar="DAY",
        parser=a_day,
        help="The civil day to compare with; the same as --as-at if not given.",
    ),
]
FromAsKnownAt = Annotated[
    Any,
    typer.Option(
        "--from-as-known-at",
        metavar="SIZE|INSTANT",
        parser=a_size_or_instant,
        help="What was known at the moment to compare with; everything written if not given.",
    ),
]

FIELDS = ("field", "from", "to", "made by")
BETWEEN = ("line", "day", "what happened", "written", "why it counts at one only")


def compare(
    page: PageId,
    journey: OneJourney = None,
    from_as_at: FromAsAt = None,
    from_as_known_at: FromAsKnownAt = None,
    as_at: AsAt = None,
    as_known_at: AsKnownAt = None,
    purpose: For = Purpose.AUDIT,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Compare two moments of a page: what is different, and which entries made the difference."""
    to = Moment(as_at or clock.today(), as_known_at)
    before = Moment(from_as_at or to.as_at, from_as_known_at, FROM_AS_KNOWN_AT)
    with the_ledger(data) as ledger:
        known = [known_for(ledger, moment, data) for moment in (before, to)]
        comparing = Comparing(ledger, load_rulebook(), page, ledger.page(page))
        was, now = comparing.at(before.as_at, known[0]), comparing.at(to.as_at, known[1])
        numbers = [journey] if journey else [one.number for one in comparing.whole.journeys]
        told = [one for number in numbers for one in _told(comparing, number, was, now, journey)]
    put_down(settings_for(data), "compare", comparing.whole.force, page, purpose)
    if as_json:
        items = [one.model_dump(mode="json", by_alias=True) for one in told]
        tell_json({"participantId": page, "items": items})
        return
    if not told:
        tell("The page has no journey at either moment.")
    for one in told:
        _tell(one)


def _told(
    comparing: Comparing, number: int, was: Any, now: Any, named: int | None
) -> Iterator[ComparisonReply]:
    try:
        yield comparing.told(number, was, now)
    except Problem:
        if named:
            raise NoSuchJourney("The page has no journey of that number by then.") from None


def _tell(one: ComparisonReply) -> None:
    tell(f"Journey {one.journey}, from {_moment(one.from_)} to {_moment(one.to)}")
    for moment in (one.from_, one.to):
        tell(told_from(moment.known))
    if not one.fields and not one.clauses:
        tell("Nothing is different.\n")
        return
    fields = ((f.field, _plain(f.from_), _plain(f.to), _made_by(f.reasons)) for f in one.fields)
    clauses = (
        (f"clause {c.code}", _weighs(c.from_.holds), _weighs(c.to.holds), _made_by(c.reasons))
        for c in one.clauses
    )
    tell_table("What is different", FIELDS, [*fields, *clauses], bends="to")
    if one.between:
        tell_table("What lies between", BETWEEN, _between(one), bends="what happened")


def _between(one: ComparisonReply) -> Iterable[tuple[object, ...]]:
    for entry in one.between:
        why = [{"asKnownAt": "not known", "asAt": "not yet happened"}[axis] for axis in entry.axes]
        if entry.struck_by:
            why = [f"in error, by {entry.struck_by}"]
        written = f"{entry.recorded_at:%Y-%m-%d %H:%M}"
        yield (entry.line, entry.on, entry.words.en, written, f"{entry.effect}: {', '.join(why)}")


def _moment(moment: MomentReply) -> str:
    return f"{words.written(moment.as_at)} (version {moment.version})"


def _made_by(reasons: Reasons) -> str:
    lines = [entry.rpartition(":")[2] for entry in reasons.entries]
    said = [f"line {', '.join(lines)}"] if lines else []
    return "; ".join([*said, *(["the day"] if reasons.by_the_day else [])])


def _weighs(holds: bool) -> str:
    return "holds" if holds else "stands in the way"


def _plain(value: Any) -> str:
    match value:
        case None:
            return "-"
        case bool():
            return "yes" if value else "no"
        case list():
            return ", ".join(_plain(one) for one in value) or "-"
        case {"reference": _, "line": line}:
            return f"line {line}"
        case {"code": code}:
            return str(code)
        case {"scheme": scheme, "edition": edition}:
            return f"{scheme}/{edition}"
        case {"kind": kind, "on": on}:
            return f"{kind}, {on}"
        case {"name": name}:
            return str(name)
        case _:
            return str(value)

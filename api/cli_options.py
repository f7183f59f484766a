"""What commands are told: options that mean the same everywhere, and the ledger that they name."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from api.fields import WrongField, day, day_past
from api.folders import DEMO, has_ledger
from api.keys import page_keys
from api.problems import Problem
from api.replaying.moments import (
    AS_KNOWN_AT,
    FROM_AS_KNOWN_AT,
    Moment,
    Size,
    known_at,
    size_or_instant,
)
from api.sealing.logs import published_ledger
from api.settings import Settings
from ledger.evidence.known import Known
from ledger.policy.load import load_rulebook
from ledger.record.book import Ledger, open_ledger

SIZE_OR_INSTANT = "A size, as in 1024, or an instant, as in 2020-03-10T12:00:00Z."


def a_day(text: str | date) -> date:
    """The civil day that `text` names."""
    try:
        return day(str(text))
    except WrongField as wrong:
        raise typer.BadParameter(str(wrong)) from None


def a_day_past(text: str | date) -> date:
    """The civil day that `text` names, which is not ahead of today."""
    try:
        return day_past(str(text))
    except WrongField as wrong:
        raise typer.BadParameter(str(wrong)) from None


def a_size_or_instant(text: str | int | datetime) -> Size | None:
    """The ledger size or the instant that `text` names."""
    try:
        return size_or_instant(str(text))
    except WrongField as wrong:
        said = SIZE_OR_INSTANT if wrong.code == "moment-malformed" else str(wrong)
        raise typer.BadParameter(said) from None


OPTIONS = {AS_KNOWN_AT: "--as-known-at", FROM_AS_KNOWN_AT: "--from-as-known-at"}
"""The option of each parameter of a read that can be at fault."""

Data = Annotated[
    Path | None,
    typer.Option(
        "--data",
        metavar="FOLDER",
        help="Where the ledger is: DIVERSION_LEDGER_DATA, or the folder data, if not given.",
        file_okay=False,
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Answer with one JSON object.")]
AsAt = Annotated[
    date | None,
    typer.Option(
        "--as-at",
        metavar="DAY",
        parser=a_day,
        help="The civil day to tell of, inclusive, as in 2019-12-10; today if not given.",
    ),
]
AsKnownAt = Annotated[
    Any,
    typer.Option(
        "--as-known-at",
        metavar="SIZE|INSTANT",
        parser=a_size_or_instant,
        help="What was known: a size of the ledger, as in 1024, or an instant, as in"
        " 2020-03-10T12:00:00Z, for the largest size sealed by then; else everything written.",
    ),
]
PageId = Annotated[str, typer.Argument(metavar="PAGE", help="A person's page, as in p-...")]
OneJourney = Annotated[
    int | None, typer.Option("--journey", metavar="N", min=1, help="Only this journey, from 1.")
]


def settings_for(data: Path | None = None, **given: Any) -> Settings:
    """Settings by the options, and by the environment where an option is not given.

    Raises:
        NotASetting: A variable of the environment cannot be read as its setting.
    """
    return Settings.of(os.environ, data=data, **given)


@contextmanager
def the_ledger(data: Path | None) -> Iterator[Ledger]:
    """The ledger that stands in the folder; none is made where there is none.

    Raises:
        BadParameter: There is no ledger there.
    """
    settings = settings_for(data)
    folder = settings.data
    if not has_ledger(folder):
        raise typer.BadParameter(
            f"there is no ledger in {folder}; the demo's is in {DEMO}, once it has run.",
            param_hint="--data",
        )
    ledger = open_ledger(folder, load_rulebook(), page_keys(settings))
    try:
        yield ledger
    finally:
        ledger.close()


def known_for(ledger: Ledger, moment: Moment, data: Path | None) -> Known:
    """How much was known at the moment asked.

    Raises:
        BadParameter: The ledger is not so large, was not sealed by then, or the moment is to come.
    """
    try:
        return known_at(published_ledger(settings_for(data).data), ledger.size, moment)
    except Problem as problem:
        hint = OPTIONS.get(problem.errors[0]["parameter"]) if problem.errors else None
        raise typer.BadParameter(problem.detail, param_hint=hint) from None

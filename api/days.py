"""Civil days in queries, written and bounded as those in bodies are."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import Depends, Query

from api import clock, fields

QUERIED = "A civil day in London, as in 2020-12-10; today if it is left out."


def _today_unless(day: date | None) -> date:
    return clock.today() if day is None else day


async def as_at(
    day: Annotated[fields.Day | None, Query(alias="asAt", description=QUERIED)] = None,
) -> date:
    """The day that an answer is true for."""
    return _today_unless(day)


async def on(
    day: Annotated[fields.Day | None, Query(alias="on", description=QUERIED)] = None,
) -> date:
    """The day of a decision that is thought of."""
    return _today_unless(day)


async def by(
    day: Annotated[fields.Day | None, Query(alias="by", description=QUERIED)] = None,
) -> date:
    """The last day, inclusive, of what is looked for."""
    return _today_unless(day)


AsAt = Annotated[date, Depends(as_at)]
On = Annotated[date, Depends(on)]
By = Annotated[date, Depends(by)]

"""Whose answer would differ under another edition, and by which clause."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from api.replies.basics import Coded, EditionNamed, Listed, Reply, Words


class WhatIfCount(Reply):
    """To how many journeys a clause makes a difference, and in what way; null where none does."""

    otherwise: Coded
    clause: Coded | None
    journeys: int


class WhatIfAnswer(Reply):
    """Where a journey stands."""

    status: Coded
    record: Coded


class WhatIfDifference(Reply):
    """An entry, what would be otherwise there, and by which clauses.

    `lastOn` is the day, inclusive, to which the contract would have bound.
    """

    reference: str
    line: int
    name: str
    on: date
    words: Words
    otherwise: Coded
    clauses: tuple[Coded, ...]
    last_on: date | None


class WhatIfJourney(Reply):
    """A journey, where it stands, and where it would stand under the other edition.

    `partedAt` is the line from which on the ways part: later entries are left out of `then`.
    """

    participant_id: str
    journey: int
    edition: EditionNamed
    now: WhatIfAnswer
    then: WhatIfAnswer
    parted_at: int | None
    differences: tuple[WhatIfDifference, ...]


class WhatIfReply(Listed[WhatIfJourney]):
    """The force's journeys of a scheme under another edition of it, as at a day.

    Of `compared` journeys `differing` would have another answer, `recordsDiffering` of them another
    answer to whether a conviction or caution is avoided; `sameAnswer` have the same by other
    clauses. `items` are those that would differ, and if asked those as well, for whoever may read
    pages; for others it is empty, and `listed` is false.
    """

    edition: EditionNamed
    as_at: date
    compared: int = Field(ge=0)
    differing: int = Field(ge=0)
    records_differing: int = Field(ge=0)
    same_answer: int = Field(ge=0)
    counts: tuple[WhatIfCount, ...]
    listed: bool

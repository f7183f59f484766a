"""The comparison in the shapes and words of the API."""

from __future__ import annotations

from collections.abc import Sequence

from api import words
from api.presenting import clauses, coded, edition_named
from api.replies.basics import Words
from api.replies.what_if import (
    WhatIfAnswer,
    WhatIfCount,
    WhatIfDifference,
    WhatIfJourney,
    WhatIfReply,
)
from api.what_if.comparing import Asked, Compared, counted
from ledger.decisions.otherwise import Answer, Difference
from ledger.policy.rulebook import Rulebook


def what_if_reply(
    found: Sequence[Compared],
    asked: Asked,
    rulebook: Rulebook,
    shown: Sequence[Compared] | None,
    next_cursor: str | None = None,
) -> WhatIfReply:
    """What was `found`, with the journeys `shown` if the caller may see any."""
    answers = [one.answer for one in found]
    return WhatIfReply(
        edition=edition_named(asked.edition.ref, rulebook),
        as_at=asked.as_at,
        compared=len(found),
        differing=sum(one.differs for one in answers),
        records_differing=sum(one.record_differs for one in answers),
        same_answer=sum(one.is_same_by_other_clauses for one in answers),
        counts=tuple(
            WhatIfCount(
                otherwise=coded(otherwise, words.OTHERWISE),
                clause=next(iter(clauses([code])), None),
                journeys=journeys,
            )
            for otherwise, code, journeys in counted(answers)
        ),
        listed=shown is not None,
        items=tuple(_journey(one, rulebook) for one in shown or ()),
        next_cursor=next_cursor,
    )


def _journey(one: Compared, rulebook: Rulebook) -> WhatIfJourney:
    told = one.answer
    return WhatIfJourney(
        participant_id=one.page_id,
        journey=told.journey,
        edition=edition_named(told.edition, rulebook),
        now=_answer(told.now),
        then=_answer(told.then),
        parted_at=told.parted.line if told.parted else None,
        differences=tuple(_difference(one.page_id, each) for each in told.differences),
    )


def _answer(answer: Answer) -> WhatIfAnswer:
    return WhatIfAnswer(
        status=coded(answer.station, words.STATIONS),
        record=coded(answer.record, words.RECORDS),
    )


def _difference(page_id: str, one: Difference) -> WhatIfDifference:
    return WhatIfDifference(
        reference=f"{page_id}:{one.line}",
        line=one.line,
        name=one.name,
        on=one.on,
        words=Words(en=words.FACTS[one.name]),
        otherwise=coded(one.otherwise, words.OTHERWISE),
        clauses=clauses(one.clauses),
        last_on=one.last_on,
    )

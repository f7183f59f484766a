"""Advice under every scheme that the force has adopted, clause by clause. Nothing is written."""

from __future__ import annotations

from datetime import date

from api.desk import Desk
from api.presenting import edition_named
from api.reading import Told
from api.replaying.moments import known_reply
from api.replies.advice import AdviceReply, AdviceUnder, ClauseWeighed, FindingsReply
from api.replies.basics import Words
from ledger.decisions.advice import Advice, advice


def advice_reply(desk: Desk, page_id: str, told: Told, number: int, day: date) -> AdviceReply:
    """Advice on journey `number` as on `day`.

    Raises:
        NoSuchJourney: The page has no journey of that number by then.
    """
    page, size = told.page, told.known.size
    linked = tuple(desk.ledger.page(one, told.as_at, size) for one in sorted(page.links))
    adopted = desk.ledger.rulebook_for(page.force, size)
    given = advice(page, number, day, adopted, linked)
    return AdviceReply(
        participant_id=page_id,
        journey=number,
        on=day,
        items=tuple(_under(desk, one) for one in given),
        known=known_reply(told.known),
    )


def _under(desk: Desk, given: Advice) -> AdviceUnder:
    found = given.findings
    return AdviceUnder(
        edition=edition_named(given.edition, desk.rulebook),
        eligible=given.eligible,
        refused_for=given.refused_for,
        findings=FindingsReply(
            age=found.age,
            uses=found.uses,
            refusals=found.refusals,
            disengagements=found.disengagements,
            under_contract=found.under_contract,
        ),
        clauses=tuple(
            ClauseWeighed(
                code=clause.code,
                applies=clause.applies,
                holds=clause.holds,
                words=Words(en=clause.words, cy=clause.words_cy),
                source=clause.source,
            )
            for clause in given.clauses
        ),
    )

"""Where a person stands, put into the shapes and words of the API."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from api import words
from api.problems import Problem
from api.replies.basics import Coded, EditionNamed, NamedOfficial, Words
from api.replies.standing import Due, ReasonGiven, StandingReply
from ledger.decisions.standing import Deadline, Reason, Standing, standing
from ledger.journey.facts import Fact
from ledger.journey.facts.decision import EligibilityDecided
from ledger.journey.facts.ending import OutcomeRecorded
from ledger.journey.page import Page
from ledger.journey.parts import EditionRef, Official, Override
from ledger.policy.rulebook import Rulebook
from ledger.policy.table import CLAUSES


def standing_of(page: Page, number: int, day: date) -> Standing:
    """Where journey `number` stands on `day`; `page` is told as at that day.

    Raises:
        Problem: There is no such journey by then.
    """
    stands = standing(page, number, day)
    if stands is None:
        raise Problem("no-such-journey")
    return stands


def standing_reply(page_id: str, page: Page, stands: Standing, rulebook: Rulebook) -> StandingReply:
    """The answer, with its reasons and limits."""
    return StandingReply(
        participant_id=page_id,
        journey=stands.journey,
        as_at=stands.as_at,
        version=page.version,
        status=coded(stands.station, words.STATIONS),
        record=coded(stands.record, words.RECORDS),
        holds=tuple(coded(hold, words.HOLDS) for hold in stands.holds),
        reasons=tuple(reason(page_id, page, one) for one in stands.reasons),
        limits=tuple(coded(limit, words.LIMITS) for limit in stands.limits),
        edition=edition_named(stands.edition, rulebook) if stands.edition else None,
        last_on=stands.last_on,
        charge_by=stands.charge_by,
        next_due=_due(stands.deadline),
        navigator=official(stands.navigator),
        police_station=stands.police_station,
        review=stands.review,
    )


def reason(page_id: str, page: Page, one: Reason) -> ReasonGiven:
    """An entry that makes the answer what it is."""
    fact = page.fact(one.line)
    override: Override | None = getattr(fact, "override", None)
    return ReasonGiven(
        reference=f"{page_id}:{one.line}",
        line=one.line,
        name=one.name,
        on=one.on,
        words=Words(en=said_of(fact) if fact else words.FACTS[one.name]),
        clauses=clauses(one.clauses),
        overridden_by=official(override.authority) if override else None,
    )


def said_of(fact: Fact) -> str:
    """What happened, in words that follow a day."""
    match fact:
        case EligibilityDecided(eligible=True):
            return "the person was found eligible"
        case EligibilityDecided():
            return "the person was found not eligible"
        case OutcomeRecorded(code=code):
            return f"the crime was closed with Home Office outcome {code}"
        case _:
            return words.FACTS[fact.NAME]


def clauses(codes: Iterable[str]) -> tuple[Coded, ...]:
    """Clauses by their codes, in words."""
    known = (CLAUSES[code] for code in codes if code in CLAUSES)
    return tuple(Coded(code=c.code, words=Words(en=c.words, cy=c.words_cy)) for c in known)


def _due(deadline: Deadline | None) -> Due | None:
    return Due(kind=deadline.kind, on=deadline.on) if deadline else None


def coded(code: str, said: Mapping[str, str]) -> Coded:
    """A code with what is said of it."""
    return Coded(code=code, words=Words(en=said[code]))


def edition_named(ref: EditionRef, rulebook: Rulebook) -> EditionNamed:
    """An edition as entries cite it, with its title."""
    edition = rulebook.editions.get(ref.name)
    return EditionNamed(
        scheme=ref.scheme,
        edition=ref.edition,
        digest=ref.digest,
        title=Words(en=edition.title, cy=edition.title_cy) if edition else None,
    )


def official(one: Official | None) -> NamedOfficial | None:
    """A named person, if there is one."""
    if one is None:
        return None
    return NamedOfficial(name=one.name, role=one.role, rank=one.rank, number=one.number)

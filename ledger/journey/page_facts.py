"""How each fact about a page itself changes it: who it is about, and what protects them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.journey.changing import replace
from ledger.journey.facts import PageFact
from ledger.journey.facts import person as p
from ledger.journey.facts import protection as t
from ledger.journey.parts import Identifier

if TYPE_CHECKING:
    from ledger.journey.page import Page


def about_page(page: Page, fact: PageFact) -> Page:
    """The page after `fact`."""
    match fact:
        case p.PageOpened():
            return replace(
                page,
                force=fact.force,
                language=fact.language,
                person=fact.person,
                identifiers=fact.identifiers,
            )
        case p.IdentifierAdded() | p.IdentifierCorrected():
            return _identified(page, fact)
        case p.DetailsCorrected():
            return replace(page, person=fact.person, language=fact.language)
        case p.PagesLinked(other=other):
            return replace(page, links=page.links | {other})
        case p.PagesUnlinked(other=other):
            return replace(page, links=page.links - {other})
        case p.ParticipantDied(on=on):
            return replace(page, died_on=on)
        case _:
            return _protected(page, fact)


def _protected(page: Page, fact: t.ProtectionFact) -> Page:
    match fact:
        case t.RecordedInError() | t.DisclosureMade():
            return page
        case t.AccuracyContested(line=line):
            return replace(page, contested=page.contested | {line})
        case t.RestrictionApplied():
            return replace(page, restricted=True)
        case t.RestrictionLifted():
            return replace(page, restricted=False)
        case t.PersonalDataErased():
            return replace(
                page, erased=True, person=p.NOBODY, identifiers=(), former_identifiers=()
            )


def _identified(page: Page, fact: p.IdentifierAdded | p.IdentifierCorrected) -> Page:
    new = Identifier(kind=fact.kind, value=fact.value, issuer=fact.issuer)
    old_value = fact.old_value if isinstance(fact, p.IdentifierCorrected) else None
    former = tuple(i for i in page.identifiers if i.kind == fact.kind and i.value == old_value)
    current = tuple(i for i in page.identifiers if i not in former)
    return replace(
        page,
        identifiers=(*current, new),
        former_identifiers=(*page.former_identifiers, *former),
    )

"""Deciding on what concerns a person's page as a whole, and a force's own."""

from __future__ import annotations

from dataclasses import replace

from ledger.decisions.arrest import normalised
from ledger.decisions.refusals import (
    AdoptedAlready,
    EditionNotKnown,
    NeedsSecondPerson,
    NotCorrectable,
    NotFound,
    OutOfTurn,
    WrongDay,
)
from ledger.journey.commands import AdoptPolicy
from ledger.journey.facts import Fact
from ledger.journey.facts.arrest import ArrestRecorded
from ledger.journey.facts.decision import EligibilityDecided
from ledger.journey.facts.ending import OutcomeRecorded
from ledger.journey.facts.institution import PolicyAdopted
from ledger.journey.facts.person import (
    DetailsCorrected,
    IdentifierAdded,
    IdentifierCorrected,
    PageOpened,
    PagesLinked,
    PagesUnlinked,
    ParticipantDied,
)
from ledger.journey.facts.protection import (
    AccuracyContested,
    PersonalDataErased,
    RecordedInError,
    RestrictionApplied,
    RestrictionLifted,
)
from ledger.journey.journey import Entered, NotEntered
from ledger.journey.officials import are_one
from ledger.journey.page import Page, struck_lines, turn
from ledger.journey.parts import Identifier
from ledger.journey.stations import Arrested
from ledger.policy.rulebook import Rulebook


def adopt(command: AdoptPolicy, rulebook: Rulebook) -> tuple[Fact, ...]:
    """The adoption, with the edition's digest.

    Raises:
        EditionNotKnown: There is no such edition.
        AdoptedAlready: The force has adopted an edition of the scheme from that day already.
    """
    edition = rulebook.editions.get(f"{command.scheme}/{command.edition}")
    if edition is None:
        raise EditionNotKnown("There is no such edition.", "/edition")
    if any(
        a.edition.scheme == command.scheme and a.from_on == command.from_on
        for a in rulebook.adoptions
    ):
        raise AdoptedAlready("The force has adopted an edition of the scheme from that day.")
    adopted = PolicyAdopted(
        on=command.on,
        force=command.force,
        edition=edition.ref,
        from_on=command.from_on,
        decided_by=command.decided_by,
    )
    return (adopted,)


def identify(command: IdentifierAdded | IdentifierCorrected) -> tuple[Fact, ...]:
    """The identifier, as it is stored for good.

    Raises:
        WrongIdentifier: It is malformed, or its check letter is wrong.
    """
    stored = replace(command, value=_stored(command, command.value, "/value"))
    if isinstance(stored, IdentifierCorrected):
        old_value = _stored(command, stored.old_value, "/old_value")
        return (replace(stored, old_value=old_value),)
    return (stored,)


def _stored(command: IdentifierAdded | IdentifierCorrected, value: str, pointer: str) -> str:
    told = Identifier(kind=command.kind, value=value)
    return normalised(told, command.on, pointer).value


def correct_details(page: Page, command: DetailsCorrected) -> tuple[Fact, ...]:
    """The details, as they are from now on.

    Raises:
        WrongDay: The birth is after an arrest on the page.
    """
    born_on = command.person.born_on
    if born_on and any(journey.arrest.on < born_on for journey in page.journeys):
        raise WrongDay("The birth is after an arrest.", "/person/born_on")
    return (command,)


def link(page: Page, command: PagesLinked | PagesUnlinked) -> tuple[Fact, ...]:
    """The link, or its end.

    Raises:
        OutOfTurn: The pages are linked already, or are not.
    """
    if (command.other in page.links) == isinstance(command, PagesLinked):
        raise OutOfTurn("The pages are linked already, or are not linked.")
    return (command,)


DIED = "5"


def record_death(page: Page, command: ParticipantDied) -> tuple[Fact, ...]:
    """The death, and outcome 5 on every journey that is open.

    Raises:
        OutOfTurn: The death is recorded already.
    """
    if page.died_on is not None:
        raise OutOfTurn("The death is recorded already.")
    closed = (
        OutcomeRecorded(
            journey=journey.number, on=command.on, code=DIED, recorded_for=command.reported_by
        )
        for journey in page.journeys
        if journey.is_open
    )
    return (command, *closed)


def correct(page: Page, command: RecordedInError) -> tuple[Fact, ...]:
    """The correction.

    Raises:
        NotFound: The page has no such line.
        NotCorrectable: The entry opens the page or a journey, no longer counts already, or is a
            decision on eligibility that the person has relied on since (Jones v Whalley).
    """
    match page.fact(command.line):
        case None:
            raise NotFound("The page has no entry on that line.", "/line")
        case PageOpened() | ArrestRecorded():
            raise NotCorrectable("An arrest is not recorded in error: void its journey instead.")
        case _ if command.line in struck_lines(page.written):
            raise NotCorrectable("The entry was recorded in error already.")
        case EligibilityDecided() if _leaves_no_edition(page, command):
            raise NotCorrectable("The decision was acted on: return the matter instead.")
        case _:
            return (command,)


def _leaves_no_edition(page: Page, command: RecordedInError) -> bool:
    """Whether a journey that went on from its decision would be left with none."""
    after = turn(page, page.version + 1, command)
    return any(
        isinstance(was.entered, Entered)
        and isinstance(now.entered, NotEntered)
        and not isinstance(now.station, Arrested)
        for was, now in zip(page.journeys, after.journeys, strict=True)
    )


def contest(page: Page, command: AccuracyContested) -> tuple[Fact, ...]:
    """The statement that an entry is not accurate.

    Raises:
        NotFound: The page has no such line.
    """
    if page.fact(command.line) is None:
        raise NotFound("The page has no entry on that line.", "/line")
    return (command,)


def restrict(page: Page, command: RestrictionApplied | RestrictionLifted) -> tuple[Fact, ...]:
    """The restriction, or its end.

    Raises:
        OutOfTurn: The page is restricted already, or is not.
    """
    if page.restricted == isinstance(command, RestrictionApplied):
        raise OutOfTurn("The page is restricted already, or is not restricted.")
    return (command,)


def erase(page: Page, command: PersonalDataErased) -> tuple[Fact, ...]:
    """That the key to the page's personal data was destroyed.

    Raises:
        NeedsSecondPerson: Nobody agreed to it, or whoever decided it did.
        OutOfTurn: A journey is open, or a complaint, review or appeal, or the page is restricted:
            what may be evidence is restricted, not erased (DPA 2018 s.47(2)).
    """
    agreed_by = command.agreed_by
    if agreed_by is None or are_one(agreed_by, command.decided_by):
        raise NeedsSecondPerson("Erasure is agreed by somebody else than decides it.", "/agreed_by")
    if any(journey.is_open or journey.proceedings for journey in page.journeys):
        raise OutOfTurn("A journey or proceedings are open: restrict the page instead.")
    if page.restricted:
        raise OutOfTurn("The page is restricted, for it is needed: lift that before it is erased.")
    return (command,)

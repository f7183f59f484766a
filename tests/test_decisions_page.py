"""Given a page, when something is decided of it as a whole, or by a force, then these facts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from ledger.decisions.decide import decide
from ledger.decisions.refusals import (
    AdoptedAlready,
    EditionNotKnown,
    Erased,
    NeedsSecondPerson,
    NoSuchJourney,
    NotCorrectable,
    NotFound,
    OutOfTurn,
    WrongDay,
    WrongIdentifier,
)
from ledger.journey.commands import AdoptPolicy
from ledger.journey.facts import Fact
from ledger.journey.facts import protection as t
from ledger.journey.facts.contract import ContractPaused
from ledger.journey.facts.ending import (
    JourneyVoided,
    OutcomeRecorded,
    ProceedingsConcluded,
    ProceedingsNotified,
)
from ledger.journey.facts.institution import PolicyAdopted
from ledger.journey.facts.person import (
    DetailsCorrected,
    IdentifierAdded,
    IdentifierCorrected,
    PagesLinked,
    PagesUnlinked,
    ParticipantDied,
)
from ledger.journey.page import BLANK
from ledger.journey.parts import Identifier, Official, Person
from ledger.journey.words import (
    IdentifierKind,
    PauseReason,
    ProceedingsKind,
    RestrictionGround,
    VoidReason,
)
from tests.refusing import refusal
from tests.story import ADOPTER, INSPECTOR, SERGEANT, Story, adopting, policy

SIGNED_ON = date(2019, 12, 10)
ON = date(2020, 3, 4)
AFTER = date(2020, 4, 11)
LAUNCHED = "checkpoint-cymru/2019-12"
PNC = IdentifierKind.PNC_ID

ADOPT = AdoptPolicy(
    on=ON,
    force="gwent",
    scheme="checkpoint-cymru",
    edition="2019-12",
    from_on=AFTER,
    decided_by=ADOPTER,
)


def test_an_adoption_is_recorded_with_the_digest_of_the_edition() -> None:
    ref = policy().editions[LAUNCHED].ref
    adopted = PolicyAdopted(on=ON, force="gwent", edition=ref, from_on=AFTER, decided_by=ADOPTER)
    assert decide(BLANK, ADOPT, policy()) == (adopted,)


def test_only_an_edition_that_is_there_is_adopted() -> None:
    with pytest.raises(EditionNotKnown) as caught:
        decide(BLANK, replace(ADOPT, edition="2030-01"), policy())
    assert caught.value.pointer == "/edition"


def test_one_edition_of_a_scheme_is_adopted_from_one_day() -> None:
    rulebook = adopting("checkpoint-cymru/2019-10", from_on=AFTER)
    with pytest.raises(AdoptedAlready):
        decide(BLANK, ADOPT, rulebook)
    for other in (replace(ADOPT, from_on=ON), replace(ADOPT, scheme="durham-checkpoint")):
        edition = "2020-02" if other.scheme == "durham-checkpoint" else "2019-12"
        assert decide(BLANK, replace(other, edition=edition), rulebook)


def signed() -> Story:
    return Story(LAUNCHED).signed(SIGNED_ON)


def test_a_page_is_opened_by_an_arrest() -> None:
    refusal(OutOfTurn, Story(LAUNCHED), death())


def test_a_journey_that_is_not_there_takes_nothing() -> None:
    refusal(NoSuchJourney, signed(), replace(signed().completion(AFTER), journey=2))


def test_a_number_is_stored_in_one_form_when_it_is_added_and_when_it_is_corrected() -> None:
    story = signed()
    added = IdentifierAdded(on=ON, kind=PNC, value="03/62845E")
    assert story.do(added) == (replace(added, value="2003/0062845E"),)
    corrected = IdentifierCorrected(
        on=ON, kind=PNC, old_value="2003/0062845E", value="2003/0123456L"
    )
    assert story.do(corrected) == (corrected,)
    assert story.page.identifiers == (Identifier(kind=PNC, value="2003/0123456L"),)
    assert story.page.former_identifiers == (Identifier(kind=PNC, value="2003/0062845E"),)
    wrong = replace(added, value="2003/0123456A")
    refused = refusal(WrongIdentifier, story, wrong)
    assert (refused.pointer, refused.expected) == ("/value", "L")
    wrong_before = replace(corrected, old_value="2003/0062845A")
    assert refusal(WrongIdentifier, story, wrong_before).pointer == "/old_value"


def test_a_correction_of_details_is_recorded_as_told() -> None:
    story = signed()
    told = DetailsCorrected(on=ON, person=Person(family_name="Changed"))
    assert story.do(told) == (told,)
    assert story.page.person == told.person


def test_nobody_is_born_after_an_arrest_of_theirs() -> None:
    story = signed()
    story.do(story.arrest(ON))
    for born_on in (SIGNED_ON + timedelta(days=1), ON):
        told = DetailsCorrected(on=ON, person=Person(family_name="Changed", born_on=born_on))
        assert refusal(WrongDay, story, told).pointer == "/person/born_on"
    told = DetailsCorrected(on=ON, person=Person(family_name="Changed", born_on=SIGNED_ON))
    assert story.do(told) == (told,)


def test_a_disclosure_is_recorded_as_told() -> None:
    told = t.DisclosureMade(
        on=ON, recipient="a court", legal_basis="an order", decided_by=INSPECTOR
    )
    assert signed().do(told) == (told,)


LINK = PagesLinked(on=ON, other="another", decided_by=INSPECTOR)
UNLINK = PagesUnlinked(on=ON, other="another", decided_by=INSPECTOR)


def test_pages_are_linked_once_and_unlinked_once() -> None:
    story = signed()
    refusal(OutOfTurn, story, UNLINK)
    assert story.do(LINK) == (LINK,)
    refusal(OutOfTurn, story, LINK)
    assert story.do(UNLINK) == (UNLINK,)
    refusal(OutOfTurn, story, UNLINK)


def death() -> ParticipantDied:
    return ParticipantDied(on=AFTER, reported_by=SERGEANT)


def died(journey: int) -> OutcomeRecorded:
    return OutcomeRecorded(journey=journey, on=AFTER, code="5", recorded_for=SERGEANT)


def voided(journey: int, on: date) -> JourneyVoided:
    return JourneyVoided(
        journey=journey, on=on, reason=VoidReason.MISTAKEN_IDENTITY, decided_by=INSPECTOR
    )


def test_a_death_closes_every_open_journey_and_no_other() -> None:
    story = signed()
    story.do(story.arrest(ON))
    story.do(story.arrest(ON))
    story.do(voided(2, ON))
    assert story.do(death()) == (death(), died(1), died(3))
    refusal(OutOfTurn, story, death())


def error(line: int, on: date = ON) -> t.RecordedInError:
    return t.RecordedInError(on=on, line=line, decided_by=INSPECTOR)


def test_an_entry_is_recorded_in_error_once() -> None:
    story = signed()
    last = story.page.version
    assert story.do(error(last)) == (error(last),)
    refusal(NotCorrectable, story, error(last))


@pytest.mark.parametrize("line", [1, 2])
def test_neither_the_opening_of_a_page_nor_an_arrest_is_recorded_in_error(line: int) -> None:
    assert "void" in refusal(NotCorrectable, signed(), error(line)).sentence


@pytest.mark.parametrize("line", [0, 99])
def test_only_what_is_written_is_recorded_in_error_or_contested(line: int) -> None:
    story = signed()
    contested = t.AccuracyContested(on=ON, line=line)
    for command in (error(line), contested):
        assert refusal(NotFound, story, command).pointer == "/line"


def test_a_year_written_wrongly_is_put_right_before_it_comes() -> None:
    story = signed()
    wrong = ContractPaused(journey=1, on=date(2021, 3, 3), reason=PauseReason.ILLNESS)
    story.do(wrong)
    story.do(error(story.page.version), late_because="The year was wrong.")
    right = replace(wrong, on=ON)
    assert story.do(right) == (right,)
    assert (story.page.latest, story.journey.paused) == (ON, True)


def test_what_is_contested_is_marked_and_counts() -> None:
    story = signed()
    told = t.AccuracyContested(on=ON, line=story.page.version, statement="I was not there.")
    assert story.do(told) == (told,)
    assert story.page.contested == {told.line}


RESTRICT = t.RestrictionApplied(on=ON, ground=RestrictionGround.EVIDENCE, decided_by=INSPECTOR)
LIFT = t.RestrictionLifted(on=ON, decided_by=INSPECTOR)


def test_a_page_is_restricted_once_and_freed_once() -> None:
    story = signed()
    refusal(OutOfTurn, story, LIFT)
    assert story.do(RESTRICT) == (RESTRICT,)
    refusal(OutOfTurn, story, RESTRICT)
    assert story.do(LIFT) == (LIFT,)
    refusal(OutOfTurn, story, LIFT)


ERASE = t.PersonalDataErased(
    on=AFTER, legal_basis="DPA 2018 s.47(1)", decided_by=INSPECTOR, agreed_by=SERGEANT
)


def numbered(number: str) -> Official:
    return replace(INSPECTOR, number=number)


@pytest.mark.parametrize(
    "second",
    [
        None,
        INSPECTOR,
        replace(INSPECTOR, name=f" {INSPECTOR.name.upper()}"),
        replace(SERGEANT, number="7"),
    ],
    ids=["nobody", "the same", "the same name", "the same number"],
)
def test_nobody_erases_a_page_alone(second: Official | None) -> None:
    story = signed().completed(AFTER)
    alone = replace(ERASE, decided_by=numbered("7"), agreed_by=second)
    assert refusal(NeedsSecondPerson, story, alone).pointer == "/agreed_by"


def test_a_namesake_agrees_to_an_erasure() -> None:
    namesake = replace(ERASE, decided_by=numbered("7"), agreed_by=numbered("99"))
    assert signed().completed(AFTER).do(namesake) == (namesake,)


def test_a_page_is_erased_when_every_journey_is_closed() -> None:
    story = signed()
    refusal(OutOfTurn, story, ERASE)
    story.do(story.completion(AFTER))
    refusal(OutOfTurn, story, ERASE)
    story.do(story.outcome(AFTER))
    story.do(story.arrest(AFTER))
    refusal(OutOfTurn, story, ERASE)
    story.do(voided(2, AFTER))
    assert story.do(ERASE) == (ERASE,)


def test_open_proceedings_keep_a_page_from_being_erased() -> None:
    story = signed().completed(AFTER)
    story.do(ProceedingsNotified(journey=1, on=AFTER, kind=ProceedingsKind.COMPLAINT))
    refusal(OutOfTurn, story, ERASE)
    story.do(ProceedingsConcluded(journey=1, on=AFTER, kind=ProceedingsKind.COMPLAINT))
    assert story.do(ERASE)


@pytest.mark.parametrize("command", [ERASE, LIFT, death()], ids=lambda fact: fact.NAME)
def test_an_erased_page_takes_nothing(command: Fact) -> None:
    story = signed().completed(AFTER)
    story.do(ERASE)
    refusal(Erased, story, command)
    refusal(Erased, story, story.arrest(AFTER))

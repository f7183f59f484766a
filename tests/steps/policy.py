"""Steps about policy itself: what a force adopts from when, and what every scheme advises."""

from __future__ import annotations

from datetime import date

import pytest
from pytest_bdd import given, then, when

from ledger.decisions.advice import Advice, advice
from ledger.decisions.refusals import AdoptedAlready, EditionNotKnown, NotAdopted, Refused
from ledger.journey.commands import Command, VaryContract
from ledger.journey.journey import Entered
from ledger.journey.words import Route
from tests.steps.common import adult
from tests.steps.happening import happens
from tests.steps.signing import WITH_OR_WITHOUT
from tests.steps.words import SCHEMES, TEXT, Kind, words
from tests.story import Story, adopting

SCHEMES_ASKED = Kind(r"\d schemes?", lambda text: int(text.split()[0]))
Asked = dict[str, Advice]


@pytest.fixture
def advised() -> Asked:
    """What each scheme advised, by the name of its edition."""
    return {}


def adopt(story: Story, edition: str, from_on: date) -> None:
    """The adoption on the force's page; a refusal is kept."""
    story.refused = None
    try:
        story.runs(adopting(edition, from_on=from_on, rulebook=story.rulebook))
    except Refused as refused:
        story.refused = refused


@when(words("the force adopts {scheme:Scheme} from {from_on:Day}"))
def _(story: Story, scheme: str, from_on: date) -> None:
    adopt(story, scheme, from_on)


@when("the force adopts an edition that nobody has written")
def _(story: Story) -> None:
    adopt(story, "checkpoint-cymru/1999-01", date(2019, 10, 7))


@when(words("advice is asked on {on:Day}"))
def _(story: Story, advised: Asked, on: date) -> None:
    before = story.page
    given_advice = advice(story.page, story.number, on, story.rulebook, story.linked)
    assert story.page is before
    advised.update({each.edition.name: each for each in given_advice})


@given(words("{person:Name} was found eligible on {on:Day} and is ready to sign on {ready:Day}"))
def _(story: Story, person: str, on: date, ready: date) -> None:
    story.offered(on, person=adult(person))
    if story.edition.route == Route.COURSE_THEN_CONTRACT:
        story.course_done(ready)
    story.do(story.acceptance(ready))
    story.do(story.assessment(ready))


@happens(
    "they were moved on {on:Day} to {scheme:Scheme}, for {months:Number} months,"
    " {signed:With} their signature",
    "they are moved on {on:Day} to {scheme:Scheme}, for {months:Number} months,"
    " {signed:With} their signature",
    With=WITH_OR_WITHOUT,
)
def move(story: Story, on: date, scheme: str, months: int, signed: bool) -> Command:
    return VaryContract(
        journey=story.number,
        on=on,
        signed_by_participant=signed,
        length=f"P{months}M",
        edition=scheme.split("/")[1],
    )


@then("it is adopted")
def _(story: Story) -> None:
    assert story.refused is None, story.refused
    assert len(story.rulebook.adoptions) == 2


@then("the force has adopted an edition from that day already")
def _(story: Story) -> None:
    assert isinstance(story.refused, AdoptedAlready), story.refused


@then("there is no such edition")
def _(story: Story) -> None:
    assert isinstance(story.refused, EditionNotKnown), story.refused


@then("the force has not adopted the scheme by then")
def _(story: Story) -> None:
    assert isinstance(story.refused, NotAdopted), story.refused


@then(words("they are judged by {scheme:Scheme}"))
def _(story: Story, scheme: str) -> None:
    assert isinstance(story.journey.entered, Entered), story.refused
    assert story.journey.entered.edition.name == scheme


@then("the advice is")
def _(advised: Asked, datatable: list[list[str]]) -> None:
    told = {SCHEMES[scheme]: answer for scheme, answer in datatable[1:]}
    assert {name: in_words(each) for name, each in advised.items()} == told


def in_words(each: Advice) -> str:
    """The advice as people say it."""
    return "eligible" if each.eligible else f"refused for {' and '.join(each.refused_for)}"


@then("nothing was written")
def _(story: Story) -> None:
    names = [fact.NAME for fact in story.facts]
    assert names == ["page.opened", "arrest.recorded"]


@then(words("advice comes from {number:SchemesAsked}", SchemesAsked=SCHEMES_ASKED))
def _(advised: Asked, number: int) -> None:
    assert len(advised) == number


@then(words("{scheme:Scheme} has {clauses:Codes} on the word of {source:Text}", Text=TEXT))
def _(advised: Asked, scheme: str, clauses: tuple[str, ...], source: str) -> None:
    by_code = {clause.code: clause for clause in advised[scheme].clauses}
    assert [by_code[code].source for code in clauses] == [source]
    assert all(by_code[code].applies for code in clauses)


@then(words("{scheme:Scheme} does not ask {clauses:Codes}"))
def _(advised: Asked, scheme: str, clauses: tuple[str, ...]) -> None:
    by_code = {clause.code: clause for clause in advised[scheme].clauses}
    assert not any(by_code[code].applies for code in clauses)

"""Steps about the contract as it is signed: what it says, by whom, and in which state."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from pytest_bdd import given, when

from ledger.journey.commands import Command
from ledger.journey.facts import contract as c
from ledger.journey.facts import ending as e
from ledger.journey.parts import Condition, Override
from ledger.journey.words import (
    ConditionKind,
    Fitness,
    Language,
    LegalAdvice,
    Rank,
    Role,
    Route,
    VictimViews,
)
from tests.steps.common import adult, official, told
from tests.steps.happening import Draft, happens, said
from tests.steps.moments import MOMENT, Moment
from tests.steps.words import Kind, OffenceWord, one_of, words
from tests.story import ASSURANCE, NO_REOFFENDING, Story

CONDITIONS = {
    "not to reoffend": ConditionKind.NOT_TO_REOFFEND,
    "a restorative approach": ConditionKind.RESTORATIVE_APPROACH,
    "drug education": ConditionKind.DRUG_EDUCATION,
    "treatment": ConditionKind.TREATMENT,
    "help with housing": ConditionKind.PATHWAY_INTERVENTION,
    "appointments with the navigator": ConditionKind.NAVIGATOR_APPOINTMENTS,
    "a location tag": ConditionKind.LOCATION_MONITORING,
    "victim awareness": ConditionKind.VICTIM_AWARENESS,
}
HOURS = "hours of voluntary work"
ONE = rf"(?:{'|'.join(CONDITIONS)}|\d+ {HOURS})"


def condition(text: str) -> Condition:
    """A condition as people say it: `treatment`, `20 hours of voluntary work`."""
    if text.endswith(HOURS):
        return Condition(kind=ConditionKind.VOLUNTARY_WORK, hours=int(text.split()[0]))
    return Condition(kind=CONDITIONS[text])


CONDITION = Kind(ONE, condition)
LISTED = Kind(
    rf"{ONE}(?:, {ONE})*(?: and {ONE})?", lambda text: tuple(map(condition, re.findall(ONE, text)))
)
FITNESS = one_of(
    {
        "sober and well": Fitness.FIT,
        "intoxicated": Fitness.INTOXICATED,
        "withdrawing": Fitness.WITHDRAWING,
        "unwell": Fitness.UNWELL,
    }
)
LANGUAGE = one_of({"English": Language.ENGLISH, "Welsh": Language.WELSH, "Polish": Language.OTHER})
ADVICE = one_of(
    {
        "taken": LegalAdvice.TAKEN,
        "declined": LegalAdvice.DECLINED,
        "not offered": LegalAdvice.NOT_OFFERED,
    }
)
WITH_OR_WITHOUT = one_of({"with": True, "without": False})
WERE_OR_NOT = one_of({"were": True, "were not": False})
SAID = one_of({"and says why": "The harm of refusing is greater.", "but does not say why": ""})


@given(words("the contract is for {months:Number} months"))
def _(draft: Draft, months: int) -> None:
    draft["length"] = f"P{months}M"


@given(words("its conditions are {conditions:Conditions}", Conditions=LISTED))
def _(draft: Draft, conditions: tuple[Condition, ...]) -> None:
    draft["conditions"] = conditions


@given(words("it has {number:Number} conditions, one of them not to reoffend"))
def _(draft: Draft, number: int) -> None:
    others = (Condition(kind=ConditionKind.TREATMENT),) * (number - 1)
    draft["conditions"] = (NO_REOFFENDING, *others)


@given(words("they are {fitness:Fitness}", Fitness=FITNESS))
def _(draft: Draft, fitness: Fitness) -> None:
    draft["fitness"] = fitness


@given(words("they are vulnerable and {present:With} an appropriate adult", With=WITH_OR_WITHOUT))
def _(draft: Draft, present: bool) -> None:
    draft |= {"vulnerable": True, "appropriate_adult_present": present}


@given(
    words(
        "the text is in {shown:Language} and they understand {understood:Language}",
        Language=LANGUAGE,
    )
)
def _(draft: Draft, shown: Language, understood: Language) -> None:
    draft |= {"assurance": replace(ASSURANCE, language=shown), "understands": understood}


@given(words("they are {present:With} an interpreter", With=WITH_OR_WITHOUT))
def _(draft: Draft, present: bool) -> None:
    draft["interpreter_present"] = present


@given(words("legal advice was {advice:Advice}", Advice=ADVICE))
def _(draft: Draft, advice: LegalAdvice) -> None:
    draft["legal_advice"] = advice


@given(words("they {told:Were} told that they may withdraw, and what follows", Were=WERE_OR_NOT))
def _(draft: Draft, told: bool) -> None:
    draft["told_voluntary"] = told


@given(words("the victim asked on {on:Day} for a restorative approach"))
def _(story: Story, on: date) -> None:
    story.do(story.victim(on, views=VictimViews.SUPPORTS, restorative_wanted=True))


@given(words("{office:Office} overrides {clauses:Codes} {why:Why}", Why=SAID))
def _(draft: Draft, office: tuple[Role, Rank], clauses: tuple[str, ...], why: str) -> None:
    override = Override(clauses=clauses, authority=official(office))
    draft |= {"override": override, "rationale": why}


@happens("the contract was signed on {on:Day}", "the contract is signed on {on:Day}")
def signing(story: Story, draft: Draft, on: date) -> Command:
    return story.contract(on, **said(draft, c.ContractSigned))


@given(words("{person:Name} accepted the offer on {on:Day} and was not assessed"))
def _(story: Story, person: str, on: date) -> None:
    story.offered(on, person=adult(person))
    story.do(story.acceptance(on))


@given(
    words(
        "{person:Name}, arrested on {arrested_on:Day} for {offence:Offence},"
        " was ready to sign on {on:Day}"
    )
)
def _(story: Story, person: str, arrested_on: date, offence: OffenceWord, on: date) -> None:
    story.offered(arrested_on, person=adult(person), offences=(told(story, arrested_on, offence),))
    if story.edition.route == Route.COURSE_THEN_CONTRACT:
        story.course_done(on)
    story.do(story.acceptance(on))
    story.do(story.assessment(on))


@given(words("the contract was signed at {moment:Moment}", Moment=MOMENT))
def _(story: Story, moment: Moment) -> None:
    assert moment.at
    story.do(story.contract(moment.on, signed_at=moment.at))


@given(words("{person:Name} was ready to sign two contracts on {on:Day}"))
def _(story: Story, person: str, on: date) -> None:
    for story.number in (1, 2):
        story.ready_to_sign(on, person=adult(person))


@given(words("the first of them was signed on {on:Day}"))
def _(story: Story, on: date) -> None:
    story.number = 1
    story.do(story.contract(on))


@given(words("the first of them was left to run out on {on:Day}"))
def _(story: Story, on: date) -> None:
    story.do(e.TermEnded(journey=1, on=on))


@given(words("the first of them was completed on {on:Day}"))
def _(story: Story, on: date) -> None:
    story.do(story.completion(on))


@when(words("the second of them is signed on {on:Day}"))
def _(story: Story, on: date) -> None:
    story.number = 2
    story.attempt(story.contract(on))

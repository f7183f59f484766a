"""An invented example of every fact, as it stands in the ledger.

What can be put forward as it is comes from the examples of the forms; what `decide` works out, and
what nobody puts forward, is told here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from api.examples import EXAMPLES
from api.forms import command_form
from ledger.journey.facts import FACTS, Fact
from ledger.journey.facts.arrest import ArrestRecorded, OffenceReclassified
from ledger.journey.facts.breach import ReoffenceAlleged
from ledger.journey.facts.contract import ContractSigned, ContractVaried
from ledger.journey.facts.decision import EligibilityDecided
from ledger.journey.facts.institution import PanelVerdictGiven, PolicyAdopted, StatusPublished
from ledger.journey.facts.log import LogAnchored, LogKeyAdded, LogKeyRetired
from ledger.journey.facts.person import PageOpened
from ledger.journey.facts.protection import PersonalDataErased
from ledger.journey.facts.scrutiny import SampleDrawn
from ledger.journey.parts import (
    ArrestPapers,
    Condition,
    EditionRef,
    Findings,
    Identifier,
    Offence,
    Official,
    Person,
)
from ledger.journey.words import (
    Admission,
    ConditionKind,
    DecisionKind,
    DrugClass,
    IdentifierKind,
    ModeOfTrial,
    Rank,
    Record,
    Role,
    Route,
    Verdict,
)

DAY = date(2019, 11, 28)
ORIGIN = "ledger.example/diversion"
KEY = f"{ORIGIN}+c27ea34f+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4"
PAGE = "p-7h3kq0v9s2xw5m1n8c4b6d0fjz"
SERGEANT = Official(
    name="Sgt Mair Pugh", role=Role.CUSTODY_SERGEANT, rank=Rank.SERGEANT, number="1187"
)
POLICY = Official(name="Eirlys Vaughan", role=Role.POLICY)
EDITION = EditionRef(
    scheme="checkpoint-cymru",
    edition="2019-10",
    digest="2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae",
)

WORKED_OUT: Mapping[Any, Mapping[str, Any]] = {
    ContractSigned: {"last_on": date(2020, 12, 9)},
    OffenceReclassified: {
        "title": "Possession of a controlled drug of Class B",
        "mode": ModeOfTrial.EITHER_WAY,
        "drug_class": DrugClass.B,
    },
    ReoffenceAlleged: {"allegation": 1},
}
"""What `decide` fills in of a fact that is put forward as it is."""

LED_TO: tuple[Fact, ...] = (
    ArrestRecorded(
        journey=1,
        on=DAY,
        at=datetime(2019, 11, 28, 21, 40, tzinfo=UTC),
        station="Caernarfon",
        offences=(
            Offence(
                code="possession-class-a",
                title="Possession of a controlled drug of Class A",
                mode=ModeOfTrial.EITHER_WAY,
                first_on=DAY,
                last_on=DAY,
                drug="heroin",
                drug_class=DrugClass.A,
                gravity=2,
            ),
        ),
        admission=Admission.ADMITTED,
        age=29,
        lives_in_area=True,
        occurred_in_area=True,
        sufficient_evidence=True,
        papers=ArrestPapers(custody_record="NW/4471/19"),
    ),
    EligibilityDecided(
        journey=1,
        on=DAY,
        edition=EDITION,
        route=Route.COURSE_THEN_CONTRACT,
        eligible=True,
        refused_for=(),
        findings=Findings(age=29),
        decided_by=SERGEANT,
        rationale="A single wrap for own use; willing to take part.",
    ),
    ContractVaried(
        journey=1,
        on=date(2020, 2, 3),
        signed_by_participant=True,
        last_on=date(2020, 12, 9),
        conditions=(
            Condition(kind=ConditionKind.NOT_TO_REOFFEND),
            Condition(kind=ConditionKind.NAVIGATOR_APPOINTMENTS, hours=12),
        ),
        edition=EDITION,
        rationale="Asked for by the participant.",
        texts=("I will not commit an offence.", "I will meet my navigator each month."),
    ),
    PageOpened(
        on=DAY,
        force="north-wales",
        person=Person(family_name="Example", given_names="Robin", born_on=date(1990, 1, 1)),
        identifiers=(Identifier(kind=IdentifierKind.PNC_ID, value="2003/0062845E"),),
    ),
    PersonalDataErased(
        on=date(2026, 1, 12),
        legal_basis="Data Protection Act 2018 s.47(1)",
        decided_by=POLICY,
        agreed_by=SERGEANT,
    ),
    PolicyAdopted(
        on=date(2019, 10, 1),
        force="north-wales",
        edition=EDITION,
        from_on=date(2019, 10, 7),
        decided_by=POLICY,
    ),
    StatusPublished(
        on=date(2020, 12, 10),
        journey=1,
        record=Record.AVOIDED,
        station="closed",
        as_at=date(2020, 12, 10),
        size=1024,
        root="47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
        edition=EDITION,
        engine="0.1.0",
    ),
    PanelVerdictGiven(
        on=date(2020, 3, 4),
        page=PAGE,
        line=5,
        verdict=Verdict.WITH_OBSERVATIONS,
        panel="Gogledd Cymru",
        observations="The rationale could say more.",
    ),
    SampleDrawn(
        on=date(2020, 3, 2),
        sample="s-3c9f1k7t5w2xq8m0n4b6d0hjzv",
        force="north-wales",
        decision=DecisionKind.ELIGIBILITY,
        from_on=date(2019, 10, 7),
        last_on=date(2019, 12, 31),
        outcomes=("avoided", "22"),
        officers=("1187",),
        wanted=20,
        seed="59d5b3e8a1c24f70",
        seed_given=True,
        known=1024,
        root="47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
        population=131,
    ),
    LogKeyAdded(on=DAY, origin=ORIGIN, key=KEY, from_size=0),
    LogKeyRetired(on=DAY, origin=ORIGIN, key=KEY, until_size=1024),
    LogAnchored(
        on=DAY,
        origin=f"{ORIGIN}/access",
        size=1024,
        root="47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
    ),
)
_OF = {fact.NAME: fact for fact in LED_TO}


@cache
def example_of(name: str) -> Fact:
    """An example of the fact that is called `name`.

    Raises:
        KeyError: There is no such fact.
    """
    return _OF[name] if name in _OF else _put_forward(FACTS[name])


def _put_forward(kind: Any) -> Fact:
    known = {"journey": 1} if "journey" in kind.__dataclass_fields__ else {}
    told: Fact = command_form(kind).model_validate(EXAMPLES[kind]).told(**known)
    return replace(told, **WORKED_OUT.get(kind, {}))

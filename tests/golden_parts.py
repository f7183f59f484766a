"""The invented people and things of the golden facts; no field is left at its default."""

from __future__ import annotations

from datetime import UTC, date, datetime

from ledger.journey.parts import (
    ArrestPapers,
    Assurance,
    Condition,
    EditionRef,
    Findings,
    Identifier,
    Offence,
    Official,
    Override,
    Person,
    Score,
)
from ledger.journey.words import (
    ConditionKind,
    DrugClass,
    IdentifierKind,
    Language,
    ModeOfTrial,
    OffenceFeature,
    Pathway,
    Rank,
    Role,
)

ON = date(2019, 12, 10)
AT = datetime(2019, 12, 10, 14, 30, 0, 250_000, tzinfo=UTC)

SERGEANT = Official(
    name="Ffion Pêr", role=Role.CUSTODY_SERGEANT, rank=Rank.SERGEANT, number="NW 4021"
)
INSPECTOR = Official(name="Deio Llwyd", role=Role.SUPERVISOR, rank=Rank.INSPECTOR, number="NW 1187")
NAVIGATOR = Official(name="Mair Ŵyn", role=Role.NAVIGATOR, rank=Rank.CONSTABLE, number="N 7")

OVERRIDE = Override(clauses=("E2", "E7"), authority=INSPECTOR)
REFUSED_FOR = ("E2", "E7")
RATIONALE = "Cyfle i newid: no victim, admitted at once."
EDITION = EditionRef(
    scheme="checkpoint-cymru",
    edition="2019-12",
    digest="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
)

OFFENCE = Offence(
    code="possession-class-a",
    title="Possession of a controlled drug of Class A",
    mode=ModeOfTrial.EITHER_WAY,
    first_on=date(2019, 12, 9),
    last_on=ON,
    ended_at=datetime(2019, 12, 10, 13, 5, tzinfo=UTC),
    drug="heroin",
    drug_class=DrugClass.A,
    gravity=2,
    features=(OffenceFeature.DOMESTIC_ABUSE, OffenceFeature.SUPPLY_SUSPECTED),
    personal_use=False,
)
PAPERS = ArrestPapers(custody_record="WX/1207/19", arrest_summons_number="1963ZZ0100000000123A")
FINDINGS = Findings(age=27, uses=1, refusals=1, disengagements=1, under_contract=True)

PERSON = Person(
    family_name="Tŷ-Gwyn",
    given_names="Anhysbys",
    born_on=date(1992, 2, 29),
    address="1 Stryd Ddychmygol, Trenewydd-nad-yw",
    ethnicity_self_defined="W1",
    ethnicity_officer_defined="1",
)
IDENTIFIERS = (
    Identifier(kind=IdentifierKind.PNC_ID, value="1999/0000001A", issuer="GB"),
    Identifier(kind=IdentifierKind.FORCE_LOCAL, value="NW-000001", issuer="north-wales"),
)

CONDITIONS = (
    Condition(kind=ConditionKind.VOLUNTARY_WORK, hours=20),
    Condition(kind=ConditionKind.NAVIGATOR_APPOINTMENTS, hours=6),
)
TEXTS = ("Gwaith gwirfoddol am 20 awr.", "Six hours with your navigator.")
ASSURANCE = Assurance(
    version="2019-12-01",
    language=Language.WELSH,
    sha256="2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae",
    allows_rescission=True,
)
SCORES = (
    Score(pathway=Pathway.DRUGS, score=8, note="Pob dydd ers yr haf."),
    Score(pathway=Pathway.HOUSING, score=3, note="Sofa-surfing."),
)

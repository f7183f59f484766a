"""Every fact that can stand in the ledger.

A fact has happened; it is immutable. `NAME` is what stands on disk: once used it is never reused,
a new field has a default, and a change of meaning is a new fact.
"""

from __future__ import annotations

from typing import get_args

from ledger.journey.facts.arrest import ArrestFact
from ledger.journey.facts.breach import BreachFact
from ledger.journey.facts.contract import ContractFact
from ledger.journey.facts.course import CourseFact
from ledger.journey.facts.decision import DecisionFact
from ledger.journey.facts.ending import EndingFact
from ledger.journey.facts.institution import InstitutionFact
from ledger.journey.facts.log import LogFact
from ledger.journey.facts.person import PersonFact
from ledger.journey.facts.protection import ProtectionFact
from ledger.journey.facts.scrutiny import ScrutinyFact

JourneyFact = ArrestFact | DecisionFact | CourseFact | ContractFact | BreachFact | EndingFact
PageFact = PersonFact | ProtectionFact
Fact = JourneyFact | PageFact | InstitutionFact | LogFact | ScrutinyFact

FACTS: dict[str, type[Fact]] = {fact.NAME: fact for fact in get_args(Fact)}

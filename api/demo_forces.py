"""Who adopts which scheme in the demo, and the invented officials who work there.

North Wales adopts Checkpoint Cymru as it was announced and stays with it; `demo-second` is a force
that does not exist, and shows the same scheme as it was launched.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ledger.journey.parts import Official
from ledger.journey.words import Rank, Role

SUPPLIER = "Invented Courses"


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoForce:
    """A force, the edition it adopts from `from_on`, and its people; `offences` are by code."""

    code: str
    edition: str
    from_on: date
    stations: tuple[str, ...]
    decider: Official
    inspector: Official
    investigator: Official
    navigators: tuple[Official, ...]
    offences: tuple[str, ...]

    @property
    def scheme(self) -> str:
        return self.edition.split("/")[0]


def _sergeant(name: str, number: str) -> Official:
    role, rank = Role.CUSTODY_SERGEANT, Rank.SERGEANT
    return Official(name=f"Sgt {name}", role=role, rank=rank, number=number)


def _officer(name: str, number: str) -> Official:
    return Official(name=f"PC {name}", role=Role.OFFICER, rank=Rank.CONSTABLE, number=number)


def _inspector(name: str, number: str) -> Official:
    rank = Rank.INSPECTOR
    return Official(name=f"Insp {name}", role=Role.SUPERVISOR, rank=rank, number=number)


def _investigator(name: str, number: str) -> Official:
    role, rank = Role.INVESTIGATING_OFFICER, Rank.CONSTABLE
    return Official(name=f"DC {name}", role=role, rank=rank, number=number)


def _navigators(*names: str) -> tuple[Official, ...]:
    return tuple(
        Official(name=name, role=Role.NAVIGATOR, number=f"N{place}")
        for place, name in enumerate(names, 1)
    )


DRUGS = ("possession-class-a", "possession-class-b", "possession-class-c")
MINOR = (*DRUGS, "theft-from-shop", "criminal-damage")

NORTH_WALES = DemoForce(
    code="north-wales",
    edition="checkpoint-cymru/2019-10",
    from_on=date(2019, 10, 7),
    stations=("Caernarfon", "St Asaph", "Llay"),
    decider=_sergeant("Mair Invented", "9001"),
    inspector=_inspector("Nia Invented", "9002"),
    investigator=_investigator("Dewi Invented", "9003"),
    navigators=_navigators("Gwen Invented", "Idris Invented", "Ruth Invented"),
    offences=MINOR,
)
DEMO_SECOND = DemoForce(
    code="demo-second",
    edition="checkpoint-cymru/2019-12",
    from_on=date(2019, 12, 1),
    stations=("Aberdychymyg", "Invented Bay"),
    decider=_sergeant("Huw Invented", "9011"),
    inspector=_inspector("Carol Invented", "9012"),
    investigator=_investigator("Sara Invented", "9013"),
    navigators=_navigators("Tomos Invented", "Priya Invented"),
    offences=MINOR,
)
DURHAM = DemoForce(
    code="durham",
    edition="durham-checkpoint/2020-02",
    from_on=date(2020, 2, 1),
    stations=("Durham", "Darlington"),
    decider=_sergeant("Alan Invented", "9021"),
    inspector=_inspector("Joan Invented", "9022"),
    investigator=_investigator("Peter Invented", "9023"),
    navigators=_navigators("Maya Invented"),
    offences=("theft-from-shop", "criminal-damage", "affray", "fraud"),
)
AVON_AND_SOMERSET = DemoForce(
    code="avon-and-somerset",
    edition="avon-somerset-dep/2019",
    from_on=date(2019, 1, 1),
    stations=("Keynsham", "Bridgwater"),
    decider=_officer("Leah Invented", "9031"),
    inspector=_inspector("Omar Invented", "9032"),
    investigator=_investigator("Kate Invented", "9033"),
    navigators=(),
    offences=DRUGS,
)
WEST_MIDLANDS = DemoForce(
    code="west-midlands",
    edition="west-midlands-divert/2020-10",
    from_on=date(2020, 10, 1),
    stations=("Perry Barr", "Oldbury"),
    decider=_officer("Aisha Invented", "9041"),
    inspector=_inspector("Neil Invented", "9042"),
    investigator=_investigator("Ravi Invented", "9043"),
    navigators=(),
    offences=("possession-class-b", "possession-class-c"),
)
THAMES_VALLEY = DemoForce(
    code="thames-valley",
    edition="thames-valley-ddp/2018-12",
    from_on=date(2018, 12, 1),
    stations=("Newbury",),
    decider=_officer("Grace Invented", "9051"),
    inspector=_inspector("Colin Invented", "9052"),
    investigator=_investigator("Femi Invented", "9053"),
    navigators=_navigators("Ellen Invented"),
    offences=DRUGS,
)
DEVON_AND_CORNWALL = DemoForce(
    code="devon-and-cornwall",
    edition="devon-cornwall-pathfinder/2018",
    from_on=date(2018, 1, 1),
    stations=("Exeter", "Plymouth"),
    decider=_sergeant("Jory Invented", "9061"),
    inspector=_inspector("Helen Invented", "9062"),
    investigator=_investigator("Morwenna Invented", "9063"),
    navigators=_navigators("Petroc Invented"),
    offences=("theft-from-shop", "criminal-damage", "theft"),
)

FORCES = (
    NORTH_WALES,
    DEMO_SECOND,
    DURHAM,
    AVON_AND_SOMERSET,
    WEST_MIDLANDS,
    THAMES_VALLEY,
    DEVON_AND_CORNWALL,
)
ADOPTER = Official(name="Invented Adopter", role=Role.POLICY)

"""People who do not exist: invented names, and police identifiers with right check letters.

Serial numbers stand at the very top of their range, where no real person's is to be expected.
Everything follows from the seed, so that the same demo has the same people.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from api.identities import ALPHABET, ID_CHARACTERS, PAGE_PREFIX
from ledger.journey.identifiers import cro_check_letter, pnc_check_letter
from ledger.journey.parts import Identifier, Person
from ledger.journey.words import IdentifierKind, Language

GIVEN = (
    *("Aled", "Alys", "Angharad", "Bethan", "Carys", "Dafydd", "Eleri", "Elin", "Emyr", "Ffion"),
    *("Gareth", "Glenys", "Gruffudd", "Hefin", "Heledd", "Ieuan", "Llinos", "Mared", "Meilir"),
    *("Adam", "Beth", "Callum", "Daniel", "Emma", "Farah", "George", "Hannah", "Imran", "Jade"),
    *("Kieran", "Lauren", "Mark", "Natasha", "Oliver", "Paula", "Rhys", "Sian", "Tariq", "Wendy"),
)
FAMILY = (
    *("ap Dychymyg", "Bowen-Test", "Demo", "Ellis-Demo", "Enghraifft", "Example", "Ffug"),
    *("Invented", "Madeup", "Morgan-Demo", "Nobody", "Parry-Test", "Placeholder", "Prosser-Demo"),
    *("Sample", "Specimen", "Testun", "Trial", "Vaughan-Test", "Whoever"),
)
BORN_FROM, BORN_BY = date(1962, 1, 1), date(2000, 6, 30)
FIRST_PNC_SERIAL, FIRST_CRO_SERIAL = 9_990_000, 999_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Invented:
    """A person who does not exist, and the page that will be theirs."""

    page: str
    person: Person
    identifiers: tuple[Identifier, ...]
    language: Language


def page_id(seed: int, place: int) -> str:
    """The page of the person at `place`, from 0: the same for the same seed, whatever the day."""
    rng = Random(f"{seed}:{place}")  # noqa: S311  reproducible, not secret
    return PAGE_PREFIX + "".join(rng.choices(ALPHABET, k=ID_CHARACTERS))


def people(seed: int, count: int) -> tuple[Invented, ...]:
    """`count` people of different names, all of age in 2019, about a third of them Welsh speakers.

    Raises:
        ValueError: More people are asked for than there are names.
    """
    rng = Random(seed)  # noqa: S311  reproducible, not secret
    names = rng.sample([(given, family) for given in GIVEN for family in FAMILY], count)
    return tuple(
        _person(rng, page_id(seed, place), place, given, family)
        for place, (given, family) in enumerate(names)
    )


def _person(rng: Random, page: str, place: int, given: str, family: str) -> Invented:
    born_on = BORN_FROM + timedelta(days=rng.randrange((BORN_BY - BORN_FROM).days))
    met_in = min(born_on.year + rng.randrange(15, 30), 2018)
    known = {
        "unknown": (),
        "pnc": (_pnc_id(met_in, place),),
        "pnc and cro": (_pnc_id(met_in, place), _cro(met_in, place)),
    }
    return Invented(
        page=page,
        person=Person(family_name=family, given_names=given, born_on=born_on),
        identifiers=known[rng.choices(list(known), weights=(20, 55, 25))[0]],
        language=rng.choices((Language.ENGLISH, Language.WELSH), weights=(65, 35))[0],
    )


def _pnc_id(year: int, place: int) -> Identifier:
    serial = FIRST_PNC_SERIAL + place
    value = f"{year}/{serial:07}{pnc_check_letter(year, serial)}"
    return Identifier(kind=IdentifierKind.PNC_ID, value=value)


def _cro(year: int, place: int) -> Identifier:
    serial, short_year = f"{FIRST_CRO_SERIAL + place:06}", f"{year % 100:02}"
    value = f"{serial}/{short_year}{cro_check_letter(short_year, serial)}"
    return Identifier(kind=IdentifierKind.CRO, value=value)

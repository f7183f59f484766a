"""A ledger with persons to erase: their names are canaries, and their journeys are over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from ledger.journey.facts.ending import JourneyVoided
from ledger.journey.facts.person import DetailsCorrected, IdentifierAdded
from ledger.journey.facts.protection import AccuracyContested, PersonalDataErased
from ledger.journey.parts import Identifier, Official, Person
from ledger.journey.words import IdentifierKind, Rank, Role, VoidReason
from ledger.record.book import Answering, Ledger, force_page, open_ledger
from ledger.record.entry import Attribution
from tests.recorded import ADOPTION, ARREST, AT, FORCE, ME, ON, SERGEANT

INSPECTOR = Official(name="Gwen Parri", role=Role.SUPERVISOR, rank=Rank.INSPECTOR)
ERASURE = PersonalDataErased(
    on=ON, legal_basis="DPA 2018 s.47(1)", decided_by=INSPECTOR, agreed_by=SERGEANT
)
VOID = JourneyVoided(journey=1, on=ON, reason=VoidReason.MISTAKEN_IDENTITY, decided_by=INSPECTOR)


def canaries(page: str) -> tuple[str, ...]:
    """What is said of nobody but the person on that page."""
    tail = page.replace("-", "").upper()
    return (f"Zygmuntowicz{tail}", f"Wilhelmina{tail}", f"9 Heol {tail}", f"Nid fi oedd {tail}")


def record_person(ledger: Ledger, page: str) -> None:
    """An arrest that is void at once, and all sorts of personal things said."""
    family, given, address, statement = canaries(page)
    who = Person(family_name=family, given_names=given, born_on=date(1990, 1, 1), address=address)
    me = replace(ME, justification=f"Asked by {family}")
    identifiers = (Identifier(kind=IdentifierKind.FORCE_LOCAL, value=family, issuer=FORCE),)
    ledger.record(page, replace(ARREST, person=who, identifiers=identifiers), me, AT)
    local = IdentifierKind.FORCE_LOCAL
    ledger.record(page, IdentifierAdded(on=ON, kind=local, value=given, issuer=FORCE), me, AT)
    ledger.record(page, DetailsCorrected(on=ON, person=replace(who, given_names=given)), me, AT)
    ledger.record(page, AccuracyContested(on=ON, line=2, statement=statement), me, AT)
    ledger.record(page, VOID, me, AT)


def write_persons(data: Path, *pages: str) -> Path:
    with open_ledger(data) as ledger:
        ledger.record(force_page(FORCE), ADOPTION, ME, AT)
        for page in pages:
            record_person(ledger, page)
    return data


def files_in(*folders: Path) -> Iterator[Path]:
    for folder in folders:
        yield from (path for path in folder.rglob("*") if path.is_file())


def files_that_say(words: tuple[str, ...], *folders: Path) -> list[Path]:
    """The files that hold one of the words, in UTF-8 or UTF-16."""
    sought = [word.encode(code) for word in words for code in ("utf-8", "utf-16-le")]
    return [
        path
        for path in files_in(*folders)
        if any(word in content for content in [path.read_bytes()] for word in sought)
    ]


class Crash(BaseException):
    """Here the process ends."""


def crash(*_given: object) -> None:
    raise Crash


def cut_off(
    ledger: Ledger,
    page: str,
    monkeypatch: pytest.MonkeyPatch,
    attribution: Attribution = ME,
    answering: Answering | None = None,
) -> None:
    """Erase the page, and crash when the fence stands."""
    with monkeypatch.context() as patched:
        patched.setattr("ledger.privacy.key_files.wipe", crash)
        with pytest.raises(Crash):
            ledger.record(page, ERASURE, attribution, AT, answering=answering)

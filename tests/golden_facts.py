"""One example of every fact, as an entry; `tests/golden/` holds the line that each was stored as.

Lines are written in format 2, here with the key of `tests.sealed`: these are in `golden/sealed/`.
The files above it are lines of format 1, which ledgers hold still and nobody writes any more.

A golden file is made once and never changes. `python -m tests.golden_facts` writes those that are
missing. Where the shape of a fact has changed since, its old file stays, its old example stays
readable, and the new shape gets a file of its own: `<name>.2.json`, of the example `<name>.2`.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from ledger.journey.facts import Fact
from ledger.journey.facts import institution as i
from ledger.journey.facts import log as own
from ledger.journey.facts import person as p
from ledger.journey.facts import protection as t
from ledger.journey.facts import scrutiny as u
from ledger.journey.words import (
    DecisionKind,
    IdentifierKind,
    Language,
    Record,
    RestrictionGround,
    Verdict,
)
from ledger.record.entry import Attribution, Entry
from tests.golden_arrests import ENTRY_FACTS
from tests.golden_contracts import CONTRACT_FACTS
from tests.golden_parts import EDITION, IDENTIFIERS, INSPECTOR, ON, PERSON, SERGEANT
from tests.sealed import OneKeyCodec

GOLDEN = Path(__file__).parent / "golden"
SEALED = GOLDEN / "sealed"
PAGE = "p-0123456789abcdefghjkmnpqrs"
OTHER = "p-zyxwvtsrqpnmkjhgfedcba9876"
PAGES = {
    "policy.adopted": "force-north-wales",
    "panel-verdict.given": "panel-north-wales",
    "sample.drawn": "scrutiny-north-wales",
    **dict.fromkeys(("log-key.added", "log-key.retired", "log.anchored"), "ledger"),
}

PERSON_FACTS: tuple[Fact, ...] = (
    p.PageOpened(
        on=ON,
        force="north-wales",
        language=Language.WELSH,
        person=PERSON,
        identifiers=IDENTIFIERS,
    ),
    p.IdentifierAdded(on=ON, kind=IdentifierKind.CRO, value="000001/99A", issuer="GB"),
    p.IdentifierCorrected(
        on=ON,
        kind=IdentifierKind.FOREIGN,
        old_value="X-1",
        value="X-2",
        issuer="IE",
    ),
    p.DetailsCorrected(on=ON, language=Language.OTHER, person=PERSON),
    p.PagesLinked(on=ON, other=OTHER, decided_by=INSPECTOR, rationale="The same fingerprints."),
    p.PagesUnlinked(on=ON, other=OTHER, decided_by=INSPECTOR, rationale="A twin."),
    p.ParticipantDied(on=ON, reported_by=SERGEANT),
)

PROTECTION_FACTS: tuple[Fact, ...] = (
    t.RecordedInError(on=ON, line=4, decided_by=INSPECTOR, reason="Another person's session."),
    t.AccuracyContested(on=ON, line=4, statement="Nid fi oedd yno."),
    t.RestrictionApplied(on=ON, ground=RestrictionGround.EVIDENCE, decided_by=INSPECTOR),
    t.RestrictionLifted(on=ON, decided_by=INSPECTOR),
    t.DisclosureMade(
        on=ON,
        recipient="Family court",
        legal_basis="Order of 2 December 2019",
        decided_by=INSPECTOR,
        what="That the contract was kept.",
    ),
    t.PersonalDataErased(on=ON, legal_basis="DPA 2018 s.47(1)", decided_by=INSPECTOR),
)

INSTITUTION_FACTS: tuple[Fact, ...] = (
    i.PolicyAdopted(
        on=ON,
        force="north-wales",
        edition=EDITION,
        from_on=date(2019, 12, 16),
        decided_by=INSPECTOR,
    ),
    i.StatusPublished(
        on=ON,
        journey=1,
        record=Record.AVOIDED,
        station="closed",
        as_at=date(2020, 4, 11),
        size=1024,
        root="47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
        edition=EDITION,
        engine="0.1.0",
    ),
    i.PanelVerdictGiven(
        on=ON,
        page=PAGE,
        line=3,
        verdict=Verdict.WITH_OBSERVATIONS,
        panel="Gogledd Cymru",
        observations="The rationale could say more.",
    ),
)

SCRUTINY_FACTS: tuple[Fact, ...] = (
    u.SampleDrawn(
        on=ON,
        sample="s-0123456789abcdefghjkmnpqrs",
        force="north-wales",
        decision=DecisionKind.OUTCOME,
        from_on=date(2019, 12, 1),
        last_on=ON,
        outcomes=("22", "avoided"),
        officers=("Nia Rees", "1187"),
        wanted=20,
        seed="5f0e7c3a9b1d2468",
        seed_given=True,
        known=1024,
        root="47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
        population=131,
    ),
)

ORIGIN = "ledger.example/diversion"
KEY = f"{ORIGIN}+c27ea34f+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4"
LOG_FACTS: tuple[Fact, ...] = (
    own.LogKeyAdded(on=ON, origin=ORIGIN, key=KEY, from_size=12),
    own.LogKeyRetired(on=ON, origin=ORIGIN, key=KEY, until_size=1024),
    own.LogAnchored(
        on=ON,
        origin=f"{ORIGIN}/access",
        size=1024,
        root="47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
    ),
)

ATTRIBUTION = Attribution(
    by="ffion.per@north-wales",
    on_behalf_of="custody-wrecsam",
    system="niche",
    purpose="law-enforcement",
    correlation_id="6c1f2a8e-0000-4000-8000-000000000001",
    causation_id=f"{PAGE}:2",
    idempotency_key="6c1f2a8e-0000-4000-8000-000000000002",
    traceparent="00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
    justification="Ymholiad gan y ddalfa.",
    late_because="The system was down overnight.",
)
RECORDED_AT = datetime(2019, 12, 11, 8, 0, 0, 7, tzinfo=UTC)

AGREED = t.PersonalDataErased(
    on=ON, legal_basis="DPA 2018 s.47(1)", decided_by=INSPECTOR, agreed_by=SERGEANT
)
EXAMPLES: dict[str, Entry] = {
    fact.NAME: Entry(PAGES.get(fact.NAME, PAGE), 3, RECORDED_AT, ATTRIBUTION, fact)
    for fact in (
        *ENTRY_FACTS,
        *CONTRACT_FACTS,
        *PERSON_FACTS,
        *PROTECTION_FACTS,
        *INSTITUTION_FACTS,
        *SCRUTINY_FACTS,
        *LOG_FACTS,
    )
}
EXAMPLES["personal-data.erased.2"] = Entry(PAGE, 3, RECORDED_AT, ATTRIBUTION, AGREED)


def golden_line(name: str) -> bytes:
    """The line that `tests/golden/sealed/<name>.json` holds."""
    return _line_in(SEALED / f"{name}.json")


def clear_line(name: str) -> bytes:
    """The line of format 1 that `tests/golden/<name>.json` holds."""
    return _line_in(GOLDEN / f"{name}.json")


def clear_examples() -> set[str]:
    """The examples that a line of format 1 is kept of."""
    return {path.stem for path in GOLDEN.glob("*.json")}


def write_missing() -> None:
    """Write a golden file for each example that has none; leave those that are there."""
    codec = OneKeyCodec()
    for name, entry in EXAMPLES.items():
        path = SEALED / f"{name}.json"
        if not path.exists():
            path.write_bytes(codec.encode(entry) + b"\n")


def _line_in(path: Path) -> bytes:
    return path.read_bytes().removesuffix(b"\n")


if __name__ == "__main__":
    write_missing()

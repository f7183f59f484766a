"""`policies`: the editions that there are, what a force has adopted, and adopting one."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from api import clock
from api.cli_options import AsJson, Data, a_day, the_ledger
from api.cli_output import tell, tell_json, tell_table
from api.fields import KEBAB
from ledger.journey.commands import AdoptPolicy
from ledger.journey.facts.institution import PolicyAdopted
from ledger.journey.parts import EditionRef, Official
from ledger.journey.words import Role
from ledger.policy.edition import Edition
from ledger.policy.load import load_editions
from ledger.policy.rulebook import Rulebook
from ledger.record.book import force_page
from ledger.record.entry import Attribution

SYSTEM = "diversion-ledger policies"

policies = typer.Typer(help="The editions that there are, and what forces have adopted.")


def an_edition(text: str) -> EditionRef:
    """The edition that `text` names, which need not exist."""
    scheme, slash, edition = text.partition("/")
    if not (scheme and slash and edition):
        raise typer.BadParameter("an edition is written as in checkpoint-cymru/2019-10.")
    return EditionRef(scheme=scheme, edition=edition, digest="")


def a_force(text: str) -> str:
    """The code of a force."""
    if not re.fullmatch(KEBAB, text):
        raise typer.BadParameter("a force is written as in north-wales.")
    return text


def a_name(text: str) -> str:
    """A name that is not blank."""
    if not text.strip():
        raise typer.BadParameter("a decision is somebody's, by name.")
    return text


OfForce = Annotated[
    str | None,
    typer.Option(
        "--force", metavar="FORCE", parser=a_force, help="What this force has adopted instead."
    ),
]
Force = Annotated[
    str, typer.Argument(metavar="FORCE", parser=a_force, help="Its code, as in north-wales.")
]
Named = Annotated[
    EditionRef,
    typer.Argument(metavar="SCHEME/EDITION", parser=an_edition, help="As the list has it."),
]
From = Annotated[
    date, typer.Option("--from", metavar="DAY", parser=a_day, help="The first day it holds.")
]
By = Annotated[
    str, typer.Option("--by", metavar="NAME", parser=a_name, help="Who decided it, by name.")
]


@policies.callback(invoke_without_command=True)
def listed(
    context: typer.Context, force: OfForce = None, data: Data = None, as_json: AsJson = False
) -> None:
    """List every edition; or with --force what a force has adopted."""
    if context.invoked_subcommand:
        return
    if force:
        _tell_adoptions(force, data, as_json)
        return
    editions = load_editions().values()
    if as_json:
        tell_json({"items": [_edition(edition) for edition in editions]})
    else:
        columns = ("edition", "route", "title")
        tell_table("Editions", columns, map(_edition_row, editions), bends="title")


@policies.command()
def adopt(
    force: Force, edition: Named, from_on: From, by: By, data: Data = None, as_json: AsJson = False
) -> None:
    """Adopt an edition for a force from a day on; what was decided before stays as it is."""
    command = AdoptPolicy(
        on=clock.today(),
        force=force,
        scheme=edition.scheme,
        edition=edition.edition,
        from_on=from_on,
        decided_by=Official(name=by, role=Role.POLICY),
    )
    attribution = Attribution(by=by, system=SYSTEM)
    with the_ledger(data) as ledger:
        recorded = ledger.record(force_page(force), command, attribution, clock.now())
        adopted = ledger.rulebook_for(force).adoptions[-1]
    reference = recorded.entries[-1].reference
    if as_json:
        tell_json({"force": force, "entry": reference, **_adoption(adopted)})
    else:
        tell(f"{force} adopts {edition.name} from {from_on} on. Written as {reference}.")


def _tell_adoptions(force: str, data: Path | None, as_json: bool) -> None:
    with the_ledger(data) as ledger:
        rulebook = ledger.rulebook_for(force)
    adopted = sorted(rulebook.adoptions, key=lambda a: (a.edition.scheme, a.from_on))
    if as_json:
        tell_json({"force": force, "items": [_adoption(one) for one in adopted]})
    elif adopted:
        columns = ("edition", "from", "decided by", "in force today")
        rows = [_adoption_row(one, rulebook) for one in adopted]
        tell_table(f"Adopted by {force}", columns, rows, bends="decided by")
    else:
        tell(f"{force} has adopted nothing.")


def _adoption(adopted: PolicyAdopted) -> dict[str, Any]:
    return {
        "scheme": adopted.edition.scheme,
        "edition": adopted.edition.edition,
        "digest": adopted.edition.digest,
        "from": adopted.from_on.isoformat(),
        "decidedBy": adopted.decided_by.name,
        "decidedOn": adopted.on.isoformat(),
    }


def _adoption_row(adopted: PolicyAdopted, rulebook: Rulebook) -> tuple[object, ...]:
    current = rulebook.in_force(adopted.edition.scheme, clock.today())
    holds = current is not None and current.ref == adopted.edition
    decided_by = adopted.decided_by.name
    return (adopted.edition.name, adopted.from_on, decided_by, "yes" if holds else "no")


def _edition(edition: Edition) -> dict[str, Any]:
    return {
        "scheme": edition.ref.scheme,
        "edition": edition.ref.edition,
        "title": {"en": edition.title, "cy": edition.title_cy},
        "digest": edition.ref.digest,
        "route": edition.route,
        "parameters": {
            name: {"is": known.text, "unit": known.unit, "source": known.source}
            for name, known in edition.parameters.items()
        },
    }


def _edition_row(edition: Edition) -> tuple[object, ...]:
    route = f"{edition.route} {edition.contract.length or ''}"
    return (edition.ref.name, route, edition.title)

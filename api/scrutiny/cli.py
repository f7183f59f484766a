"""`scrutiny`: samples of decisions, packs for panels, and what panels think of them."""

from __future__ import annotations

from typing import Any

import typer

from api import clock
from api.cli_options import AsJson, Data, settings_for, the_ledger
from api.cli_output import progress_bar, tell, tell_json, tell_table
from api.scrutiny import cli_options as o
from api.scrutiny.cli_panels import pack, verdict, verdicts
from api.scrutiny.putting import sample_reply
from api.scrutiny.samples import Recorded, Wanted, asked_of, samples_of
from ledger.evidence.scrutiny.drawing import drawn
from ledger.journey.words import DecisionKind
from ledger.record.access import AccessKind
from ledger.record.entry import Attribution
from ledger.record.streams import scrutiny_page

COLUMNS = ("sample", "drawn", "of", "decision", "from", "to", "on", "by")

scrutiny = typer.Typer(
    help="Samples drawn at random, packs for panels, and their verdicts: docs/scrutiny.md."
    " With --json a command answers with one JSON object.",
    no_args_is_help=True,
)


@scrutiny.command()
def sample(
    force: o.Force,
    first_on: o.FirstOn,
    last_on: o.LastOn,
    by: o.By,
    decision: o.Kind = DecisionKind.ELIGIBILITY,
    outcome: o.Outcomes = None,
    officer: o.Officers = None,
    size: o.Size = 20,
    seed: o.Seed = None,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Draw decisions of a force at random, and record the seed and what they were drawn from."""
    wanted = Wanted(
        decision=decision,
        from_on=first_on,
        last_on=last_on,
        outcomes=tuple(outcome or ()),
        officers=tuple(officer or ()),
        wanted=size,
        seed=seed or "",
    )
    with the_ledger(data) as ledger, progress_bar(hidden=as_json) as bar:
        asked = asked_of(ledger, force, wanted, clock.today())
        task = bar.add_task("Drawing", total=asked.known)
        draw = drawn(ledger, asked, lambda done, _: bar.update(task, completed=done))
        attribution = Attribution(by=by, system=o.SYSTEM)
        written = ledger.record(scrutiny_page(force), draw.sample, attribution, clock.now())
    reply = sample_reply(Recorded(draw.sample, written.entries[0]))
    if as_json:
        tell_json(reply.model_dump(mode="json", by_alias=True))
    else:
        of = f"{len(draw.places)} of {draw.sample.population}"
        tell(f"Drew {of} decisions as {draw.sample.sample}, with the seed {draw.sample.seed}.")


@scrutiny.command()
def samples(force: o.Force, data: Data = None, as_json: AsJson = False) -> None:
    """List the samples that a force has drawn, whoever drew them."""
    with the_ledger(data) as ledger:
        replies = [sample_reply(one) for one in samples_of(ledger, force)]
    if as_json:
        tell_json({"items": [one.model_dump(mode="json", by_alias=True) for one in replies]})
        return
    rows = [
        (
            *(one.sample_id, one.drawn, one.population, one.decision.value),
            *(one.from_on, one.last_on, one.drawn_on, one.drawn_by),
        )
        for one in replies
    ]
    tell_table(f"Samples of {force}", COLUMNS, rows, bends="by")


@scrutiny.command()
def decisions(
    sample_id: o.Sample, force: o.Force, data: Data = None, as_json: AsJson = False
) -> None:
    """Say where the decisions of a sample stand: page and line, by their numbers in the pack."""
    with the_ledger(data) as ledger:
        draw = o.redrawn_from(ledger, force, sample_id, hidden=as_json)
    o.put_down(settings_for(data), draw, "sampleDecisions", AccessKind.CONSULTATION)
    places = list(enumerate(draw.places, start=1))
    if as_json:
        items: list[dict[str, Any]] = [
            {"decision": number, "participantId": place.page, "line": place.line}
            for number, place in places
        ]
        tell_json({"items": items})
        return
    rows = [(number, place.page, place.line) for number, place in places]
    tell_table(f"Decisions of {sample_id}", ("decision", "page", "line"), rows, bends="page")


for command in (pack, verdict, verdicts):
    scrutiny.command()(command)

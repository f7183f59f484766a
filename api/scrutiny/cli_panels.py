"""`scrutiny pack`, `verdict` and `verdicts`: what a panel is given, and what it said."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

import typer

from api import clock
from api.cli_options import AsJson, Data, settings_for, the_ledger
from api.cli_output import tell, tell_json, tell_table
from api.scrutiny import cli_options as o
from api.scrutiny.formats import WRITERS, Format
from api.scrutiny.putting import verdict_reply
from api.scrutiny.samples import said_of
from api.scrutiny.verdicts import verdicts_csv
from ledger.evidence.scrutiny.drawing import Draw, Place
from ledger.evidence.scrutiny.pack import packed
from ledger.journey.facts.institution import PanelVerdictGiven
from ledger.record.access import AccessKind
from ledger.record.entry import Attribution
from ledger.record.streams import panel_page

FORMATS = dict(zip(o.FORMATS, Format, strict=True))
COLUMNS = ("decision", "verdict", "panel", "on", "counts", "observations")


def pack(
    sample_id: o.Sample,
    force: o.Force,
    out: o.Out,
    recipient: o.Recipient,
    in_format: o.InFormat = "json",
    with_rationale: o.WithRationale = False,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Write the pack of a sample to a file: the same bytes for ever, whatever comes to light."""
    with the_ledger(data) as ledger:
        draw = o.redrawn_from(ledger, force, sample_id, hidden=as_json)
        told = packed(ledger, draw, with_rationale=with_rationale)
    content = WRITERS[FORMATS[in_format]](told)
    o.put_down(settings_for(data), draw, "samplePack", AccessKind.DISCLOSURE, recipient)
    o.write_new(out, content)
    digest = sha256(content).hexdigest()
    if as_json:
        decisions = len(told.decisions)
        tell_json({"file": str(out), "decisions": decisions, "sha256": digest})
    else:
        tell(f"Wrote {len(told.decisions)} decisions to {out}. SHA-256: {digest}.")


def verdict(
    sample_id: o.Sample,
    number: o.Number,
    given: o.Given,
    force: o.Force,
    panel: o.Panel,
    on: o.On,
    by: o.By,
    observations: o.Observations = "",
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Record what a panel thinks of a decision; no journey changes by it."""
    with the_ledger(data) as ledger:
        place = _numbered(o.redrawn_from(ledger, force, sample_id, hidden=as_json), number)
        told = PanelVerdictGiven(
            on=on,
            page=place.page,
            line=place.line,
            verdict=given,
            panel=panel,
            observations=observations,
        )
        attribution = Attribution(by=by, system=o.SYSTEM)
        ledger.record(panel_page(place.page), told, attribution, clock.now())
    if as_json:
        tell_json({"sampleId": sample_id, "decision": number, "verdict": given.value})
    else:
        tell(f"Recorded that {panel} finds decision {number} {given.value.replace('-', ' ')}.")


def verdicts(
    sample_id: o.Sample,
    force: o.Force,
    out: o.CsvOut = None,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Say what panels thought of a sample's decisions; the latest verdict of each counts."""
    with the_ledger(data) as ledger:
        draw = o.redrawn_from(ledger, force, sample_id, hidden=as_json)
        said = said_of(ledger, draw)
    o.put_down(settings_for(data), draw, "sampleVerdicts", AccessKind.CONSULTATION)
    replies = [verdict_reply(sample_id, one, with_observations=True) for one in said]
    if out is not None:
        o.write_new(out, verdicts_csv(replies))
    if as_json:
        tell_json({"items": [one.model_dump(mode="json", by_alias=True) for one in replies]})
        return
    rows: Sequence[Sequence[object]] = [
        (one.decision, one.verdict.value, one.panel, one.on, one.counts, one.observations)
        for one in replies
    ]
    tell_table(f"Verdicts on {sample_id}", COLUMNS, rows, bends="observations")


def _numbered(draw: Draw, number: int) -> Place:
    if number > len(draw.places):
        raise typer.BadParameter(f"the sample has {len(draw.places)} decisions.", param_hint="N")
    return draw.places[number - 1]

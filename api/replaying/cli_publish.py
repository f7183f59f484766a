"""`publish`: put down for good where a person stands, from the sealed ledger."""

from __future__ import annotations

from typing import Annotated

import typer

from api import clock, words
from api.cli_access import put_down
from api.cli_options import AsAt, AsJson, Data, PageId, settings_for, the_ledger
from api.cli_output import tell, tell_json
from api.cli_policies import By
from api.cli_reading import For
from api.headers import Purpose
from api.replaying.sealed import sealed_page
from api.sealing.logs import published_ledger
from api.writing import status_recorded
from ledger.journey.commands import PublishStatus
from ledger.policy.load import load_rulebook
from ledger.record.entry import Attribution

SYSTEM = "diversion-ledger publish"

Journey = Annotated[
    int, typer.Option("--journey", metavar="N", min=1, help="Which journey, from 1.")
]


def publish(
    page: PageId,
    by: By,
    journey: Journey = 1,
    as_at: AsAt = None,
    purpose: For = Purpose.AUDIT,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Publish where a journey stands, for good: waits for a seal, then writes what it tells."""
    settings, today = settings_for(data), clock.today()
    with the_ledger(data) as ledger:
        patience = settings.seal_patience_seconds
        sealed = sealed_page(ledger, published_ledger(settings.data), page, None, patience)
        put_down(settings, "publish", ledger.force_of(page), page, purpose)
        command = PublishStatus(journey=journey, on=today, as_at=as_at or today, **sealed)
        attribution = Attribution(by=by, system=SYSTEM, purpose=purpose.value)
        written = ledger.record(page, command, attribution, clock.now())
    told = status_recorded(page, written, today, load_rulebook())
    if as_json:
        tell_json(told.model_dump(mode="json", by_alias=True))
        return
    published = told.published
    tell(
        f"Published as {told.entries[-1].reference}: as at {words.written(published.as_at)},"
        f" {published.status.words.en.lower()}. {published.record.words.en}\n"
        f"Told from the first {published.size:,} entries of the ledger, whose root is"
        f" {published.root}."
    )

"""Drawing a sample and giving a verdict over HTTP: carried out once, with one answer for ever."""

from __future__ import annotations

import hmac
from collections.abc import Callable

from api import clock
from api.answer import Answer
from api.commanding import carried_out_once
from api.desk import Desk
from api.forms import Form
from api.problems import Problem
from api.replies.scrutiny import SampleReply, VerdictReply
from api.requests import Asked
from api.scrutiny.asking import SampleForm, VerdictForm
from api.scrutiny.samples import Recorded, Said, asked_of, sample_of
from ledger.evidence.scrutiny.drawing import Draw, drawn, redrawn
from ledger.journey.facts.institution import PanelVerdictGiven
from ledger.journey.facts.scrutiny import SampleDrawn
from ledger.record.book import Answering
from ledger.record.entry import Entry
from ledger.record.once import Once
from ledger.record.streams import panel_page, scrutiny_page

SAMPLES = "/v1/scrutiny/samples"


def draw(desk: Desk, asked: Asked, told: SampleForm) -> Answer:
    """Draw a sample of the caller's force, and record it.

    Raises:
        WrongDay: The period ends before it begins.
        Problem, KeyReused, Unavailable: As `carried_out_once`, `drawn` and `Ledger.record` say.
    """
    force = asked.caller.force

    def carry_out() -> Answer:
        sample = asked_of(desk.ledger, force, told.asked(), clock.today())
        found = drawn(desk.ledger, sample).sample

        def answer(entry: Entry) -> Answer:
            reply = sample_reply(Recorded(found, entry))
            return Answer.of(reply, f"{SAMPLES}/{found.sample}", entry.line)

        return _recorded(desk, asked, once, scrutiny_page(force), found, answer)

    once = _once(desk, asked, "drawSample", told)
    return carried_out_once(desk, once, carry_out)


def give_verdict(desk: Desk, asked: Asked, sample_id: str, told: VerdictForm) -> Answer:
    """Record what a panel said of a decision of a sample of the caller's force.

    Raises:
        NoSuchSample: There is none of that id.
        NotAsDrawn: It cannot be drawn again.
        Problem: There are fewer decisions in it.
        Refused: The day is before the decision, or the page's personal data was erased.
        KeyReused, Unavailable: As `carried_out_once` and `Ledger.record` say.
    """
    sample = sample_of(desk.ledger, asked.caller.force, sample_id).sample

    def carry_out() -> Answer:
        draw = redrawn(desk.ledger, sample)
        if told.decision > len(draw.places):
            detail = f"The sample has {len(draw.places)} decisions."
            raise Problem.at("/decision", "number-out-of-range", detail)
        place = draw.places[told.decision - 1]
        given = PanelVerdictGiven(
            on=told.on,
            page=place.page,
            line=place.line,
            verdict=told.verdict,
            panel=told.panel,
            observations=told.observations,
        )

        def answer(entry: Entry) -> Answer:
            said = Said(told.decision, given, entry, counts=True)
            # The answer is kept in the clear, and the observations are sealed.
            reply = verdict_reply(sample_id, said, with_observations=False)
            return Answer.of(reply, f"{SAMPLES}/{sample_id}/verdicts", entry.line)

        return _recorded(desk, asked, once, panel_page(place.page), given, answer)

    once = _once(desk, asked, f"recordVerdict\0{sample_id}", told)
    return carried_out_once(desk, once, carry_out)


def redrawn_for(desk: Desk, force: str, sample_id: str) -> Draw:
    """The force's sample of that id, drawn again.

    Raises:
        NoSuchSample: There is none of that id.
        NotAsDrawn: It cannot be drawn again.
        CorruptEntry, Unavailable: As `redrawn` says.
    """
    return redrawn(desk.ledger, sample_of(desk.ledger, force, sample_id).sample)


def sample_reply(recorded: Recorded) -> SampleReply:
    """The sample as it is answered."""
    sample, entry = recorded.sample, recorded.entry
    same = {
        name: getattr(sample, name) for name in SampleReply.model_fields if hasattr(sample, name)
    }
    return SampleReply(
        **same,
        sample_id=sample.sample,
        drawn=min(sample.wanted, sample.population),
        drawn_on=sample.on,
        drawn_by=entry.attribution.by,
        recorded_at=entry.recorded_at,
    )


def verdict_reply(sample_id: str, said: Said, *, with_observations: bool) -> VerdictReply:
    """The verdict as it is answered."""
    given = said.verdict
    return VerdictReply(
        sample_id=sample_id,
        decision=said.number,
        verdict=given.verdict,
        panel=given.panel,
        on=given.on,
        observations=given.observations if with_observations else None,
        counts=said.counts,
        given_by=said.entry.attribution.by,
        recorded_at=said.entry.recorded_at,
    )


def _once(desk: Desk, asked: Asked, what: str, told: Form) -> Once:
    """The request; its digest is keyed, for what it says could be guessed."""
    caller = asked.caller
    content = f"{caller.force}\0{what}\0{told.model_dump_json()}"
    digest = hmac.digest(desk.lookup_key, b"request\0" + content.encode(), "sha256")
    return Once(caller.client, asked.key, digest)


def _recorded(
    desk: Desk,
    asked: Asked,
    once: Once,
    stream: str,
    fact: SampleDrawn | PanelVerdictGiven,
    answer: Callable[[Entry], Answer],
) -> Answer:
    written = desk.ledger.record(
        stream,
        fact,
        asked.attribution(),
        clock.now(),
        answering=Answering(once, lambda drafted: answer(drafted.entries[0]).kept()),
    )
    desk.runner.nudge()
    return answer(written.entries[0]).at(written.position)

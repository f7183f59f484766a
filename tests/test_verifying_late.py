"""A page on which something came late, or was wrong, proves what it tells of each day."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from ledger.decisions.standing import standing
from ledger.evidence.bundles import names
from ledger.evidence.verifying.verdict import State
from ledger.journey.commands import Command, PublishStatus
from ledger.journey.facts.breach import ReoffenceAlleged
from ledger.journey.facts.contract import ContractPaused
from ledger.journey.facts.protection import RecordedInError
from ledger.journey.page import replay
from ledger.journey.words import PauseReason
from ledger.proof.strict import to_base64
from ledger.record.book import Ledger, force_page
from tests.bundled import ENGINE, KEYS, PERSON, Sealed, files, of_page, verified, whole
from tests.recorded import ADOPTION, ME, SERGEANT
from tests.replayed import LATE, OFFENDED_ON, SIGNED_ON, reoffence
from tests.story import Story

WRITTEN_AT = datetime(2020, 3, 22, 9, tzinfo=UTC)
PUT_RIGHT_ON = date(2020, 3, 23)
LAST_ON = date(2020, 12, 10)
A_DAY = timedelta(days=1)
DAYS = [day + A_DAY * around for day in (SIGNED_ON, OFFENDED_ON, LAST_ON) for around in (-1, 0, 1)]


class Writing:
    """Writes command after command, each by a request and at a second of its own."""

    def __init__(self, place: Sealed, ledger: Ledger) -> None:
        self.place = place
        self.ledger = ledger
        self.number = 0

    def write(self, page: str, command: Command, late_because: str = "") -> None:
        self.number += 1
        key = KEYS.format(self.number)
        who = replace(ME, system="niche", idempotency_key=key, late_because=late_because)
        at = WRITTEN_AT + timedelta(seconds=self.number)
        self.ledger.record(page, command, who, at)

    def publish(self, as_at: date) -> None:
        """Seal, and publish where the journey stood then."""
        self.place.sealer(self.ledger).seal()
        head = self.place.checkpoint()
        version = self.ledger.page(PERSON).version
        of = {"size": head.size, "root": to_base64(head.root), "engine": ENGINE}
        status = PublishStatus(journey=1, on=PUT_RIGHT_ON, as_at=as_at, version=version, **of)
        self.write(PERSON, status)


@pytest.fixture(scope="module", params=["late", "late, and put right"])
def place(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Sealed:
    place, story = Sealed(tmp_path_factory.mktemp("late")), Story("checkpoint-cymru/2019-10")
    story.signed(SIGNED_ON)
    with place.ledger() as ledger:
        writing = Writing(place, ledger)
        writing.write(force_page("north-wales"), ADOPTION)
        writing.write(PERSON, story.arrest(SIGNED_ON))
        for step in (
            *(story.screening, story.victim, story.decision, story.offer, story.booking),
            *(story.attendance, story.course_completion, story.acceptance, story.assessment),
            story.contract,
        ):
            writing.write(PERSON, step(SIGNED_ON))
        writing.publish(SIGNED_ON)
        writing.publish(PUT_RIGHT_ON)
        pause = ContractPaused(journey=1, on=PUT_RIGHT_ON, reason=next(iter(PauseReason)))
        writing.write(PERSON, pause)
        writing.write(PERSON, reoffence(), LATE)
        if request.param != "late":
            line = ledger.page(PERSON).version
            wrong = RecordedInError(
                on=PUT_RIGHT_ON, line=line, decided_by=SERGEANT, reason="Another person."
            )
            writing.write(PERSON, wrong)
        writing.publish(OFFENDED_ON)
        writing.publish(PUT_RIGHT_ON)
        place.sealer(ledger).seal()
    return place


def told(place: Sealed, as_at: date) -> list[tuple[str, str]]:
    """Station and record on a day, as the ledger's own fold of the whole page has them."""
    with place.ledger() as ledger:
        written = ledger.page(PERSON).written
    answer = standing(replay(written, as_at), 1, as_at)
    return [(answer.station, answer.record.value)] if answer else []


def claimed(bundle: bytes) -> list[tuple[str, str]]:
    claims = [json.loads(line) for line in files(bundle)[names.CLAIMS].splitlines()]
    return [(claim["station"], claim["record"]) for claim in claims if claim["leaf"] is None]


@pytest.mark.parametrize("as_at", DAYS, ids=str)
def test_it_claims_of_a_day_what_the_ledger_tells_of_it(
    place: Sealed, tmp_path: Path, as_at: date
) -> None:
    bundle = whole(place, as_at=as_at)
    assert claimed(bundle) == told(place, as_at)
    for jobs in (1, 2):
        report = verified(bundle, tmp_path, jobs=jobs)
        assert report.state == State.VERIFIED
        assert [late.on for late in report.retroactive] == [OFFENDED_ON.isoformat()]


def test_the_reoffence_counts_from_its_day_until_it_is_put_right(place: Sealed) -> None:
    before, on = told(place, OFFENDED_ON - A_DAY), told(place, OFFENDED_ON)
    assert before == [("under-contract", "pending")]
    assert (on == before) == (len(told_late(place)) > 1)


def test_what_was_published_before_and_after_agrees(place: Sealed, tmp_path: Path) -> None:
    bundle = of_page(place)
    assert verified(bundle, tmp_path).state == State.VERIFIED
    claims = [json.loads(line) for line in files(bundle)[names.CLAIMS].splitlines()]
    published = [(one["as_at"], one["record"]) for one in claims if one["leaf"] is not None]
    (record,) = {record for _, record in told(place, PUT_RIGHT_ON)}
    assert published == [
        (SIGNED_ON.isoformat(), "pending"),
        (PUT_RIGHT_ON.isoformat(), "pending"),
        (OFFENDED_ON.isoformat(), record),
        (PUT_RIGHT_ON.isoformat(), record),
    ]


def told_late(place: Sealed) -> list[object]:
    """What was written of the reoffence: it, and that it was an error if it was one."""
    with place.ledger() as ledger:
        written = ledger.page(PERSON).written
    return [fact for _, fact in written if isinstance(fact, ReoffenceAlleged | RecordedInError)]

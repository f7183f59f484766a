"""Wherever a log is parted between processes, they find what one finds, and read it once."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import NoReturn

import pytest

from ledger.evidence.bundles import names
from ledger.evidence.bundles.container import Data
from ledger.evidence.verifying import splitting
from ledger.evidence.verifying.shares import Share, shares
from ledger.evidence.verifying.verdict import State
from ledger.journey.facts.contract import ContractPaused
from ledger.journey.facts.institution import PanelVerdictGiven
from ledger.journey.facts.protection import RecordedInError
from ledger.journey.words import PauseReason, Verdict
from ledger.proof.merkle import leaf_hash
from ledger.record.streams import force_page, panel_page
from tests.bundled import (
    OTHER,
    PERSON,
    Sealed,
    fact_changed,
    files,
    line_changed,
    lines_of,
    stolen,
    verified,
    whole,
)
from tests.recorded import ADOPTION, FORCE, SERGEANT, TO_AN_OFFER, arrest_on
from tests.replayed import LATE, OFFENDED_ON, SIGNED_ON, reoffence
from tests.story import Story
from tests.test_verifying_late import PUT_RIGHT_ON, Writing


def write_two_pages(place: Sealed) -> None:
    """Two pages line by line in turn, what a panel thinks of both, and what came late."""
    story = Story("checkpoint-cymru/2019-10").signed(SIGNED_ON)
    steps = (
        *(story.screening, story.victim, story.decision, story.offer, story.booking),
        *(story.attendance, story.course_completion, story.acceptance, story.assessment),
        story.contract,
    )
    with place.ledger() as ledger:
        writing = Writing(place, ledger)
        writing.write(force_page(FORCE), ADOPTION)
        writing.write(PERSON, story.arrest(SIGNED_ON))
        writing.write(OTHER, arrest_on(SIGNED_ON))
        for number, step in enumerate(steps):
            writing.write(PERSON, step(SIGNED_ON))
            if number < len(TO_AN_OFFER):
                writing.write(OTHER, TO_AN_OFFER[number])
        writing.publish(SIGNED_ON)
        writing.write(panel_page(PERSON), verdict(PERSON, 5))
        pause = ContractPaused(journey=1, on=PUT_RIGHT_ON, reason=next(iter(PauseReason)))
        writing.write(PERSON, pause)
        writing.write(PERSON, reoffence(), LATE)
        writing.write(panel_page(OTHER), verdict(OTHER, 5))
        line = ledger.page(PERSON).version
        why = "Another person."
        wrong = RecordedInError(on=PUT_RIGHT_ON, line=line, decided_by=SERGEANT, reason=why)
        writing.write(PERSON, wrong)
        writing.write(panel_page(PERSON), verdict(PERSON, 5))
        writing.publish(OFFENDED_ON)
        place.sealer(ledger).seal()


def verdict(page: str, line: int) -> PanelVerdictGiven:
    return PanelVerdictGiven(
        on=PUT_RIGHT_ON,
        page=page,
        line=line,
        verdict=Verdict.APPROPRIATE,
        panel="Y Panel",
        observations="Da.",
    )


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    place = Sealed(tmp_path_factory.mktemp("sealed"))
    write_two_pages(place)
    return whole(place)


def parted_at(monkeypatch: pytest.MonkeyPatch, *leaves: int) -> None:
    """Let the first share, which may be empty, end before the first of these leaves, and so on."""

    def parted(entries: Data, _leaves: bytes, _number: int) -> list[Share]:
        lines = bytes(entries).splitlines(keepends=True)
        begins = [(sum(map(len, lines[:leaf])), leaf) for leaf in leaves]
        ends = pairwise([(0, 0), *begins, (len(entries), len(lines))])
        return [Share(start, end, first) for (start, first), (end, _) in ends]

    monkeypatch.setattr(splitting, "shares", parted)


def not_alone(*_: object) -> NoReturn:
    raise AssertionError("it should not have been read again by one process")


def test_wherever_it_is_parted_it_is_read_once(
    monkeypatch: pytest.MonkeyPatch, bundle: bytes, tmp_path: Path
) -> None:
    alone = verified(bundle, tmp_path)
    assert alone.state == State.VERIFIED
    assert alone.retroactive
    monkeypatch.setattr(splitting, "entries", not_alone)
    for leaf in range(len(lines_of(bundle))):
        parted_at(monkeypatch, leaf)
        assert verified(bundle, tmp_path, jobs=2) == alone, leaf


@pytest.mark.parametrize("leaves", [(1, 2, 3), (4, 5, 20), (3, 9, 15), (0, 9, 26)])
def test_several_parts_are_as_good(
    monkeypatch: pytest.MonkeyPatch, bundle: bytes, tmp_path: Path, leaves: tuple[int, ...]
) -> None:
    alone = verified(bundle, tmp_path)
    monkeypatch.setattr(splitting, "entries", not_alone)
    parted_at(monkeypatch, *leaves)
    assert verified(bundle, tmp_path, jobs=4) == alone


def faulty(bundle: bytes) -> dict[str, bytes]:
    lines = lines_of(bundle)
    found = {
        f"{name} in leaf {index}": stolen(bundle, [*lines[:index], line, *lines[index + 1 :]])
        for index, before in enumerate(lines)
        if index in {3, 12, 20, len(lines) - 2}
        for name, line in {
            "an earlier instant": line_changed(before, recorded_at="2019-12-10T00:00:00.000000Z"),
            "another page": line_changed(before, page="p-0000000000000000000000009"),
            "another line": line_changed(before, line=7),
            "no entry": line_changed(before, more=1),
            "an earlier day": fact_changed(before, on="2019-12-09"),
            "a request of another": line_changed(
                before, idempotency_key=lines[1].split(b'"idempotency_key":"')[1][:36].decode()
            ),
        }.items()
    }
    for index in (2, 9, 20):
        found[f"leaf {index} missing"] = stolen(bundle, [*lines[:index], *lines[index + 1 :]])
    return found


@pytest.mark.parametrize("leaf", [1, 10, 19])
def test_whatever_is_at_fault_is_told_as_by_one(
    monkeypatch: pytest.MonkeyPatch, bundle: bytes, tmp_path: Path, leaf: int
) -> None:
    parted_at(monkeypatch, leaf)
    for what, data in faulty(bundle).items():
        alone = verified(data, tmp_path)
        assert alone.state != State.VERIFIED, what
        assert verified(data, tmp_path, jobs=2) == alone, what


def test_a_share_of_another_number_is_not_joined(
    monkeypatch: pytest.MonkeyPatch, bundle: bytes, tmp_path: Path
) -> None:
    def wrong(entries: Data, leaves: bytes, number: int) -> list[Share]:
        own, other = shares(entries, leaves, number)
        return [own, other._replace(first=other.first + 1)]

    monkeypatch.setattr(splitting, "shares", wrong)
    assert verified(bundle, tmp_path, jobs=2) == verified(bundle, tmp_path)


def test_the_shares_are_whole_lines_one_after_the_other(bundle: bytes) -> None:
    entries, lines = files(bundle)[names.ENTRIES], lines_of(bundle)
    leaves = b"".join(map(leaf_hash, lines))
    for number in range(2, 9):
        found = shares(memoryview(entries), leaves, number)
        assert 2 <= len(found) <= number
        assert (found[0].start, found[-1].end) == (0, len(entries))
        for before, share in pairwise(found):
            assert share.start == before.end
            assert entries[: share.start].count(b"\n") == share.first


def test_nothing_is_shared_of_what_no_leaf_tells(bundle: bytes) -> None:
    entries = memoryview(files(bundle)[names.ENTRIES])
    assert shares(entries, b"", 2) == [Share(0, len(entries), 0)]
    assert shares(memoryview(b"no line"), b"", 2) == [Share(0, 7, 0)]

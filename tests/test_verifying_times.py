"""When entries say that they were recorded is measured by what a quorum of witnesses saw."""

from __future__ import annotations

from pathlib import Path

import pytest

from ledger.evidence.bundles import names
from ledger.evidence.verifying.verdict import Step
from ledger.proof.note import Signer
from ledger.proof.policy_file import parse_policy
from ledger.proof.strict import LARGEST
from tests.bundled import (
    PERSON,
    Sealed,
    decider,
    fact_changed,
    files,
    line_changed,
    lines_of,
    packed,
    policy_text,
    stolen,
    verified,
    whole,
    written,
)
from tests.proving import GWEN, MAIR, OWAIN
from tests.test_verifying import QUORUM, SEEN_AT

TWO_OF_THREE = parse_policy(
    policy_text(
        *(f"witness {key.name} {key.cosignature_key}" for key in (MAIR, GWEN, OWAIN)),
        f"group most 2 {MAIR.name} {GWEN.name} {OWAIN.name}",
        quorum="most",
    )
)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Sealed:
    return written(tmp_path_factory.mktemp("sealed"))


@pytest.fixture(scope="module")
def bundle(place: Sealed) -> bytes:
    return whole(place)


def at(lines: list[bytes], index: int, line: bytes) -> list[bytes]:
    return [*lines[:index], line, *lines[index + 1 :]]


def with_an_earlier_head(bundle: bytes, *cosigners: Signer) -> bytes:
    """The bundle with a head of seven leaves beside the last one, both cosigned."""
    lines = lines_of(bundle)
    held = files(stolen(bundle, lines, *cosigners))
    earlier = files(stolen(bundle, lines[:7], *cosigners))[names.CHECKPOINT]
    listed = list(held.items())
    place = list(held).index(names.CHECKPOINT) + 1
    return packed(dict([*listed[:place], (names.older(7), earlier), *listed[place:]]))


def test_an_entry_dated_before_its_neighbour_is_found(bundle: bytes, tmp_path: Path) -> None:
    lines = lines_of(bundle)
    earlier = line_changed(lines[9], recorded_at="2019-12-10T15:29:00.000000Z")
    found = decider(verified(stolen(bundle, at(lines, 9, earlier)), tmp_path), Step.TIME)
    assert found.index == 9


def test_what_a_witness_saw_bounds_when_entries_were_recorded(
    bundle: bytes, tmp_path: Path
) -> None:
    lines = lines_of(bundle)
    hour, day = 3600, 86_400
    for seen, exit_code in ((SEEN_AT, 0), (SEEN_AT - hour, 0), (SEEN_AT - day, 1)):
        report = verified(stolen(bundle, lines, MAIR.cosigner(seen)), tmp_path, QUORUM)
        assert report.exit_code == exit_code
    assert decider(report, Step.TIME).index == 9


def test_an_entry_dated_long_before_a_head_without_it_is_found(
    bundle: bytes, tmp_path: Path
) -> None:
    held = with_an_earlier_head(bundle, MAIR.cosigner(SEEN_AT + 86_400))
    found = decider(verified(held, tmp_path, QUORUM), Step.TIME)
    assert (found.what, found.index) == (
        "an entry recorded long before a head that is without it",
        7,
    )


@pytest.mark.parametrize("lie", [0, 1, SEEN_AT - 86_400, SEEN_AT + 86_400, 10**12, LARGEST])
def test_a_witness_that_lies_of_the_time_accuses_nobody_alone(
    bundle: bytes, tmp_path: Path, lie: int
) -> None:
    true = MAIR.cosigner(SEEN_AT)
    others = [[GWEN.cosigner(lie)], [GWEN.cosigner(lie), OWAIN.cosigner(SEEN_AT)]]
    for said in others:
        held = with_an_earlier_head(bundle, true, *said)
        found = verified(held, tmp_path, TWO_OF_THREE)
        assert (found.exit_code, "2 cosigned heads fit" in str(found)) == (0, True)


@pytest.mark.parametrize(
    ("lie", "what"),
    [
        (1, "an entry recorded after a witness saw it"),
        (LARGEST, "an entry recorded long before a head that is without it"),
    ],
)
def test_a_quorum_that_lies_of_the_time_is_believed(
    bundle: bytes, tmp_path: Path, lie: int, what: str
) -> None:
    cosigners = (MAIR.cosigner(SEEN_AT), GWEN.cosigner(lie), OWAIN.cosigner(lie))
    held = with_an_earlier_head(bundle, *cosigners)
    assert decider(verified(held, tmp_path, TWO_OF_THREE), Step.TIME).what == what


def test_a_witness_whom_the_policy_does_not_ask_for_bounds_nothing(
    bundle: bytes, tmp_path: Path
) -> None:
    nobody = parse_policy(policy_text(f"witness mair {MAIR.cosignature_key}"))
    held = with_an_earlier_head(bundle, MAIR.cosigner(1))
    found = verified(held, tmp_path, nobody)
    assert (found.exit_code, "no cosigned head" in str(found)) == (0, True)


def test_an_entry_of_an_earlier_day_is_listed(bundle: bytes, tmp_path: Path) -> None:
    lines = lines_of(bundle)
    late = fact_changed(lines[6], on="2019-12-09")
    (told,) = verified(stolen(bundle, at(lines, 6, late)), tmp_path).retroactive
    assert (told.index, told.page, told.line, told.on) == (6, PERSON, 6, "2019-12-09")
    assert told.reason == "sealed"

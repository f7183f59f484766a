"""What is made to stop the verifier, or to make it work for ever, ends in a verdict."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace as changed

from ledger.evidence.verifying.looking import Asked
from ledger.evidence.verifying.verdict import State, Step
from ledger.evidence.verifying.verify import CANNOT_GO_ON, verify
from ledger.privacy.page_key import PageKey
from ledger.proof.canonical import LARGEST_INTEGER
from ledger.proof.checkpoint import Checkpoint
from ledger.proof.note import signed
from ledger.record.codec import EntryCodec
from tests.bundled import (
    LOG,
    ON,
    OTHER,
    PERSON,
    POLICY,
    Sealed,
    decider,
    fact_changed,
    files,
    line_changed,
    lines_of,
    of_page,
    packed,
    stolen,
    verified,
    whole,
    written,
)
from tests.golden_facts import EXAMPLES
from tests.proving import MAIR
from tests.sealing import ORIGIN
from tests.test_verifying import QUORUM, SEEN_AT

JOBS = (1, 2, 3)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Sealed:
    return written(tmp_path_factory.mktemp("sealed"))


@pytest.fixture(scope="module")
def bundle(place: Sealed) -> bytes:
    return whole(place)


def with_entries(bundle: bytes, *lines: bytes) -> bytes:
    """Other entries under the tree and the head that there were, by nobody with a key."""
    return packed({**files(bundle), "entries.jsonl": b"".join(line + b"\n" for line in lines)})


def nested(line: bytes, levels: int) -> bytes:
    return line.replace(b'"fact":{', b'"fact":{"aa":' + b"[" * levels + b"]" * levels + b",", 1)


def signed_at(bundle: bytes, at: datetime, last_on: date, line: int = 3) -> bytes:
    """A contract on the second page, signed at that instant."""
    before, example = lines_of(bundle)[9], EXAMPLES["contract.signed"]
    fact = replace(
        example.fact, journey=1, on=ON + timedelta(days=2), signed_at=at, last_on=last_on
    )
    entry = replace(example, fact=fact, originator_id=OTHER, originator_version=line)
    return of_now(EntryCodec().encode(entry, PageKey(bytes(32))), before)


def of_now(line: bytes, before: bytes) -> bytes:
    """The line under the key of that before it, at the same instant."""
    said, key = json.loads(before), json.loads(before)["sealed"]["key"]
    sealed = {**json.loads(line)["sealed"], "key": key}
    return line_changed(line, recorded_at=said["recorded_at"], idempotency_key="", sealed=sealed)


def test_a_manifest_that_says_an_endless_log_is_refused(bundle: bytes, tmp_path: Path) -> None:
    endless = packed(files(bundle), lambda manifest: changed(manifest, size=LARGEST_INTEGER))
    decider(verified(endless, tmp_path), Step.MANIFEST)
    for size in (LARGEST_INTEGER, 2**63 - 1):
        head = signed(Checkpoint(ORIGIN, size, bytes(32)).text, [LOG])
        by_its_head = {**files(endless), "log/checkpoint": head}
        made = packed(by_its_head, lambda manifest: changed(manifest, size=LARGEST_INTEGER))
        alone, *others = [verified(made, tmp_path, jobs=jobs) for jobs in JOBS]
        assert others == [alone] * len(others)
        decider(alone, Step.MANIFEST)


@pytest.mark.parametrize("levels", [900, 1_500, 29_000])
def test_an_entry_of_very_many_levels_is_refused(
    bundle: bytes, tmp_path: Path, levels: int
) -> None:
    lines = lines_of(bundle)
    deep = [*lines[:5], nested(lines[5], levels), *lines[6:]]
    for jobs in JOBS:
        by_nobody = decider(
            verified(with_entries(bundle, *deep), tmp_path, jobs=jobs), Step.ENTRIES
        )
        assert (by_nobody.what, by_nobody.index) == (
            "an entry that is not the leaf that it should be",
            5,
        )
        by_the_key = decider(verified(stolen(bundle, deep), tmp_path, jobs=jobs), Step.ENTRIES)
        assert by_the_key.what.startswith("an entry that is not canonical")
        assert by_the_key.index == 5


YEAR_1, YEAR_9999 = datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, 23, tzinfo=UTC)


@pytest.mark.parametrize("days", [2, 1])
def test_an_entry_whose_day_cannot_be_reckoned_with_is_refused(
    bundle: bytes, tmp_path: Path, days: int
) -> None:
    lines = lines_of(bundle)
    screened = fact_changed(lines[3], on=(ON + timedelta(days=days)).isoformat())
    last = of_now(line_changed(screened, page=OTHER, line=4), lines[9])
    odd = stolen(bundle, [*lines, signed_at(bundle, YEAR_1, date(1, 5, 1)), last])
    odd = packed(files(odd), lambda manifest: changed(manifest, as_at=ON + timedelta(days=2)))
    for jobs in JOBS:
        found = decider(verified(odd, tmp_path, jobs=jobs), Step.OUTCOME)
        what = "an entry of which it cannot be told where it leaves a journey"
        assert (found.what, found.index) == (what, 10)


@pytest.mark.parametrize("last_on", [date.max, date(2020, 4, 12)])
def test_the_end_of_all_years_comes_to_a_verdict(
    bundle: bytes, tmp_path: Path, last_on: date
) -> None:
    odd = stolen(bundle, [*lines_of(bundle), signed_at(bundle, YEAR_9999, last_on)])
    for day in (ON, date.min, date.max):
        for held in (files(odd), files(bundle)):
            told = packed(held, lambda manifest, day=day: changed(manifest, as_at=day))
            alone = verified(told, tmp_path)
            assert alone.state in {State.VERIFIED, State.FAILED}
            assert [verified(told, tmp_path, jobs=jobs) for jobs in (2, 3)] == [alone] * 2


def test_a_page_is_named_by_the_bundle_of_a_page_alone(
    place: Sealed, bundle: bytes, tmp_path: Path
) -> None:
    cosigned = stolen(bundle, lines_of(bundle), MAIR.cosigner(SEEN_AT))
    for held, page in ((bundle, PERSON), (cosigned, PERSON), (of_page(place), "")):
        named = packed(files(held), lambda manifest, page=page: changed(manifest, page=page))
        found = decider(
            verified(named, tmp_path, QUORUM if held is cosigned else POLICY), Step.MANIFEST
        )
        assert found.what == "a manifest that names a page of a whole ledger, or none of a page"


@pytest.mark.parametrize("fault", [RecursionError, OverflowError, ValueError, MemoryError])
def test_where_this_program_breaks_it_decides_nothing(
    bundle: bytes, tmp_path: Path, fault: type[Exception]
) -> None:
    def breaks(_done: int, _of_all: int) -> None:
        raise fault

    file = tmp_path / "bundle.zip"
    file.write_bytes(bundle)
    report = verify(file, Asked(policy=POLICY, progress=breaks))
    found = decider(report, Step.ENTRIES, State.UNDECIDED)
    assert found.what == f"{CANNOT_GO_ON}: {fault.__name__}"
    assert {one.state for one in report.steps[5:]} == {State.NOT_REACHED}

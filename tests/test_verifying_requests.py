"""That a request which was recorded twice is found, and no other is taken for one."""

from __future__ import annotations

import json
from typing import Any

import pytest

from ledger.evidence.verifying import requests, walk
from ledger.evidence.verifying.verdict import Step
from ledger.evidence.verifying.walk import Batch, Walk
from ledger.proof.canonical import canonical
from tests.golden_facts import golden_line

LINE = json.loads(golden_line("session.attended"))
ONE, OTHER = {"idempotency_key": "one"}, {"idempotency_key": "other"}
FOR_ANOTHER = {**ONE, "system": "another"}
ELSEWHERE = {**ONE, "page": "p-0000000000000000000000009"}
WITHOUT = {"idempotency_key": ""}


def walked(*batches: Batch) -> tuple[int, str] | None:
    """The leaf that is refused and why, if one is."""
    whole = Walk()
    for block, first in batches:
        whole.through(block, first)
    whole.check_requests(lambda: batches)
    fault = whole.faults.get(Step.ENTRIES)
    return None if fault is None or fault.index is None else (fault.index, fault.what)


def batch(*changes: dict[str, Any], first: int | None = None) -> Batch:
    return b"".join(canonical({**LINE, **some}) + b"\n" for some in changes), first


@pytest.mark.parametrize(
    ("batches", "again"),
    [
        ([batch(ONE, OTHER)], None),
        ([batch(ONE, ONE, ONE, OTHER)], None),
        ([batch(ONE), batch(ONE, OTHER)], None),
        ([batch(WITHOUT, ONE, WITHOUT)], None),
        ([batch(ONE, FOR_ANOTHER, OTHER)], None),
        ([batch(ONE, OTHER, FOR_ANOTHER)], None),
        ([batch(ONE, OTHER, ONE)], 2),
        ([batch(ONE, OTHER), batch(OTHER, ONE)], 3),
        ([batch(ONE, FOR_ANOTHER, ONE)], 2),
        ([batch(ONE, ELSEWHERE)], 1),
        ([batch(ONE, WITHOUT, ONE)], 2),
        ([batch(ONE, first=7), batch(ONE, first=8)], None),
        ([batch(ONE, first=7), batch(ONE, first=9)], 9),
    ],
)
def test_only_a_request_that_was_recorded_before_is_refused(
    batches: list[Batch], again: int | None
) -> None:
    expected = None if again is None else (again, "a request that was recorded before")
    assert walked(*batches) == expected


def test_two_requests_with_one_number_are_two(monkeypatch: pytest.MonkeyPatch) -> None:
    for room in (requests, walk):
        monkeypatch.setattr(room, "number_of", len)
    assert walked(batch(ONE, {"idempotency_key": "two"}, OTHER)) is None
    found = walked(batch(ONE, {"idempotency_key": "two"}, ONE))
    assert found == (2, "a request that was recorded before")


def test_lines_are_asked_for_again_only_where_they_must_be() -> None:
    whole = Walk()
    whole.through(*batch(ONE, OTHER))
    whole.check_requests(lambda: pytest.fail("nothing has to be compared"))

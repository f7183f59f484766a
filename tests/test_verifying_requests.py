"""That a request which was recorded twice is found, and no other is taken for one."""

from __future__ import annotations

import json
from os import environ
from subprocess import run
from sys import executable
from typing import Any

import pytest

from ledger.evidence.verifying.requests import NumberOf, number_anywhere, number_here
from ledger.evidence.verifying.verdict import Step
from ledger.evidence.verifying.walk import Batch, Walk
from ledger.proof.canonical import canonical
from tests.golden_facts import golden_line

LINE = json.loads(golden_line("session.attended"))
ONE, OTHER = {"idempotency_key": "one"}, {"idempotency_key": "other"}
FOR_ANOTHER = {**ONE, "system": "another"}
ELSEWHERE = {**ONE, "page": "p-0000000000000000000000009"}
WITHOUT = {"idempotency_key": ""}


def walked(*batches: Batch, number_of: NumberOf = number_here) -> tuple[int, str] | None:
    """The leaf that is refused and why, if one is."""
    whole = Walk(number_of=number_of)
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
    for number_of in (number_here, number_anywhere):
        assert walked(*batches, number_of=number_of) == expected


def test_two_requests_with_one_number_are_two() -> None:
    assert walked(batch(ONE, {"idempotency_key": "two"}, OTHER), number_of=len) is None
    found = walked(batch(ONE, {"idempotency_key": "two"}, ONE), number_of=len)
    assert found == (2, "a request that was recorded before")


def test_one_number_is_the_same_in_every_process() -> None:
    keys = ["", "one", "8e03978e-40d5-43e8-bc93-000000000001", "ŵ" * 200]
    asked = "from sys import argv; from ledger.evidence.verifying.requests import number_anywhere;"
    asked += "print(*map(number_anywhere, argv[1:]))"
    told = {
        run(  # noqa: S603 - this interpreter, by its full path
            [executable, "-c", asked, *keys], capture_output=True, check=True, env=env
        ).stdout
        for env in ({**environ, "PYTHONHASHSEED": seed} for seed in ("1", "2"))
    }
    assert [list(map(int, line.split())) for line in told] == [list(map(number_anywhere, keys))]


def test_lines_are_asked_for_again_only_where_they_must_be() -> None:
    whole = Walk()
    whole.through(*batch(ONE, OTHER))
    whole.check_requests(lambda: pytest.fail("nothing has to be compared"))

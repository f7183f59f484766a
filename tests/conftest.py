"""What every test shares: the marks of clauses and cases, the order, and what is traced."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from coverage import Coverage
from hypothesis import settings

from ledger.policy.table import CLAUSES

pytest.register_assert_rewrite("tests.steps", "tests.story")

CASES = tuple(f"case-{number:02}" for number in range(1, 56))

LONGEST = (
    *("test_schemathesis.py", "test_verifying_bits.py", "test_imports_ten_thousand.py"),
    *("test_cut_off.py", "test_kill.py", "test_audit.py", "test_canary.py"),
    *("test_witness_service.py", "test_sealer_processes.py"),
)
"""The files that take longest: begun first, so that none of them is left to the end alone."""

OF_PURE_ROOMS = (
    *("test_calendar", "test_canonical", "test_decisions_", "test_edition", "test_evolve"),
    *("test_features", "test_identifiers", "test_proof_", "test_reference_", "test_replay."),
    *("test_replay_publication",),
)
"""How the files begin that cover the pure rooms; no other is traced: it takes half of their time.

A file that is missing here leaves a branch uncovered, and so fails the run.
"""

settings.register_profile("house", deadline=None)
settings.load_profile("house")


def pytest_configure(config: pytest.Config) -> None:
    """Register a mark for each clause and for each of the 55 cases of the domain notes."""
    for code, clause in CLAUSES.items():
        config.addinivalue_line("markers", f"{code}: {clause.words}")
    for case in CASES:
        config.addinivalue_line("markers", f"{case}: an edge case of the domain notes, section 7")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take longest."""
    places = {name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: places.get(item.path.name, len(places)))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Trace only the tests of the pure rooms: in a worker, one tracer stands behind the other."""
    stopped = list[Coverage]()
    if not item.path.name.startswith(OF_PURE_ROOMS):
        while (tracing := Coverage.current()) is not None:
            tracing.stop()
            stopped.append(tracing)
    result = yield
    for tracing in reversed(stopped):
        tracing.start()
    return result

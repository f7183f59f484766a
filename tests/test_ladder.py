"""The ladder: what each of those who check finds of a ledger that was forged with its own key."""

from __future__ import annotations

import pytest

from tests.ladder import FILE, Climbed, climbed
from tests.ladder_words import NOT_CAUGHT, Found

LEVELS = ["signature", "remembered", "quorum", "lately"]
ACTS = ["truncate", "delete", "insert", "rewrite", "replace and grow"]


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Climbed:
    return climbed(tmp_path_factory.mktemp("ladder"))


def catching(found: Found) -> dict[str, list[str]]:
    """By act, the levels that catch it."""
    return {
        act.partition(":")[0]: [level for level in LEVELS if levels[level] != NOT_CAUGHT]
        for act, levels in found.items()
    }


def test_a_signature_alone_catches_nothing_and_a_head_or_a_quorum_everything(
    found: Climbed,
) -> None:
    caught = catching(found.before)
    assert {act: caught[act] for act in ACTS} == dict.fromkeys(ACTS, LEVELS[1:])


def test_an_old_head_is_told_by_memory_or_by_its_age_and_not_by_a_quorum(found: Climbed) -> None:
    assert catching(found.before)["roll back"] == ["remembered", "lately"]
    assert set(catching(found.before)) == {*ACTS, "roll back"}


def test_nobody_catches_what_nobody_had_seen(found: Climbed) -> None:
    assert catching(found.since) == {act: [] for act in ACTS}


def test_a_ledger_that_only_goes_on_accuses_nobody(found: Climbed) -> None:
    assert catching(found.honest) == {"nothing": []}


def test_the_document_says_what_was_measured(found: Climbed) -> None:
    assert FILE.read_text(encoding="utf-8") == found.document, "run: python -m tests.ladder"

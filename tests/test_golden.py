"""What is on disk is fixed for good: every golden line reads as its example, and back."""

from __future__ import annotations

from dataclasses import MISSING, fields, is_dataclass
from typing import Any

import pytest

from ledger.journey.facts import FACTS
from ledger.proof.canonical import parse
from ledger.record.codec import EntryCodec
from tests.golden_facts import EXAMPLES, SEALED, clear_examples, clear_line, golden_line
from tests.sealed import OneKeyCodec

CODEC = OneKeyCodec()
NEWEST = {entry.fact.NAME: example for example, entry in EXAMPLES.items()}


@pytest.mark.parametrize("name", FACTS)
def test_every_fact_has_a_golden_file(name: str) -> None:
    assert (SEALED / f"{name}.json").exists(), (
        f"{name} has no golden file: add an example with every field filled to "
        "tests/golden_facts.py, run `python -m tests.golden_facts`, and commit the file it writes"
    )


def test_every_golden_file_has_an_example() -> None:
    assert {path.stem for path in SEALED.iterdir()} == set(EXAMPLES)
    assert clear_examples() <= set(EXAMPLES)


@pytest.mark.parametrize("example", EXAMPLES)
def test_a_golden_line_reads_as_its_example(example: str) -> None:
    assert CODEC.decode(golden_line(example)) == EXAMPLES[example]


@pytest.mark.parametrize("example", NEWEST.values())
def test_the_newest_example_is_written_as_its_golden_line(example: str) -> None:
    assert CODEC.encode(EXAMPLES[example]) == golden_line(example), (
        f"{example} is no longer written as it was: leave its golden file, and give the new shape "
        "an example and a golden file of its own (see tests/golden_facts.py); if a field was "
        "renamed or changed its meaning, an upcast or a new fact as well"
    )


@pytest.mark.parametrize("example", sorted(clear_examples()))
def test_a_line_of_format_1_reads_as_its_example(example: str) -> None:
    assert EntryCodec().decode(clear_line(example)) == EXAMPLES[example]
    assert parse(clear_line(example))["format"] == 1


@pytest.mark.parametrize("example", EXAMPLES)
def test_a_golden_line_is_canonical(example: str) -> None:
    assert parse(golden_line(example))["name"] == EXAMPLES[example].fact.NAME


@pytest.mark.parametrize("example", NEWEST.values())
def test_the_newest_example_leaves_no_field_at_its_default(example: str) -> None:
    entry = EXAMPLES[example]
    assert _at_default(entry.attribution) == []
    assert _at_default(entry.fact) == []


def _at_default(value: Any) -> list[str]:
    if isinstance(value, tuple):
        return [found for item in value for found in _at_default(item)]
    if not is_dataclass(value):
        return []
    held = [(field, getattr(value, field.name)) for field in fields(value)]
    return [
        f"{type(value).__name__}.{field.name}"
        for field, it in held
        if field.default is not MISSING and it == field.default
    ] + [found for _, it in held for found in _at_default(it)]

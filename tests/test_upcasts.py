"""Old shapes stay on disk as they were; the codec reads them in the shape of today."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from ledger.journey.facts.course import CourseBooked
from ledger.proof.canonical import parse
from ledger.record.codec import EntryCodec, NotAnEntry
from tests.golden_facts import EXAMPLES, golden_line

ON = date(2020, 1, 8)


def named_provider(line: dict[str, Any]) -> dict[str, Any]:
    """Shape 1 had no session, and called the provider `by`."""
    fact = {**line["fact"], "session": 1, "provider": line["fact"]["by"]}
    del fact["by"]
    return {**line, "fact": fact}


def moved_to_clear(line: dict[str, Any]) -> dict[str, Any]:
    """Shape 2 kept the day sealed."""
    day = line["sealed"]["fact"].pop("held_on")
    return {**line, "fact": {**line["fact"], "held_on": day}}


def test_old_shapes_are_read_through_every_upcast_since() -> None:
    codec = EntryCodec(
        {"course.booked": CourseBooked}, {"course.booked": (named_provider, moved_to_clear)}
    )
    booked = replace(
        EXAMPLES["course.booked"],
        fact=CourseBooked(journey=1, on=ON, held_on=ON, provider="Gobaith"),
    )
    now = parse(codec.encode(booked))
    sealed = {"attribution": now["sealed"]["attribution"], "fact": {"held_on": "2020-01-08"}}
    second = {"journey": 1, "on": "2020-01-08", "provider": "Gobaith", "session": 1}
    first = {"journey": 1, "on": "2020-01-08", "by": "Gobaith"}
    lines = [
        now,
        {**now, "shape": 2, "sealed": sealed, "fact": second},
        {**now, "shape": 1, "sealed": sealed, "fact": first},
    ]
    assert now["shape"] == 3
    assert [codec.decode(json.dumps(line).encode()) for line in lines] == [booked] * 3


def test_an_upcast_that_does_not_fit_names_the_line() -> None:
    codec = EntryCodec({"course.booked": CourseBooked}, {"course.booked": (named_provider,)})
    with pytest.raises(NotAnEntry):
        codec.decode(json.dumps(parse(golden_line("course.booked")) | {"shape": 1}).encode())

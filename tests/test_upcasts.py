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
from tests.golden_facts import EXAMPLES, clear_line
from tests.sealed import KEY, key_of, sealed_line

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


SHAPES = EntryCodec(
    {"course.booked": CourseBooked}, {"course.booked": (named_provider, moved_to_clear)}
)
BOOKED = replace(
    EXAMPLES["course.booked"],
    fact=CourseBooked(journey=1, on=ON, held_on=ON, provider="Gobaith"),
)


def of_every_shape() -> list[dict[str, Any]]:
    """Lines of format 1 that say `BOOKED`, in each shape, the newest first."""
    now = parse(clear_line("course.booked"))
    now["shape"], now["fact"] = 3, parse(SHAPES.encode(BOOKED, KEY))["fact"]
    sealed = {"attribution": now["sealed"]["attribution"], "fact": {"held_on": "2020-01-08"}}
    second = {"journey": 1, "on": "2020-01-08", "provider": "Gobaith", "session": 1}
    first = {"journey": 1, "on": "2020-01-08", "by": "Gobaith"}
    return [
        now,
        {**now, "shape": 2, "sealed": sealed, "fact": second},
        {**now, "shape": 1, "sealed": sealed, "fact": first},
    ]


@pytest.mark.parametrize("line", of_every_shape())
def test_old_shapes_are_read_through_every_upcast_since(line: dict[str, Any]) -> None:
    assert SHAPES.decode(json.dumps(line).encode()) == BOOKED
    assert SHAPES.decode(sealed_line(line), key_of) == BOOKED


def test_the_newest_shape_is_written() -> None:
    assert SHAPES.encode(BOOKED, KEY) == sealed_line(of_every_shape()[0])


def test_an_upcast_that_does_not_fit_names_the_line() -> None:
    codec = EntryCodec({"course.booked": CourseBooked}, {"course.booked": (named_provider,)})
    with pytest.raises(NotAnEntry):
        codec.decode(json.dumps(parse(clear_line("course.booked")) | {"shape": 1}).encode())

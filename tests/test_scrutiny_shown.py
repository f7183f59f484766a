"""What of each fact a panel is shown: nothing sealed, nothing in anybody's own words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import is_dataclass
from typing import Any, get_args, get_origin, get_type_hints

import pytest

from ledger.evidence.scrutiny.shown import PARTS, SHOWN
from ledger.journey.facts import FACTS
from ledger.journey.parts import Official, Override
from ledger.record.shapes import personal

CODES = frozenset({"code", "offence_code", "title", "length", "scheme", "edition", "digest"})
"""Texts that are checked against a list, or worked out from one, when they are written."""

NOT_SHOWN = {
    "identifier.added",
    "identifier.corrected",
    "pages.linked",
    "pages.unlinked",
    "restriction.applied",
    "restriction.lifted",
    "disclosure.made",
    "personal-data.erased",
    "policy.adopted",
    "status.published",
    "panel-verdict.given",
    "sample.drawn",
    "log-key.added",
    "log-key.retired",
    "log.anchored",
}
"""Who they are, who looked, and what is about the record and not the matter."""


def test_every_fact_is_shown_in_part_or_left_out_for_a_reason() -> None:
    assert SHOWN.keys() | NOT_SHOWN == FACTS.keys()
    assert not SHOWN.keys() & NOT_SHOWN


@pytest.mark.parametrize("name", SHOWN)
def test_no_field_is_shown_that_is_sealed_or_in_somebodys_own_words(name: str) -> None:
    kind = FACTS[name]
    assert not set(personal(kind)) & set(SHOWN[name])
    assert not {"on", "journey"} & set(SHOWN[name])
    assert set(texts(kind, SHOWN[name])) <= CODES | {"refused_for"}


def texts(kind: Any, names: Sequence[str]) -> Iterator[str]:
    """The fields of `kind` among `names`, and of its parts, that hold a plain text."""
    hints = get_type_hints(kind)
    for name in names:
        for one in bare(hints[name]):
            if one is str:
                yield name
            elif is_dataclass(one) and one not in (Official, Override):
                yield from texts(one, PARTS[one])  # type: ignore[index]


def bare(hint: Any) -> Iterator[Any]:
    within = [one for one in get_args(hint) if one not in (type(None), Ellipsis)]
    if get_origin(hint) is None:
        yield hint
    for one in within:
        yield from bare(one)

"""JSON values written as YAML 1.2 for people to read: blocks, and every text in quotes.

A text as JSON writes it is a double-quoted scalar of YAML, so nothing is ever taken for something
else: no `no` for false, no day for a text.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

STEP = "  "


def yaml(value: Any) -> str:
    """`value`, which is made of what JSON has, as a YAML document."""
    return "\n".join(_lines(value, "")) + "\n"


def _lines(value: Any, indent: str) -> Iterator[str]:
    match value:
        case dict() if value:
            for key, one in value.items():
                yield from _under(f"{indent}{_scalar(key)}:", one, indent)
        case list() | tuple() if value:
            for one in value:
                yield from _under(f"{indent}-", one, indent)
        case _:
            yield f"{indent}{_scalar(value)}"


def _under(head: str, value: Any, indent: str) -> Iterator[str]:
    if isinstance(value, dict | list | tuple) and value:
        yield head
        yield from _lines(value, indent + STEP)
    else:
        yield f"{head} {_scalar(value)}"


def _scalar(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)

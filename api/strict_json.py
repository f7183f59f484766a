"""JSON read more strictly than the standard library reads it.

A key stands once in an object; a number is a number; a text is one that UTF-8 can carry. What is
nested deeper, or is more, than any body of ours could be is refused.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from typing import Any, NoReturn

from api.naming import escaped
from api.pointers import of_ours
from api.problems import Problem

MOST_LEVELS = 32
MOST_VALUES = 10_000
MOST_DIGITS = 300


def check(body: bytes) -> None:
    """See that `body` is JSON which can be taken at its word.

    Raises:
        Problem: It is not; where a field is at fault, with a pointer to it.
    """
    value = _parsed(body)
    for count, (pointer, one) in enumerate(_texts_and_numbers(value, "", 1)):
        if count > MOST_VALUES:
            raise Problem("json-too-many")
        if isinstance(one, str) and ("\x00" in one or not _encodes(one)):
            raise Problem.at(of_ours(pointer), "text-not-allowed")
        if isinstance(one, float) and not math.isfinite(one):
            raise Problem.at(of_ours(pointer), "json-no-number")


def _parsed(body: bytes) -> Any:
    try:
        return json.loads(
            body.decode(),
            object_pairs_hook=_object,
            parse_constant=_no_number,
            parse_int=_whole_number,
        )
    except UnicodeDecodeError:
        raise Problem("json-not-utf-8") from None
    except json.JSONDecodeError:
        raise Problem("json-malformed") from None
    except RecursionError:
        raise Problem("json-too-deep") from None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    named = dict(pairs)
    if len(named) != len(pairs):
        raise Problem("json-key-twice")
    return named


def _no_number(_constant: str) -> NoReturn:
    raise Problem("json-no-number")


def _whole_number(digits: str) -> int:
    if len(digits) > MOST_DIGITS:
        raise Problem("json-no-number")
    return int(digits)


def _texts_and_numbers(value: Any, pointer: str, level: int) -> Iterator[tuple[str, Any]]:
    """Every leaf of `value` and every key, with a pointer to it."""
    if level > MOST_LEVELS:
        raise Problem("json-too-deep")
    match value:
        case dict():
            for key, one in value.items():
                yield pointer, key
                yield from _texts_and_numbers(one, f"{pointer}/{escaped(key)}", level + 1)
        case list():
            for place, one in enumerate(value):
                yield from _texts_and_numbers(one, f"{pointer}/{place}", level + 1)
        case _:
            yield pointer, value


def _encodes(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True

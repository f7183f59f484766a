"""The one line that says a value, as bytes: what is stored, hashed and verified.

A profile of RFC 8785 (JCS): an object at the top, at most 32 levels and 60,000 bytes; no floats,
integers within 2^53-1; keys of a-z, 0-9, `_`, `-` and `.` that start with a letter, none twice;
strings in NFC without lone surrogates. A line holds no line feed (0x0A).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from json import JSONDecoder, JSONEncoder
from typing import Any
from unicodedata import is_normalized

MOST_BYTES = 60_000
LARGEST_INTEGER = 2**53 - 1
DEEPEST_LEVEL = 32

_KEY = re.compile(r"[a-z][a-z0-9_.-]*")
_SURROGATE = re.compile("[\ud800-\udfff]")

_encode = JSONEncoder(
    ensure_ascii=False, check_circular=False, sort_keys=True, separators=(",", ":")
).encode
_decode = JSONDecoder().raw_decode


class NotCanonical(ValueError):
    """The value or line is outside the profile.

    Attributes:
        what: The rule that is broken; never the content.
        pointer: Where, as a JSON pointer (RFC 6901); empty for the whole. A bad key is not named:
            the pointer stops at the object that has it.
    """

    def __init__(self, what: str, pointer: str = "") -> None:
        super().__init__(what, pointer)
        self.what = what
        self.pointer = pointer

    def __str__(self) -> str:
        return f'{self.what}, at "{self.pointer}"'


def canonical(value: object) -> bytes:
    """The line that says `value`, without an end of line. Tuples are written as arrays.

    Raises:
        NotCanonical: `value` is outside the profile.
    """
    line = _quickly_written(value)
    if line is None:
        _examine_whole(value)
        line = _encode(value).encode()
    if len(line) > MOST_BYTES:
        raise NotCanonical(f"more than {MOST_BYTES} bytes")
    return line


def parse(line: bytes) -> dict[str, Any]:
    """The value that `line` says, if it is the very line that `canonical` would write for it.

    Raises:
        NotCanonical: `line` is not UTF-8 or not JSON, its value is outside the profile, or it is
            written in another form: order of keys, a key twice, white space, escapes, `-0`.
    """
    if len(line) > MOST_BYTES:
        raise NotCanonical(f"more than {MOST_BYTES} bytes")
    value = _quickly_read(line)
    if isinstance(value, dict) and _quickly_written(value) == line:
        return value
    return _carefully_read(line)


class _InDoubt(Exception):
    """The quick look cannot tell; the careful one must."""


def _quickly_written(value: object) -> bytes | None:
    """The line, or `None` where only `_examine_whole` can tell whether `value` has one."""
    try:
        if not isinstance(value, dict):
            return None
        _screen((value,), DEEPEST_LEVEL)
        text = _encode(value)
        # NFC of the whole proves NFC of every part; the converse fails where an escape stands
        # before a combining mark.
        if not (text.isascii() or is_normalized("NFC", text)):
            return None
        return text.encode()
    except (_InDoubt, UnicodeEncodeError):
        return None


def _screen(children: Iterable[object], room: int) -> None:
    for child in children:
        if isinstance(child, str) or child is None:
            continue
        if isinstance(child, int):
            if not -LARGEST_INTEGER <= child <= LARGEST_INTEGER:
                raise _InDoubt
        elif room and isinstance(child, dict):
            _screen_keys(tuple(child))
            _screen(child.values(), room - 1)
        elif room and isinstance(child, list | tuple):
            _screen(child, room - 1)
        else:
            raise _InDoubt


@lru_cache(maxsize=1024)
def _screen_keys(keys: tuple[object, ...]) -> None:
    # What raises is not cached: a bad key may be content, and no cache may keep content.
    if not all(map(_is_key, keys)):
        raise _InDoubt


def _is_key(key: object) -> bool:
    return isinstance(key, str) and _KEY.fullmatch(key) is not None


def _quickly_read(line: bytes) -> object:
    try:
        return _decode(line.decode())[0]
    except (ValueError, RecursionError):
        return None


class _KeyTwice(dict[str, Any]):
    """An object as read that had a key twice."""


def _carefully_read(line: bytes) -> dict[str, Any]:
    value = _read(line)
    whole = _examine_whole(value)
    if _encode(whole).encode() != line:
        raise NotCanonical("another form than the canonical one")
    return whole


def _read(line: bytes) -> object:
    try:
        return JSONDecoder(object_pairs_hook=_object, parse_int=_integer).decode(line.decode())
    except RecursionError:
        what = f"more than {DEEPEST_LEVEL} levels"
    except UnicodeDecodeError:
        what = "not UTF-8"
    except ValueError:
        what = "not JSON"
    raise NotCanonical(what)  # outside the handlers: their errors carry the content


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    return members if len(members) == len(pairs) else _KeyTwice(members)


def _integer(digits: str) -> int:
    return int(digits[:20])  # already too large, and int() of 60,000 digits is slow or refused


def _examine_whole(value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise NotCanonical("no object at the top")
    _examine(value, "", DEEPEST_LEVEL)
    return value


def _examine(value: object, pointer: str, room: int) -> None:
    match value:
        case None | bool():
            pass
        case str():
            _examine_text(value, pointer)
        case int():
            if abs(value) > LARGEST_INTEGER:
                raise NotCanonical("an integer beyond 2^53-1", pointer)
        case float():
            raise NotCanonical("a number that is not an integer", pointer)
        case dict() | list() | tuple() if not room:
            raise NotCanonical(f"more than {DEEPEST_LEVEL} levels", pointer)
        case dict():
            _examine_object(value, pointer, room)
        case list() | tuple():
            for place, child in enumerate(value):
                _examine(child, f"{pointer}/{place}", room - 1)
        case _:
            raise NotCanonical("something that JSON cannot say", pointer)


def _examine_object(members: dict[Any, Any], pointer: str, room: int) -> None:
    if isinstance(members, _KeyTwice):
        raise NotCanonical("a key twice", pointer)
    if not all(map(_is_key, members)):
        raise NotCanonical("a key that is not lower-case ASCII", pointer)
    for key, child in members.items():
        _examine(child, f"{pointer}/{key}", room - 1)


def _examine_text(text: str, pointer: str) -> None:
    if _SURROGATE.search(text):
        raise NotCanonical("a lone surrogate", pointer)
    if not is_normalized("NFC", text):
        raise NotCanonical("a string that is not in NFC", pointer)

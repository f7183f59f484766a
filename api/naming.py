"""Names as JSON has them: camelCase outside, snake_case inside."""

from __future__ import annotations

import re

_QUOTED = re.compile(r"`([a-z][a-z0-9]*(?:_[a-z0-9]+)+)`")
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,63}")


def camel(name: str) -> str:
    """`signed_at` as `signedAt`."""
    first, *rest = name.split("_")
    return first + "".join(part[:1].upper() + part[1:] for part in rest)


def camel_pointer(pointer: str) -> str:
    """`/offences/0/last_on` as `/offences/0/lastOn`."""
    return "/".join(camel(part) for part in pointer.split("/"))


def camel_words(text: str) -> str:
    """A text in which the names in backticks are as JSON has them."""
    return _QUOTED.sub(lambda quoted: f"`{camel(quoted[1])}`", text)


def escaped(key: str) -> str:
    """A field's name as a JSON pointer spells it, cut short where it is none of ours."""
    return key if _PLAIN.fullmatch(key) else "-"

"""The shape that a dataclass has on disk, read off its annotations, for writing and for reading.

Strict both ways: a key that the class has no field for, a day where an instant belongs, or an
instant without a zone is an error. What is missing takes the field's default, if it has one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import cache
from types import GenericAlias, NoneType, UnionType
from typing import (
    Annotated,
    Any,
    Generic,
    NamedTuple,
    TypeVar,
    get_args,
    get_origin,
    get_type_hints,
)
from unicodedata import normalize

from msgspec import Meta, Struct, defstruct
from msgspec.structs import asdict

from ledger.journey.calendar import NaiveTime
from ledger.journey.parts import PERSONAL
from ledger.proof.canonical import LARGEST_INTEGER

T = TypeVar("T")
Instant = Annotated[datetime, Meta(tz=True)]
Whole = Annotated[int, Meta(ge=-LARGEST_INTEGER, le=LARGEST_INTEGER)]


class Shape(Generic[T]):
    """How the fields `names` of `kind` stand on disk; `struct` is what msgspec reads them into."""

    def __init__(self, kind: type[T], names: Iterable[str]) -> None:
        hints = hints_of(kind)
        forms = {name: _form(hints[name]) for name in sorted(names)}
        self.struct = _struct(kind, forms)
        self._kind = kind
        self._written = tuple((name, form.write) for name, form in forms.items())
        self._read = tuple((name, form.read) for name, form in forms.items() if form.read)

    def written(self, value: T) -> dict[str, Any]:
        """The fields of `value` as JSON says them: NFC, enums by value, ISO days and instants.

        Raises:
            NaiveTime: An instant has no zone.
        """
        return {
            name: write(getattr(value, name)) if write else getattr(value, name)
            for name, write in self._written
        }

    def fields_of(self, struct: Struct) -> dict[str, Any]:
        """What msgspec read, as `kind` takes it."""
        values = asdict(struct)
        for name, read in self._read:
            values[name] = read(values[name])
        return values

    def value_of(self, struct: Struct) -> T:
        """What msgspec read, as a `kind`; a default is one already."""
        return struct if isinstance(struct, self._kind) else self._kind(**self.fields_of(struct))


def hints_of(kind: type) -> dict[str, Any]:
    """The fields of a dataclass with their annotations, marks and all, in their order."""
    hints = get_type_hints(kind, include_extras=True)
    return {field.name: hints[field.name] for field in _fields(kind)}


def personal(kind: type) -> tuple[str, ...]:
    """The fields of `kind` that are marked `Sealed`, in their order."""
    return tuple(name for name, hint in hints_of(kind).items() if _is_personal(hint))


def clear(kind: type) -> tuple[str, ...]:
    """The fields of `kind` that are not marked `Sealed`, in their order."""
    return tuple(name for name, hint in hints_of(kind).items() if not _is_personal(hint))


def instant(at: datetime) -> str:
    """`at` in UTC with six decimals, as in `2019-12-10T14:30:00.000000Z`.

    Raises:
        NaiveTime: `at` has no zone.
    """
    if at.tzinfo is None:
        raise NaiveTime("an instant needs a zone")
    return at.astimezone(UTC).isoformat(timespec="microseconds")[:26] + "Z"


class _Form(NamedTuple):
    """What msgspec reads for an annotation, and the steps around it; `None` leaves as it is."""

    type: Any
    write: Callable[[Any], Any] | None = None
    read: Callable[[Any], Any] | None = None


def _text(text: str) -> str:
    return text if text.isascii() else normalize("NFC", text)


_PLAIN = {
    bool: _Form(bool),
    int: _Form(Whole),
    str: _Form(str, _text),
    date: _Form(date, lambda day: day.isoformat()),
    datetime: _Form(Instant, instant),
}


@cache
def _form(hint: Any) -> _Form:
    if hint in _PLAIN:
        return _PLAIN[hint]
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return _Form(hint, lambda word: word.value)
    if isinstance(hint, type) and is_dataclass(hint):
        shape = Shape(hint, hints_of(hint))
        return _Form(shape.struct, shape.written, shape.value_of)
    match get_origin(hint), get_args(hint):
        case origin, (item, *_) if origin is Annotated:
            return _form(item)
        case origin, (item, end) if origin is tuple and end is Ellipsis:
            return _each(_form(item))
        case origin, (item, none) if origin is UnionType and none is NoneType:
            return _perhaps(_form(item))
    raise TypeError(f"no form on disk is known for {hint}")


def _each(item: _Form) -> _Form:
    write, read = item.write, item.read
    return _Form(
        GenericAlias(tuple, (item.type, ...)),
        (lambda items: [write(value) for value in items]) if write else None,
        (lambda items: tuple([read(value) for value in items])) if read else None,
    )


def _perhaps(item: _Form) -> _Form:
    write, read = item.write, item.read
    return _Form(
        item.type | None,
        (lambda value: None if value is None else write(value)) if write else None,
        (lambda value: None if value is None else read(value)) if read else None,
    )


def _struct(kind: type, forms: dict[str, _Form]) -> type[Struct]:
    defaults = {field.name: field.default for field in _fields(kind)}
    return defstruct(
        kind.__name__,
        [
            (name, form.type) if defaults[name] is MISSING else (name, form.type, defaults[name])
            for name, form in forms.items()
        ],
        forbid_unknown_fields=True,
        kw_only=True,
        gc=False,
    )


def _fields(kind: Any) -> tuple[Field[Any], ...]:
    return fields(kind)


def _is_personal(hint: Any) -> bool:
    return get_origin(hint) is Annotated and PERSONAL in get_args(hint)[1:]

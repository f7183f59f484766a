"""Reading a file of policy strictly: a value is what its field is annotated as, or it is refused.

A period, a code of a reference list, a word, a number: nothing is coerced and nothing passed over.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import MISSING, dataclass, fields
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, NoReturn, TypeVar, Union, get_args, get_origin, get_type_hints

from ledger.journey.calendar import NotAPeriod, months_in
from ledger.policy.terms import MONTHS

T = TypeVar("T")
Lists = Mapping[str, Collection[str]]
NO_LISTS: Lists = {}

_TABLE = re.compile(r"\[([\w-]+)\]\s*(?:#.*)?")
_KEY = re.compile(r"([\w-]+)\s*=")


class PolicyFileError(ValueError):
    """A file of policy cannot be taken at its word; says which file, line (from 1) and key."""

    def __init__(self, file: str, line: int, key: str, why: str) -> None:
        super().__init__(f"{file}, line {line}: {key + ' ' if key else ''}{why}")
        self.file, self.line, self.key = file, line, key


class Misread(ValueError):
    """A value is not what its field is annotated as."""


@dataclass(frozen=True, slots=True)
class PolicyFile:
    """A TOML file: its name as faults give it, its bytes, its table, and the line of every key."""

    name: str
    raw: bytes
    table: Mapping[str, Any]
    lines: Mapping[str, int]
    fault: type[PolicyFileError]

    def refuse(self, key: str, why: str) -> NoReturn:
        """Refuse the file for `key`, as in `contract.length`.

        Raises:
            PolicyFileError: Always, as the kind of fault that the file was opened with.
        """
        raise self.fault(self.name, self.lines.get(key, 1), key, why)

    def known(self, table: Mapping[str, Any], names: Collection[str], within: str = "") -> None:
        """Refuse a key of `table` that is not among `names`.

        Raises:
            PolicyFileError: There is one.
        """
        for name in table:
            if name not in names:
                self.refuse(within + name, "is not known")

    def text(self, table: Mapping[str, Any], name: str, key: str) -> str:
        """The text of `name` in `table`, which stands at `key` in the file.

        Raises:
            PolicyFileError: It is missing, blank, or no text.
        """
        raw = table.get(name)
        if not isinstance(raw, str) or not raw.strip():
            self.refuse(key, f"needs a text for {name}")
        return raw

    def value(self, kind: Any, raw: object, key: str, lists: Lists = NO_LISTS) -> Any:
        """The value that `raw`, found at `key`, is as `kind`.

        Raises:
            PolicyFileError: It is no such value.
        """
        try:
            return value_as(kind, raw, lists)
        except Misread as misread:
            self.refuse(key, str(misread))


def open_file(path: Path, name: str, fault: type[PolicyFileError]) -> PolicyFile:
    """The file at `path`, parsed.

    Raises:
        PolicyFileError: It is not TOML in UTF-8; of the kind `fault`.
    """
    return parsed_file(path.read_bytes(), name, fault)


def parsed_file(raw: bytes, name: str, fault: type[PolicyFileError]) -> PolicyFile:
    """The file whose bytes are `raw`, parsed.

    Raises:
        PolicyFileError: It is not TOML in UTF-8, or has a number too long or levels too many to be
            read; of the kind `fault`.
    """
    try:
        text = raw.decode()
    except UnicodeDecodeError as error:
        raise fault(name, raw.count(b"\n", 0, error.start) + 1, "", "is not UTF-8") from None
    try:
        table = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise fault(name, _line_of(error, text), "", f"is not TOML: {error}") from None
    return PolicyFile(name, raw, table, _lines(text), fault)


def rows(file: PolicyFile, kind: type[T]) -> dict[str, T]:
    """The tables of a reference list as `kind`, by code; each table is headed by its code.

    Raises:
        PolicyFileError: A key is unknown or missing, or a value is blank or not as annotated.
    """
    return {code: _row(file, kind, code, table) for code, table in file.table.items()}


def value_as(kind: Any, raw: object, lists: Lists = NO_LISTS) -> Any:
    """What `raw`, out of TOML, is as the annotation `kind`; an optional one is never `None` here.

    `lists` holds the codes that a marked text must be among, by its mark.

    Raises:
        Misread: It is no such value.
    """
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        (kind,) = (one for one in get_args(kind) if one is not NoneType)
        return value_as(kind, raw, lists)
    if origin is Annotated:
        text, mark = get_args(kind)
        return _marked(mark, value_as(text, raw, lists), lists)
    if origin is frozenset:
        return _set_of(get_args(kind)[0], raw, lists)
    if issubclass(kind, StrEnum):
        return _word(kind, raw)
    return _plain(kind, raw)


@cache
def hints(kind: Any) -> Mapping[str, Any]:
    """The annotations of a dataclass, marks included, by field."""
    return get_type_hints(kind, include_extras=True)


def _row(file: PolicyFile, kind: Any, code: str, table: object) -> Any:
    if not isinstance(table, dict):
        file.refuse(code, "should be a table")
    annotations = {name: of for name, of in hints(kind).items() if name != "code"}
    file.known(table, annotations, f"{code}.")
    for field in fields(kind):
        if field.name in annotations and field.name not in table and field.default is MISSING:
            file.refuse(code, f"needs {field.name}")
    values = {
        name: file.value(annotations[name], raw, f"{code}.{name}") for name, raw in table.items()
    }
    return kind(code=code, **values)


def _marked(mark: str, text: str, lists: Lists) -> str:
    if mark == MONTHS:
        return _months(text)
    if text not in lists[mark]:
        raise Misread(f"has {text!r}, which is no {mark} of the reference list")
    return text


def _months(text: str) -> str:
    try:
        months = months_in(text)
    except NotAPeriod as error:
        raise Misread(f"should be ISO 8601 months, as in P4M: {error}") from None
    if months == 0:
        raise Misread("should be at least one month")
    return text


def _set_of(kind: Any, raw: object, lists: Lists) -> frozenset[Any]:
    if not isinstance(raw, list) or not raw:
        raise Misread("should be a list of at least one")
    values = frozenset(value_as(kind, one, lists) for one in raw)
    if len(values) != len(raw):
        raise Misread("lists something twice")
    return values


def _word(kind: type[StrEnum], raw: object) -> StrEnum:
    if not isinstance(raw, str) or raw not in set(kind):
        raise Misread(f"should be one of {', '.join(kind)}, not {raw!r}")
    return kind(raw)


def _plain(kind: type, raw: object) -> object:
    if type(raw) is not kind:
        raise Misread(f"should be {kind.__name__}, not {type(raw).__name__}")
    if isinstance(raw, str) and not raw.strip():
        raise Misread("is blank")
    if isinstance(raw, int) and raw < 0:
        raise Misread("should not be negative")
    return raw


def _lines(text: str) -> dict[str, int]:
    lines: dict[str, int] = {}
    within = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if table := _TABLE.fullmatch(line.strip()):
            lines.setdefault(table[1], number)
            within = f"{table[1]}."
        elif key := _KEY.match(line):
            lines.setdefault(within + key[1], number)
    return lines


def _line_of(error: Exception, text: str) -> int:
    at = re.search(r"at line (\d+)", str(error))
    return int(at[1]) if at else len(text.splitlines())

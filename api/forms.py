"""The bodies of requests, derived from the facts and commands themselves.

A form has the fields of its fact in camelCase, but for the journey, which is in the path, and for
what `decide` works out or the service knows. Every type is strict, nothing unknown is passed over,
and every day and instant is in bounds.
"""

from __future__ import annotations

import dataclasses
import inspect
from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from types import GenericAlias, UnionType
from typing import Annotated, Any, ClassVar, get_args, get_origin, get_type_hints

from pydantic import BaseModel, ConfigDict, Field, create_model

from api import fields
from api.field_notes import AHEAD, CODES, FROM_ONE, LONG_TEXTS, MOST_CHARACTERS, NOTES
from api.naming import camel, camel_words
from ledger.journey.commands import AdoptPolicy, PublishStatus, RecordArrest
from ledger.journey.facts.person import DetailsCorrected, IdentifierAdded, IdentifierCorrected
from ledger.journey.facts.protection import PersonalDataErased
from ledger.journey.parts import PERSONAL, WORKED_OUT

JOURNEY = frozenset({"journey"})
KNOWN: dict[type, frozenset[str]] = {
    AdoptPolicy: frozenset({"force"}),
    PublishStatus: JOURNEY | {"version", "size", "root", "engine"},
}
"""Fields that are in the path, or that the service knows itself."""

NEEDED: dict[type, frozenset[str]] = {
    DetailsCorrected: frozenset({"person"}),
    IdentifierAdded: frozenset({"value"}),
    IdentifierCorrected: frozenset({"value", "old_value"}),
    PersonalDataErased: frozenset({"agreed_by"}),
}
"""Fields with a default so that a fact can be read once they are erased, or from before them."""

OPTIONAL: dict[type, frozenset[str]] = {RecordArrest: frozenset({"force"})}
"""Fields that follow from who is calling."""


class Form(BaseModel):
    """A body, or an object in one; `TELLS` is what it becomes."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        alias_generator=camel,
        field_title_generator=lambda name, _: name.replace("_", " ").capitalize(),
        hide_input_in_errors=True,
    )

    TELLS: ClassVar[Any]

    def told(self, **known: Any) -> Any:
        """What the form tells, with what is `known` from elsewhere."""
        given = {
            field.name: _told(getattr(self, field.name))
            for field in dataclasses.fields(self.TELLS)
            if field.name in type(self).model_fields and field.name not in known
        }
        return self.TELLS(**given, **known)


class CommandForm(Form):
    """A form that can say why it comes late."""

    @property
    def why_late(self) -> str:
        return str(getattr(self, "late_because", ""))


@cache
def command_form(kind: Any) -> type[CommandForm]:
    """The body with which a fact or command of `kind` is put forward."""
    more = ("late_because", "participant_id") if kind is RecordArrest else ("late_because",)
    taken = {name: (_plain(name, str, needed=False), _info(name, "")) for name in more}
    made: type[CommandForm] = _model(kind, CommandForm, taken)
    return made


@cache
def form(kind: Any) -> type[Form]:
    """The object in a body that stands for a part of `kind`."""
    made: type[Form] = _model(kind, Form, {})
    return made


def _model(kind: Any, base: Any, more: Mapping[str, Any]) -> Any:
    hints = get_type_hints(kind, include_extras=True)
    taken: dict[str, Any] = {
        field.name: _field(kind, field, hints[field.name])
        for field in dataclasses.fields(kind)
        if field.name not in KNOWN.get(kind, JOURNEY)
        and WORKED_OUT not in _marks(hints[field.name])
    }
    about = camel_words(inspect.getdoc(kind) or "")
    made: Any = create_model(kind.__name__, __base__=base, __doc__=about, **taken, **more)
    made.TELLS = kind
    return made


def _field(kind: Any, field: dataclasses.Field[Any], hint: Any) -> tuple[Any, Any]:
    default: Any = field.default
    if field.name in NEEDED.get(kind, ()):
        default = dataclasses.MISSING
    if field.name in OPTIONAL.get(kind, ()):
        return _typed(field.name, hint, needed=True) | None, _info(field.name, None)
    if _is_part(default):
        default = form(_bare(hint))()
    typed = _typed(field.name, _bare(hint), needed=default is dataclasses.MISSING)
    return typed, _info(field.name, default, hint)


def _info(name: str, default: Any, hint: Any = str) -> Any:
    more: dict[str, Any] = {}
    if get_origin(_bare(hint)) is tuple:
        more["max_length"] = fields.MOST_ITEMS
    if PERSONAL in _marks(hint):
        more["json_schema_extra"] = {"x-personal": True}
    about = camel_words(NOTES.get(name, "")) or None
    return Field(... if default is dataclasses.MISSING else default, description=about, **more)


def _typed(name: str, kind: Any, *, needed: bool) -> Any:
    if get_origin(kind) is UnionType:
        (one,) = (part for part in get_args(kind) if part is not type(None))
        return _typed(name, one, needed=True) | None
    if get_origin(kind) is tuple:
        return GenericAlias(tuple, (_typed(name, get_args(kind)[0], needed=True), ...))
    if _is_part(kind):
        return form(kind)
    return kind if issubclass(kind, StrEnum) else _plain(name, kind, needed=needed)


def _plain(name: str, kind: type, *, needed: bool) -> Any:
    if kind is bool:
        return fields.Truth
    if kind is int:
        return fields.number(1 if name in FROM_ONE else 0)
    if kind is datetime:
        return fields.PastInstant
    if kind is date:
        return fields.Day if name in AHEAD else fields.PastDay
    if name in CODES:
        return fields.Code
    return fields.text(LONG_TEXTS.get(name, MOST_CHARACTERS), needed=needed)


def _is_part(kind: Any) -> bool:
    return dataclasses.is_dataclass(kind)


def _bare(hint: Any) -> Any:
    return get_args(hint)[0] if get_origin(hint) is Annotated else hint


def _marks(hint: Any) -> tuple[Any, ...]:
    return get_args(hint)[1:] if get_origin(hint) is Annotated else ()


def _told(value: Any) -> Any:
    match value:
        case Form():
            return value.told()
        case tuple():
            return tuple(_told(one) for one in value)
        case _:
            return value

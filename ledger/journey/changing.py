"""`made` and `replace` for what a replay makes and changes thousands of times a second.

For frozen dataclasses without slots and without `__post_init__`; to type checkers they are the
class itself and `dataclasses.replace`. `__init__` of such a class sets field by field what it then
does not let be set, and `dataclasses.replace` calls it with every field: that was two thirds of a
replay.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

if TYPE_CHECKING:
    from dataclasses import replace as replace

    def made(kind: Callable[P, T], /, *args: P.args, **fields: P.kwargs) -> T: ...

else:
    from dataclasses import MISSING
    from dataclasses import fields as fields_of

    _new, _set = object.__new__, object.__setattr__

    class _Defaults(dict):
        """The defaults of each class, by their fields."""

        def __missing__(self, kind):
            told = {one.name: one.default for one in fields_of(kind)}
            told = {name: value for name, value in told.items() if value is not MISSING}
            return self.setdefault(kind, told)

    _defaults = _Defaults()

    def made(kind, /, **fields):
        """A `kind` of these fields, all that have no default."""
        one = _new(kind)
        _set(one, "__dict__", _defaults[kind] | fields)
        return one

    def replace(value, /, **changes):
        """A copy of `value` with `changes`."""
        copy = _new(value.__class__)
        _set(copy, "__dict__", value.__dict__ | changes)
        return copy

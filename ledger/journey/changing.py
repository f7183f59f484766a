"""`replace` for what a replay changes thousands of times a second.

For frozen dataclasses without slots and without `__post_init__`; to type checkers it is
`dataclasses.replace`. That one calls `__init__` with every field: it took two thirds of a replay.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import replace as replace
else:
    _new, _set = object.__new__, object.__setattr__

    def replace(value, /, **changes):
        """A copy of `value` with `changes`."""
        copy = _new(value.__class__)
        _set(copy, "__dict__", value.__dict__ | changes)
        return copy

"""An invented example of every form, for the documentation and the tests.

Together they tell one person's journey under `checkpoint-cymru/2019-10`, and what else could have
come of it. Nobody in them is real.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from api.examples import arrests, contract, decision, endings, going_wrong, page

EXAMPLES: Mapping[Any, Mapping[str, Any]] = {
    **arrests.EXAMPLES,
    **decision.EXAMPLES,
    **contract.EXAMPLES,
    **going_wrong.EXAMPLES,
    **endings.EXAMPLES,
    **page.EXAMPLES,
}
"""The body with which each fact or command can be put forward."""

"""`docs/trust.md` says what is so: its tables are the code's, and its example gets a token."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any

import httpx2
import pytest
from joserfc import jwt

from api.redactions import SEEN_BY, Part
from api.roles import ROLES, CallerRole, Permission, Scope
from api.settings import Settings
from api.trust.algorithms import ALGORITHMS
from api.trust.claims import LEEWAY_SECONDS, MOST_LIFETIME_SECONDS
from api.trust.token import MOST_CHARACTERS, NOT_TAKEN
from tests.issuer import Issuer, issuing, new_key

TEXT = (Path(__file__).parents[1] / "docs" / "trust.md").read_text(encoding="utf-8")
CODED = re.compile(r"^\| `([^`]+)` \|(.*)\|$", re.MULTILINE)


def table(heading: str) -> dict[str, list[str]]:
    """The rows of the table with that heading, by the code in their first column."""
    (_, _, below) = TEXT.partition(f"| {heading} |")
    assert below, heading
    rows = CODED.findall(below.partition("\n\n")[0])
    return {code: [cell.strip() for cell in cells.split("|")] for code, cells in rows}


@pytest.mark.parametrize(
    ("heading", "rules"), [("permission", ROLES), ("part", SEEN_BY)], ids=["may do", "sees"]
)
def test_the_tables_of_roles_are_the_codes(
    heading: str, rules: Mapping[StrEnum, frozenset[CallerRole]]
) -> None:
    expected = {
        one.value: ["yes" if role in roles else "" for role in CallerRole]
        for one, roles in rules.items()
    }
    assert table(heading) == expected
    assert set(expected) == {one.value for one in (Permission if heading == "permission" else Part)}


def test_the_algorithms_are_the_codes() -> None:
    assert table("`alg`").keys() == ALGORITHMS.keys()
    assert all(f"`{header}`" in TEXT for header in NOT_TAKEN)


def test_the_claims_are_those_that_are_read() -> None:
    claims = table("claim")
    assert claims.keys() == Issuer().claims().keys() | {"nbf", "cnf"}
    assert {name for name, row in claims.items() if row[0] == "no"} == {"nbf", "cnf"}
    assert all(f"`{scope.value}`" in claims["scope"][1] for scope in Scope)


def test_the_numbers_are_the_codes() -> None:
    assert f"{LEEWAY_SECONDS} seconds apart" in TEXT
    assert f"{MOST_LIFETIME_SECONDS // 3600} hours after `iat`" in TEXT
    assert f"{MOST_CHARACTERS:,} characters" in TEXT
    plain = Settings(data=Path("unused"))
    for name, row in table("setting").items():
        default: Any = getattr(plain, name.removeprefix("DIVERSION_LEDGER_").lower())
        assert row[1] == {"": "needed", (): "nobody"}.get(
            default, f"{default:g}" if default else ""
        )


def test_the_example_gets_a_token() -> None:
    header, claims = (
        json.loads(part) for part in re.findall(r"```json\n(.*?)```", TEXT, re.DOTALL)
    )
    key = new_key("records-system")
    client = {"key": key, "roles": ["integrator"], "force": "north-wales"}
    with issuing(Issuer(clients={"records-system": client})) as issuer:
        now = claims | {"aud": f"{issuer.address}/token", "exp": int(time.time()) + 60}
        told = re.findall(r"-d (\w+)=(?:'([^']*)'|(\S+))", TEXT)
        form = {name: quoted or plain for name, quoted, plain in told}
        form["client_assertion"] = jwt.encode(header, now, key, ["ES256"])
        answer = httpx2.post(f"{issuer.address}/token", data=form)
        assert answer.status_code == 200
        assert answer.json()["scope"] == "ledger:read ledger:write"

"""The service keeps to its own document, whatever it is asked: Schemathesis tries it all out."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import pytest

from tests.fuzz_ledger import Pages, configuration, pages_for_commands, whole, with_logs
from tests.sealed_ledger import sealing
from tests.service import Caller, serving

ROOT = Path(__file__).parents[1]
SCHEMATHESIS = Path(sys.executable).parent / "schemathesis"
SEED = "20191210"
FUZZED_EACH = "8"
AT_LEAST = 2_000
ROLES = ("integrator", "custody", "policy", "auditor", "admin", "scrutiny")
QUOTAS = ("reads", "writes", "searches", "logins", "strangers")
OFTEN = 1_000_000
CHECKS = {
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "negative_data_rejection",
    "positive_data_acceptance",
    "missing_required_header",
    "unsupported_method",
    "allow_header_conformance",
    "use_after_free",
    "ensure_resource_availability",
    "ignored_auth",
    "object_level_authorization",
    "refused_for_its_meaning",
}
"""Every check of Schemathesis that sets no limit of time, and ours."""


@dataclass(frozen=True)
class Run:
    """What Schemathesis reported, and how often each operation answered with which status."""

    report: Mapping[str, Any]
    said: str
    statuses: Mapping[str, Counter[int]]
    checks: frozenset[str]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    folder = tmp_path_factory.mktemp("fuzzed")
    limits: Any = {f"{quota}_per_minute": OFTEN for quota in QUOTAS}
    here = (ip_network("127.0.0.0/8"),)
    data = folder / "ledger"
    ledger = serving(data, webhook_networks=here, **limits)
    with ledger as address, sealing(data), Caller(address) as caller:
        caller.adopt("checkpoint-cymru/2019-10", from_on="2019-10-08")
        return fuzzed(caller, folder, with_logs(pages_for_commands(caller), caller, data))


def test_at_least_two_thousand_requests_found_nothing(run: Run) -> None:
    assert run.report["complete"], run.said
    assert run.report["test_cases"]["generated"] >= AT_LEAST
    assert not run.report["failures"], run.said
    assert run.report["test_cases"]["errored"] == 0, run.said
    assert run.report["exit_code"] == 0, run.said


def test_the_whole_document_was_tried_with_every_check(run: Run) -> None:
    assert run.report["operations"]["tested"] == run.report["operations"]["total"] > 0
    assert run.report["operations"]["skipped"] == 0
    assert run.checks >= CHECKS


def test_every_operation_was_carried_out_as_well_as_refused(run: Run) -> None:
    never = [label for label, seen in run.statuses.items() if not any(s < 300 for s in seen)]
    assert not never
    seen = sum(run.statuses.values(), Counter())
    assert {200, 201, 400, 401, 404, 405, 409, 412, 415, 422} <= seen.keys(), seen


def fuzzed(caller: Caller, folder: Path, pages: Pages) -> Run:
    """What came of trying the service that `caller` calls."""
    address = str(caller.client.base_url).rstrip("/")
    document = caller.get("/openapi.json").json()
    settings, schema = folder / "schemathesis.toml", folder / "openapi.json"
    settings.write_text(configuration(document, pages, tokens(address)))
    schema.write_text(json.dumps(whole(document)))
    report, cases = folder / "report.json", folder / "cases.ndjson"
    command = [
        *(SCHEMATHESIS, "--config-file", settings, "run", schema, "--url", address),
        *("--checks", "all", "--seed", SEED, "--max-examples", FUZZED_EACH),
        *("--continue-on-failure", "--generation-database", "none", "--no-color"),
        *("--report", "json,ndjson", "--report-json-path", report, "--report-ndjson-path", cases),
    ]
    done = subprocess.run(  # noqa: S603 - our own tool, our own arguments
        [str(part) for part in command],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert report.exists(), done.stdout + done.stderr
    statuses: dict[str, Counter[int]] = {}
    checks: set[str] = set()
    for label, recorder in recorded(cases):
        answers = recorder.get("interactions", {}).values()
        seen = (one["response"]["status_code"] for one in answers if one.get("response"))
        statuses.setdefault(label, Counter()).update(seen)
        checks |= {one["name"] for each in recorder.get("checks", {}).values() for one in each}
    return Run(json.loads(report.read_text()), done.stdout, statuses, frozenset(checks))


def tokens(address: str) -> dict[str, str]:
    """What a caller of each role sends as `Authorization`."""
    told = {}
    for role in ROLES:
        with Caller(address, role) as caller:
            told[role] = caller.client.headers["Authorization"]
    return told


def recorded(cases: Path) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every scenario of Schemathesis' own record, under the operation that it is about."""
    with cases.open(encoding="utf-8") as lines:
        for line in lines:
            ((kind, event),) = json.loads(line).items()
            if kind == "ScenarioFinished" and event["phase"] != "stateful":
                yield event["recorder"]["label"], event["recorder"]

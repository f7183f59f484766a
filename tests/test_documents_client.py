"""A client made from the published document by a generator carries a journey to its answer."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from api.examples import EXAMPLES
from ledger.journey.commands import DecideEligibility, RecordArrest
from ledger.journey.facts.arrest import SafeguardingScreened, VictimViewsSought
from tests.service import FORCE, at_work

GENERATOR = Path(sys.executable).parent / "openapi-python-client"
CONFIGURED = """
post_hooks: []
content_type_overrides:
  application/x-ndjson: application/octet-stream
"""
LOGIN = {"name": "Records hub", "role": "integrator", "force": FORCE}
STEPS = (
    ("arrests.record_safeguarding_screened", "safeguarding_screened", SafeguardingScreened),
    ("arrests.record_victim_views_sought", "victim_views_sought", VictimViewsSought),
    ("the_decision_to_divert.decide_eligibility", "decide_eligibility", DecideEligibility),
)
CREATED, OK = 201, 200

Json = Mapping[str, Any]


class Generated:
    """The client of a service at `address`, as an integrator would write with it."""

    def __init__(self, address: str) -> None:
        self.client = part("client").Client(base_url=f"{address}/v1")
        self.purpose = part("models.purpose").Purpose.PROSECUTION

    def logged_in(self) -> None:
        with self.client:
            token = self.asked("login.login", "login_form", LOGIN).token
        self.client = part("client").AuthenticatedClient(
            base_url=self.client._base_url, token=token
        )

    def asked(self, operation: str, form: str, body: Json, *path: Any, **headers: Any) -> Any:
        """What the operation answered, read into the generated models."""
        model = getattr(part(f"models.{form}"), "".join(w.title() for w in form.split("_")))
        calling = part(f"api.{operation}").sync_detailed
        answer = calling(*path, client=self.client, body=model.from_dict(body), **headers)
        assert answer.status_code == CREATED, answer.content
        return answer.parsed

    def commanded(self, operation: str, form: str, body: Json, *path: Any, **headers: Any) -> Any:
        """The same of a command: for a purpose, and with a key of its own."""
        key = str(uuid4())
        return self.asked(
            operation, form, body, *path, purpose=self.purpose, idempotency_key=key, **headers
        )


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a service, with a client that was made from its document."""
    folder = tmp_path_factory.mktemp("generated")
    with at_work(folder / "ledger") as caller:
        (folder / "openapi.json").write_text(caller.get("/openapi.json").text, encoding="utf-8")
        generate(folder)
        sys.path.insert(0, str(folder))
        try:
            yield str(caller.client.base_url).rstrip("/")
        finally:
            sys.path.remove(str(folder))


def test_a_generated_client_records_a_journey_and_reads_where_it_stands(service: str) -> None:
    generated = Generated(service)
    generated.logged_in()
    with generated.client as client:
        arrest = generated.commanded(
            "arrests.record_arrest", "record_arrest", EXAMPLES[RecordArrest]
        )
        page, number, version = arrest.participant_id, arrest.journey, arrest.version
        for operation, form, kind in STEPS:
            seen = {"if_match": f'"{version}"'}
            written = generated.commanded(operation, form, EXAMPLES[kind], page, number, **seen)
            assert written.version == version + 1
            version = written.version
        reading = part("api.where_a_person_stands.journey").sync_detailed
        stands = reading(page, number, client=client, purpose=generated.purpose)
    assert stands.status_code == OK
    assert stands.parsed.status.code == "eligible"
    assert stands.parsed.record.code == "pending"
    assert stands.parsed.offences[0].code == "possession-class-a"


def generate(folder: Path) -> None:
    """Make a client of `folder`'s document in `folder`; a warning is a failure."""
    configured = folder / "generator.yml"
    configured.write_text(CONFIGURED)
    command = [
        *(GENERATOR, "generate", "--fail-on-warning", "--meta", "none"),
        *("--path", folder / "openapi.json", "--config", configured),
        *("--output-path", folder / "ledger_client"),
    ]
    done = subprocess.run(  # noqa: S603 - our own tool, our own arguments
        [str(part) for part in command], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Skipping" not in done.stdout + done.stderr


def part(name: str) -> Any:
    """A module of the generated client."""
    return import_module(f"ledger_client.{name}")

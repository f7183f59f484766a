"""What callers may ask of webhooks: their own only, each request once, and no secret twice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx2
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from api.jobs.engine import open_jobs
from api.jobs.tables import metadata
from api.webhooks.subscriptions import MOST_SUBSCRIPTIONS
from tests.erased import files_in
from tests.receiver import Receiver
from tests.service import Caller
from tests.webhook_service import arrested, deliveries, shown, subscribed, told

Both = tuple[Caller, Receiver]
NOBODY = "w-" + "0" * 26


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("webhooks")


@pytest.fixture(scope="module")
def standing(folder: Path) -> Iterator[Both]:
    with told(folder) as both:
        yield both


@pytest.fixture
def both(standing: Both) -> Iterator[Both]:
    yield standing
    caller, _ = standing
    for webhook in caller.get("/v1/webhooks").json()["items"]:
        caller.client.delete(f"/v1/webhooks/{webhook['webhookId']}")


def asked(caller: Caller, path: str, body: Any, key: str) -> httpx2.Response:
    return caller.post(path, body, **{"Idempotency-Key": key})


def test_a_subscription_is_shown_without_its_secret(both: Both) -> None:
    caller, receiver = both
    webhook = subscribed(caller, receiver)
    assert webhook["secret"].startswith("whsec_")
    known = shown(caller, webhook)
    assert known == {k: v for k, v in webhook.items() if k != "secret"}
    assert caller.get("/v1/webhooks").json()["items"] == [known]
    assert (known["state"], known["waiting"]) == ("active", 0)


@pytest.mark.parametrize(("role", "force"), [("admin", "north-wales"), ("integrator", "gwent")])
def test_anothers_subscription_is_not_there(both: Both, role: str, force: str) -> None:
    caller, receiver = both
    path = f"/v1/webhooks/{subscribed(caller, receiver)['webhookId']}"
    with Caller(str(caller.client.base_url), role, force) as stranger:
        assert stranger.get("/v1/webhooks").json()["items"] == []
        answers = [
            stranger.get(path),
            stranger.get(f"{path}/deliveries"),
            stranger.get(f"/v1/webhooks/{NOBODY}"),
            stranger.client.delete(path),
            *(stranger.post(f"{path}/{act}", None) for act in ("rotation", "ping", "enable")),
            stranger.post(f"{path}/replay", {"fromAt": "2019-12-10T00:00:00Z"}),
        ]
    assert {(a.status_code, a.json()["code"]) for a in answers} == {(404, "no-such-webhook")}
    assert caller.get(path).status_code == 200


@pytest.mark.parametrize("role", ["custody", "navigator", "auditor", "policy"])
def test_only_who_may_subscribe_sees_webhooks_at_all(both: Both, role: str) -> None:
    caller, receiver = both
    with Caller(str(caller.client.base_url), role) as other:
        answers = [
            other.get("/v1/webhooks"),
            other.get(f"/v1/webhooks/{NOBODY}"),
            other.post("/v1/webhooks", {"url": receiver.address}),
            other.client.delete(f"/v1/webhooks/{NOBODY}"),
        ]
    assert {(a.status_code, a.json()["code"]) for a in answers} == {(403, "not-permitted")}


def test_the_same_request_is_carried_out_once_and_answered_alike(both: Both) -> None:
    caller, receiver = both
    key, body = str(uuid4()), {"url": receiver.address}
    first = asked(caller, "/v1/webhooks", body, key)
    again = asked(caller, "/v1/webhooks", body, key.upper())
    assert first.status_code == again.status_code == 201
    assert first.content == again.content
    assert first.headers["Location"] == again.headers["Location"]
    assert "Idempotency-Replayed" not in first.headers
    assert again.headers["Idempotency-Replayed"] == "true"
    assert len(caller.get("/v1/webhooks").json()["items"]) == 1


def test_another_request_with_the_same_key_is_refused(both: Both) -> None:
    caller, receiver = both
    key = str(uuid4())
    assert asked(caller, "/v1/webhooks", {"url": receiver.address}, key).status_code == 201
    path = caller.get("/v1/webhooks").json()["items"][0]["webhookId"]
    for refused in (
        asked(caller, "/v1/webhooks", {"url": receiver.address + "/other"}, key),
        asked(caller, f"/v1/webhooks/{path}/rotation", None, key),
    ):
        assert (refused.status_code, refused.json()["code"]) == (422, "idempotency-key-reused")


def test_a_rotation_is_carried_out_once(both: Both) -> None:
    caller, receiver = both
    webhook, key = subscribed(caller, receiver), str(uuid4())
    path = f"/v1/webhooks/{webhook['webhookId']}/rotation"
    first, again = asked(caller, path, None, key), asked(caller, path, None, key)
    assert first.content == again.content
    assert len(shown(caller, webhook)["publicKeys"]) == 2


def test_a_ping_is_queued_once(both: Both) -> None:
    caller, receiver = both
    webhook, key = subscribed(caller, receiver), str(uuid4())
    path = f"/v1/webhooks/{webhook['webhookId']}/ping"
    assert asked(caller, path, None, key).content == asked(caller, path, None, key).content
    assert len(deliveries(caller, webhook)) == 1


@pytest.mark.parametrize(
    ("header", "code"),
    [("Idempotency-Key", "idempotency-key-missing"), ("Purpose", "purpose-missing")],
)
def test_a_request_needs_a_key_and_a_purpose(both: Both, header: str, code: str) -> None:
    caller, receiver = both
    headers = {**caller.client.headers, "Idempotency-Key": str(uuid4())}
    given = {name: value for name, value in headers.items() if name.lower() != header.lower()}
    url = f"{caller.client.base_url}/v1/webhooks"
    answer = httpx2.post(url, json={"url": receiver.address}, headers=given)
    assert (answer.status_code, answer.json()["code"]) == (400, code)


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("http://localhost/", "url-not-allowed"),
        ("https://user:password@localhost/", "url-not-allowed"),
        ("https://localhost/#part", "url-not-allowed"),
        ("https://10.1.2.3/", "address-not-allowed"),
        ("https://169.254.169.254/latest", "address-not-allowed"),
        ("https://nobody.invalid/", "address-not-allowed"),
    ],
)
def test_a_url_that_may_not_be_sent_to_is_refused(both: Both, url: str, code: str) -> None:
    caller, _ = both
    answer = caller.post("/v1/webhooks", {"url": url})
    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert url not in answer.text


def test_an_unknown_type_and_a_cursor_of_others_are_refused(both: Both) -> None:
    caller, receiver = both
    answer = caller.post("/v1/webhooks", {"url": receiver.address, "types": ["no.such.v1"]})
    assert (answer.status_code, answer.json()["code"]) == (422, "word-unknown")
    answer = caller.post("/v1/webhooks", {"url": receiver.address, "after": "bm9uZQ"})
    assert (answer.status_code, answer.json()["code"]) == (400, "cursor-invalid")


@pytest.mark.parametrize("body", [{}, {"after": "", "fromAt": "2019-12-10T00:00:00Z"}])
def test_a_replay_begins_at_one_place(both: Both, body: Any) -> None:
    caller, receiver = both
    path = f"/v1/webhooks/{subscribed(caller, receiver)['webhookId']}/replay"
    answer = caller.post(path, body)
    assert (answer.status_code, answer.json()["code"]) == (422, "value-invalid")


def test_a_client_has_ten_webhooks_at_most(both: Both) -> None:
    caller, receiver = both
    made = [subscribed(caller, receiver, f"/{n}") for n in range(MOST_SUBSCRIPTIONS)]
    answer = caller.post("/v1/webhooks", {"url": receiver.address})
    assert (answer.status_code, answer.json()["code"]) == (409, "too-many-webhooks")
    assert caller.client.delete(f"/v1/webhooks/{made[0]['webhookId']}").status_code == 204
    subscribed(caller, receiver)


def test_what_was_ended_is_gone(both: Both) -> None:
    caller, receiver = both
    path = f"/v1/webhooks/{subscribed(caller, receiver)['webhookId']}"
    assert caller.client.delete(path).status_code == 204
    assert caller.client.delete(path).status_code == 404
    assert caller.get(path).status_code == 404


def test_no_secret_stands_in_the_data(both: Both, folder: Path) -> None:
    caller, receiver = both
    secrets = [subscribed(caller, receiver)["secret"].removeprefix("whsec_").encode()]
    arrested(caller)
    files = list(files_in(folder / "ledger"))
    for file in files:
        assert secrets[0] not in file.read_bytes(), file.name
    assert any(receiver.address.encode() in file.read_bytes() for file in files)


def test_the_migrations_lead_to_the_tables(tmp_path: Path) -> None:
    engine = open_jobs(tmp_path)
    with engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), metadata)
    engine.dispose()
    assert [one for one in differences if "webhook" in str(one)] == []

"""An operation that will go says so in every answer and in the OpenAPI document."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.lifecycle import DEPRECATED, MONTHS_OF_NOTICE, Deprecated, Lifecycle, marked
from api.openapi import document
from api.settings import Settings

SINCE = datetime(2026, 1, 1, tzinfo=UTC)
GONE = Deprecated(SINCE, datetime(2020, 1, 1, tzinfo=UTC), "/docs#information")


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    app = create_app(Settings(data=tmp_path))
    with TestClient(Lifecycle(app, {"info": GONE})) as client:
        yield client


def test_an_answer_says_that_its_operation_is_deprecated(client: TestClient) -> None:
    answer = client.get("/info")
    assert answer.headers["Deprecation"] == "@1767225600"
    assert parsedate_to_datetime(answer.headers["Sunset"]) == GONE.sunset
    assert answer.headers["Sunset"].endswith(" GMT")
    assert answer.headers["Link"] == '</docs#information>; rel="deprecation"; type="text/html"'


def test_after_its_sunset_it_answers_as_before_until_it_is_removed(client: TestClient) -> None:
    answer = client.get("/info")
    assert answer.status_code == 200
    assert answer.json()["name"] == "Diversion ledger"


def test_other_operations_say_nothing_of_the_kind(client: TestClient) -> None:
    for path in ("/health/liveness", "/nowhere"):
        assert not {"Deprecation", "Sunset", "Link"} & set(client.get(path).headers)


def test_the_document_marks_what_is_deprecated() -> None:
    table = {"info": GONE}
    assert marked({"operationId": "info"}, table) == {"deprecated": True}
    assert marked({"operationId": "health"}, table) == {}


def test_what_is_deprecated_exists_and_is_given_notice(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path)
    drawn = document(create_app(settings), settings)
    operations = {
        operation["operationId"]
        for item in drawn["paths"].values()
        for operation in item.values()
        if isinstance(operation, dict)
    }
    assert set(DEPRECATED) <= operations
    for one in DEPRECATED.values():
        assert one.sunset - one.since >= timedelta(days=30 * MONTHS_OF_NOTICE)

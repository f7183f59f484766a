"""How often a client may ask, what each answer says of it, and who is not harmed by whom."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import httpx2
import pytest

from tests.service import Caller, at_work, serving
from tests.story import Story

ON = date(2019, 11, 28)
POLICY = re.compile(r'"(?P<quota>[a-z]+)";q=(?P<q>\d+);w=60')
LEFT = re.compile(r'"(?P<quota>[a-z]+)";r=(?P<r>\d+);t=(?P<t>\d+)')


def told(answer: httpx2.Response) -> tuple[str, int, int]:
    """The quota, how many it gives and how many are left, as the headers say."""
    policy = POLICY.fullmatch(answer.headers["RateLimit-Policy"])
    left = LEFT.fullmatch(answer.headers["RateLimit"])
    assert policy
    assert left
    assert policy["quota"] == left["quota"]
    assert 1 <= int(left["t"]) <= 60
    return policy["quota"], int(policy["q"]), int(left["r"])


def test_every_answer_to_a_client_says_what_is_left(tmp_path: Path) -> None:
    with at_work(tmp_path, reads_per_minute=10, searches_per_minute=20) as custody:
        assert told(custody.get("/v1/reference")) == ("reads", 10, 9)
        assert told(custody.get("/v1/participants/p-1")) == ("reads", 10, 8)
        found = custody.post("/v1/participants/search", {"person": {}})
        assert told(found) == ("searches", 20, 19)
        assert told(custody.tell(Story().arrest(ON)))[0] == "writes"


def test_beyond_the_quota_the_answer_says_when_to_ask_again(tmp_path: Path) -> None:
    with at_work(tmp_path, reads_per_minute=2) as custody:
        answers = [custody.get("/v1/reference") for _ in range(3)]
        assert [answer.status_code for answer in answers] == [200, 200, 429]
        refused = answers[-1]
        assert refused.headers["content-type"] == "application/problem+json"
        assert refused.json()["code"] == "too-many-requests"
        assert refused.json()["violated-policies"] == ["reads"]
        assert told(refused) == ("reads", 2, 0)
        seconds = LEFT.fullmatch(refused.headers["RateLimit"])
        assert seconds
        assert refused.headers["Retry-After"] == seconds["t"]
        metrics = custody.client.get("/metrics").text
        assert 'ledger_limited_total{quota="reads"} 1.0' in metrics


def test_one_clients_quota_is_not_anothers(tmp_path: Path) -> None:
    with at_work(tmp_path, reads_per_minute=1) as custody:
        assert custody.get("/v1/reference").status_code == 200
        assert custody.get("/v1/reference").status_code == 429
        assert custody.tell(Story().arrest(ON)).status_code == 201
        with Caller(str(custody.client.base_url), "navigator") as navigator:
            assert navigator.get("/v1/reference").status_code == 200


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer of-bad-tidings"}])
def test_a_flood_without_a_valid_token_is_stopped_and_harms_no_token_holder(
    tmp_path: Path, headers: dict[str, str]
) -> None:
    with at_work(tmp_path, strangers_per_minute=3) as custody:
        url = custody.client.base_url.join("/v1/reference")
        flood = [httpx2.get(url, headers=headers) for _ in range(5)]
        assert [answer.status_code for answer in flood] == [401, 401, 401, 429, 429]
        assert flood[-1].json()["code"] == "too-many-requests"
        assert told(flood[-1]) == ("strangers", 3, 0)
        assert custody.get("/v1/reference").status_code == 200


def test_logins_are_counted_by_address(tmp_path: Path) -> None:
    who = {"name": "A custody", "role": "custody", "force": "north-wales"}
    with serving(tmp_path, logins_per_minute=2) as address:
        answers = [httpx2.post(f"{address}/v1/login", json=who) for _ in range(3)]
        assert [answer.status_code for answer in answers] == [201, 201, 429]
        assert told(answers[-1]) == ("logins", 2, 0)
        assert httpx2.get(f"{address}/health").status_code == 200


def test_each_of_several_workers_gives_out_its_share(tmp_path: Path) -> None:
    with at_work(tmp_path, reads_per_minute=100, workers=4) as custody:
        assert told(custody.get("/v1/reference")) == ("reads", 25, 24)


@pytest.mark.parametrize(
    ("path", "headers", "status", "code"),
    [
        ("/v1/reference?x=" + "y" * 4096, {}, 414, "url-too-long"),
        ("/v1/" + "y" * 4096, {}, 414, "url-too-long"),
        ("/v1/reference", {f"X-{n}": "y" for n in range(101)}, 431, "headers-too-large"),
        ("/v1/reference", {"X-Long": "y" * 16 * 1024}, 431, "headers-too-large"),
    ],
    ids=["query", "path", "many headers", "a long header"],
)
def test_a_head_that_is_too_large_is_a_problem_too(
    tmp_path: Path, path: str, headers: dict[str, str], status: int, code: str
) -> None:
    with at_work(tmp_path) as custody:
        answer = custody.client.get(path, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.headers["content-type"] == "application/problem+json"

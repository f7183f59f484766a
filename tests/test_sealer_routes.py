"""The log over HTTP: as a tlog client reads it, without a token, and no entry of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest
from typer.testing import CliRunner

from api.cli import app
from ledger.evidence.keys import verifier
from ledger.evidence.published import Published
from ledger.journey.facts.log import LogKeyRetired
from ledger.proof.checkpoint import opened
from ledger.proof.merkle import leaf_hash, verify_consistency, verify_inclusion
from ledger.proof.tiled import TiledLog
from ledger.proof.tiles import Tile
from ledger.record.book import OF_THE_LOG, open_ledger
from tests.bundled import Sealed
from tests.sealing import ORIGIN, Place, grow
from tests.service import serving
from tests.test_life_metrics import numbers

SIZES = (1, 2, 255, 256, 257, 600)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    place = Sealed(tmp_path_factory.mktemp("place"))
    place.seal(*SIZES)
    return place


@pytest.fixture(scope="module")
def log(place: Place) -> Iterator[httpx2.Client]:
    """Whoever reads the log of the ledger, with no token."""
    with (
        serving(place.data) as address,
        httpx2.Client(base_url=f"{address}/v1/ledger", timeout=30) as client,
    ):
        yield client


@pytest.fixture(scope="module")
def unsealed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx2.Client]:
    with (
        serving(tmp_path_factory.mktemp("unsealed")) as address,
        httpx2.Client(base_url=f"{address}/v1/ledger", timeout=30) as client,
    ):
        yield client


def test_whoever_has_the_key_checks_every_leaf_and_every_growth(
    place: Place, log: httpx2.Client
) -> None:
    known = [verifier((place.home.folder / "log.vkey").read_text().strip())]
    checkpoint, _ = opened(log.get("/checkpoint").content, ORIGIN, known)

    def read(tile: Tile) -> bytes:
        answer = log.get(f"/{tile.path}")
        assert answer.status_code == 200
        return answer.content

    tiled = TiledLog(checkpoint.size, read)
    for index, line in list(enumerate(place.lines()))[::97]:
        proof = tiled.inclusion_proof(index)
        verify_inclusion(leaf_hash(line), index, checkpoint.size, proof, checkpoint.root)
    for size in SIZES[:-1]:
        old, _ = opened(log.get(f"/checkpoint/{size}").content, ORIGIN, known)
        proof = tiled.consistency_proof(size)
        verify_consistency(size, checkpoint.size, old.root, checkpoint.root, proof)


def test_files_are_sent_as_what_they_are_and_kept_as_long_as_they_stay(
    log: httpx2.Client,
) -> None:
    kept = {
        path: (answer.headers["content-type"], answer.headers["cache-control"])
        for path in ("/checkpoint", "/checkpoint/255", "/tile/0/000", "/tile/0/002.p/88")
        for answer in (log.get(path),)
    }
    assert kept == {
        "/checkpoint": ("text/plain; charset=utf-8", "no-cache"),
        "/checkpoint/255": ("text/plain; charset=utf-8", "public, max-age=300"),
        "/tile/0/000": ("application/octet-stream", "public, max-age=31536000, immutable"),
        "/tile/0/002.p/88": ("application/octet-stream", "public, max-age=300"),
    }


def test_heads_are_listed_from_the_newest_to_the_first(place: Place, log: httpx2.Client) -> None:
    sizes, following = [], "/heads?limit=4"
    while following:
        answer = log.get(following)
        sizes += [head["size"] for head in answer.json()["items"]]
        link = answer.links.get("next", {}).get("url", "")
        following = link.removeprefix("/v1/ledger")
    assert sizes == list(reversed(SIZES))
    (newest, *_) = log.get("/heads").json()["items"]
    last = Published(place.data / "log").last_head()
    assert str(last).split(" ") == [newest["sealedAt"], str(newest["size"]), newest["root"]]


@pytest.mark.parametrize("path", ["/tile/entries/000", "/tile/entries/002.p/88"])
def test_entries_are_not_given_out(log: httpx2.Client, path: str) -> None:
    answer = log.get(path)
    assert (answer.status_code, answer.json()["code"]) == (403, "entries-not-shown")
    assert "bundle" in answer.json()["title"]


@pytest.mark.parametrize(
    "path",
    [
        "/checkpoint/3",
        "/tile/0/003",
        "/tile/0/3",
        "/tile/0/000.p/256",
        "/tile/0/..%2f..%2fheads",
        "/tile/0/%2e%2e/%2e%2e/%2e%2e/ledger.sqlite",
        "/tile/64/000",
        "/access-log/checkpoint",
        "/access-log/tile/0/000",
    ],
)
def test_what_is_not_published_is_not_there(log: httpx2.Client, path: str) -> None:
    answer = log.get(path)
    assert answer.status_code == 404
    assert answer.json()["code"] in {"not-published", "not-found"}


@pytest.mark.parametrize("path", ["/checkpoint", "/checkpoint/1", "/tile/0/000.p/1"])
def test_a_log_that_was_never_sealed_says_so(unsealed: httpx2.Client, path: str) -> None:
    answer = unsealed.get(path)
    assert (answer.status_code, answer.json()["code"]) == (404, "not-published")
    assert unsealed.get("/heads").json() == {"items": [], "nextCursor": None}
    assert unsealed.get("/keys").json() == {"items": [], "nextCursor": None}


def test_a_cursor_of_another_list_is_none(log: httpx2.Client) -> None:
    answer = log.get("/heads?cursor=WyJhIl0=")
    assert (answer.status_code, answer.json()["code"]) == (400, "cursor-invalid")


def test_whoever_asks_too_often_is_told_so(place: Place) -> None:
    with serving(place.data, strangers_per_minute=2) as address:
        statuses = [httpx2.get(f"{address}/v1/ledger/checkpoint").status_code for _ in range(3)]
    assert statuses == [200, 200, 429]


def test_how_far_the_log_is_sealed_is_measured(place: Place, log: httpx2.Client) -> None:
    told = httpx2.get(str(log.base_url).replace("/v1/ledger/", "/metrics")).text
    of_the_ledger = frozenset({("log", "ledger")})
    assert numbers(told, "ledger_log_sealed") == {of_the_ledger: SIZES[-1]}
    assert numbers(told, "ledger_log_size")[of_the_ledger] == SIZES[-1]
    (age,) = numbers(told, "ledger_log_head_age_seconds").values()
    assert age >= 0


def test_keys_are_told_from_the_entries_of_the_ledger(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "data") as ledger:
        grow(ledger, 3)
    for act in ("--once", "--rotate", "--retire"):
        command = ["seal", "--data", str(tmp_path / "data"), "--log", "ledger", act]
        told = CliRunner().invoke(app, command)
        assert told.exit_code == 0, told.output
    with serving(tmp_path / "data") as address:
        items = httpx2.get(f"{address}/v1/ledger/keys").json()["items"]
    first, second = [each for each in items if each["origin"].endswith("/ledger")]
    with open_ledger(tmp_path / "data") as ledger:
        facts = [entry.fact for entry in ledger.entries(OF_THE_LOG)]
    (retired,) = [fact for fact in facts if isinstance(fact, LogKeyRetired)]
    assert first == {
        "origin": "diversion-ledger.invalid/ledger",
        "key": retired.key,
        "fromSize": 0,
        "untilSize": retired.until_size,
    }
    assert 0 < second["fromSize"] <= retired.until_size
    assert second["untilSize"] is None
    assert second["key"] == (tmp_path / "data-sealer/log.vkey").read_text().strip()

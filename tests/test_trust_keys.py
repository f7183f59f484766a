"""The issuer's keys: fetched, rotated, removed, kept while it is away, and never too often."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from fastapi import Response
from fastapi.responses import JSONResponse, RedirectResponse
from joserfc.jwk import ECKey, Key, OctKey, RSAKey

from api.trust.jwks import MOST_BYTES, IssuersKeys
from api.trust.keys import MOST_KEYS, NotAKeySet, keys_in
from api.trust.refusals import KeysUnavailable
from tests.issuer import Issuer, issuing, new_key

FRESH, ATTEMPT, KEPT = 300.0, 15.0, 3_600.0


@pytest.fixture
def issuer() -> Iterator[Issuer]:
    with issuing() as standing:
        yield standing


class HandMovedClock:
    """Seconds since nobody knows when; they pass when they are told to."""

    def __init__(self) -> None:
        self.seconds = 1_000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock() -> HandMovedClock:
    return HandMovedClock()


def keys_of(issuer: Issuer, clock: Callable[[], float]) -> IssuersKeys:
    return IssuersKeys(
        issuer.jwks_url,
        fresh_seconds=FRESH,
        attempt_seconds=ATTEMPT,
        kept_seconds=KEPT,
        clock=clock,
    )


def key(keys: IssuersKeys, kid: str) -> Key | None:
    return asyncio.run(keys.key(kid))


def test_a_key_is_fetched_once_and_held(issuer: Issuer, clock: HandMovedClock) -> None:
    keys = keys_of(issuer, clock)
    for _ in range(5):
        assert key(keys, "first")
    clock.seconds += FRESH
    assert key(keys, "first")
    assert issuer.fetches == 1


def test_a_key_that_is_not_known_is_looked_for_at_once(
    issuer: Issuer, clock: HandMovedClock
) -> None:
    keys = keys_of(issuer, clock)
    assert key(keys, "first")
    issuer.rotate("second")
    clock.seconds += ATTEMPT
    assert key(keys, "second")
    assert issuer.fetches == 2


def test_unknown_keys_lead_to_no_more_than_one_fetch_at_a_time(
    issuer: Issuer, clock: HandMovedClock
) -> None:
    keys = keys_of(issuer, clock)
    for number in range(50):
        assert key(keys, f"made-up-{number}") is None
    assert issuer.fetches == 1
    clock.seconds += ATTEMPT - 0.1
    assert key(keys, "made-up") is None
    assert issuer.fetches == 1
    clock.seconds += 0.1
    assert key(keys, "made-up") is None
    assert issuer.fetches == 2


def test_many_who_wait_for_a_key_wait_for_one_fetch(issuer: Issuer, clock: HandMovedClock) -> None:
    keys = keys_of(issuer, clock)

    async def all_at_once() -> list[Key | None]:
        return await asyncio.gather(*(keys.key("first") for _ in range(100)))

    assert all(asyncio.run(all_at_once()))
    assert issuer.fetches == 1


def test_a_key_that_is_withdrawn_counts_no_longer_than_keys_are_fresh(
    issuer: Issuer, clock: HandMovedClock
) -> None:
    keys = keys_of(issuer, clock)
    assert key(keys, "first")
    issuer.rotate("second")
    del issuer.keys["first"]
    clock.seconds += FRESH + 0.1
    assert key(keys, "first") is None


def test_keys_are_kept_while_the_issuer_is_away_but_not_for_ever(clock: HandMovedClock) -> None:
    with issuing() as issuer:
        keys = keys_of(issuer, clock)
        assert key(keys, "first")
    clock.seconds += KEPT
    assert key(keys, "first")
    clock.seconds += 0.1
    with pytest.raises(KeysUnavailable):
        key(keys, "first")


def test_an_issuer_that_is_away_is_not_asked_all_the_time(clock: HandMovedClock) -> None:
    with issuing() as issuer:
        keys = keys_of(issuer, clock)
        assert key(keys, "first")
        issuer.answers_instead = Response(status_code=500)
        clock.seconds += FRESH + 0.1
        for _ in range(20):
            assert key(keys, "first")
        assert issuer.fetches == 2
        issuer.answers_instead = None
        issuer.rotate("second")
        clock.seconds += ATTEMPT
        assert key(keys, "second")


def large(_: Issuer) -> Response:
    return Response(b" " * (MOST_BYTES + 1))


UNREADABLE: dict[str, Callable[[Issuer], Response]] = {
    "too large": large,
    "no JSON": lambda _: Response(b"<html>"),
    "no set": lambda _: JSONResponse([]),
    "no list": lambda _: JSONResponse({"keys": {}}),
    "an error": lambda issuer: JSONResponse(issuer.published(), 500),
    "elsewhere": lambda issuer: RedirectResponse(f"{issuer.address}/else.json"),
    "compressed": lambda _: Response(b"\x1f\x8b", headers={"Content-Encoding": "gzip"}),
}


@pytest.mark.parametrize("answer", UNREADABLE)
def test_an_answer_that_is_no_key_set_changes_nothing(
    issuer: Issuer, clock: HandMovedClock, answer: str
) -> None:
    keys = keys_of(issuer, clock)
    assert key(keys, "first")
    issuer.answers_instead = UNREADABLE[answer](issuer)
    clock.seconds += FRESH + 1
    assert key(keys, "first")
    assert issuer.fetches == 2


@pytest.mark.parametrize("answer", UNREADABLE)
def test_without_any_keys_nobody_can_say(
    issuer: Issuer, clock: HandMovedClock, answer: str
) -> None:
    issuer.answers_instead = UNREADABLE[answer](issuer)
    with pytest.raises(KeysUnavailable):
        key(keys_of(issuer, clock), "first")


def test_one_key_that_cannot_be_read_does_not_take_the_others_along() -> None:
    right = new_key("right")
    listed: list[Any] = [
        right.as_dict(private=False),
        {"kty": "EC", "kid": "no-curve"},
        {"kty": "EC", "kid": "odd", "crv": "P-256", "x": "!", "y": 1},
        {"kty": "EC", "kid": "not-on-the-curve", "crv": "P-256", "x": "AQ", "y": "AQ"},
        {"kty": "PQ", "kid": "of-another-age"},
        {**new_key("use").as_dict(private=False), "use": "odd", "key_ops": ["verify"]},
        {**new_key("x").as_dict(private=False), "kid": 7},
        OctKey.generate_key(256, {"kid": "symmetric"}).as_dict(),
        ECKey.generate_key("P-256", {"kid": "private"}).as_dict(private=True),
        {"kty": "RSA", "kid": "short", "n": "AQAB", "e": "AQAB"},
        "a text",
        None,
    ]
    assert list(keys_in(json.dumps({"keys": listed}).encode())) == ["right"]


def test_of_two_keys_with_one_id_neither_counts() -> None:
    listed = [new_key(kid).as_dict(private=False) for kid in ("same", "same", "other")]
    assert list(keys_in(json.dumps({"keys": listed}).encode())) == ["other"]


def test_a_set_of_too_many_keys_is_none() -> None:
    listed = [{"kty": "EC"}] * (MOST_KEYS + 1)
    with pytest.raises(NotAKeySet):
        keys_in(json.dumps({"keys": listed}).encode())


def test_a_set_nested_without_end_is_none() -> None:
    with pytest.raises(NotAKeySet):
        keys_in(b"[" * 60_000)


def test_a_short_rsa_key_is_left_out() -> None:
    with pytest.warns(match="2048"):
        short = RSAKey.generate_key(1024, {"kid": "short"})
    assert not keys_in(json.dumps({"keys": [short.as_dict(private=False)]}).encode())


def test_an_issuer_that_never_answers_is_not_waited_for(clock: HandMovedClock) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        issuer = Issuer(address=f"http://127.0.0.1:{silent.getsockname()[1]}")
        with pytest.raises(KeysUnavailable):
            key(keys_of(issuer, clock), "first")

"""Signatures and waits, as Standard Webhooks 1.0.0 has them."""

from __future__ import annotations

import base64
from datetime import UTC, datetime

import pytest
from standardwebhooks import Webhook
from standardwebhooks.webhooks import WebhookVerificationError

from api.webhooks.schedule import DELAYS_SECONDS, Schedule
from api.webhooks.signing import Signer, digest, headers
from api.webhooks.subscriptions import OVERLAP_SECONDS, Generation, Subscription
from api.webhooks.tables import NEVER
from tests.receiver import Received

KEY = b"k" * 32
EVENT, BODY = "p-7h3kq0v9s2xw5m1n8c4b6d0fjz:9", '{"name":"Siân"}'.encode()
AFTER_EACH_SECONDS = [0, 5, 305, 2_105, 9_305, 27_305, 63_305, 113_705, 185_705, 272_105]
"""The column "Time since start" of the specification's table."""


def now() -> int:
    return int(datetime.now(UTC).timestamp())


def test_either_key_alone_checks_a_webhook() -> None:
    signer = Signer(KEY, "w-1", 1)
    told = headers(EVENT, now(), BODY, [signer])
    assert Webhook(signer.secret).verify(BODY, dict(told)) == {"name": "Siân"}
    assert Received("/", told, BODY).is_signed_by(signer.public_key)
    assert told["webhook-id"] == EVENT


def test_secrets_have_the_form_and_length_of_the_specification() -> None:
    signer = Signer(KEY, "w-1", 1)
    for text, prefix in ((signer.secret, "whsec_"), (signer.public_key, "whpk_")):
        assert text.startswith(prefix)
        assert len(base64.b64decode(text.removeprefix(prefix), validate=True)) == 32


def test_each_subscription_each_generation_and_each_service_has_secrets_of_its_own() -> None:
    signers = [
        Signer(KEY, "w-1", 1),
        Signer(KEY, "w-1", 2),
        Signer(KEY, "w-2", 1),
        Signer(b"j" * 32, "w-1", 1),
    ]
    assert len({signer.secret for signer in signers}) == len(signers)
    assert len({signer.public_key for signer in signers}) == len(signers)
    assert Signer(KEY, "w-1", 1).secret == signers[0].secret


@pytest.mark.parametrize("altered", ["webhook-id", "webhook-timestamp"])
def test_id_and_instant_are_signed_with_the_body(altered: str) -> None:
    signer, at = Signer(KEY, "w-1", 1), now()
    told = dict(headers(EVENT, at, BODY, [signer]))
    told[altered] = {"webhook-id": "p-other:9", "webhook-timestamp": str(at + 1)}[altered]
    with pytest.raises(WebhookVerificationError):
        Webhook(signer.secret).verify(BODY, told)
    assert not Received("/", told, BODY).is_signed_by(signer.public_key)


def test_a_replaced_secret_signs_until_its_time_is_over_and_three_at_most_at_once() -> None:
    ends = 1_000.0 + OVERLAP_SECONDS
    known = Subscription(
        id="w-1",
        force="north-wales",
        client="c",
        url="",
        host="",
        types=(),
        made_by="",
        role="",
        purpose="",
        made_at=0,
        read_to=0,
        generations=(
            Generation(4, NEVER),
            Generation(3, ends + 2),
            Generation(2, ends + 1),
            Generation(1, ends),
        ),
    )
    assert [one.number for one in known.signing(ends - 1)] == [4, 3, 2]
    assert [one.number for one in known.signing(ends + 1)] == [4, 3]
    assert [one.number for one in known.signing(ends + 2)] == [4]
    assert known.generation == 4


def test_a_digest_tells_one_request_from_another_and_cannot_be_guessed_without_the_key() -> None:
    assert digest(KEY, "a", "b") == digest(KEY, "a", "b")
    assert digest(KEY, "a", "b") != digest(KEY, "b", "a")
    assert digest(KEY, "a", "b") != digest(b"j" * 32, "a", "b")


def test_attempts_are_made_as_the_specifications_table_says() -> None:
    schedule = Schedule()
    waits = [schedule.wait_seconds(failed, 0) for failed in range(1, len(DELAYS_SECONDS))]
    since, made = 0.0, [0.0]
    for wait in waits:
        assert wait is not None
        since += wait
        made.append(since)
    assert made == AFTER_EACH_SECONDS
    assert schedule.wait_seconds(len(DELAYS_SECONDS), 0) is None


def test_chance_adds_a_fifth_of_the_wait_at_most() -> None:
    schedule = Schedule()
    assert schedule.wait_seconds(2, 0) == 300
    assert schedule.wait_seconds(2, 0.5) == 330
    assert schedule.wait_seconds(2, 1) == 360


def test_a_receiver_is_left_alone_as_long_as_it_asks_but_not_for_more_than_a_day() -> None:
    schedule = Schedule()
    assert schedule.wait_seconds(1, 0, asked_seconds=90) == 90
    assert schedule.wait_seconds(2, 0, asked_seconds=90) == 300
    assert schedule.wait_seconds(1, 0, asked_seconds=10_000_000) == 86_400
    assert schedule.wait_seconds(10, 0, asked_seconds=90) is None

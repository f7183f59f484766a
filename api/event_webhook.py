"""The request that a receiver of webhooks is sent, for the OpenAPI and the AsyncAPI document.

Standard Webhooks 1.0.0: https://github.com/standard-webhooks/standard-webhooks, spec, of 1.0.0.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

MEDIA_TYPE = "application/cloudevents+json"
CLOUD_EVENT = {"$ref": "#/components/schemas/CloudEvent"}

HEADERS: Mapping[str, tuple[str, str]] = {
    "webhook-id": (
        "The event's id, which is the entry's; the same at every attempt. Take each one once.",
        "p-7h3kq0v9s2xw5m1n8c4b6d0fjz:9",
    ),
    "webhook-timestamp": (
        "When this attempt was made, in seconds since 1970. Refuse what is older than 5 minutes.",
        "1575988328",
    ),
    "webhook-signature": (
        "Signatures of `{webhook-id}.{webhook-timestamp}.{body}`, parted by spaces: `v1` is"
        " HMAC-SHA-256 with the secret, `v1a` is Ed25519 with the key. One that fits is enough.",
        "v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=",
    ),
}

ANSWERS: Mapping[str, str] = {
    "2XX": "Taken. Answer within seconds, and do the work afterwards.",
    "410": "Send no more: the subscription is disabled.",
    "default": "Anything else is a failure: it is sent again, ever later, for three days.",
}


def webhooks() -> dict[str, Any]:
    """The section `webhooks` of an OpenAPI document."""
    return {
        "event": {
            "post": {
                "tags": ["Webhooks"],
                "operationId": "event",
                "summary": "An event is sent to you",
                "description": "What the feed says, sent to the URL of a subscription.",
                "parameters": [_header(name) for name in HEADERS],
                "requestBody": {
                    "required": True,
                    "content": {MEDIA_TYPE: {"schema": CLOUD_EVENT}},
                },
                "responses": {status: {"description": about} for status, about in ANSWERS.items()},
            }
        }
    }


def _header(name: str) -> dict[str, Any]:
    about, example = HEADERS[name]
    return {
        "name": name,
        "in": "header",
        "required": True,
        "description": about,
        "schema": {"type": "string"},
        "example": example,
    }

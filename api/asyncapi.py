"""The AsyncAPI document (3.0): the feed and the webhooks, a message for each type of event.

https://www.asyncapi.com/docs/reference/specification/v3.0.0
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

from api.event_messages import EventMessage, messages, ping
from api.event_webhook import HEADERS, MEDIA_TYPE
from api.openapi_security import OF_SCOPES, contact, scheme_of_bearer
from api.replies.feed import CloudEvent
from api.settings import Settings
from api.version import NAME, VERSION

ASYNCAPI = "3.0.0"
HTTP_BINDING = "0.3.0"
SCHEMAS = "#/components/schemas/{model}"
CLOUD_EVENT = SCHEMAS.format(model="CloudEvent")
DESCRIPTION = (
    "The ledger in order, for those who follow it. Every entry of your force's pages is an event,"
    " once, without gaps: ask for it part by part, take it as a stream, or have it sent to you."
    " Events are thin: they name no person, and say at `detailUrl` where to look."
)
CHANNELS: Mapping[str, tuple[str, str, str]] = {
    "feed": ("/events", "The feed", "Asked for with GET; `nextCursor` leads on for ever."),
    "stream": ("/events/stream", "The stream", "Server-sent events; `Last-Event-ID` goes on."),
}

Document = dict[str, Any]


def document(settings: Settings) -> Document:
    """The document of the service as it is set."""
    told = tuple(messages(CLOUD_EVENT))
    sent = (*told, ping())
    return {
        "asyncapi": ASYNCAPI,
        "id": "urn:diversion-ledger:events",
        "info": {
            "title": f"{NAME}: events",
            "version": VERSION,
            "description": DESCRIPTION,
            "contact": contact(settings),
            "tags": [{"name": "Events", "description": "What has been recorded."}],
        },
        "defaultContentType": MEDIA_TYPE,
        "servers": _servers(settings),
        "channels": {
            **{name: _asked_for(name, told) for name in CHANNELS},
            "webhooks": _webhooks(sent),
        },
        "operations": {
            **{f"{name}Events": _told(name, "GET") for name in CHANNELS},
            "sendWebhook": _told("webhooks", "POST"),
        },
        "components": _components(settings, sent),
    }


def _servers(settings: Settings) -> Document:
    public = urlsplit(settings.public_url)
    ours = {"host": public.netloc, "protocol": public.scheme} if public.netloc else _anywhere()
    ways = ["token", "clientCredentials"] if settings.token_url else ["token"]
    return {
        "ledger": {
            **ours,
            "pathname": f"{public.path}/v1",
            "description": "The service, version 1.",
            "security": [{"$ref": f"#/components/securitySchemes/{way}"} for way in ways],
        },
        "receiver": {
            "host": "{receiver}",
            "protocol": "https",
            "description": "The host of the URL that a subscription names.",
            "variables": {"receiver": {"description": "Your host.", "default": "hub.example"}},
        },
    }


def _anywhere() -> Document:
    host = {"description": "Where the service is reached.", "default": "127.0.0.1:8000"}
    return {"host": "{host}", "protocol": "http", "variables": {"host": host}}


def _asked_for(name: str, told: Iterable[EventMessage]) -> Document:
    address, title, about = CHANNELS[name]
    return {
        "address": address,
        "title": title,
        "description": about,
        "servers": [{"$ref": "#/servers/ledger"}],
        "messages": {one.type: {"$ref": f"#/components/messages/{one.type}"} for one in told},
    }


def _webhooks(sent: Iterable[EventMessage]) -> Document:
    return {
        "address": "{path}",
        "title": "Webhooks",
        "description": "Sent to the URL of a subscription, signed by Standard Webhooks 1.0.0.",
        "servers": [{"$ref": "#/servers/receiver"}],
        "parameters": {"path": {"description": "The path of the URL that you named."}},
        "messages": {
            one.type: {
                "name": one.type,
                "title": one.about,
                "contentType": MEDIA_TYPE,
                "payload": {"$ref": SCHEMAS.format(model=one.type)},
                "traits": [{"$ref": "#/components/messageTraits/signed"}],
            }
            for one in sent
        },
    }


def _told(channel: str, method: str) -> Document:
    return {
        "action": "send",
        "channel": {"$ref": f"#/channels/{channel}"},
        "summary": "An event is told",
        "description": "In the order of the ledger, each at least once.",
        "bindings": {"http": {"method": method, "bindingVersion": HTTP_BINDING}},
    }


def _components(settings: Settings, sent: Iterable[EventMessage]) -> Document:
    envelope = CloudEvent.model_json_schema(ref_template=SCHEMAS, mode="serialization")
    return {
        "messages": {one.type: _message(one) for one in sent if one.detail or "entry" in one.type},
        "messageTraits": {"signed": _signed()},
        "schemas": {
            **envelope.pop("$defs"),
            "CloudEvent": envelope,
            **{one.type: one.payload for one in sent},
        },
        "securitySchemes": _schemes(settings),
    }


def _message(one: EventMessage) -> Document:
    return {
        "name": one.type,
        "title": one.about,
        "contentType": "application/json",
        "payload": {"$ref": SCHEMAS.format(model=one.type)},
        "examples": [{"name": "example", "payload": one.example}],
        **({"x-detail-schema": one.detail} if one.detail else {}),
    }


def _signed() -> Document:
    return {
        "description": "How a receiver knows that an event is ours, and that it is new.",
        "headers": {
            "type": "object",
            "properties": {
                name: {"type": "string", "description": about, "examples": [example]}
                for name, (about, example) in HEADERS.items()
            },
            "required": list(HEADERS),
        },
    }


def _schemes(settings: Settings) -> Document:
    told: Document = {"token": scheme_of_bearer()}
    if settings.token_url:
        scopes = {scope.value: about for scope, about in OF_SCOPES.items()}
        issued = {"tokenUrl": settings.token_url, "availableScopes": scopes}
        told["clientCredentials"] = {
            "type": "oauth2",
            "description": "The force's issuer: OAuth 2.0 client credentials.",
            "flows": {"clientCredentials": issued},
        }
    return told

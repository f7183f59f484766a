"""The few pages for people: the front, a kind of problem, the API by its operations.

Plain HTML that needs nothing from anywhere else: no script, no font, no picture.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from typing import Any

from api.replies.service import Front, ProblemPage

STYLE = (
    "body{font:1rem/1.5 sans-serif;max-width:50rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a}"
    "code,pre{background:#f1f1ee}pre{padding:.75rem;overflow:auto}h2{margin-top:2.5rem}"
    "h3{margin:2rem 0 .25rem}"
)

_CODE = re.compile("`([^`]+)`")


def wanted(accept: str) -> bool:
    """Whether whoever asks would sooner have a page than JSON."""
    return "text/html" in accept


def front(reply: Front) -> str:
    """The front page."""
    links = "".join(
        f'<li><a href="{escape(link.href)}">{escape(link.href)}</a>: {escape(link.about)}</li>'
        for link in reply.links
    )
    about = f"<p>{escape(reply.about)}</p><p>Version {escape(reply.version)}</p>"
    return _page(reply.name, f"{about}<ul>{links}</ul>")


def problem(reply: ProblemPage) -> str:
    """The page of a kind of problem."""
    code = f"<p>Code <code>{escape(reply.code)}</code>, HTTP status {reply.status}.</p>"
    return _page(reply.title, code)


def documentation(document: Mapping[str, Any]) -> str:
    """Every operation of an OpenAPI document, under its heading, with its example."""
    told = (_heading(tag, document["paths"]) for tag in document["tags"])
    head = f"<p>{_prose(document['info']['description'])}</p>"
    machines = (
        '<p>For machines: <a href="/openapi.json">openapi.json</a>,'
        ' <a href="/asyncapi.yml">asyncapi.yml</a>, and the'
        ' <a href="/v1/schemas/events">schemas of events</a>.</p>'
    )
    return _page(document["info"]["title"], head + machines + "".join(told))


def _heading(tag: Mapping[str, str], paths: Mapping[str, Any]) -> str:
    told = "".join(_operations(tag["name"], paths))
    return f"<h2>{escape(tag['name'])}</h2><p>{_prose(tag['description'])}</p>{told}"


def _operations(tag: str, paths: Mapping[str, Any]) -> Iterator[str]:
    for path, item in paths.items():
        base = "" if "servers" in item else "/v1"
        for method, operation in item.items():
            if method != "servers" and operation["tags"][0] == tag:
                yield _operation(method, base + path, operation)


def _operation(method: str, path: str, operation: Mapping[str, Any]) -> str:
    about = _prose(operation.get("description", "")).replace("\n\n", "<br>")
    title = f"<h3>{escape(operation['summary'])}</h3>"
    line = f"<p><code>{method.upper()} {escape(path)}</code><br>{about}</p>"
    content = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    return title + line + "".join(_examples(content.get("examples", {}).values()))


def _prose(text: str) -> str:
    """A description, in which only code is marked, as CommonMark marks it."""
    return _CODE.sub(r"<code>\1</code>", escape(text))


def _examples(examples: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    for example in examples:
        body = json.dumps(example["value"], indent=2, ensure_ascii=False)
        yield f"<pre>{escape(body)}</pre>"


def _page(title: str, body: str) -> str:
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(title)}</title><style>{STYLE}</style></head>"
        f"<body><main><h1>{escape(title)}</h1>{body}</main></body></html>"
    )

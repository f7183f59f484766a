"""The published documents lint clean: no error and no warning by Spectral's own rules."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest

from tests.documents import IN_PRODUCTION, published

ROOT = Path(__file__).parents[1]
SPECTRAL = ROOT / ".venv" / "spectral" / "node_modules" / ".bin" / "spectral"
RULES = ROOT / "tests" / "spectral" / ".spectral.yaml"
SEVERITIES = ("error", "warning", "information", "hint")


@pytest.fixture(scope="module", params=[{}, IN_PRODUCTION], ids=["development", "production"])
def service(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[httpx2.Client]:
    with published(tmp_path_factory.mktemp("published") / "ledger", **request.param) as client:
        yield client


@pytest.mark.parametrize("name", ["openapi.json", "asyncapi.json", "asyncapi.yml"])
def test_a_published_document_lints_clean(
    service: httpx2.Client, name: str, tmp_path: Path
) -> None:
    if shutil.which("node") is None or not SPECTRAL.exists():
        pytest.skip("Spectral is not here: apt install nodejs npm, then make test")
    document = tmp_path / name
    document.write_text(service.get(f"/{name}").raise_for_status().text, encoding="utf-8")
    assert found(document) == []


def found(document: Path) -> list[str]:
    """What the linter says of a document, one line for each."""
    report = document.with_suffix(".report")
    said = ("lint", "--ruleset", RULES, "--format", "json", "--output", report, "--quiet")
    subprocess.run(  # noqa: S603 - our own linter, our own document
        [str(part) for part in (SPECTRAL, *said, document)], capture_output=True, check=False
    )
    told: list[dict[str, Any]] = json.loads(report.read_text(encoding="utf-8"))
    return [
        f"{SEVERITIES[one['severity']]}: {one['code']} at {'.'.join(map(str, one['path']))}:"
        f" {one['message']}"
        for one in told
    ]

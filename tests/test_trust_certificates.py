"""Tokens bound to a certificate (RFC 8705), which only a proxy of ours presents (RFC 9440)."""

from __future__ import annotations

import hashlib
import json
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import httpx2
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding

from api.trust.certificates import thumbprint_of
from tests.issuer import Issuer, bearing, issuing, production, trusting
from tests.test_cli_serving import served

LOOPBACK = (ip_network("127.0.0.0/8"),)
ELSEWHERE = (ip_network("10.0.0.0/8"),)


def certificate(name: str) -> bytes:
    """A certificate as a police system holds one, in DER."""
    key = ec.generate_private_key(ec.SECP256R1())
    named = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    begins = datetime(2026, 1, 1, tzinfo=UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(named)
        .issuer_name(named)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(begins)
        .not_valid_after(begins + timedelta(days=365))
        .sign(key, SHA256())
        .public_bytes(Encoding.DER)
    )


OURS, ANOTHER = certificate("records-system"), certificate("another-system")


def item(certificate: bytes) -> str:
    return f":{b64encode(certificate).decode()}:"


def thumbprint(certificate: bytes) -> str:
    return urlsafe_b64encode(hashlib.sha256(certificate).digest()).decode().rstrip("=")


def bound(issuer: Issuer, certificate: bytes = OURS) -> dict[str, str]:
    return bearing(issuer.token(cnf={"x5t#S256": thumbprint(certificate)}))


@pytest.fixture(scope="module")
def issuer() -> Iterator[Issuer]:
    with issuing() as standing:
        yield standing


@pytest.fixture(scope="module")
def behind_a_proxy(
    issuer: Issuer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[httpx2.Client]:
    data = tmp_path_factory.mktemp("behind")
    with trusting(data, issuer, trusted_proxies=LOOPBACK) as client:
        yield client


@pytest.fixture(scope="module")
def in_the_open(
    issuer: Issuer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[httpx2.Client]:
    data = tmp_path_factory.mktemp("open")
    with trusting(data, issuer, trusted_proxies=ELSEWHERE) as client:
        yield client


def status(service: httpx2.Client, headers: Any) -> int:
    return service.get("/v1/caseload", headers=headers).status_code


def test_a_bound_token_is_believed_with_its_certificate(
    behind_a_proxy: httpx2.Client, issuer: Issuer
) -> None:
    assert status(behind_a_proxy, bound(issuer) | {"Client-Cert": item(OURS)}) == 200


def test_a_bound_token_is_refused_with_another_certificate(
    behind_a_proxy: httpx2.Client, issuer: Issuer, caplog: pytest.LogCaptureFixture
) -> None:
    assert status(behind_a_proxy, bound(issuer) | {"Client-Cert": item(ANOTHER)}) == 401
    assert "token refused: certificate-other" in caplog.messages


def test_a_bound_token_is_refused_without_a_certificate(
    behind_a_proxy: httpx2.Client, issuer: Issuer, caplog: pytest.LogCaptureFixture
) -> None:
    assert status(behind_a_proxy, bound(issuer)) == 401
    assert "token refused: certificate-missing" in caplog.messages


def test_nobody_but_a_proxy_presents_a_certificate(
    in_the_open: httpx2.Client, issuer: Issuer, caplog: pytest.LogCaptureFixture
) -> None:
    assert status(in_the_open, bound(issuer) | {"Client-Cert": item(OURS)}) == 401
    assert "token refused: certificate-missing" in caplog.messages


FORWARDED: Mapping[str, Mapping[str, str]] = {
    "the proxy's address": {"X-Forwarded-For": "10.0.0.1", "X-Real-IP": "10.0.0.1"},
    "Forwarded": {"Forwarded": "for=10.0.0.1;proto=https;by=10.0.0.1"},
    "a host and scheme": {"X-Forwarded-Host": "ledger.example", "X-Forwarded-Proto": "https"},
    "Envoy's certificate": {"X-Forwarded-Client-Cert": f"Hash={hashlib.sha256(OURS).hexdigest()}"},
    "nginx's certificate": {"X-SSL-Client-Cert": b64encode(OURS).decode()},
}


@pytest.mark.parametrize("kind", FORWARDED)
def test_no_other_forwarded_header_is_believed(
    in_the_open: httpx2.Client, issuer: Issuer, kind: str
) -> None:
    presented = bound(issuer) | {"Client-Cert": item(OURS)} | dict(FORWARDED[kind])
    assert status(in_the_open, presented) == 401


@pytest.mark.parametrize("kind", FORWARDED)
def test_from_a_proxy_too_only_client_cert_presents_a_certificate(
    behind_a_proxy: httpx2.Client, issuer: Issuer, kind: str
) -> None:
    assert status(behind_a_proxy, bound(issuer) | dict(FORWARDED[kind])) == 401


def test_a_token_that_is_not_bound_needs_no_certificate(
    behind_a_proxy: httpx2.Client, issuer: Issuer
) -> None:
    assert status(behind_a_proxy, bearing(issuer.token())) == 200
    assert status(behind_a_proxy, bearing(issuer.token()) | {"Client-Cert": item(ANOTHER)}) == 200


def test_two_certificates_are_none(behind_a_proxy: httpx2.Client, issuer: Issuer) -> None:
    twice = [*bound(issuer).items(), ("Client-Cert", item(OURS)), ("Client-Cert", item(OURS))]
    assert status(behind_a_proxy, twice) == 401


@pytest.mark.parametrize(
    "malformed",
    ["", ":", "::", b64encode(OURS).decode(), item(OURS)[:-1], item(OURS) + ";a=1", ":a b:", ":é:"],
    ids=["empty", "colon", "nothing", "bare", "open", "parameters", "space", "not ASCII"],
)
def test_a_certificate_that_is_malformed_is_none(malformed: str) -> None:
    assert thumbprint_of("127.0.0.1", [malformed], LOOPBACK) == ""


def test_a_certificate_is_taken_from_networks_that_are_named() -> None:
    mixed = (ip_network("10.1.0.0/16"), ip_network("fd00::/8"))
    presented = [item(OURS)]
    for peer in ("10.1.2.3", "fd00::1", "::ffff:10.1.2.3"):
        assert thumbprint_of(peer, presented, mixed) == thumbprint(OURS)
    for stranger in ("10.2.0.1", "fe80::1", "::ffff:10.2.0.1", "unix", "", None):
        assert thumbprint_of(stranger, presented, mixed) == ""
    assert thumbprint_of("127.0.0.1", presented, ()) == ""


def test_the_service_as_it_is_served_believes_no_forwarded_address(
    issuer: Issuer, tmp_path: Path
) -> None:
    settings = production(tmp_path / "data", issuer)
    environment = {
        "DIVERSION_LEDGER_DATA": str(settings.data),
        "DIVERSION_LEDGER_MODE": "production",
        "DIVERSION_LEDGER_WRAPPING_KEY": str(settings.wrapping_key),
        "DIVERSION_LEDGER_ISSUER": settings.issuer,
        "DIVERSION_LEDGER_AUDIENCE": settings.audience,
        "DIVERSION_LEDGER_JWKS_URL": settings.jwks_url,
        "DIVERSION_LEDGER_TRUSTED_PROXIES": "10.0.0.0/8, fd00::/8",
        "DIVERSION_LEDGER_PORT": "0",
    }
    presented = bound(issuer) | {"Client-Cert": item(OURS), "X-Forwarded-For": "10.0.0.1"}
    with served("serve", "--json", log=tmp_path / "log", **environment) as service:
        address = json.loads(service.until("\n}"))["address"]
        with httpx2.Client(base_url=address, headers={"Purpose": "audit"}) as client:
            assert status(client, presented) == 401
            assert status(client, bearing(issuer.token())) == 200
    assert "token refused: certificate-missing" in (tmp_path / "log").read_text()

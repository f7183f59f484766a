"""A throw-away time-stamping authority, whose answers are made by the machine's own openssl."""

from __future__ import annotations

import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import which

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import (
    SECP256R1,
    EllipticCurvePrivateKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

OPENSSL = which("openssl") or ""
openssl_is_here = pytest.mark.skipif(
    not OPENSSL, reason="openssl is not here: install it (on Debian the package openssl)"
)

DAY = timedelta(days=1)
CONFIGURATION = """[tsa]
default_tsa = throw_away
[throw_away]
serial = {folder}/serial
default_policy = 1.3.6.1.4.1.99999.1
digests = sha256
signer_digest = sha256
ess_cert_id_alg = sha256
"""


class Authority:
    """An authority of its own root, in `folder`; its certificates are good from `since` on."""

    def __init__(
        self,
        folder: Path,
        name: str = "Throw-away",
        since: datetime | None = None,
        days: int = 10,
        usage: x509.ObjectIdentifier = ExtendedKeyUsageOID.TIME_STAMPING,
    ) -> None:
        folder.mkdir()
        self.folder = folder
        since = since or datetime.now(UTC) - DAY
        root_key, key = generate_private_key(SECP256R1()), generate_private_key(SECP256R1())
        root_name, own_name = _name(f"{name} root"), _name(f"{name} stamps")
        self.root = (
            _certificate(root_name, root_key, root_name, since, days)
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .sign(root_key, SHA256())
        )
        certificate = (
            _certificate(own_name, key, root_name, since, days)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(x509.ExtendedKeyUsage([usage]), critical=True)
            .sign(root_key, SHA256())
        )
        (folder / "stamps.pem").write_bytes(certificate.public_bytes(Encoding.PEM))
        (folder / "stamps.key").write_bytes(
            key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        )
        (folder / "serial").write_text("01")
        (folder / "configuration").write_text(CONFIGURATION.format(folder=folder))

    @property
    def pem(self) -> bytes:
        """Its root, for those who trust it."""
        return self.root.public_bytes(Encoding.PEM)

    def answer(self, request: bytes) -> bytes:
        """What it answers to a request."""
        (self.folder / "request").write_bytes(request)
        options = {
            "-config": "configuration",
            "-section": "throw_away",
            "-queryfile": "request",
            "-signer": "stamps.pem",
            "-inkey": "stamps.key",
            "-out": "response",
        }
        command = [OPENSSL, "ts", "-reply", *(word for pair in options.items() for word in pair)]
        subprocess.run(command, cwd=self.folder, check=True, capture_output=True)  # noqa: S603
        return (self.folder / "response").read_bytes()

    def verifies(self, note: Path, response: Path) -> bool:
        """Whether openssl itself takes the stamp for that of the note."""
        (self.folder / "root.pem").write_bytes(self.pem)
        of = ["-data", str(note), "-in", str(response), "-CAfile", str(self.folder / "root.pem")]
        told = subprocess.run([OPENSSL, "ts", "-verify", *of], check=False, capture_output=True)  # noqa: S603
        return told.returncode == 0


def _name(words: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, words)])


def _certificate(
    subject: x509.Name,
    key: EllipticCurvePrivateKey,
    issuer: x509.Name,
    since: datetime,
    days: int,
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(since)
        .not_valid_after(since + days * DAY)
    )

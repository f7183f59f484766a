"""Why a token is not believed: a closed list, for our log alone.

Whoever sent the token gets one answer for every reason; the token itself is written nowhere.
"""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    """What is wrong with a token, or with how it was sent."""

    SENT_TWICE = "sent-twice"
    TOO_LONG = "too-long"
    MALFORMED = "malformed"
    TYPE_OTHER = "type-other"
    ALGORITHM_NOT_TAKEN = "algorithm-not-taken"
    HEADER_NOT_TAKEN = "header-not-taken"
    KEY_UNKNOWN = "key-unknown"
    KEY_UNFIT = "key-unfit"
    SIGNATURE_WRONG = "signature-wrong"
    ISSUER_OTHER = "issuer-other"
    AUDIENCE_OTHER = "audience-other"
    EXPIRED = "expired"
    NOT_YET_VALID = "not-yet-valid"
    LIVES_TOO_LONG = "lives-too-long"
    CLAIM_MISSING = "claim-missing"
    CLAIM_MALFORMED = "claim-malformed"
    ROLE_UNKNOWN = "role-unknown"
    CONFIRMATION_UNKNOWN = "confirmation-unknown"
    CERTIFICATE_MISSING = "certificate-missing"
    CERTIFICATE_OTHER = "certificate-other"


class NotBelieved(Exception):
    """The token is not believed, for `reason`."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


class KeysUnavailable(Exception):
    """The issuer's keys were never had, or too long ago, so nobody can be told from anybody."""

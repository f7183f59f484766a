"""A box that AES-GCM opens under two keys: the trick that a commitment to the key is there against.

GCM's tag is a polynomial over GF(2^128) in a value that follows from the key. One block of the
ciphertext is left free, and chosen so that the two keys' polynomials give the same tag (Dodis,
Grubbs, Ristenpart and Woodage, "Fast Message Franking", 2018).
"""

from __future__ import annotations

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import ECB

BLOCK = 16
R = 0xE1 << 120


def ambiguous_box(keys: tuple[bytes, bytes], nonce: bytes, associated: bytes, blocks: int) -> bytes:
    """Nonce, ciphertext of so many blocks and tag, which both keys open beside `associated`."""
    ciphertext = [bytes([n] * BLOCK) for n in range(blocks - 1)]
    of_each = [_Gcm(key, nonce) for key in keys]
    free = of_each[0].tag(associated, ciphertext) ^ of_each[1].tag(associated, ciphertext)
    weight = of_each[0].weight_of_last() ^ of_each[1].weight_of_last()
    last = _times(free, _inverse(weight)).to_bytes(BLOCK, "big")
    ciphertext.append(last)
    tag = of_each[0].tag(associated, ciphertext[:-1], last)
    assert tag == of_each[1].tag(associated, ciphertext[:-1], last)
    return nonce + b"".join(ciphertext) + tag.to_bytes(BLOCK, "big")


class _Gcm:
    def __init__(self, key: bytes, nonce: bytes) -> None:
        cipher = Cipher(AES(key), ECB()).encryptor()  # noqa: S305  what GCM itself is made of
        self.h = int.from_bytes(cipher.update(bytes(BLOCK)), "big")
        self.mask = int.from_bytes(cipher.update(nonce + b"\x00\x00\x00\x01"), "big")

    def tag(self, associated: bytes, ciphertext: list[bytes], last: bytes = bytes(BLOCK)) -> int:
        padded = associated + bytes(-len(associated) % BLOCK)
        lengths = (8 * len(associated)).to_bytes(8, "big")
        lengths += (8 * BLOCK * (len(ciphertext) + 1)).to_bytes(8, "big")
        hashed = 0
        for block in _blocks(padded + b"".join(ciphertext) + last + lengths):
            hashed = _times(hashed ^ block, self.h)
        return hashed ^ self.mask

    def weight_of_last(self) -> int:
        """What the last block of ciphertext is multiplied by: the lengths come after it."""
        return _times(self.h, self.h)


def _blocks(data: bytes) -> list[int]:
    return [int.from_bytes(data[at : at + BLOCK], "big") for at in range(0, len(data), BLOCK)]


def _times(a: int, b: int) -> int:
    """The product in GF(2^128), bits in GCM's order (NIST SP 800-38D, 6.3)."""
    product = 0
    for bit in range(127, -1, -1):
        if a >> bit & 1:
            product ^= b
        b = b >> 1 ^ (R if b & 1 else 0)
    return product


def _inverse(a: int) -> int:
    """`a` to the power of 2^128 - 2."""
    result, square = 1 << 127, a
    for _ in range(127):
        square = _times(square, square)
        result = _times(result, square)
    return result

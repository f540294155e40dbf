"""A Merkle tree over digests, reckoned as they come by: one root stands for a million rows, in a few kilobytes.

After RFC 6962, 2.1: leaves and nodes are hashed under different first bytes, so that no node passes for a leaf. Where
the number is no power of two the trees that are left over are joined from the right, as there.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256


class Merkle:
    """The roots of whole trees, from the largest to the smallest, of what came so far."""

    def __init__(self) -> None:
        self.count = 0
        self._whole: list[tuple[int, bytes]] = []

    def add(self, leaf: bytes) -> None:
        self.count += 1
        size, digest = 1, sha256(b"\x00" + leaf).digest()
        while self._whole and self._whole[-1][0] == size:
            digest = sha256(b"\x01" + self._whole.pop()[1] + digest).digest()
            size *= 2
        self._whole.append((size, digest))

    def root(self) -> str:
        """Hex; of nothing at all the digest of nothing (RFC 6962)."""
        if not self._whole:
            return sha256().hexdigest()
        digest = self._whole[-1][1]
        for _size, left in reversed(self._whole[:-1]):
            digest = sha256(b"\x01" + left + digest).digest()
        return digest.hex()


def root_of(leaves: Iterable[bytes]) -> str:
    tree = Merkle()
    for leaf in leaves:
        tree.add(leaf)
    return tree.root()

"""What identifies a cell, inside the kernel and outside."""

import hashlib


def digest(code: str) -> str:
    """Digest of a cell's source."""
    return hashlib.sha256(code.encode("utf-8", "surrogatepass")).hexdigest()

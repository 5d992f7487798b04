"""The key with which the center shows an LMS that it is the center."""

from __future__ import annotations

import hashlib
import json
import time
import uuid
from typing import Any

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

from classroom.center import Center
from classroom.lti import kept
from curriculum.errors import DsiError

FILE = "key.pem"
ALGORITHM = "RS256"
_SECONDS = 300


def make(center: Center) -> None:
    """Make the key, if there is none."""
    path = kept.folder(center) / FILE
    if not path.is_file():
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        form = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        kept.write(path, key.private_bytes(*form))


def public(center: Center) -> dict[str, Any]:
    """The public half, as the LMS asks for it (JWKS)."""
    return {"keys": [_public(_private(center))]}


def assertion(center: Center, audience: str) -> str:
    """A signed word that it is this center who asks `audience` for a token."""
    key, now = _private(center), int(time.time())
    client = center.lti.client_id
    said = {"iss": client, "sub": client, "aud": audience, "iat": now, "exp": now + _SECONDS, "jti": uuid.uuid4().hex}
    return jwt.encode(said, key, ALGORITHM, headers={"kid": _public(key)["kid"]})


def _private(center: Center) -> rsa.RSAPrivateKey:
    path = kept.folder(center) / FILE
    try:
        return serialization.load_pem_private_key(path.read_bytes(), None)
    except FileNotFoundError:
        raise DsiError(f"{path}: LMS에 보일 열쇠가 없습니다. `dsi hub init {center.folder}`를 다시 실행하세요.") from None


def _public(key: rsa.RSAPrivateKey) -> dict[str, Any]:
    jwk = RSAAlgorithm.to_jwk(key.public_key(), as_dict=True)
    name = hashlib.sha256(json.dumps({each: jwk[each] for each in ("e", "kty", "n")}, separators=(",", ":")).encode()).hexdigest()
    return {"kty": jwk["kty"], "n": jwk["n"], "e": jwk["e"], "alg": ALGORITHM, "use": "sig", "kid": name[:32]}

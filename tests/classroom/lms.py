"""A small LMS by the LTI 1.3 specifications: it signs launches, gives tokens for signed words, and keeps line items and scores."""

from __future__ import annotations

import json
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

CLIENT = "dsi-tool"
LTI = "https://purl.imsglobal.org/spec/lti/claim"
AGS = "https://purl.imsglobal.org/spec/lti-ags"
SCOPES = [f"{AGS}/scope/lineitem", f"{AGS}/scope/score"]
ADMINISTRATOR = "http://purl.imsglobal.org/vocab/lis/v2/system/person#Administrator"


@dataclass
class Lms:
    """A running LMS with one course, in which the center's tool is a link.

    Attributes
    ----------
    tool_keys
        The tool's public keys (JWKS); needed for grades only.
    lineitems, scores
        The grade book: line items by number, and every score that came, by line item.
    stumbles
        How many of the next requests for scores are answered with 503.
    """

    address: str = ""
    tool_keys: dict = field(default_factory=dict)
    key: rsa.RSAPrivateKey = field(default_factory=lambda: rsa.generate_private_key(65537, 2048))
    tokens: set[str] = field(default_factory=set)
    lineitems: list[dict] = field(default_factory=list)
    scores: list[tuple[int, dict]] = field(default_factory=list)
    stumbles: int = 0

    def center_yaml(self) -> str:
        """What the center's file says of this LMS."""
        return (
            f"authenticator: lti\nlti:\n  issuer: {self.address}\n  client_id: {CLIENT}\n  authorize_url: {self.address}/auth\n"
            f"  token_url: {self.address}/token\n  jwks_url: {self.address}/keys\n"
        )

    def claims(self, nonce: str, sub: str = "7", **more) -> dict:
        """What a launch from the course says of somebody."""
        now = int(time.time())
        said = {
            "iss": self.address, "aud": CLIENT, "sub": sub, "iat": now, "exp": now + 300, "nonce": nonce,
            f"{LTI}/message_type": "LtiResourceLinkRequest", f"{LTI}/version": "1.3.0", f"{LTI}/deployment_id": "1",
            f"{LTI}/target_link_uri": "http://tool.example/", f"{LTI}/roles": [], f"{LTI}/resource_link": {"id": "3"},
            f"{LTI}/context": {"id": "42", "title": "데이터로 보는 지역"},
            f"{AGS}/claim/endpoint": {"scope": SCOPES, "lineitems": f"{self.address}/42/lineitems?type_id=5"},
        }  # fmt: skip
        return {name: value for name, value in (said | more).items() if value is not None}

    def signed(self, claims: dict, key: rsa.RSAPrivateKey | None = None) -> str:
        """A launch's token."""
        return jwt.encode(claims, key or self.key, "RS256", headers={"kid": "lms"})

    def answer(self, method: str, path: str, query: dict, body: bytes, headers) -> tuple[int, object, dict]:
        """What it answers: status, JSON, headers."""
        if path == "/keys":
            return 200, {"keys": [RSAAlgorithm.to_jwk(self.key.public_key(), as_dict=True) | {"kid": "lms", "use": "sig"}]}, {}
        if path == "/token":
            return self._token({name: values[0] for name, values in parse_qs(body.decode()).items()})
        if headers.get("Authorization", "").removeprefix("Bearer ") not in self.tokens:
            return 401, {"error": "no token"}, {}
        if path.endswith("/scores"):
            assert headers["Content-Type"] == "application/vnd.ims.lis.v1.score+json"
            if self.stumbles:
                self.stumbles -= 1
                return 503, {}, {}
            self.scores.append((int(path.split("/")[-3]), json.loads(body)))
            return 200, {}, {}
        if method == "POST":
            assert headers["Content-Type"] == "application/vnd.ims.lis.v2.lineitem+json"
            made = json.loads(body) | {"id": f"{self.address}/42/lineitems/{len(self.lineitems)}/lineitem?type_id=5"}
            self.lineitems.append(made)
            return 201, made, {}
        page = int(query.get("page", ["0"])[0])  # one line item a page
        more = {"Link": f'<{self.address}/42/lineitems?type_id=5&page={page + 1}>; rel="next"'} if page + 1 < len(self.lineitems) else {}
        return 200, self.lineitems[page : page + 1], more

    def _token(self, asked: dict[str, str]) -> tuple[int, object, dict]:
        assert asked["grant_type"] == "client_credentials"
        assert asked["client_assertion_type"] == "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
        word = asked["client_assertion"]
        known = {each["kid"]: each for each in self.tool_keys["keys"]}
        if jwt.get_unverified_header(word)["kid"] not in known:
            return 400, {"error": "invalid_client"}, {}
        key = jwt.PyJWK(known[jwt.get_unverified_header(word)["kid"]]).key
        said = jwt.decode(word, key, ["RS256"], audience=f"{self.address}/token", options={"require": ["exp", "iat", "jti"]})
        if (said["iss"], said["sub"]) != (CLIENT, CLIENT) or set(asked["scope"].split()) - set(SCOPES):
            return 400, {"error": "invalid_client"}, {}
        self.tokens.add(token := uuid.uuid4().hex)
        return 200, {"access_token": token, "token_type": "Bearer", "expires_in": 3600, "scope": asked["scope"]}, {}


@contextmanager
def running() -> Iterator[Lms]:
    """An LMS at an address of its own."""
    lms = Lms()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked = urlsplit(self.path)
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            status, said, headers = lms.answer(self.command, asked.path, parse_qs(asked.query), body, self.headers)
            data = json.dumps(said).encode()
            self.send_response(status)
            for name, value in {"Content-Type": "application/json", "Content-Length": str(len(data)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(data)

        do_POST = do_PUT = do_GET

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    lms.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield lms
    finally:
        server.shutdown()
        server.server_close()

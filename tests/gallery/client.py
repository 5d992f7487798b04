"""A visitor of the gallery who keeps cookies, without a browser."""

import http.client
import re
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit


@dataclass
class Answer:
    """What the gallery answered."""

    status: int
    headers: dict[str, str]
    cookies: list[str]
    body: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode("utf-8", "replace")


class Client:
    """Asks a gallery at an address and keeps its cookies; comes from an address of its own if one is given."""

    def __init__(self, address: str, source: str = ""):
        self.source = (source, 0) if source else None
        self.netloc = urlsplit(address).netloc
        self.jar: dict[str, str] = {}

    def ask(self, method: str, path: str, body: str | None = None, **headers: str) -> Answer:
        """One request, sent as written."""
        if self.jar:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.jar.items())
        connection = http.client.HTTPConnection(self.netloc, timeout=60, source_address=self.source)
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        cookies = answer.headers.get_all("Set-Cookie") or []
        for cookie in cookies:
            name, _, value = cookie.partition(";")[0].partition("=")
            self.jar[name] = value
        return Answer(answer.status, dict(answer.getheaders()), cookies, answer.read())

    def ask_without_waiting(self, path: str) -> None:
        """Begin a request and leave it open."""
        self.open = http.client.HTTPConnection(self.netloc, timeout=60)
        self.open.request("GET", path)

    def get(self, path: str) -> Answer:
        """Look at a page."""
        return self.ask("GET", path)

    def post(self, path: str, fields: dict[str, str], **headers: str) -> Answer:
        """Send a form."""
        kind = {"Content-Type": "application/x-www-form-urlencoded"} | headers
        return self.ask("POST", path, urlencode(fields), **kind)

    def secret(self, path: str) -> str:
        """The secret that a page puts into its forms."""
        return re.search(r'name="_xsrf" value="([^"]+)"', self.get(path).text)[1]

    def login(self, token: str) -> Answer:
        """Log in as the login page does."""
        return self.post("/login", {"token": token, "_xsrf": self.secret("/login")})

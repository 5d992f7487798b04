"""Who a visitor is when a proxy stands before the gallery: what the proxy says counts, what a visitor says does not."""

from __future__ import annotations

from collections.abc import Awaitable

from tornado.httpserver import HTTPServer
from tornado.httputil import (
    HTTPConnection,
    HTTPHeaders,
    HTTPMessageDelegate,
    RequestStartLine,
    ResponseStartLine,
)
from tornado.web import Application

NEAR = ("127.0.0.1", "::1")
"""Where a proxy is believed: on this machine."""

_ADDRESSES, _ADDRESS = "X-Forwarded-For", "X-Real-Ip"
_PROTOCOLS, _PROTOCOL = "X-Forwarded-Proto", "X-Scheme"


def server(application: Application, max_body_size: int) -> HTTPServer:
    """A web server whose requests carry the visitor's own address and protocol."""
    return _Server(application, xheaders=True, trusted_downstream=list(NEAR), max_body_size=max_body_size)


class _Server(HTTPServer):
    def start_request(self, server_conn: object, request_conn: HTTPConnection) -> HTTPMessageDelegate:
        """Look at the headers before Tornado does, which believes everybody."""
        return _Sorted(super().start_request(server_conn, request_conn), request_conn)


class _Sorted(HTTPMessageDelegate):
    """Leaves of a request's headers what a proxy on this machine has written."""

    def __init__(self, then: HTTPMessageDelegate, connection: HTTPConnection):
        self._then = then
        self._near = connection.context.remote_ip in NEAR
        self.data_received, self.finish, self.on_connection_close = then.data_received, then.finish, then.on_connection_close

    def headers_received(
        self, start_line: RequestStartLine | ResponseStartLine, headers: HTTPHeaders
    ) -> Awaitable[None] | None:
        """Each proxy writes behind the ones before it whom it has the request from; what stands before that may be made up."""
        addresses, protocols = (_listed(headers.pop(name, "")) for name in (_ADDRESSES, _PROTOCOLS))
        # The hub's proxy forgets what the web server before it has written there; that server's own word is the other header.
        if not self._near or any(each not in NEAR for each in addresses):
            headers.pop(_ADDRESS, None)
        if self._near:
            headers[_ADDRESSES] = ",".join(addresses)
            headers[_PROTOCOLS] = protocols[0] if protocols else ""  # what the browser speaks with the first of them
        else:
            headers.pop(_PROTOCOL, None)
        return self._then.headers_received(start_line, headers)


def _listed(header: str) -> list[str]:
    return [each.strip() for each in header.split(",") if each.strip()]

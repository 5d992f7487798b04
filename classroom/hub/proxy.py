"""The center's proxy: configurable-http-proxy in Python, without its HTTP client's bounds.

That client lets ten requests through at a time, and gives up what has waited or lasted twenty seconds. A class fills the ten
by waiting for its servers to start; and a page of a trainee's server that asks the desk needs two.
"""

from __future__ import annotations

from configurable_http_proxy.cli import main
from tornado.httpclient import AsyncHTTPClient

AT_ONCE = 10_000
CONNECT_SECONDS = 60
LONGEST_SECONDS = 3600  # the hub's own pages end what lasts; websockets are not bounded by this


def unbound() -> None:
    """Let the proxy carry as many requests at once as a center has people."""
    bounds = {"connect_timeout": CONNECT_SECONDS, "request_timeout": LONGEST_SECONDS}
    AsyncHTTPClient.configure(None, max_clients=AT_ONCE, defaults=bounds)


if __name__ == "__main__":
    unbound()
    main()

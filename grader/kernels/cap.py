"""A bound on what one cell may publish."""

from collections.abc import Iterator

_NOTICE = "\n… 출력이 너무 많아 여기서부터는 남기지 않습니다.\n"


class Cap:
    """Drop what one cell publishes beyond a bound; the states busy and idle always pass.

    Mixed into ipykernel's ``IOPubThread``, of which it uses the session.
    """

    limit = 0
    _request = b""
    _sent = 0

    def capped(self, msg: list) -> Iterator[list]:
        """Give what of a message may be sent: itself, a notice in its place, or nothing."""
        topic = bytes(msg[0])
        if topic.endswith(b"status") or len(msg) < 7:
            yield msg
            return
        request = bytes(msg[4])
        if request != self._request:
            self._request, self._sent = request, 0
        before = self._sent
        self._sent += sum(len(frame) for frame in msg)
        if self._sent <= self.limit:
            yield msg
        elif before <= self.limit:
            notice = self.session.msg(
                "stream", {"name": "stdout", "text": _NOTICE}, self.session.unpack(request)
            )
            yield [b"stream.stdout", *self.session.serialize(notice)]

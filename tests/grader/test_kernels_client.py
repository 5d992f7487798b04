"""What was sent to a kernel arrives, though the client has left since."""

import zmq
import zmq.asyncio
from jupyter_client.session import Session

from grader.kernels.client import AsyncWarmClient
from tests import loops


def test_a_message_that_is_under_way_when_the_client_leaves_arrives(tmp_path):
    async def send_and_leave():
        context, session = zmq.asyncio.Context(), Session(key=b"")
        address = f"ipc://{tmp_path}/shell"
        socket = context.socket(zmq.DEALER)
        socket.connect(address)  # where nobody listens yet
        channel = AsyncWarmClient.shell_channel_class.default_value(socket, session)
        channel.send(session.msg("comm_msg", {"data": "what an Output widget shows"}))
        channel.stop()
        kernel = zmq.Context.shadow(context).socket(zmq.ROUTER)
        kernel.bind(address)
        try:
            return b"".join(kernel.recv_multipart()) if kernel.poll(10_000) else b""
        finally:
            kernel.close()
            context.destroy(linger=0)

    assert b"what an Output widget shows" in loops.run(send_and_leave())

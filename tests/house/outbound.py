"""No outbound connection 不出本机: once imported, Python code reaches no address but loopback."""

import socket
import sys

LOOPBACK = ("127.", "::1", "localhost")


class OutboundRefused(OSError):
    """Something tried to leave the machine."""


def refuse_outbound() -> None:
    """Refuse, for the rest of this process, to connect or send anywhere but loopback."""
    # An audit hook also sees what libraries do below the socket module, and cannot be undone.
    sys.addaudithook(_refuse)


def _refuse(event: str, details: tuple[object, ...]) -> None:
    if event in {"socket.connect", "socket.sendto"}:
        stream, address = details[0], details[1]
        if isinstance(stream, socket.socket) and stream.family == socket.AF_UNIX:
            return
        host = str(address[0]) if isinstance(address, tuple) else str(address)
    elif event == "socket.getaddrinfo":
        host = str(details[0] or "localhost")
    else:
        return
    if not host.startswith(LOOPBACK):
        raise OutboundRefused(f"{event} to {host}: nothing here may leave the machine")

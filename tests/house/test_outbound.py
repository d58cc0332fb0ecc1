"""No outbound connection 不出本机: the hook that every test runs under refuses and allows."""

import socket

import pytest

from tests.house.outbound import OutboundRefused


@pytest.mark.parametrize("address", ["192.0.2.1", "10.0.0.1"])
def test_it_refuses_an_address_outside(address: str) -> None:
    with socket.socket() as client, pytest.raises(OutboundRefused, match=address):
        client.connect((address, 80))


def test_it_refuses_to_ask_for_a_foreign_name() -> None:
    with pytest.raises(OutboundRefused, match=r"example\.invalid"):
        socket.getaddrinfo("example.invalid", 80)


def test_it_refuses_a_datagram_outside() -> None:
    sender = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    with sender, pytest.raises(OutboundRefused):
        sender.sendto(b"x", ("192.0.2.1", 9))


def test_it_allows_loopback() -> None:
    server = socket.create_server(("127.0.0.1", 0))
    with server, socket.create_connection(server.getsockname()) as client:
        assert client.getpeername() == server.getsockname()

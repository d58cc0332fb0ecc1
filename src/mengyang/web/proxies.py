"""反向代理 — from which computer a request comes where a proxy of the office stands before us.

`X-Forwarded-For` is believed of a configured address alone; anybody else may write into it.
"""

from collections.abc import Callable, Sequence
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest, HttpResponse

type Handler = Callable[[HttpRequest], HttpResponse]
type Network = IPv4Network | IPv6Network


class ProxyMiddleware:
    """Puts the address of the person's computer where Django and the throttle look for it."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        networks = trusted_networks(settings.ENVIRONMENT.trusted_proxies)
        if networks:
            peer = request.META.get("REMOTE_ADDR", "")
            forwarded = request.headers.get("X-Forwarded-For", "")
            request.META["REMOTE_ADDR"] = client_address(peer, forwarded, networks)
        return self.get_response(request)


def trusted_networks(texts: Sequence[str]) -> tuple[Network, ...]:
    """The addresses and networks that are configured; what is none is told by `mengyang check`."""
    return tuple(network for text in texts if (network := network_of(text)) is not None)


def network_of(text: str) -> Network | None:
    """An address or a network, as 127.0.0.1 or 10.3.0.0/24."""
    try:
        return ip_network(text)
    except ValueError:
        return None


def client_address(peer: str, forwarded: str, networks: Sequence[Network]) -> str:
    """The last address in the chain that no trusted proxy has; what stands before it may be
    forged, and where an entry is no address the one after it is all that is known."""
    address = peer
    for entry in reversed(forwarded.split(",")):
        if not _is_trusted(address, networks) or not _is_address(entry.strip()):
            break
        address = entry.strip()
    return address


def _is_trusted(address: str, networks: Sequence[Network]) -> bool:
    return _is_address(address) and any(ip_address(address) in network for network in networks)


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True

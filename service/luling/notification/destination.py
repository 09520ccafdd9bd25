"""Where webhooks may go: to public addresses, over TLS; to others only where the operator named their network.

Otherwise whoever may name an address could have this service ask what only this service can reach (SSRF). A name is
judged by what it resolves to, in the moment of connecting.
"""

from __future__ import annotations

import errno
import ipaddress
import socket
from collections.abc import Sequence

from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

# Addresses of IPv6 that lead to one of IPv4 through a translator (RFC 6052).
_TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")


class ForbiddenError(OSError):
    """Nothing is sent to this address."""

    def __init__(self, host: str) -> None:
        # With an errno, since that is how aiohttp tells why it did not connect.
        super().__init__(errno.EACCES, f"{host} is not allowed as a destination")


def allowed(address: Address, networks: Sequence[Network], *, encrypted: bool) -> bool:
    """Whether something may be sent there."""
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped is not None:
        address = address.ipv4_mapped
    if any(address in network for network in networks):
        return True
    return encrypted and _public(address)


def check_host(host: str, networks: Sequence[Network], *, encrypted: bool) -> None:
    """Refuse an address that is written as a number; a name is judged when it is resolved.

    Raises:
        ForbiddenError: nothing may be sent there.
    """
    try:
        address = ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return
    if not allowed(address, networks, encrypted=encrypted):
        raise ForbiddenError(host)


class GuardedResolver(AbstractResolver):
    """Resolves names, and refuses one that leads, with any of its addresses, where nothing may be sent."""

    def __init__(
        self, networks: Sequence[Network], *, encrypted: bool, resolver: AbstractResolver | None = None
    ) -> None:
        self._networks, self._encrypted = networks, encrypted
        self._resolver = resolver or ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """The addresses of a name.

        Raises:
            ForbiddenError: nothing may be sent to one of them.
        """
        found = await self._resolver.resolve(host, port, family)
        for one in found:
            address = ipaddress.ip_address(one["host"].partition("%")[0])
            if not allowed(address, self._networks, encrypted=self._encrypted):
                raise ForbiddenError(f"{host} ({address})")
        return found

    async def close(self) -> None:
        """Give up what it holds."""
        await self._resolver.close()


def _public(address: Address) -> bool:
    if isinstance(address, ipaddress.IPv6Address):
        if address in _TRANSLATED or address.sixtofour is not None or address.teredo is not None:
            return False
        if address.is_site_local:
            return False
    return address.is_global and not address.is_multicast and not address.is_reserved

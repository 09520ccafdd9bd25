"""Where webhooks may go."""

from __future__ import annotations

import asyncio
import ipaddress
import socket

import pytest
from aiohttp.abc import AbstractResolver, ResolveResult

from luling.notification.destination import ForbiddenError, GuardedResolver, allowed, check_host

INTRANET = (ipaddress.ip_network("10.0.0.0/8"), ipaddress.ip_network("fd00::/8"))


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
        "255.255.255.255", "240.0.0.1", "::1", "::", "fe80::1", "fd00::1", "fec0::1", "ff02::1", "::ffff:127.0.0.1",
        "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001:0:1:2:3:4:5:6",
    ],
)  # fmt: skip
def test_what_is_not_public_is_refused(address: str) -> None:
    assert not allowed(ipaddress.ip_address(address), (), encrypted=True)
    with pytest.raises(ForbiddenError, match="not allowed as a destination"):
        check_host(f"[{address}]" if ":" in address else address, (), encrypted=True)


def test_what_is_public_is_allowed_over_tls_only() -> None:
    for address in map(ipaddress.ip_address, ("1.1.1.1", "2606:4700::1111")):
        assert allowed(address, (), encrypted=True)
        assert not allowed(address, (), encrypted=False)


def test_a_network_that_the_operator_named_is_allowed_without_tls_too() -> None:
    for text in ("10.1.2.3", "fd00::1", "::ffff:10.0.0.1"):
        assert allowed(ipaddress.ip_address(text), INTRANET, encrypted=False)
    assert not allowed(ipaddress.ip_address("192.168.0.1"), INTRANET, encrypted=True)


class _Resolver(AbstractResolver):
    def __init__(self, *addresses: str) -> None:
        self._addresses = addresses

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        return [
            ResolveResult(hostname=host, host=one, port=port, family=family, proto=0, flags=0)
            for one in self._addresses
        ]

    async def close(self) -> None: ...


def test_a_name_is_judged_by_every_address_that_it_leads_to() -> None:
    def resolve(*addresses: str) -> int:
        guarded = GuardedResolver(INTRANET, encrypted=True, resolver=_Resolver(*addresses))
        return len(asyncio.run(guarded.resolve("hook.example.org")))

    assert resolve("1.1.1.1", "10.0.0.1") == 2
    for bad in (("127.0.0.1",), ("1.1.1.1", "192.168.0.1"), ("fe80::1%eth0",)):
        with pytest.raises(ForbiddenError, match=r"hook\.example\.org"):
            resolve(*bad)

"""An OPA that is gone, slow, or wrong: never a permit by it, readiness down, and up again by itself."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.engines import OpaServer, running
from tests.faults.clients import EVALUATION, EVALUATIONS, flaw_of_refusal
from tests.faults.opa_proxy import LIES, OpaProxy, proxying
from tests.faults.scenario import SMALL, asks
from tests.faults.service import Service, serving


@pytest.fixture(scope="module")
def opa() -> Iterator[OpaServer]:
    yield from running()


@pytest.fixture(scope="module")
def proxy(opa: OpaServer) -> Iterator[OpaProxy]:
    with proxying(opa) as made:
        yield made


@pytest.fixture(scope="module")
def service(proxy: OpaProxy, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    # Without a memory of decisions, which answers rightly while OPA is away.
    environment = SMALL | {"LULING_OPA_URL": proxy.url, "LULING_OPA_TIMEOUT": "0.5", "LULING_MEMORY": "0"}
    with serving(tmp_path_factory.mktemp("opa"), environment, workers=1, options=("--engine", "opa")) as made:
        yield made
    assert made.verify() == []


def refuses(service: Service) -> None:
    """Single evaluations and several are refused, and it says that it is not ready."""
    for path, body in ((EVALUATION, asks()), (EVALUATIONS, {"evaluations": [asks(), asks("bob")]})):
        status, headers, answer = service.post(path, body)
        assert flaw_of_refusal(status, headers, answer) == ""
    assert not service.ready()


def permits_again(service: Service) -> None:
    service.until_ready()
    assert service.post(EVALUATION, asks())[2]["decision"] is True


@pytest.mark.parametrize("lie", LIES)
def test_an_opa_that_is_wrong(lie: str, service: Service, proxy: OpaProxy) -> None:
    permits_again(service)
    proxy.lie = LIES[lie]
    refuses(service)
    proxy.lie = None
    permits_again(service)


def test_an_opa_that_is_silent_holds_nobody_else_up(service: Service, proxy: OpaProxy) -> None:
    permits_again(service)
    proxy.be_silent()
    refuses(service)
    assert service.get("/health/live")[0] == 200
    proxy.speak()
    permits_again(service)


def test_an_opa_that_is_gone_and_comes_back_empty(service: Service, proxy: OpaProxy, opa: OpaServer) -> None:
    permits_again(service)
    opa.stop()
    refuses(service)
    opa.start()
    permits_again(service)

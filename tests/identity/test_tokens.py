"""Bearer tokens against a real issuer on a loopback port: what is taken, what is not, and what an outage does."""

from __future__ import annotations

import asyncio
import base64
import hmac
import json
from collections.abc import Iterator
from typing import Any

import pytest
from joserfc.jwk import ECKey, RSAKey

from luling.identity.access import Access
from luling.identity.issuer import Freshness, IssuerKeys
from luling.identity.principal import CredentialError, Grant, Principal, UnavailableError
from luling.identity.tokens import Expectation, Tokens
from tests.identity.clocks import Clock
from tests.identity.issuer_server import AUDIENCE, Issuer

ACCESS = Access()
SKEW = 60
FRESHNESS = Freshness(fresh=3600, stale=7200, pause=30, timeout=5)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def issuer() -> Iterator[Issuer]:
    issuer = Issuer()
    yield issuer
    issuer.stop()


@pytest.fixture
def tokens(issuer: Issuer, clock: Clock) -> Tokens:
    return reader(issuer, clock)


def reader(issuer: Issuer, clock: Clock, **more: Any) -> Tokens:
    expected = Expectation(issuer.url, AUDIENCE, ("RS256", "ES256"), SKEW, **more)
    return Tokens(expected, IssuerKeys(issuer.url, None, FRESHNESS, clock), ACCESS, clock)


def read(tokens: Tokens, text: str) -> Principal:
    return asyncio.run(tokens.principal(text))


def refused(tokens: Tokens, text: str) -> str:
    with pytest.raises(CredentialError) as error:
        read(tokens, text)
    assert len(text) < 20 or text[:20] not in str(error.value)
    return str(error.value)


def test_a_good_token_stands_for_its_subject(issuer: Issuer, tokens: Tokens, clock: Clock) -> None:
    text = issuer.token(
        clock.now, roles=["platform@liaoning_2019", "king@*", "offline_access", 7], organization="bureau"
    )
    principal = read(tokens, text)
    assert principal.name == "oidc:alice"
    assert principal.grants == {Grant("platform", "liaoning_2019")}
    assert (principal.organization, principal.may_assert, principal.scopes) == ("bureau", True, None)
    assert principal.expires == clock.now + 300 + SKEW


@pytest.mark.parametrize("kind", ["EC", "RSA"])
def test_either_kind_of_signature_is_taken(issuer: Issuer, clock: Clock, kind: str) -> None:
    issuer.rotate("second", kind)
    assert read(reader(issuer, clock), issuer.token(clock.now)).name == "oidc:alice"


@pytest.mark.parametrize(
    ("claim", "value"),
    [
        ("iss", "http://127.0.0.1:1"),
        ("iss", ...),
        ("iss", ["x"]),
        ("aud", "another"),
        ("aud", ["another", "third"]),
        ("aud", ...),
        ("aud", []),
        ("sub", ...),
        ("sub", ""),
        ("sub", 7),
        ("exp", ...),
        ("exp", "tomorrow"),
        ("exp", float("nan")),
        ("exp", True),
    ],
)
def test_wrong_claims_are_refused(issuer: Issuer, tokens: Tokens, clock: Clock, claim: str, value: Any) -> None:
    assert refused(tokens, issuer.token(clock.now, **{claim: value})) == "the token is not valid"


def test_one_of_several_audiences_may_be_ours(issuer: Issuer, tokens: Tokens, clock: Clock) -> None:
    assert read(tokens, issuer.token(clock.now, aud=["another", AUDIENCE])).name == "oidc:alice"


def test_clocks_may_differ_by_the_skew_and_no_more(issuer: Issuer, tokens: Tokens, clock: Clock) -> None:
    now = int(clock.now)
    assert read(tokens, issuer.token(now, exp=now - SKEW + 1))
    assert refused(tokens, issuer.token(now, exp=now - SKEW)) == "the token has expired"
    assert read(tokens, issuer.token(now, nbf=now + SKEW, iat=now + SKEW))
    refused(tokens, issuer.token(now, nbf=now + SKEW + 1))
    refused(tokens, issuer.token(now, iat=now + SKEW + 1))


def _forged(header: dict[str, Any], claims: dict[str, Any], signature: bytes = b"") -> str:
    parts = (json.dumps(header).encode(), json.dumps(claims).encode(), signature)
    return ".".join(base64.urlsafe_b64encode(part).rstrip(b"=").decode() for part in parts)


@pytest.mark.parametrize("algorithm", ["none", "None", "NONE", "", None, 7, ["ES256"]])
def test_a_token_without_a_signature_is_refused(issuer: Issuer, tokens: Tokens, clock: Clock, algorithm: Any) -> None:
    claims = {"iss": issuer.url, "aud": AUDIENCE, "sub": "alice", "exp": clock.now + 300}
    refused(tokens, _forged({"alg": algorithm, "kid": "first"}, claims))


def test_a_public_key_is_no_shared_secret(issuer: Issuer, clock: Clock) -> None:
    issuer.rotate("first", "RSA")
    tokens = reader(issuer, clock)
    claims = {"iss": issuer.url, "aud": AUDIENCE, "sub": "alice", "exp": clock.now + 300}
    signed = _forged({"alg": "HS256", "kid": "first"}, claims).rpartition(".")[0]
    public = issuer.keys[0].as_pem(private=False)  # type: ignore[attr-defined]
    mac = hmac.digest(public, signed.encode(), "sha256")
    text = f"{signed}.{base64.urlsafe_b64encode(mac).rstrip(b'=').decode()}"
    assert refused(tokens, text) == "the token's algorithm is not accepted"


def test_symmetric_algorithms_cannot_even_be_configured(issuer: Issuer) -> None:
    for algorithm in ("HS256", "none", "dir"):
        with pytest.raises(ValueError, match=algorithm):
            Expectation(issuer.url, AUDIENCE, ("ES256", algorithm))


def test_an_algorithm_that_is_not_listed_is_refused(issuer: Issuer, clock: Clock) -> None:
    expected = Expectation(issuer.url, AUDIENCE, ("RS256",))
    tokens = Tokens(expected, IssuerKeys(issuer.url, None, FRESHNESS, clock), ACCESS, clock)
    assert refused(tokens, issuer.token(clock.now)) == "the token's algorithm is not accepted"
    assert issuer.asked == [], "the issuer is not asked for nothing"


def test_a_signature_of_somebody_else_is_refused(issuer: Issuer, tokens: Tokens, clock: Clock) -> None:
    for stranger in (
        ECKey.generate_key("P-256", {"kid": "first"}),
        RSAKey.generate_key(2048, {"kid": "first"}),  # the id of our key, and another kind of key
    ):
        assert refused(tokens, issuer.token(clock.now, stranger)) == "the token is not valid"
    text = issuer.token(clock.now)
    head, body, signature = text.split(".")
    more = base64.urlsafe_b64encode(b'{"sub":"admin"}').rstrip(b"=").decode()
    refused(tokens, f"{head}.{more}.{signature}")
    refused(tokens, f"{head}.{body}.")


@pytest.mark.parametrize(
    "text", ["", "a", "a.b", "a.b.c", "a.b.c.d", "...", "é.b.c", "e30.e30.e30", "WzFd.e30.x", "x" * 9000, "bnVsbA.a.b"]
)
def test_what_is_no_token_is_refused(tokens: Tokens, text: str) -> None:
    refused(tokens, text)


def test_a_deeply_nested_header_is_refused(tokens: Tokens) -> None:
    deep = base64.urlsafe_b64encode(b"[" * 5000).rstrip(b"=").decode()
    refused(tokens, f"{deep}.e30.x")


def test_a_critical_extension_that_we_do_not_know_is_refused(issuer: Issuer, tokens: Tokens, clock: Clock) -> None:
    header = {"alg": "ES256", "kid": "first", "crit": ["exp"], "exp": 1}
    body = {"iss": issuer.url, "aud": AUDIENCE, "sub": "alice", "exp": clock.now + 300}
    refused(tokens, _forged(header, body, b"0" * 64))


# Keys of the issuer


def test_a_new_key_is_fetched_when_it_is_first_seen(issuer: Issuer, tokens: Tokens, clock: Clock) -> None:
    read(tokens, issuer.token(clock.now))
    asked = len(issuer.asked)
    read(tokens, issuer.token(clock.now))
    assert len(issuer.asked) == asked, "known keys are remembered"
    old = issuer.keys[0]
    issuer.rotate("second")
    clock.forward(FRESHNESS.pause)
    assert read(tokens, issuer.token(clock.now)).name == "oidc:alice"
    # The key that is no longer published is no longer good.
    assert refused(tokens, issuer.token(clock.now, old)) == "the token's key is unknown"


def test_made_up_key_ids_do_not_turn_into_load_on_the_issuer(issuer: Issuer, tokens: Tokens, clock: Clock) -> None:
    read(tokens, issuer.token(clock.now))
    clock.forward(FRESHNESS.pause)
    asked = len(issuer.asked)
    for number in range(20):
        refused(tokens, issuer.token(clock.now, header={"kid": f"made-up-{number}"}))
    assert len(issuer.asked) == asked + 2, "the metadata and the keys, once"


def test_calls_at_once_fetch_once(issuer: Issuer, tokens: Tokens, clock: Clock) -> None:
    text = issuer.token(clock.now)

    async def all_at_once() -> list[Principal]:
        return list(await asyncio.gather(*(tokens.principal(text) for _ in range(10))))

    assert len(asyncio.run(all_at_once())) == 10
    assert issuer.asked == ["/.well-known/openid-configuration", "/keys"]


def test_without_a_key_id_only_a_single_key_is_taken(issuer: Issuer, tokens: Tokens, clock: Clock) -> None:
    text = issuer.token(clock.now, header={"kid": ...})
    assert read(tokens, text).name == "oidc:alice"
    issuer.rotate("second", keep=True)
    refused(reader(issuer, clock), issuer.token(clock.now, header={"kid": ...}))


def test_while_the_issuer_is_down_known_keys_serve_until_they_are_stale(
    issuer: Issuer, tokens: Tokens, clock: Clock
) -> None:
    read(tokens, issuer.token(clock.now))
    issuer.stop()
    clock.forward(FRESHNESS.stale - 1)
    assert read(tokens, issuer.token(clock.now)).name == "oidc:alice"
    clock.forward(1)
    with pytest.raises(UnavailableError):
        read(tokens, issuer.token(clock.now))
    issuer.start()
    clock.forward(FRESHNESS.pause)
    assert read(tokens, issuer.token(clock.now)).name == "oidc:alice"


def test_an_issuer_that_was_never_reached_lets_nobody_in(issuer: Issuer, tokens: Tokens, clock: Clock) -> None:
    issuer.stop()
    with pytest.raises(UnavailableError):
        read(tokens, issuer.token(clock.now))


@pytest.mark.parametrize(
    ("path", "status", "body"),
    [
        ("/keys", 500, b""),
        ("/keys", 200, b"not json"),
        ("/keys", 200, b"[]"),
        ("/keys", 200, b'{"keys": []}'),
        ("/keys", 200, b'{"keys": [{"kty": "EC"}]}'),
        ("/keys", 200, b" " * (1 << 20) + b"x"),
        ("/keys", 302, b""),
        ("/.well-known/openid-configuration", 200, b"{}"),
        ("/.well-known/openid-configuration", 200, b'{"issuer": "https://another", "jwks_uri": "https://another/k"}'),
    ],
)
def test_an_issuer_that_talks_nonsense_lets_nobody_in(
    issuer: Issuer, tokens: Tokens, clock: Clock, path: str, status: int, body: bytes
) -> None:
    issuer.answers[path] = (status, body)
    with pytest.raises(UnavailableError):
        read(tokens, issuer.token(clock.now))


# What claims give


def test_roles_follow_from_the_settings(issuer: Issuer, clock: Clock) -> None:
    mapped = {"bureau": ("authority@dazhou", "consumer@*"), "audit": ("auditor@*",)}
    tokens = reader(issuer, clock, roles=mapped, roles_claim="realm_access.roles", organization_claim="dept.id")
    text = issuer.token(
        clock.now, realm_access={"roles": ["bureau", "administrator@*"]}, dept={"id": "d1"}, roles=["audit"]
    )
    principal = read(tokens, text)
    # With a mapping, values are never taken as grants themselves.
    assert principal.grants == {Grant("authority", "dazhou"), Grant("consumer", "*")}
    assert (principal.organization, principal.may_assert) == ("d1", False)
    with pytest.raises(ValueError, match="king"):
        reader(issuer, clock, roles={"x": ("king@*",)})


@pytest.mark.parametrize("value", [None, 7, {}, {"a": "auditor@*"}, [], [None], [["auditor@*"]], "nothing", True])
def test_a_roles_claim_that_means_nothing_grants_nothing(
    issuer: Issuer, tokens: Tokens, clock: Clock, value: Any
) -> None:
    assert read(tokens, issuer.token(clock.now, roles=value)).grants == frozenset()


def test_our_scopes_narrow_a_token(issuer: Issuer, tokens: Tokens, clock: Clock) -> None:
    narrowed = issuer.token(clock.now, scope="openid luling:decision:ask")
    assert read(tokens, narrowed).scopes == {"decision:ask"}
    assert read(tokens, issuer.token(clock.now, scope="openid profile")).scopes is None
    assert read(tokens, issuer.token(clock.now, scope=7)).scopes is None

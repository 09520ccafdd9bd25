"""What a caller shows of itself: a bearer credential, or the cookie of a session."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Self
from urllib.parse import parse_qs

from starlette.requests import cookie_parser
from starlette.types import Scope

from luling.identity.sessions import same_csrf_token

# With this prefix browsers take a cookie over TLS only, for this host only, and for all its paths.
COOKIE = "__Host-luling"
# Addresses are logged and passed on, so a key that stands in one must be good for nothing else; the gate sees to that.
_SHOWN_IN_ADDRESS = frozenset({"/v1/deadlines.ics"})
_KEY = "key"
_OWN_PAGES = frozenset({"same-origin", "none"})


class SeveralCredentialsError(ValueError):
    """Which of them counts would be a guess (RFC 6750, section 2: one method a request)."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A bearer credential wins over a cookie, which browsers send by themselves."""

    bearer: str | None = None
    session_id: str | None = None
    csrf_token: str = ""
    page: str = "none"
    in_address: bool = False  # the bearer credential stood in the address

    @classmethod
    def read(cls, headers: list[tuple[bytes, bytes]]) -> Self:
        """From the headers of an ASGI request.

        Raises:
            SeveralCredentialsError: more than one `Authorization`.
        """
        bearer = session_id = authorization = None
        csrf, page = "", "none"
        for name, value in headers:
            if name == b"authorization":
                if authorization is not None:
                    raise SeveralCredentialsError
                authorization = value.decode("latin-1")
            elif name == b"cookie":
                session_id = cookie_parser(value.decode("latin-1")).get(COOKIE) or session_id
            elif name == b"x-csrf-token":
                csrf = value.decode("latin-1")
            elif name == b"sec-fetch-site":
                page = value.decode("latin-1")
        if authorization is not None:
            scheme, _, text = authorization.partition(" ")
            # Another scheme than ours proves nothing, and does not make the cookie count either.
            bearer, session_id = (text.strip() if scheme.lower() == "bearer" else None), None
        return cls(bearer, session_id, csrf, page)

    def with_key_of(self, scope: Scope) -> Self:
        """The same, or what the address shows where nothing else is shown and an address may: calendar programs send
        no headers."""
        if not self.nothing or scope["path"] not in _SHOWN_IN_ADDRESS:
            return self
        keys = parse_qs(scope.get("query_string", b"").decode("latin-1")).get(_KEY, [])
        if len(keys) > 1:
            raise SeveralCredentialsError
        return replace(self, bearer=keys[0], in_address=True) if keys else self

    @property
    def nothing(self) -> bool:
        """Whether nothing was shown that we understand."""
        return self.bearer is None and self.session_id is None

    def is_from_our_page(self) -> bool:
        """Whether a page of this service made the request, rather than another site in the same browser (CSRF)."""
        return (
            self.session_id is not None
            and self.page in _OWN_PAGES
            and same_csrf_token(self.session_id, self.csrf_token)
        )

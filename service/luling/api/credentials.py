"""What a caller shows of itself: a bearer credential, or the cookie of a session."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from starlette.requests import cookie_parser

from luling.identity.sessions import same_csrf_token

# With this prefix browsers take a cookie over TLS only, for this host only, and for all its paths.
COOKIE = "__Host-luling"
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

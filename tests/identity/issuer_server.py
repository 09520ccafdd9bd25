"""An OpenID Connect issuer on one loopback port: real HTTP, real signatures; can be stopped and can change its keys."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from joserfc import jwt
from joserfc.jwk import ECKey, Key, KeySet, RSAKey

AUDIENCE = "luling"


class Issuer:
    """Serves its metadata and its keys, and signs tokens with the newest of them."""

    def __init__(self) -> None:
        self.keys: list[Key] = []
        self.asked: list[str] = []
        self.answers: dict[str, tuple[int, bytes]] = {}
        self.rotate("first")
        self._server: ThreadingHTTPServer | None = None
        self._port = 0
        self.start()

    @property
    def url(self) -> str:
        """The issuer, as tokens name it."""
        return f"http://127.0.0.1:{self._port}"

    def rotate(self, kid: str, kind: str = "EC", *, keep: bool = False) -> None:
        """A new signing key; the earlier ones go, or stay published."""
        parameters = {"kid": kid, "use": "sig"}
        key: Key = ECKey.generate_key("P-256", parameters) if kind == "EC" else RSAKey.generate_key(2048, parameters)
        self.keys = [key, *(self.keys if keep else [])]

    def token(self, now: float, key: Key | None = None, header: dict[str, Any] | None = None, **claims: Any) -> str:
        """A token; `...` leaves a claim or a part of the header out."""
        signing = key or self.keys[0]
        algorithm = {"EC": "ES256", "RSA": "RS256", "oct": "HS256"}[signing.key_type]
        told = {"iss": self.url, "aud": AUDIENCE, "sub": "alice", "iat": int(now), "exp": int(now) + 300, **claims}
        head = {"alg": algorithm, "kid": signing.kid, **(header or {})}
        return jwt.encode(_given(head), _given(told), signing, algorithms=[head["alg"]])

    def start(self) -> None:
        """Listen, on the same port as before."""
        issuer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                issuer.asked.append(self.path)
                status, body = issuer.answers.get(self.path) or issuer.document(self.path)
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        ThreadingHTTPServer.allow_reuse_address = True
        self._server = ThreadingHTTPServer(("127.0.0.1", self._port), Handler)
        self._port = self._server.server_port
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()

    def stop(self) -> None:
        """Be gone."""
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
            self._server = None

    def document(self, path: str) -> tuple[int, bytes]:
        """The metadata or the keys."""
        match path:
            case "/.well-known/openid-configuration":
                return 200, json.dumps({"issuer": self.url, "jwks_uri": f"{self.url}/keys"}).encode()
            case "/keys":
                return 200, json.dumps(KeySet(self.keys).as_dict(private=False)).encode()
        return 404, b""


def _given(parts: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in parts.items() if value is not ...}

"""Who issues tokens that are wrong? A small issuer of our own, which signs whatever a test wants."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "zielblick", "geheim"


@dataclass
class Issuer:
    """An issuer; `claims` and the other fields are what its next token says."""

    address: str = ""
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "eins"}))
    signs_with: RSAKey | None = None
    claims: dict[str, Any] = field(default_factory=dict)
    header: dict[str, str] = field(default_factory=dict)
    calls_itself: str = ""
    answer: dict[str, Any] | None = None
    """What the token endpoint answers instead."""

    def token(self) -> str:
        """Return the next ID token."""
        header = {"alg": "RS256", "kid": "eins", **self.header}
        return jwt.encode(header, self.said(), self.signs_with or self.key)

    def said(self) -> dict[str, Any]:
        """Return the claims: right ones, but for what the test wants; None leaves one out."""
        time_ = int(time.time())
        right = {"iss": self.address, "aud": CLIENT, "sub": "anna", "iat": time_, "exp": time_ + 60}
        said = {**right, "name": "Anna Muster", "roles": ["reader"], **self.claims}
        return {name: value for name, value in said.items() if value is not None}

    def page(self, path: str) -> dict[str, Any]:
        """Return what an address of the issuer answers."""
        if path == "/jwks":
            return {"keys": [self.key.as_dict(private=False)]}
        if path == "/token":
            if self.answer is not None:
                return self.answer
            return {"access_token": "x", "token_type": "Bearer", "id_token": self.token()}
        return {
            "issuer": self.calls_itself or self.address,
            "authorization_endpoint": f"{self.address}/auth",
            "token_endpoint": f"{self.address}/token",
            "jwks_uri": f"{self.address}/jwks",
            "id_token_signing_alg_values_supported": ["RS256", "HS256", "none"],
        }


@contextmanager
def issuing() -> Iterator[Issuer]:
    """Run an issuer on this machine."""
    issuer = Issuer()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = json.dumps(issuer.page(self.path.partition("?")[0])).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            self.do_GET()

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    issuer.address = f"http://127.0.0.1:{server.server_port}"
    Thread(target=server.serve_forever, daemon=True).start()
    yield issuer
    server.shutdown()

"""What does a browser carry to the provider and back? A signed cookie for ten minutes, and only on that way.

It holds state, nonce and the verifier of PKCE, and where the person wanted to go. It is Flask's own session,
kept off all other addresses; its key is in the register, so that any process can read what another wrote.
"""

from __future__ import annotations

from datetime import timedelta

from flask import Flask, Request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from itsdangerous import URLSafeTimedSerializer

from dash_app.reading import Site
from dash_app.register import attempts
from dash_app.signin import cookies

NAME = "zb-weg"
LASTS = timedelta(minutes=10)


class Pocket(SecureCookieSessionInterface):
    """Flask's session on the addresses below `start`, and nowhere else."""

    def __init__(self, site: Site, start: str) -> None:
        self._site, self._start = site, start
        self._key = ""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """Return the session on the way to the provider and back, None elsewhere."""
        app.permanent_session_lifetime = LASTS
        return super().open_session(app, request) if request.path.startswith(self._start) else None

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        """Sign with the key of the installation."""
        if not self._key:
            self._key = attempts.kept_secret(self._site.register, "pocket")
        return URLSafeTimedSerializer(
            self._key,
            salt=self.salt,
            serializer=self.serializer,
            signer_kwargs={"key_derivation": self.key_derivation, "digest_method": self.digest_method},
        )

    def get_cookie_name(self, app: Flask) -> str:
        """Return the name of the cookie on this connection."""
        return cookies.name(NAME)

    def get_cookie_secure(self, app: Flask) -> bool:
        """Only over TLS, but for this very machine."""
        return cookies.is_secure()

    def get_cookie_samesite(self, app: Flask) -> str:
        """Comes along when the provider leads back, and with nothing that other sites send."""
        return "Lax"

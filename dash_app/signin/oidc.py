"""Who is it, says the OpenID provider? Code flow with PKCE, state and nonce; roles from claims each time.

The provider is asked with the first sign-in, not at start. What it says is believed only if issuer,
audience, signature, time and nonce are right (OpenID Connect Core 1.0, section 3.1.3.7; RFC 9207).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from dash import html
from flask import Flask, Response, request, session

from dash_app.access import Role
from dash_app.reading import Site
from dash_app.refused import because
from dash_app.register import accounts
from dash_app.register.accounts import AccountError, Rights
from dash_app.settings import Settings
from dash_app.shell.document import Parts
from dash_app.shell.topbar import SIGN_IN
from dash_app.signin import plain
from dash_app.signin.pocket import Pocket
from dash_app.signin.ways import address
from dash_app.texts import Texts
from schemas.catalogue import Catalogue

START = f"{SIGN_IN}/oidc"
BACK = f"{START}/antwort"
SECONDS = 10
"""So long the provider may take to answer."""
SIGNED_BY = (
    "RS256",
    "RS384",
    "RS512",
    "PS256",
    "PS384",
    "PS512",
    "ES256",
    "ES384",
    "ES512",
    "EdDSA",
    "Ed25519",
)
"""Signatures of tokens that are believed: those with a public key."""
NAME = "provider"


Entered = Callable[[int, str], Response]
"""Begins a session of an account and leads to an address."""


class Untrue(Exception):
    """What came back cannot be believed; the message is for the log and names nobody."""


class NoRole(Exception):
    """The provider knows the person, but no role here."""


def serve_oidc(
    server: Flask,
    site: Site,
    parts: Parts,
    *,
    catalogue: Callable[[], Catalogue | None],
    onward: Callable[[str], str],
    language: Callable[[], Texts],
    entered: Entered,
) -> None:
    """Answer the way to the provider and the way back."""
    server.session_interface = Pocket(site, START)
    provider = _Provider(server, site.settings)

    @server.get(START)
    def to_provider() -> Response:
        to, t = onward(request.args.get("weiter", "/")), language()
        try:
            answer = provider.app.authorize_redirect(_redirect_uri(site.settings))
        except Exception as error:
            return _refused(parts, t, "away", 503, error)
        session["weiter"], session["sprache"] = to, t.language
        answer.headers["Cache-Control"] = "no-store"
        assert isinstance(answer, Response)
        return answer

    @server.get(BACK)
    def from_provider() -> Response:
        to, t = str(session.get("weiter", "/")), Texts(str(session.get("sprache", "de")))
        try:
            account = _arrived(site, provider, catalogue())
        except Exception as error:
            return _refused(parts, t, REASONS.get(type(error), "untrue"), 403, error)
        finally:
            session.clear()  # whatever came of it: an answer is good for one try
        return entered(account, onward(to))


REASONS: dict[type[Exception], str] = {NoRole: "no_role", AccountError: "closed"}
"""Why somebody does not get in whom the provider knows; anything else cannot be believed."""


class _Provider:
    """The provider of the settings; known by its own words (discovery) from the first question on."""

    def __init__(self, server: Flask, settings: Settings) -> None:
        self._server, self._settings = server, settings
        self._app: Any = None

    @property
    def app(self) -> Any:
        """Client of the provider, made and imported with the first question."""
        if self._app is None:
            from authlib.integrations.flask_client import OAuth

            secret = self._settings.oidc_client_secret
            issuer = (self._settings.oidc_issuer or "").rstrip("/")
            self._app = OAuth(self._server).register(
                NAME,
                client_id=self._settings.oidc_client_id,
                client_secret=secret.get_secret_value() if secret else None,
                server_metadata_url=f"{issuer}/.well-known/openid-configuration",
                client_kwargs={
                    "scope": self._settings.oidc_scopes,
                    "code_challenge_method": "S256",
                    "default_timeout": SECONDS,
                },
            )
        metadata = self._app.load_server_metadata()
        if metadata.get("issuer") != self._settings.oidc_issuer:
            self._app = None
            raise Untrue("the provider calls itself by another name than ZIELBLICK_OIDC_ISSUER")
        known = metadata.get("id_token_signing_alg_values_supported", ["RS256"])
        metadata["id_token_signing_alg_values_supported"] = [each for each in known if each in SIGNED_BY]
        return self._app

    def claims(self) -> Mapping[str, Any]:
        """Return what the provider says about the person who has just come back.

        Raises:
            Untrue, or an error of Authlib: where it cannot be believed.
        """
        app, issuer = self.app, self._settings.oidc_issuer
        metadata = app.server_metadata
        is_told = metadata.get("authorization_response_iss_parameter_supported")
        if request.args.get("iss", None if is_told else issuer) != issuer:
            raise Untrue("the answer is of another provider")
        options = {
            "iss": {"essential": True, "value": issuer},
            "aud": {"essential": True, "value": self._settings.oidc_client_id},
            "sub": {"essential": True},
        }
        token = app.authorize_access_token(claims_options=options, leeway=60)
        claims = token.get("userinfo")
        if not claims or not claims.get("sub"):
            raise Untrue("no ID token came")
        wanted = self._settings.oidc_role_claim
        if _found(claims, wanted) is None and metadata.get("userinfo_endpoint"):
            more = app.userinfo(token=token)
            if more.get("sub") != claims["sub"]:
                raise Untrue("the user info is of somebody else")
            claims = {**more, **claims}
        checked: Mapping[str, Any] = claims
        return checked


def _arrived(site: Site, provider: _Provider, catalogue: Catalogue | None) -> int:
    """Return the account of the person who has just come back."""
    claims = provider.claims()
    rights = _rights(site.settings, claims, catalogue)
    login, name = f"{claims['iss']}#{claims['sub']}", _word(claims, site.settings.oidc_name_claim)
    return accounts.arrive(site.register, login, name, rights)


def _rights(settings: Settings, claims: Mapping[str, Any], catalogue: Catalogue | None) -> Rights:
    """Return the rights that claims stand for.

    Raises:
        NoRole: where no word of the provider is one of ours, or district and agreements do not go with it.
    """
    words = _words(claims, settings.oidc_role_claim)
    role = next((ours for word, ours in settings.roles_of_words if word in words), None)
    if role is None:
        raise NoRole("none of the roles is mapped")
    districts = _words(claims, settings.oidc_district_claim)
    try:
        return Rights.of(
            role.value,
            districts[0] if districts else None,
            _words(claims, settings.oidc_agreements_claim) if role is Role.DEPARTMENT else (),
            districts=[area.key for area in catalogue.districts] if catalogue else [],
            known=[agreement.id for agreement in catalogue.agreements] if catalogue else [],
        )
    except AccountError as error:
        raise NoRole(f"the claim of {error.key} does not fit the role") from None


def _found(claims: Mapping[str, Any], path: str) -> Any:
    """Return a claim by its name, which may itself hold dots, or by the way down to it."""
    if path in claims:
        return claims[path]
    found: Any = claims
    for part in path.split("."):
        found = found.get(part) if isinstance(found, Mapping) else None
    return found


def _words(claims: Mapping[str, Any], path: str) -> list[str]:
    """Return the words of a claim, which is a list or a text with blanks or commas between them."""
    found = _found(claims, path)
    if isinstance(found, str):
        return found.replace(",", " ").split()
    return [each for each in found if isinstance(each, str)] if isinstance(found, list) else []


def _word(claims: Mapping[str, Any], path: str) -> str:
    found = _found(claims, path)
    return found if isinstance(found, str) and found.strip() else "–"


def _redirect_uri(settings: Settings) -> str:
    return f"{settings.address or request.host_url.rstrip('/')}{BACK}"


def _refused(parts: Parts, t: Texts, key: str, status: int, error: Exception) -> Response:
    """Say what to do, and leave a line in the log that names nobody: errors may quote what came."""
    ours = isinstance(error, (Untrue, NoRole))
    because(f"oidc {key}: {error if ours else type(error).__name__}")
    main = [
        html.H1(t("signin.title")),
        plain.note(t(f"signin.oidc.{key}"), is_fault=True),
        html.P(html.A(t("signin.oidc.again"), href=address(SIGN_IN, t))),
    ]
    return plain.plain(parts, t, t("signin.title"), main, status=status)

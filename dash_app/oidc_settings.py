"""Which OpenID provider tells who somebody is, and what its words mean here?"""

from __future__ import annotations

import re

from pydantic import BaseModel, Field, SecretStr, field_validator

from dash_app.access import Role

ALLOWED = {
    "oidc_issuer": "die Adresse des Anbieters, die mit https:// beginnt (http:// nur auf diesem Rechner)",
    "oidc_client_id": "die Kennung, unter der der Anbieter diese Anwendung kennt",
    "oidc_client_secret": "das Geheimnis, das der Anbieter dazu vergeben hat",
    "oidc_scopes": "Wörter mit Leerzeichen dazwischen, darunter openid",
    "oidc_name_claim": "der Name einer Angabe (claim) wie name",
    "oidc_role_claim": "der Name einer Angabe (claim) wie roles oder realm_access.roles",
    "oidc_district_claim": "der Name einer Angabe (claim) wie district",
    "oidc_agreements_claim": "der Name einer Angabe (claim) wie agreements",
    "oidc_roles": "Paare wie zb-lenkung=steering, zb-bezirk=district mit den Rollen "
    "reader, district, department, steering und admin",
}
"""What these settings may be, in the words of the sentence that stops the start."""
NEEDED = ("oidc_issuer", "oidc_client_id", "oidc_client_secret")
_CLAIM = r"[\w:/-]+(\.[\w:/-]+)*"
_ISSUER = re.compile(r"https://[^\s?#]+|http://(localhost|127\.0\.0\.1|\[::1\])(:\d+)?(/[^\s?#]*)?")
_ROLES = frozenset(role.value for role in Role if role is not Role.PUBLIC)


class OidcSettings(BaseModel):
    """Settings of the login `oidc`."""

    oidc_issuer: str | None = None
    """Address of the provider, as it writes it into its tokens."""
    oidc_client_id: str | None = Field(None, min_length=1)
    oidc_client_secret: SecretStr | None = Field(None, min_length=1)
    oidc_scopes: str = Field("openid profile", pattern=r"^(.* )?openid( .*)?$")
    oidc_name_claim: str = Field("name", pattern=f"^{_CLAIM}$")
    oidc_role_claim: str = Field("roles", pattern=f"^{_CLAIM}$")
    """Claim with the words of the provider for roles; a dot goes one level down."""
    oidc_district_claim: str = Field("district", pattern=f"^{_CLAIM}$")
    oidc_agreements_claim: str = Field("agreements", pattern=f"^{_CLAIM}$")
    oidc_roles: str = ", ".join(
        f"{role}={role}" for role in ("steering", "department", "district", "reader", "admin")
    )
    """Words of the provider and our roles; of somebody who has several the first in this order counts."""

    @field_validator("oidc_issuer")
    @classmethod
    def _provider(cls, value: str | None) -> str | None:
        if value is not None and not _ISSUER.fullmatch(value):
            raise ValueError("no address of a provider")
        return value

    @field_validator("oidc_roles")
    @classmethod
    def _pairs(cls, value: str) -> str:
        pairs = [pair.partition("=") for pair in value.split(",")]
        if not all(word.strip() and role.strip() in _ROLES for word, _, role in pairs):
            raise ValueError("no pairs of words and roles")
        return value

    @property
    def roles_of_words(self) -> tuple[tuple[str, Role], ...]:
        """Pairs of a word of the provider and our role, in their order."""
        pairs = [pair.partition("=") for pair in self.oidc_roles.split(",")]
        return tuple((word.strip(), Role(role.strip())) for word, _, role in pairs)

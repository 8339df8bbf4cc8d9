"""Does a wrong setting of the provider stop the start with one sentence, and stay a secret secret?"""

from __future__ import annotations

from typing import Any

import pytest

from dash_app.settings import Settings, SettingsError

SECRET = "streng-geheim"
GIVEN: dict[str, Any] = {"login": "oidc", "oidc_client_id": "zielblick", "oidc_client_secret": SECRET}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("oidc_issuer", "http://sso.example"),
        ("oidc_issuer", "sso"),
        ("oidc_client_id", ""),
        ("oidc_client_secret", ""),
        ("oidc_scopes", "profile"),
        ("oidc_role_claim", "a b"),
        ("oidc_roles", "zb-chef=king"),
        ("oidc_roles", "zb-alle=public"),
        ("oidc_roles", "admin"),
    ],
)
def test_a_wrong_setting_stops_the_start_with_its_name(name: str, value: str) -> None:
    right = {**GIVEN, "oidc_issuer": "https://sso.example"}
    Settings(**right)
    with pytest.raises(SettingsError, match=f"ZIELBLICK_{name.upper()} ist .*erlaubt"):
        Settings(**{**right, name: value})


@pytest.mark.parametrize("name", ["oidc_issuer", "oidc_client_id", "oidc_client_secret"])
def test_a_missing_setting_stops_the_start_and_no_secret_is_printed(name: str) -> None:
    given = {**GIVEN, "oidc_issuer": "https://sso.example"}
    del given[name]
    with pytest.raises(SettingsError, match=f"ZIELBLICK_{name.upper()}") as stopped:
        Settings(**given)
    assert SECRET not in str(stopped.value) and SECRET not in repr(
        Settings(**GIVEN, oidc_issuer="https://a.b")
    )

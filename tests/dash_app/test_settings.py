"""Does a wrong setting stop the start with one sentence that helps?"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from dash_app.settings import Settings, SettingsError, is_loopback


def sentence(**environment: str) -> str:
    """Return what the start says with these variables set."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in environment.items():
            patch.setenv(name, value)
        with pytest.raises(SettingsError) as stopped:
            Settings()
    return str(stopped.value)


def test_defaults_are_those_of_the_interface(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "data/catalogue").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    settings = Settings()
    assert settings.home == Path("data/local")
    assert settings.publications == Path("data/local/publications")
    assert settings.catalogue == Path("data/catalogue")
    assert (settings.login, settings.host, settings.port) == ("demo", "127.0.0.1", 8050)
    assert settings.workers == len(os.sched_getaffinity(0))
    assert settings.database is None and settings.register_url is None


def test_the_installed_catalogue_serves_where_the_folder_has_none(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, root: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    assert Settings().catalogue == root / "data/catalogue"


def test_variables_of_the_environment_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZIELBLICK_HOME", "/srv/zielblick")
    monkeypatch.setenv("ZIELBLICK_REGISTER", "sqlite:////srv/zielblick/register.sqlite")
    monkeypatch.setenv("ZIELBLICK_PORT", "9000")
    settings = Settings()
    assert settings.home == Path("/srv/zielblick")
    assert settings.register_url == "sqlite:////srv/zielblick/register.sqlite"
    assert settings.port == 9000


@pytest.mark.parametrize(
    ("name", "value", "allowed"),
    [
        ("PORT", "achtzig", "1 bis 65535"),
        ("PORT", "70000", "1 bis 65535"),
        ("WORKERS", "0", "ab 1"),
        ("LOGIN", "ldap", "demo, local, oidc"),
        ("DATABASE", "irgendwo", "SQLAlchemy-Adresse"),
        ("REGISTER", "irgendwo", "SQLAlchemy-Adresse"),
        ("HOST", "", "Rechnername"),
    ],
)
def test_a_wrong_value_is_said_with_setting_value_and_what_is_allowed(
    name: str, value: str, allowed: str
) -> None:
    said = sentence(**{f"ZIELBLICK_{name}": value})
    assert f"ZIELBLICK_{name}" in said
    assert f"„{value}“" in said
    assert allowed in said
    assert said.count(".") == said.rstrip().count(".") and said.endswith(".") and "\n" not in said


def test_an_unknown_setting_is_refused_with_the_known_ones() -> None:
    said = sentence(ZIELBLICK_PROT="8050")
    assert "ZIELBLICK_PROT" in said and "„8050“" in said
    assert "ZIELBLICK_PORT" in said and "ZIELBLICK_REGISTER" in said


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "zielblick.verwalt-berlin.de"])
def test_the_demonstration_login_stays_on_this_machine(host: str) -> None:
    said = sentence(ZIELBLICK_HOST=host)
    assert f"„{host}“" in said and "127.0.0.1" in said and "ZIELBLICK_LOGIN" in said


@pytest.mark.parametrize("host", ["127.0.0.1", "127.9.9.9", "::1", "localhost"])
def test_loopback_addresses_are_known(host: str) -> None:
    assert is_loopback(host)
    assert Settings(host=host).host == host


def test_other_logins_may_listen_elsewhere() -> None:
    assert Settings(host="0.0.0.0", login="local").host == "0.0.0.0"

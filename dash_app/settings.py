"""Where and how does Zielblick run? All settings, read once from the environment."""

from __future__ import annotations

import ipaddress
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal, get_args

from pydantic import Field, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from dash_app import oidc_settings
from dash_app.oidc_settings import OidcSettings

PREFIX = "ZIELBLICK_"
INSTALLED = Path(__file__).resolve().parents[1]
CATALOGUE = Path("data/catalogue")
Login = Literal["demo", "local", "oidc"]

_ALLOWED = {
    **oidc_settings.ALLOWED,
    "database": "eine SQLAlchemy-Adresse wie duckdb:///data/local/publications",
    "register": "eine SQLAlchemy-Adresse wie sqlite:///data/local/register.sqlite",
    "login": ", ".join(get_args(Login)),
    "host": "ein Rechnername oder eine Netzadresse wie 127.0.0.1",
    "port": "eine ganze Zahl von 1 bis 65535",
    "workers": "eine ganze Zahl ab 1",
    "address": "eine Adresse ohne Pfad, die mit https:// beginnt (oder http:// auf diesem Rechner)",
    "proxies": "eine ganze Zahl von 0 bis 9",
    "operator": "der Name der Stelle, die Zielblick betreibt",
    "feedback": "eine E-Mail-Adresse oder die Adresse eines Formulars, die mit https:// beginnt",
}
"""What a setting may be, in the words of the sentence that stops the start."""
_ORIGIN = re.compile(r"https?://[\w.-]+(:\d{1,5})?")
_REACHED = re.compile(r"[^@\s/?&]+@[^@\s/?&]+\.[^@\s/?&]+|https://\S+")


class SettingsError(Exception):
    """A setting that stops the start; the message is one sentence for the person who starts."""


def default_catalogue() -> Path:
    """Return the catalogue of the working directory, or the one that was installed where there is none."""
    return CATALOGUE if CATALOGUE.is_dir() else INSTALLED / CATALOGUE


def cores() -> int:
    """Return the number of processor cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Settings(OidcSettings, BaseSettings):
    """All settings, from the environment unless given; relative paths count from the working directory.

    Raises:
        SettingsError: with setting, value found and values allowed, for the first setting that is wrong.
    """

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, frozen=True, extra="forbid", validate_default=True, populate_by_name=True
    )

    home: Path = Path("data/local")
    """Folder for all that the program writes."""
    catalogue: Path = Field(default_factory=default_catalogue)
    """Folder of the catalogue."""
    database: str | None = None
    """SQLAlchemy address of the published figures; DuckDB files under `home`/publications where left out."""
    register_url: str | None = Field(None, validation_alias=f"{PREFIX}REGISTER")
    """SQLAlchemy address of the register; SQLite under `home` where left out."""
    login: Login = "demo"
    host: str = Field("127.0.0.1", min_length=1)
    port: int = Field(8050, ge=1, le=65535)
    workers: int = Field(default_factory=cores, ge=1)
    address: str | None = None
    """Address under which browsers reach the application behind a proxy, `https://zielblick.example`."""
    proxies: int = Field(0, ge=0, le=9)
    """Reverse proxies in front that write `X-Forwarded-For`: so many of its entries are believed."""
    operator: str | None = Field(None, min_length=1)
    """Body that runs the installation, as the accessibility statement names it."""
    feedback: str | None = None
    """Mail address or form that takes reports of barriers."""

    def __init__(self, **given: Any) -> None:
        _refuse_unknown(os.environ)
        try:
            super().__init__(**given)
        except ValidationError as error:
            raise SettingsError(_sentence(error)) from error

    @property
    def publications(self) -> Path:
        """Folder of the publications."""
        return self.home / "publications"

    @field_validator("database", "register_url")
    @classmethod
    def _address(cls, value: str | None) -> str | None:
        try:
            return value and make_url(value).render_as_string(hide_password=False)
        except ArgumentError as error:
            raise ValueError("not an SQLAlchemy address") from error

    @field_validator("address")
    @classmethod
    def _origin(cls, value: str | None) -> str | None:
        if value is not None and not _ORIGIN.fullmatch(value.rstrip("/")):
            raise ValueError("not the address of a site")
        return value and value.rstrip("/").lower()

    @field_validator("feedback")
    @classmethod
    def _reached(cls, value: str | None) -> str | None:
        if value is not None and not _REACHED.fullmatch(value):
            raise ValueError("neither a mail address nor a form")
        return value

    @model_validator(mode="after")
    def _provider_is_known(self) -> Settings:
        for field in oidc_settings.NEEDED if self.login == "oidc" else ():
            if getattr(self, field) is None:
                raise SettingsError(
                    f"Die Einstellung {_variable(field)} ist leer, aber die Anmeldung „oidc“ braucht sie; "
                    f"erlaubt ist {_ALLOWED[field]}."
                )
        return self

    @model_validator(mode="after")
    def _demo_stays_at_home(self) -> Settings:
        if self.login == "demo" and not is_loopback(self.host):
            raise SettingsError(
                f"Die Einstellung {PREFIX}HOST ist „{self.host}“, aber die Anmeldung „demo“ verlangt kein "
                "Kennwort und ist nur auf diesem Rechner erlaubt: 127.0.0.1, ::1 oder localhost; bitte "
                f"{PREFIX}LOGIN auf local oder oidc setzen oder den Rechnernamen ändern."
            )
        return self


def is_loopback(host: str) -> bool:
    """Tell whether a host name or address is this machine only."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _refuse_unknown(environment: Mapping[str, str]) -> None:
    known = sorted(map(_variable, Settings.model_fields))
    for name, value in sorted(environment.items()):
        if name.upper().startswith(PREFIX) and name.upper() not in known:
            raise SettingsError(
                f"Die Einstellung {name} (gefunden: „{value}“) gibt es nicht; "
                f"erlaubt sind {', '.join(known)}."
            )


def _variable(field: str) -> str:
    return f"{PREFIX}{field.removesuffix('_url').upper()}"


def _sentence(error: ValidationError) -> str:
    first = error.errors()[0]
    field = str(first["loc"][0]).removeprefix(PREFIX).lower()
    allowed = _ALLOWED.get(field.removesuffix("_url"), "der Pfad eines Ordners")
    shown = "***" if "secret" in field else first["input"]
    return f"Die Einstellung {_variable(field)} ist „{shown}“; erlaubt ist {allowed}."

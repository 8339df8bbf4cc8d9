"""Which office does an account write for? People are not named beside figures."""

from __future__ import annotations

from dash_app.register.models import Account
from dash_app.texts import Texts
from schemas.catalogue import Catalogue


def office(account: Account, catalogue: Catalogue, language: str) -> str:
    """Return the office that an account writes for; never a person's name."""
    t = Texts(language)
    if account.district and account.district in catalogue.areas_by_key:
        return t("remarks.office.district", name=catalogue.areas_by_key[account.district].name)
    return t(f"shell.role.{account.role}")

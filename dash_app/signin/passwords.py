"""Is this password good enough, and is it the right one? Length and guessing, no rules of composition.

Kept as argon2id with the parameters of RFC 9106. How easily a password is guessed is told by zxcvbn, which
knows lists of common passwords, names, dates and rows of keys (NIST SP 800-63B-4, section 3.1.1.2).
"""

from __future__ import annotations

import secrets
from functools import cache
from threading import BoundedSemaphore
from typing import Any

from dash_app.register.accounts import AccountError

SHORTEST = 12
LONGEST = 200
GUESSES = 10**8
"""Attempts that a list of common passwords and patterns needs at least."""
_KNOWN_HERE = (
    *("zielblick", "berlin", "bezirk", "bezirksamt", "verwaltung", "zielvereinbarung"),
    *("kennwort", "passwort", "geheim", "sommer", "winter", "herbst", "frühling", "fruehling"),
    *("januar", "februar", "märz", "april", "mai", "juni", "juli", "august", "september"),
    *("oktober", "november", "dezember"),
)
"""What people here take first; zxcvbn knows English words."""
_LOOKED_AT = 72
"""Characters that zxcvbn looks at."""
_AT_A_TIME = BoundedSemaphore(2)
"""Each takes 64 MiB for a moment."""


def check(password: str, *personal: str) -> None:
    """Refuse a new password that is too short or easily guessed; `personal` are login and name.

    Raises:
        AccountError: says why.
    """
    if len(password) < SHORTEST:
        raise AccountError("short", least=SHORTEST)
    if len(password) > LONGEST:
        raise AccountError("long", most=LONGEST)
    from zxcvbn import zxcvbn

    words = [word for text in personal for word in (text, *text.split())]
    found = zxcvbn(password[:_LOOKED_AT], user_inputs=[*_KNOWN_HERE, *words])
    if found["guesses"] < GUESSES:
        raise AccountError("guessed")


def hashed(password: str) -> str:
    """Return the hash that the register keeps."""
    with _AT_A_TIME:
        made: str = _hasher().hash(password)
    return made


def fits(password: str, kept: str | None) -> bool:
    """Tell whether a password is that of a hash; takes as long where there is none."""
    from argon2.exceptions import InvalidHashError, VerificationError

    with _AT_A_TIME:
        try:
            _hasher().verify(kept or _nobodys(), password[: LONGEST + 1])
        except (VerificationError, InvalidHashError):
            return False
    return kept is not None


def is_outdated(kept: str) -> bool:
    """Tell whether a hash was made with other parameters than new ones are."""
    outdated: bool = _hasher().check_needs_rehash(kept)
    return outdated


@cache
def _hasher() -> Any:
    from argon2 import PasswordHasher

    return PasswordHasher()


@cache
def _nobodys() -> str:
    """Return a hash that no password is known of."""
    made: str = _hasher().hash(secrets.token_hex(32))
    return made

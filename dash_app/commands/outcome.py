"""How does a command end that did not do what was asked?"""

from __future__ import annotations

import click


class Refused(click.ClickException):
    """Data that was not acceptable, or a publication that could not be made: exit code 1."""

    exit_code = 1


class Misused(click.ClickException):
    """Wrong usage or a wrong setting: exit code 2."""

    exit_code = 2

"""What does Zielblick remember of work: accounts, deliveries, comments, measures, and who did what?

The register is transactional and never shares a file with the figures (docs/decisions/0022). Everything that
is written goes through `Register.writing`, together with its line of the audit; see `audit.note`.
"""

from sqlalchemy.orm import Session

from dash_app.register.register import Register, RegisterError

__all__ = ["Register", "RegisterError", "Session"]

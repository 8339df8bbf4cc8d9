"""Who asks, and may that person ask this at all? Sign-in, sessions, and the guard before everything.

`guard` recognises the person of every request before anything else looks at it, so that
`dash_app.identity.viewer` is right everywhere; `protection` refuses what another site or host made a browser
send. The register keeps accounts, sessions and failed attempts (`dash_app.register`).
"""

from dash_app.signin.addresses import serve_sign_in
from dash_app.signin.desk import serve_desk
from dash_app.signin.guard import guard

__all__ = ["guard", "serve_desk", "serve_sign_in"]

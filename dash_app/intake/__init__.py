"""How do deliveries come in through the browser, and how do they become a publication?

Uploaded (`receiving`), checked in a process of their own (`process`), looked at, handed in, released
(`work`, `serving`), and shown (`blocks`, `preview`). What waits is in the register; bytes lie under
`home`/uploads (`folder`). What they mean is known by the loader only, which `app.py` hands in as a command.
"""

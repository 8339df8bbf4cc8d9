"""How did the schema of the register become what it is? One module in `versions` for each step.

A new step: change `models`, copy the newest module, count its revision up, write `upgrade`, and set `HEAD`.
"""

HEAD = "0002"
"""Newest revision."""

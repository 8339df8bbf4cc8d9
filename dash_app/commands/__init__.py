"""Which commands only read what was published, one module for each, added by cli.py?

A module imports what its command needs within the command: `zielblick serve` imports all of them.
"""

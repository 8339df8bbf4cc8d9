"""How does a series go on? Numerical libraries live here; only processes of their own import this package."""

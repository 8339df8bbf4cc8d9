"""How does the administrator read what was written and released, and by whom?"""

"""Which pages does the application have?"""

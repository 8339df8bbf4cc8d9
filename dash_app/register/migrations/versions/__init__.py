"""Which steps did the schema take?"""

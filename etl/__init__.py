"""How do deliveries become a publication?"""

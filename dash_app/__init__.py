"""How are published figures read, judged and drawn?"""

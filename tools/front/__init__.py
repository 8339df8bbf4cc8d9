"""Which scripts for browsers come from another registry than Python's?"""

"""What do people say about figures, and what do they do about them: comments, notes on targets, measures?

`book` writes, `seen` reads for a viewer, `rules` says who may do what, `blocks` and `form_blocks` show it.
"""

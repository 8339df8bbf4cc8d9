"""How does the progress report come out as a document?

`builder` makes the model from the same queries, judgements and sentences as the pages; `outline` puts it in
order; `word`, `pdf` and `html` render.
"""

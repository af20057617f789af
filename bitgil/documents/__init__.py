"""What the city publishes on paper: one module and one template (.typ) of the same name a document.

Belongs here: TITLE (Words), content(…) -> plain data for the template, and how a template becomes a PDF.
Does not: what the data means (record, government), where it is kept (store), pages on the web (portal).
"""
